"""Cut a text into passages: whole sentences, within the encoder's limit, at exact offsets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from vectorstore import Draft, Embedder, Span
from vectorstore.text import clauses, paragraphs, sentences

TARGET_TOKENS = 160
"""A passage is closed before it grows beyond this, unless one sentence alone is longer."""

_LEAST_ROOM = 32
_HEADING_TOKENS = 14
_CHARACTERS_A_TOKEN = 12
"""Tokenizers make one unknown token of a long run without spaces; its length tells its size."""

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class _Sized:
    """A sentence, or a piece of an overlong one, with its tokens and its place."""

    span: Span
    tokens: int
    opens_paragraph: bool
    is_heading: bool


def embedded_text(context: str, passage: str) -> str:
    """Return what is embedded for a passage: its document's context and its text."""
    return f"{context}\n{passage}"


def embedded(drafts: Sequence[Draft], embedder: Embedder) -> list[Draft]:
    """Return the drafts with the vectors of their spans, all embedded in one go."""
    vectors = embedder.encode_documents([text for draft in drafts for text in _texts(draft)])
    ends = list(accumulate(len(draft.spans) for draft in drafts))
    return [
        replace(draft, vectors=vectors[end - len(draft.spans) : end]) if draft.spans else draft
        for draft, end in zip(drafts, ends, strict=True)
    ]


def _texts(draft: Draft) -> Iterator[str]:
    context, text = draft.extract.metadata.context, draft.extract.text
    return (embedded_text(context, span.of(text)) for span in draft.spans)


def passages_for(embedder: Embedder, text: str, context: str) -> list[Span]:
    """Return the passages of a text, sized for this embedder."""
    return split_passages(text, context, embedder.count_tokens, embedder.token_limit)


def split_passages(
    text: str, context: str, count_tokens: CountTokens, limit: int, target: int = TARGET_TOKENS
) -> list[Span]:
    """Return passages that together hold every sentence of `text`, in order, none twice.

    Behind `context`, a passage has at most `limit` tokens (as `count_tokens` counts them). A
    passage holds whole sentences; only a sentence that is itself beyond the limit is cut, at
    clauses if it has any, otherwise between words.
    """
    room = max(limit - count_tokens([embedded_text(context, "")])[0], _LEAST_ROOM)
    groups: list[list[_Sized]] = []
    total = 0
    for piece in _sized_sentences(text, count_tokens, room):
        if groups and _joins(groups[-1], piece, total, min(target, room), room):
            groups[-1].append(piece)
            total += piece.tokens
        else:
            carried = _take_headings(groups, room - piece.tokens)
            groups.append([*carried, piece])
            total = piece.tokens + sum(heading.tokens for heading in carried)
    return [Span(group[0].span.start, group[-1].span.end) for group in groups if group]


def _joins(group: list[_Sized], piece: _Sized, total: int, target: int, room: int) -> bool:
    """Tell whether `piece` still belongs to the passage `group`, which has `total` tokens."""
    if total + piece.tokens > room:
        return False
    if all(member.is_heading for member in group):
        return True
    if piece.opens_paragraph and total > target * 2 // 3:
        return False
    return total + piece.tokens <= target


def _take_headings(groups: list[list[_Sized]], room: int) -> list[_Sized]:
    """Take headings of up to `room` tokens off the last passage: they belong to what follows."""
    carried: list[_Sized] = []
    if not groups or all(member.is_heading for member in groups[-1]):
        return carried
    while groups[-1][-1].is_heading and groups[-1][-1].tokens <= room:
        room -= groups[-1][-1].tokens
        carried.insert(0, groups[-1].pop())
    return carried


def _sized_sentences(text: str, count_tokens: CountTokens, room: int) -> Iterator[_Sized]:
    spans = sentences(text)
    counts = _sizes(text, spans, count_tokens)
    openings = {paragraph.start for paragraph in paragraphs(text)}
    for span, tokens in zip(spans, counts, strict=True):
        opens = span.start in openings
        if tokens <= room:
            ended = text[span.end - 1] in ".!?…\"'”’)。！？"
            yield _Sized(span, tokens, opens, opens and not ended and tokens <= _HEADING_TOKENS)
        else:
            for piece, size in _cut(text, span, count_tokens, room):
                yield _Sized(piece, size, opens and piece.start == span.start, False)


def _sizes(text: str, spans: Sequence[Span], count_tokens: CountTokens) -> list[int]:
    counts = count_tokens([span.of(text) for span in spans]) if spans else []
    return [
        max(count, (span.end - span.start) // _CHARACTERS_A_TOKEN)
        for span, count in zip(spans, counts, strict=True)
    ]


def _cut(text: str, span: Span, count_tokens: CountTokens, room: int) -> Iterator[tuple[Span, int]]:
    """Yield an overlong sentence in pieces of at most `room` tokens."""
    parts = clauses(text, span)
    if len(parts) < 2:
        parts = _halves(text, span)
    pending: Span | None = None
    pending_size = 0
    for part, size in zip(parts, _sizes(text, parts, count_tokens), strict=True):
        if pending is not None and pending_size + size <= room:
            pending, pending_size = Span(pending.start, part.end), pending_size + size
            continue
        if pending is not None:
            yield pending, pending_size
            pending = None
        if size > room:
            yield from _cut(text, part, count_tokens, room)
        else:
            pending, pending_size = part, size
    if pending is not None:
        yield pending, pending_size


def _halves(text: str, span: Span) -> list[Span]:
    """Cut a span near its middle: between two words, or where there are none, anywhere."""
    middle = (span.start + span.end) // 2
    space = text.rfind(" ", span.start + 1, middle)
    if space < 0:
        space = text.find(" ", middle, span.end - 1)
    if space < 0:
        return [Span(span.start, middle), Span(middle, span.end)]
    first, second = Span(span.start, space), Span(space, span.end)
    return [piece for piece in (first.trimmed(text), second.trimmed(text)) if piece]

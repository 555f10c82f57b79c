"""Answer with the sources' own sentences, verbatim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from assistant.abstention import note_of_unmet
from assistant.answers import Length
from assistant.checks import Placed, check
from assistant.drafts import Draft, DraftSentence, Evidence, Quote
from assistant.reader import Candidate, Reader
from assistant.selection import LIMITS, choose
from assistant.shortanswer import is_rate_for_amount
from vectorstore import Hit, Span
from vectorstore.text import content_words, figures, names, sentences

MODE = "extractive"
_FEWEST_WORDS = 3
_HEADING_WORDS = 10
_MOST_CANDIDATES = 80
"""Reading is what an answer costs: this many sentences are read, from the best passages."""


class ExtractiveAnswerer:
    """Chooses, with a `Reader`, the retrieved sentences that answer; none if none does."""

    def __init__(self, reader: Reader, threshold: float | None = None) -> None:
        """Take the reader's own threshold where none is given."""
        self._reader = reader
        self._threshold = reader.threshold if threshold is None else threshold

    def __call__(self, evidence: Evidence, length: Length = Length.NORMAL) -> Draft:
        """Return the answering sentences, each citing itself; how many of them, `length` says.

        Each part of a question is read on its own. Where a part has no answer that way, the whole
        question is read too: one sentence may answer both halves of it.
        """
        if not evidence.parts:
            return self._read(evidence, length)
        if not all(_is_question(part.question) for part in evidence.parts):
            return self._read(evidence, length)
        drafts = [self._read(part, length) for part in evidence.parts]
        room = LIMITS[length]
        if all(draft.sentences for draft in drafts):
            return _together(drafts, room)
        whole = self._read(evidence, length)
        together = _together([*drafts, whole], room)
        if not together.sentences:
            return together
        notes = (*_together(drafts, room).notes, *_unanswered(evidence, drafts, whole))
        return replace(together, notes=notes)

    def _read(self, evidence: Evidence, length: Length) -> Draft:
        question = evidence.question
        placed = list(_candidates(evidence.hits))[:_MOST_CANDIDATES]
        candidates = [candidate for candidate, _ in placed]
        reading = self._reader.read(question, candidates)
        if not placed:
            return Draft(MODE, (), 0.0)
        checked = check(question, placed, reading.scores)
        chosen = choose(question, candidates, checked.scores, self._threshold, length)
        best = checked.best
        lacking = checked.unmet[best]
        return Draft(
            mode=MODE,
            sentences=tuple(
                _sentence(question, placed[index], reading.answer(index)) for index in chosen
            ),
            confidence=checked.scores[best],
            missing=reading.missing,
            unmet=lacking,
            nearest=candidates[best].text,
            notes=(note_of_unmet(lacking),) if chosen and lacking else (),
        )


def _sentence(question: str, placed: Placed, short: Span | None) -> DraftSentence:
    candidate, quote = placed
    if short is not None and not is_rate_for_amount(question, short.of(candidate.text)):
        place = Span(quote.span.start + short.start, quote.span.start + short.end)
        quote = replace(quote, highlight=place)
    return DraftSentence(" ".join(candidate.text.split()), (quote,))


def _together(drafts: list[Draft], room: int) -> Draft:
    """Return one draft of several: first the best of each, no sentence twice, while there is room.

    It is as sure as the least sure of those that answer.
    """
    answered = [draft for draft in drafts if draft.sentences]
    sentences: dict[str, tuple[int, DraftSentence]] = {}
    for round_ in zip_longest(*(draft.sentences for draft in answered)):
        for number, sentence in enumerate(round_):
            if sentence is None or sentence.text in sentences or len(sentence.text) > room:
                continue
            sentences[sentence.text] = (number, sentence)
            room -= len(sentence.text) + 1
    return Draft(
        mode=MODE,
        sentences=tuple(one for _, one in sorted(sentences.values(), key=lambda pair: pair[0])),
        confidence=min(draft.confidence for draft in answered or drafts),
        missing=tuple(dict.fromkeys(word for draft in drafts for word in draft.missing)),
        notes=tuple(dict.fromkeys(note for draft in answered for note in draft.notes)),
    )


def _unanswered(evidence: Evidence, drafts: list[Draft], whole: Draft) -> Iterator[str]:
    """Yield a note for each part without an answer, unless the whole question found one for it."""
    said = {sentence.text for draft in drafts for sentence in draft.sentences}
    more = any(sentence.text not in said for sentence in whole.sentences)
    for part, draft in zip(evidence.parts, drafts, strict=True):
        if not draft.sentences and (draft.missing or not more):
            yield f"Nothing here answers “{_as_asked(part.question, evidence.question)}”."


def _is_question(part: str) -> bool:
    """Tell whether a part asks for something beside naming it: "China's trade", not "the SCO"."""
    named = {word for name in names(part) for word in content_words(name.text)}
    return bool(set(content_words(part)) - named)


def _as_asked(part: str, question: str) -> str:
    """Return a part in the words of the question: as far from its beginning as they go."""
    words = part.split()
    begun = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    shown = next((text for text in begun if text.casefold() in question.casefold()), part)
    return shown[:1].upper() + shown[1:]


def _candidates(hits: tuple[Hit, ...]) -> Iterator[Placed]:
    for rank, hit in enumerate(hits):
        passage = hit.passage
        spans = sentences(passage.text)
        texts = [span.of(passage.text) for span in spans]
        for index, span in enumerate(spans):
            if _is_heading(texts[index]):
                continue
            place = Span(passage.start + span.start, passage.start + span.end)
            candidate = Candidate(
                text=texts[index],
                title=passage.document.metadata.title,
                document=passage.document.id,
                start=place.start,
                before=texts[index - 1] if index else "",
                after=texts[index + 1] if index + 1 < len(texts) else "",
                passage=rank,
                passage_score=hit.similarity,
            )
            yield candidate, Quote(hit, place)


def _is_heading(text: str) -> bool:
    """Tell whether a line only announces what follows it: a heading, or a dateline ("ASTANA.")."""
    words = text.split()
    ended = text.rstrip("\"'”’)»").endswith((".", "!", "?", "…", "。"))
    short = len(words) < _FEWEST_WORDS or (not ended and len(words) <= _HEADING_WORDS)
    return short and not figures(text)

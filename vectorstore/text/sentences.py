"""Paragraphs, sentences and clauses, as spans of the text they lie in.

The sentence rules are a single scan to the right. Every decision reads only the current sentence so
far and the word that follows it, so that a run of whole sentences, cut out, divides as it did in
place. Each character is read a bounded number of times: the cost is linear on any input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vectorstore.text.abbreviations import (
    ATTRIBUTIONS,
    BEFORE_NUMBER,
    NEVER_LAST,
    OFTEN_INSIDE,
    OPENERS,
)
from vectorstore.text.spans import Span

_SPACE = re.compile(r"\s*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")
_TERMINATOR = re.compile(
    r"""[.!?…。！？｡][.!?…。！？｡"'”’»›)\]}」』）】]*  # with the marks that close around it
        (?:\[[\w ]{1,20}\])*[¹²³⁰⁴-⁹†‡]*             # and its footnotes
    """,
    re.VERBOSE,
)
_WIDE = re.compile(r"[。！？｡]")
# Treebank text sets a space before closing marks; a straight quote closes only what was opened.
_SPACED_CLOSERS = re.compile(r"(?:\s+(?:''|[”’»)\]]|-RRB-|-RSB-)(?=\s|\Z))+")
_SPACED_QUOTE = re.compile(r"\s+\"(?=\s|\Z)")
_GAP = re.compile(r"\s+(?:[\"'“‘”«‹„`(\[{「『（【¿¡•*–—-]|\s)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ROMAN = re.compile(r"[IVXLC]+\b")
_ATTRIBUTION = re.compile(rf"(?:[^\W\d_]+\s){{1,3}}(?:{ATTRIBUTIONS})\b")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_CLOCK = re.compile(r"\d{1,2}(?:a|p)\.m")
_LOWER_NAME = re.compile(r"al-[A-Z]|[a-z][A-Z]")
_CONTRACTION = re.compile(r"['’](?:s|re|ve|ll|d|m|t)\Z")
_BULLET = re.compile(r"[(\[]?(?:\d{1,3}|[IVX]{1,4}|[A-Za-z])")
_CLAUSE_END = re.compile(r"[;:,][\"'”’»)\]]*(?=\s)|(?<=\s)[–-]+(?=\s)|—|[，；：、]")

_LONGEST_ABBREVIATION = 20
_STARTING_SYMBOLS = frozenset("$€£¥₽₸₹#@§")


def paragraphs(text: str) -> list[Span]:
    """Return the blocks of `text` that blank lines separate, without their outer white space."""
    cuts = [0, *(gap.end() for gap in _BLANK_LINE.finditer(text))]
    return _pieces(text, cuts, len(text))


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order: trimmed, apart, and covering all that is not space.

    A line feed always ends a sentence. The sentences of text[spans[i].start:spans[j].end] are
    spans[i] to spans[j], moved, for any i <= j.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        whole = Span(line.start(), line.end()).trimmed(text)
        if whole is not None:
            spans.extend(_line_sentences(text, whole))
    return spans


def clauses(text: str, span: Span) -> list[Span]:
    """Return the pieces of `span` that end at ; : , or a dash, trimmed and covering it."""
    found = _CLAUSE_END.finditer(text, span.start, span.end)
    return _pieces(text, [span.start, *(mark.end() for mark in found)], span.end)


def _pieces(text: str, cuts: list[int], end: int) -> list[Span]:
    """Return the trimmed pieces that begin at each of `cuts`, those of white space left out."""
    pairs = zip(cuts, [*cuts[1:], end], strict=True)
    return [
        piece for start, stop in pairs if (piece := Span(start, stop).trimmed(text)) is not None
    ]


def _line_sentences(text: str, line: Span) -> Iterator[Span]:
    """Yield the sentences of one line that neither begins nor ends with white space."""
    start = counted = line.start
    quotes = 0
    position = line.start
    while (mark := _TERMINATOR.search(text, position, line.end)) is not None:
        end = mark.end()
        quotes += text.count('"', counted, end)
        if (closers := _SPACED_CLOSERS.match(text, end, line.end)) is not None:
            end = closers.end()
        elif quotes % 2 and (quote := _SPACED_QUOTE.match(text, end, line.end)) is not None:
            end = quote.end()
            quotes += 1
        position = counted = end
        if end == line.end:
            break
        if _is_last(text, start, mark, end, line.end):
            yield Span(start, end)
            gap = _SPACE.match(text, end, line.end)
            start = counted = position = gap.end() if gap is not None else end
            quotes = 0
    yield Span(start, line.end)


def _is_last(text: str, start: int, mark: re.Match[str], end: int, limit: int) -> bool:
    """Tell whether the sentence from `start` ends with the terminator `mark`, at `end`."""
    if mark.start() == start:
        return False
    if _WIDE.search(mark[0]) is not None:
        return True
    gap = _GAP.match(text, end, limit)
    if gap is None or gap.end() == limit:
        return False
    following = gap.end()
    first = text[following]
    word = _WORD.match(text, following, limit)
    if word is None:
        if not (first.isdigit() or first in _STARTING_SYMBOLS):
            return False
        opens = False
    else:
        if first.islower() and _LOWER_NAME.match(text, following, limit) is None:
            return False
        opens = _opens_sentence(text, word, limit)
    before = _word_before(text, start, mark.start())
    if mark[0][0] == "." and _is_abbreviated(text, start, mark, before, following, opens):
        return False
    if mark[0][0] in "!?":
        if before + mark[0] in OFTEN_INSIDE and not opens:
            return False
        # "Why?" Smith asked.
        quoted = mark[0][-1] in "\"'”’»" or end > mark.end()
        return not (quoted and _ATTRIBUTION.match(text, following, limit) is not None)
    return True


def _opens_sentence(text: str, word: re.Match[str], limit: int) -> bool:
    """Tell whether `word` is one of the words that begin sentences, and no initial."""
    if word.end() < limit and text[word.end()] == "." and len(word[0]) == 1:
        return False
    return _CONTRACTION.sub("", word[0]) in OPENERS


def _word_before(text: str, start: int, end: int) -> str:
    """Return the letters, digits and inner periods that end at `end`, "" if there are too many."""
    first = end
    earliest = max(start, end - _LONGEST_ABBREVIATION)
    while first > earliest and (text[first - 1].isalnum() or text[first - 1] == "."):
        first -= 1
    if first == earliest and earliest > start:
        return ""
    word = text[first:end].lstrip(".")
    if len(word) == 1 and first > start and text[first - 1] in "'’/":
        return ""
    return "p.m" if _CLOCK.fullmatch(word) is not None else word


def _is_abbreviated(
    text: str, start: int, mark: re.Match[str], before: str, following: int, opens: bool
) -> bool:
    """Tell whether the period `mark` belongs to an abbreviation, or to a number in a list."""
    period = mark.start()
    if period - start <= 5 and mark[0] == "." and _BULLET.fullmatch(text, start, period):
        return not (before == "I" and opens)
    if not before:
        return False
    if before in NEVER_LAST:
        return True
    if before in BEFORE_NUMBER:
        return text[following].isdigit() or (
            not opens and _ROMAN.match(text, following) is not None
        )
    initial = len(before) == 1 and before.isalpha()
    if initial or before in OFTEN_INSIDE or _DOTTED.fullmatch(before) is not None:
        return not opens
    return False

"""What becomes of one sentence: what it rests on, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafts import DraftSentence, Quote
from assistant.verification.evidence import Evidence, Window, windows
from assistant.verification.places import TextOf, is_in_place, is_stored, words_of
from assistant.verification.search import Found, narrowest, nearest_faults, together
from assistant.verification.stated import has_name
from assistant.verification.statements import Statement, read
from assistant.verification.trivia import states_nothing
from vectorstore import Hit, Span
from vectorstore.text import fold, states

_BULLET = re.compile(r"\A\s{0,8}(?:[-*•–]|\(?\d{1,2}[.)])\s+")
LONGEST, _MOST_DIGITS = 1500, 200
"""Characters of a sentence that is checked, and how many of them may be digits."""
_PRONOUNS = frozenset("it its he his she her they their".split())
_MOST_FAULTS = 3
"""Faults that are told of one sentence."""
_MOST_CITED = 8
"""Passages that one sentence may cite; those beyond are not read."""


_UNLIKE = "no passage says it in these words"
_NOWHERE = "no passage says this"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence's quotes, whether they support it, and what is wrong with it if not."""

    quotes: tuple[Quote, ...]
    verified: bool
    problems: tuple[str, ...] = ()


class Judge:
    """Judges one sentence at a time."""

    def __init__(self, text_of: TextOf) -> None:
        self._text_of = text_of

    def __call__(self, sentence: DraftSentence, hits: Sequence[Hit], before: str = "") -> Judgement:
        """Return the judgement on a sentence; `before` is the one that precedes it, if any."""
        sound = tuple(quote for quote in sentence.quotes if is_in_place(quote, self._text_of))
        if _is_verbatim(sentence.text, sound):
            return Judgement(sound, True)
        problems = list(sentence.problems)
        if len(sound) < len(sentence.quotes):
            problems.append("a quotation is not in its source")
        if _is_too_long(sentence.text):
            return Judgement((), False, (*problems, "the sentence is too long to be checked"))
        if states_nothing(sentence.text):
            return Judgement((), False, (*problems, "it says nothing that can be checked"))
        claim = read(_BULLET.sub("", sentence.text))
        if len({token.unit for token in claim.content} | {f.value for f in claim.figures}) < 2:
            return Judgement((), False, (*problems, "it is too short to be checked"))
        cited = [quote.hit for quote in sound][:_MOST_CITED]
        quotes = self._supported(claim, cited, hits, before)
        if quotes:
            return Judgement(quotes, True)
        return self._unsupported(claim, cited, hits, problems)

    def _supported(
        self, claim: Statement, cited: Sequence[Hit], hits: Sequence[Hit], before: str
    ) -> tuple[Quote, ...]:
        """Return the quotes that support a claim: of passages cited, or else of any read."""
        others = [hit for hit in hits if hit not in cited and is_stored(hit, self._text_of)]
        for pool, most in ((cited, len(cited)), (others, 1)):
            near = [hit for hit in pool if _speaks_of(claim, before, hit)]
            alone = [one for hit in near if (one := self._found(claim, hit)) is not None]
            alone.sort(key=lambda one: -one.probability)
            kept = alone[:most]
            if not kept:
                union = together(claim, near)
                kept = [union] if union is not None else []
            if kept:
                order = {id(w.hit): pool.index(w.hit) for one in kept for w in one.windows}
                found = [w for one in kept for w in one.windows]
                found.sort(key=lambda w: (order[id(w.hit)], w.span))
                return tuple(_quote(claim, window) for window in found)
        return ()

    def _found(self, claim: Statement, hit: Hit) -> Found | None:
        whole = _whole_sentences(claim.text, hit)
        if whole is not None:
            return Found((whole,), 1.0)
        return narrowest(claim, hit)

    def _unsupported(
        self, claim: Statement, cited: Sequence[Hit], hits: Sequence[Hit], problems: list[str]
    ) -> Judgement:
        near = [window for hit in cited if (window := nearest_faults(claim, [hit])[0]) is not None]
        if near:
            _, found = nearest_faults(claim, cited)
            problems += [fault.text for fault in found[:_MOST_FAULTS]]
            problems += [] if problems else [_UNLIKE]
        else:
            problems.append("the passage cited does not say this" if cited else _NOWHERE)
        kept = dict.fromkeys(_quote(claim, window) for window in near)
        return Judgement(tuple(kept), False, tuple(dict.fromkeys(problems)))


def _is_too_long(text: str) -> bool:
    return len(text) > LONGEST or sum(map(str.isdigit, text)) > _MOST_DIGITS


def _normal(text: str) -> str:
    return " ".join(text.split())


def _is_verbatim(text: str, quotes: Sequence[Quote]) -> bool:
    """Tell whether a sentence is nothing but its quotes."""
    if not quotes:
        return False
    pieces = [_normal(words_of(quote)) for quote in quotes]
    return _normal(text) in (*pieces, " ".join(pieces))


def _whole_sentences(text: str, hit: Hit) -> Window | None:
    """Return the run of whole sentences of a passage that a text repeats."""
    said = _bare(text)
    if said not in _bare(hit.passage.text):
        return None
    for length in (1, 2, 3):
        for window in windows(hit, length):
            if _bare(window.text) == said:
                return window
    return None


def _bare(text: str) -> str:
    folded = fold(text)
    for mark in '“”„«»"':
        folded = folded.replace(mark, "'")
    return _normal(folded).strip(" .!")


def _speaks_of(claim: Statement, before: str, hit: Hit) -> bool:
    """Tell whether a passage speaks of what "it" stands for: a name in the sentence before."""
    first = claim.tokens[0].text if claim.tokens else ""
    if first not in _PRONOUNS:
        return True
    named = [name.text for name in read(before[:LONGEST]).names]
    passage = hit.passage
    evidence = Evidence([Window(hit, Span(passage.start, passage.end), "", 1)])
    title = fold(passage.document.metadata.title)
    return not named or any(fold(one) in title or has_name(one, evidence) for one in named)


def _quote(claim: Statement, window: Window) -> Quote:
    return Quote(window.hit, window.span, _highlight(claim, window))


def _highlight(claim: Statement, window: Window) -> Span | None:
    """Return where the one figure that a claim states, dates apart, stands in a window."""
    told = [figure for figure in claim.figures if figure.kind in ("money", "percent", "number")]
    if len(told) != 1:
        return None
    places = [f.span for f in read(window.text).figures if states([f], told[0])]
    if len(places) != 1:
        return None
    return Span(window.span.start + places[0].start, window.span.start + places[0].end)

"""Who says a sentence, found in it or around it, and whether it is fact, plan or opinion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.attribution.kinds import Kind, kind_of
from assistant.attribution.persons import is_titled, persons
from assistant.attribution.reports import Report
from assistant.attribution.sources import report
from assistant.attribution.speakers import Speaker, is_personal
from assistant.attribution.tokens import Line, lines
from vectorstore.text import names, sentences

_FAR = 12
"""Sentences before and after that are looked at."""

_PIECES = 2
"""What is told is at most so many pieces of a sentence, or else its quoted words, one by one."""

_NEAR = 4
"""Sentences before in which "he" is looked for."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, in the article's own words, and what kind of statement it is.

    `source` is None where the article itself says it, or where that is in doubt.
    """

    source: str | None = None
    kind: Kind = "fact"

    @property
    def is_plain(self) -> bool:
        """Tell whether there is nothing to say: a fact that the article itself states."""
        return self.source is None and self.kind == "fact"

    def as_json(self) -> dict[str, str | None]:
        """Return the attribution in the form that `caravan ask --json` prints."""
        return {"source": self.source, "kind": self.kind}


def attribution(
    sentence: str, before: Sequence[str] = (), after: Sequence[str] = ()
) -> Attribution:
    """Return who says `sentence`, and its kind; None and fact where there is doubt.

    `before` are the sentences that precede it in the passage, the nearest last, and `after` those
    that follow. The cost is linear in the text.
    """
    nearest = list(before[-_FAR:])
    read = lines([*nearest, sentence, *after[:_FAR]])
    return _Passage(read).attribution(len(nearest))


def attribution_at(text: str, start: int, end: int) -> Attribution:
    """Return who says the characters [start, end) of a passage's `text`, and their kind.

    Where they reach over several sentences, it is what holds of each of these.
    """
    spans = sentences(text)
    within = [i for i, span in enumerate(spans) if span.start < end and start < span.end]
    if not within:
        return Attribution()
    texts = [span.of(text) for span in spans]
    found = {attribution(texts[i], texts[:i], texts[i + 1 :]) for i in within[:_FAR]}
    one = found.pop()
    if not found:
        return one
    is_one_kind = {each.kind for each in found} == {one.kind}
    is_one_source = {each.source for each in found} == {one.source}
    return Attribution(one.source if is_one_source else None, one.kind if is_one_kind else "fact")


_IN_CLAUSE = re.compile(r"\b(?:which|who|that|whose\s\w{1,30}),\s{1,4}\Z")


def _is_about_a_clause(line: Line, made: Report) -> bool:
    """Tell whether a report is an aside in a clause: "..., which, X told Y, is ..."."""
    if made.speaker is None:
        return False
    before = line.text[: made.speaker.first.start]
    return _IN_CLAUSE.search(before[-60:]) is not None


class _Passage:
    """Successive sentences, and what each says about its source."""

    def __init__(self, read: Sequence[Line]) -> None:
        self._lines = read
        self._reports: dict[int, Report | None] = {}

    def attribution(self, index: int) -> Attribution:
        line, made = self._lines[index], self._report(index)
        if made is None:
            source = self._quoted(index)
            told = line.text if source is not None else _unquoted(line)
            return Attribution(source, kind_of(told, reported=source is not None))
        if _is_about_a_clause(line, made):
            return Attribution()
        return Attribution(self._named(index, made), _kind(line, made))

    def _report(self, index: int) -> Report | None:
        if index not in self._reports:
            self._reports[index] = report(self._lines[index])
        return self._reports[index]

    def _named(self, index: int, made: Report) -> str | None:
        """Return who makes a report, "he" resolved, None where that is in doubt."""
        if made.speaker is None:
            return made.unnamed
        if made.speaker.is_pronoun:
            return self._antecedent(index, made.speaker)
        return made.speaker.of(self._lines[index].text)

    def _antecedent(self, index: int, pronoun: Speaker) -> str | None:
        word = pronoun.first.low
        if word in ("it", "they", "them", "their"):
            return self._body(index, is_many=word != "it")
        text = self._lines[index].text[: pronoun.first.start]
        for place in range(index, max(-1, index - _NEAR), -1):
            if place < index:
                text = self._lines[place].text
                if _is_heading(text):
                    continue
                if (source := self._speaking(place)) is not None and is_personal(source):
                    return source
            named = self._people(text)
            if named:
                is_clear = len(named) == 1 and (text.startswith(named[0]) or is_titled(named[0]))
                return named[0] if is_clear else None
        return None

    def _speaking(self, index: int) -> str | None:
        """Return who makes the report of a sentence, if it names them itself."""
        made = self._report(index)
        if made is None or made.speaker is None or made.speaker.is_pronoun:
            return None
        return made.speaker.of(self._lines[index].text)

    def _body(self, index: int, is_many: bool) -> str | None:
        """Return who spoke in the sentence before: a body or a document, or several people."""
        source = self._speaking(index - 1) if index else None
        if source is None or is_personal(source):
            return None
        return source if source.endswith("s") == is_many else None

    def _people(self, text: str) -> list[str]:
        """Return the people that a text names, the surnames of others in the passage counted."""
        return persons(text) or [name.text for name in names(text) if name.text in self._surnames]

    @cached_property
    def _surnames(self) -> frozenset[str]:
        known = (name for line in self._lines for name in persons(line.text))
        return frozenset(name.split()[-1] for name in known)

    def _quoted(self, index: int) -> str | None:
        """Return who is quoted in a sentence that is all quotation, from those around it."""
        line = self._lines[index]
        if not (line.is_quotation or line.opened_before):
            return None
        first = index
        while first > 0 and self._lines[first].opened_before:
            first -= 1
        return self._introduced(first, index) or self._closed(index)

    def _introduced(self, first: int, index: int) -> str | None:
        """Return who is said to speak where a quotation opens, or in the sentence before it."""
        made = self._report(first) if first < index else None
        if made is not None:
            return self._named(first, made)
        if first == 0 or not self._lines[first].is_quotation:
            return None
        before = self._lines[first - 1]
        introduces = before.text.rstrip().endswith(":") or before.has_quotation
        made = self._report(first - 1)
        if made is not None:
            return self._named(first - 1, made) if introduces else None
        return self._quoted(first - 1) if introduces else None

    def _closed(self, index: int) -> str | None:
        """Return who is said to speak where an open quotation closes."""
        last = index
        while last < len(self._lines) - 1 and self._lines[last].open_after:
            last += 1
        made = self._report(last) if last > index else None
        return self._named(last, made) if made is not None else None


def _is_heading(text: str) -> bool:
    return not text.rstrip("\"'”’»)").endswith((".", "!", "?", "…", ":", ",", "。"))


def _unquoted(line: Line) -> str:
    """Return a sentence without the terms and titles that it quotes."""
    kept = list(line.text)
    for token in line.tokens:
        if token.quoted:
            kept[token.start : token.end] = " " * (token.end - token.start)
    return "".join(kept)


def _kind(line: Line, made: Report) -> Kind:
    if made.stance in ("thinks", "foresees"):
        return "opinion"
    if made.stance == "rules":
        return "fact"
    pieces = [line.text[start:end] for start, end in made.told]
    told = (" " if len(pieces) > _PIECES else " , ").join(pieces)
    return kind_of(told, reported=True)

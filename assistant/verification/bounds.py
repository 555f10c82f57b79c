"""Whether a claim keeps how its source bounds a figure: up to, more than, at least."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.verification.alignment import say
from assistant.verification.evidence import Evidence, parts_of
from assistant.verification.faults import Fault, Kind
from assistant.verification.statements import Statement
from vectorstore.text import Figure

_BEHIND = 40
"""Characters before a figure in which its bound stands."""
_AMOUNT = r"(?:\s(?:an?|some|the|one|two|three))?[-\s$€£¥]*(?:US)?\s?\Z"
_WAYS = re.IGNORECASE | re.VERBOSE
_ABOVE = re.compile(
    rf"""\b(?:more\sthan|over|above|at\sleast|exceed(?:s|ed|ing)?|in\sexcess\sof|upwards\sof
    |no\s(?:less|fewer)\sthan|surpass(?:es|ed|ing)?){_AMOUNT}""",
    _WAYS,
)
_BELOW = re.compile(
    rf"""\b(?:(?<!no\s)(?:less|fewer)\sthan|under|below|at\smost|up\sto|(?:no|not)\smore\sthan
    |a\smaximum\sof){_AMOUNT}""",
    _WAYS,
)
_NEARLY = re.compile(rf"\b(?:nearly|almost|close\sto|just\sunder){_AMOUNT}", _WAYS)
_SHARE = re.compile(
    r"\b(?:half|thirds?|quarters?|fifths?|tenths?|majority|all|every|whole|entire)\b", re.IGNORECASE
)
_KINDS = ("money", "percent", "number")
_TO = re.compile(r"\s?(?:to|or|-|–|—)\s?", re.IGNORECASE)
_EACH = frozenset({"each", "apiece", "every"})
_TOGETHER = frozenset({"together", "combined", "altogether", "jointly", "total"})


def bounded(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where a figure is a bound in the source and not in the claim, or the reverse.

    "More than", "about" and "nearly" may be left out: the figure is as good as exact. "Up to" and
    "less than" may not, and nothing may be added or turned round.
    """
    yield from _shares(claim, evidence)
    yield from _sums(claim, evidence)
    for figure in claim.figures:
        if figure.kind not in _KINDS:
            continue
        mine = _bound(claim, figure)
        theirs = {
            _bound(one, known)
            for one in evidence.statements
            for known in one.figures
            if say([known], figure)
        }
        if theirs == {"range"} and mine != "range":
            said = figure.span.of(claim.text)
            yield Fault(Kind.BINDING, f"the passage gives “{said}” as one end of a range")
            continue
        if (
            not theirs
            or mine == "range"
            or mine in theirs
            or (mine == "" and theirs & {"above", "nearly"})
        ):
            continue
        if mine == "nearly" and "" in theirs:
            continue
        said = figure.span.of(claim.text)
        if mine in ("", "nearly"):
            yield Fault(Kind.BINDING, f"the passage gives “{said}” as a limit")
        else:
            yield Fault(Kind.BINDING, f"the passage does not say {_WORDS[mine]} “{said}”")


def _sums(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where what all have together is said of each of them."""
    for mine in parts_of(claim):
        if not _EACH & {token.text for token in mine.tokens}:
            continue
        for figure in mine.figures:
            told = [
                {token.text for token in part.tokens}
                for part in evidence.parts
                if say(part.figures, figure)
            ]
            if told and all(words & _TOGETHER and not words & _EACH for words in told):
                said = figure.span.of(claim.text)
                yield Fault(Kind.BINDING, f"the passage says “{said}” of all together")


def _shares(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault for a share in words - half, a third - that the source bounds otherwise."""
    known = [
        (share[0].lower(), _before(one.text, share.start()))
        for one in evidence.statements
        for share in _SHARE.finditer(one.text)
    ]
    for share in _SHARE.finditer(claim.text):
        theirs = {bound for word, bound in known if word == share[0].lower()}
        if theirs and _before(claim.text, share.start()) not in theirs:
            yield Fault(Kind.BINDING, f"the passage does not say just “{share[0]}”")


_WORDS = {"above": "more than", "below": "less than"}


def _bound(statement: Statement, figure: Figure) -> str:
    if any(_is_range(statement.text, figure, other) for other in statement.figures):
        return "range"
    return _before(statement.text, figure.span.start)


def _is_range(text: str, figure: Figure, other: Figure) -> bool:
    """Tell whether two figures are the ends of a range: US$14 billion to US$15 billion.

    What rose from 7 to 9 was both.
    """
    first, second = sorted((figure.span, other.span))
    moved = text[: first.start].rstrip().lower().endswith("from")
    between = text[first.end : second.start]
    return figure.kind == other.kind and not moved and _TO.fullmatch(between) is not None


def _before(text: str, start: int) -> str:
    before = text[max(0, start - _BEHIND) : start]
    if _ABOVE.search(before):
        return "above"
    if _BELOW.search(before):
        return "below"
    return "nearly" if _NEARLY.search(before) else ""

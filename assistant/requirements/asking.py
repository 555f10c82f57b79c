"""What kind of thing a question asks for: a number, a time, a person, a place."""

from __future__ import annotations

import re

from assistant.requirements.requirement import Need, Requirement
from vectorstore.text.names import names
from vectorstore.text.words import fold

# "How much success" is not asked in numbers.
_MEASURED = (
    "of|did|does|do|is|are|was|were|will|would|has|have|had|can|could|more|less|money|oil|gas|coal"
    "|energy|electricity|power|water|land|time|trade|debt|aid|gold|uranium|wheat|grain|cotton|rain"
    "|weight|investment|cargo|freight|foreign|natural"
)
_NO_VERB = r"(?!(?:did|do|does|is|are|was|were|the|a|an|has|have|had|will|would|can|present)\b)"
# The first that fits holds.
_NEEDS: tuple[tuple[Need, re.Pattern[str]], ...] = tuple(
    (need, re.compile(pattern, re.IGNORECASE))
    for need, pattern in (
        (
            Need.PERCENT,
            r"\b(?:what|which)\s+(?:\w+\s+)?(?:percent|per\s?cent|percentage)\b"
            r"|\bhow\s+many\s+percent\b",
        ),
        (
            Need.MONEY,
            r"\bhow\s+much\s+(?:money|(?:did|does|do|will|would|was|were|is|are)\b"
            r"(?=[^?]{0,120}\b(?:cost|costs|paid|pay|spend|spent|worth|earn|earned|priced|sell|sold)"
            r"\b))|\bhow\s+many\s+(?:dollars|euros|yuan|tenge|roubles|rubles|pounds\s+sterling)\b",
        ),
        (Need.DURATION, r"\bhow\s+long\b"),
        (
            Need.NUMBER,
            r"\bhow\s+many\b(?:\s+[\w'’-]+)?|\b(?:what|which)\s+(?:was\s+|is\s+)?(?:the\s+)?"
            r"(?:total\s+)?number\s+of\b(?:\s+[\w'’-]+)?(?![^?]{0,120}\bcalled\b)"
            rf"|\bhow\s+much\s+(?:{_MEASURED})\b|\bhow\s+(?:far|tall|high|deep|wide|heavy|old)\b"
            r"|\bhow\s+(?:large|big)\s+(?:is|are|was|were)\b",
        ),
        (
            Need.TIME,
            rf"\bwhen\b|\b(?:what|which)\s+(?:{_NO_VERB}\w+\s+)?"
            r"(?:year|date|day|month|century|decade)s?\b",
        ),
        (Need.PERSON, r"\b(?:who|whom)\b"),
        (
            Need.PLACE,
            rf"\bwhere\b|\b(?:what|which)\s+(?:{_NO_VERB}\w+\s+){{0,2}}?"
            r"(?:country|countries|city|cities|towns?|continent)\b",
        ),
    )
)
# What may stand before the word that asks; after others it begins a clause (the day when).
_MAY_PRECEDE = frozenset(
    """
    about after against among and are at before but by can could did do does during for from had has
    have if in into is of on or say since tell than that then to until was were will with would
    """.split()
)
_WHO_IS = re.compile(r"\s*who(?:['’]s|\s+(?:is|are|was|were))\s+", re.IGNORECASE)
# When it rained, what was closed?
_CLAUSE = re.compile(
    r"\s*(?:when|where)\b[^?,]{1,200},\s(?:\w+\s){0,2}(?:what|which|who|how|why)\b", re.IGNORECASE
)
_MUCH = re.compile(r"\b(how much)\b.*", re.IGNORECASE)
_WH = frozenset("what which whose who whom when where how why".split())


def kind_of_answer(question: str) -> Requirement | None:
    """Return the kind of thing that is asked for, None for a yes or no, and for what and why."""
    if _WHO_IS.match(question) and _describes(question):
        return None
    for need, pattern in _NEEDS:
        for match in pattern.finditer(question):
            if _asks(question, match.start()):
                return Requirement(_MUCH.sub(r"\1", " ".join(match[0].split())), need)
    return None


def _describes(question: str) -> bool:
    """Tell whether a question asks who somebody is, and names nothing but that person."""
    rest = _WHO_IS.sub("", question).strip(" ?")
    found = names(rest)
    return bool(found) and found[0].span.start == 0 and found[0].span.end == len(rest)


def _asks(question: str, start: int) -> bool:
    """Tell whether the word at `start` asks, and does not begin a clause: the day when."""
    before = re.findall(r"[\w'’]+", question[:start])
    if not before:
        return _CLAUSE.match(question) is None
    asked_before = any(fold(word) in _WH for word in before)
    if asked_before:
        return False
    comma = question[:start].rstrip().endswith((",", ":", ";"))
    return comma or fold(before[-1]) in _MAY_PRECEDE

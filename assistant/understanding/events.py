"""The events that a question looks back to, and when they were: the day that the articles give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vectorstore import HybridSearch
from vectorstore.text import Span, content_words, figures, names, same_name, sentences

_PASSAGES = 10
_KIND = (
    r"(?i:(?:summit|meeting|conference|forum|talk|visit|election|referendum|war|crisis|agreement"
    r"|treaty|deal|coup|protest|session|congress|launch|signing|attack|invasion|earthquake)s?)"
)
_EVENT = re.compile(  # since the EU summit in Samarkand, after Xi's visit
    rf"""\b(?P<lead>[Ss]ince|[Aa]fter|[Ff]ollowing|[Bb]efore)\s
    (?P<event>(?:[Tt]he|[Tt]hat|[A-Z][\w'’-]*)\s(?:(?![a-z]+ed\s)[\w&'’+-]+\s){{0,5}}?
      {_KIND}(?:\s{_KIND})*\b
      (?:\s(?:in|at|on|of|to|with|between|and)\s(?:the\s)?[A-Z\d][\w'’+-]*
        (?:\s[A-Z\d][\w'’+-]*)*)*)""",
    re.VERBOSE,
)
_PARTS = re.compile(
    rf"(?P<before>.*?)\b(?P<kind>{_KIND})\b(?P<after>(?!.*\b{_KIND}\b).*)", re.DOTALL
)
_CAPITALS = r"[A-Z][\w'-]*(?:\s[A-Z][\w'-]*){0,2}"
_SITE = re.compile(rf"\s(?:in|at)\s(?:the\s)?(?P<place>{_CAPITALS})")
_AT_MOST = timedelta(days=31)
"""So far apart may be the days that are given for one event."""

# A sentence in which the event is K, its place P and each date D.
_DAY = r"(?:D\sand\s)*?(?P<day>D)"
_IN = r"\s(?:in|at)\s(?:the\s[\w\s]{1,20}\s(?:of\s)?)?P(?:,\s[A-Z][\w\s]{0,20})?,?"
_MORE_OF_IT = (
    r"(?:\s(?:between|of|with|for|in|held|usually)\b"
    r"(?:(?!\b(?:that|which|where|who|agreed|decided|adopted)\b)[^,;:DK]){0,100}?)?"
)
_HELD = (
    rf"K{_MORE_OF_IT}(?:\s(?:was|were))?"
    r"\s(?:held|took\splace|met|gathered|convened|opened|hosted|signed|began)"
)
_NEAR = r"\s(?:on\s|of\s|from\s)?\(?"
_GOVERNED = re.compile(  # "agreed at the second summit" is not about the summit
    r"\b(?:at|of|by|after|before|since|from|during|for|to|with)\s(?:the\s|a\s)?(?:[\w'-]+\s){0,3}\Z"
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event that a question names, at `span`, after `lead` ("since") at `begin`."""

    lead: str
    begin: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a sentence must say to be about an event, `place` "" where any will do."""

    kind: str  # "summit", "China-Central Asia summit"
    place: str
    named: tuple[str, ...]  # in the sentence, or in the title of its article
    words: frozenset[str]  # first, consultative

    @property
    def is_general(self) -> bool:
        """Tell whether there may be several: each Astana summit."""
        return bool(self.place) and not (self.named or self.words)


def events(question: str) -> list[Event]:
    """Return the events that `question` looks back to."""
    return [
        Event(
            "before" if match["lead"].lower() == "before" else "since",
            match.start(),
            Span(match.start("event"), match.end("event")),
        )
        for match in _EVENT.finditer(question)
    ]


def day_of(event: str, search: HybridSearch, today: date) -> date | None:
    """Return the day up to `today` on which, as sentences say, `event` was held or began.

    "The Astana summit" is found in "The second summit was held in Astana on 17 June 2025". The
    latest event in a place is meant; otherwise, None where sentences disagree, or none says it.
    """
    readings = list(_readings(event.replace("’", "'")))
    found = [
        day
        for hit in search.search(event, _PASSAGES) if readings
        for span in sentences(hit.passage.text)
        for wanted in readings
        for day in _days(span.of(hit.passage.text), wanted, hit.passage.document.metadata.title)
        if day <= today
    ]

"""The events that a question looks back to, and when they were: the day that the articles give."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vectorstore import HybridSearch
from vectorstore.text import Span, content_words, figures, sentences

_PASSAGES = 10
_KIND = (
    r"(?i:(?:summit|meeting|conference|forum|talk|visit|election|referendum|war|crisis|agreement"
    r"|treaty|deal|coup|protest|session|congress|launch|signing|attack|invasion|earthquake)s?)"
)
_EVENT = re.compile(  # since the EU summit in Samarkand, after Xi's visit
    rf"""\b(?P<lead>[Ss]ince|[Aa]fter|[Ff]ollowing|[Bb]efore)\s
    (?P<event>(?:[Tt]he|[Tt]hat|[A-Z][\w'’-]*)\s(?:(?![a-z]+ed\s)[\w&'’-]+\s){{0,5}}?
      {_KIND}(?:\s{_KIND})*)\b
    (?P<place>(?:\s(?:in|at|on|of|to|with|between|and)\s(?:the\s)?[A-Z\d][\w'’-]*
      (?:\s[A-Z\d][\w'’-]*)*)*)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event that a question names after `lead` ("since", "before"), which stands at `begin`.

    Of the `spans` each may be its name: with the place that follows it, and without.
    """

    lead: str
    begin: int
    spans: tuple[Span, ...]


def events(question: str) -> list[Event]:
    """Return the events that `question` looks back to."""
    return [
        Event(
            "before" if match["lead"].lower() == "before" else "since",
            match.start(),
            tuple(dict.fromkeys(Span(match.start("event"), end) for end in _ends(match))),
        )
        for match in _EVENT.finditer(question)
    ]


def _ends(match: re.Match[str]) -> tuple[int, int]:
    return match.end("place"), match.end("event")


def day_of(event: str, search: HybridSearch, today: date) -> date | None:
    """Return the latest day up to `today` that a sentence names together with `event`.

    "The Astana summit" is found in "The second summit was held in Astana on 17 June 2025": the
    sentence has all the words of the event and a full date. None where no sentence has.
    """
    wanted = set(content_words(event))
    if not wanted:
        return None
    days = [
        day
        for hit in search.search(event, _PASSAGES)
        for span in sentences(hit.passage.text)
        for day in _days(span.of(hit.passage.text), wanted, hit.passage.document.metadata.title)
        if day <= today
    ]
    return max(days, default=None)


def _days(sentence: str, wanted: set[str], title: str) -> Iterable[date]:
    own = set(content_words(sentence))
    # What the title says of its subject, a sentence need not say again; the event it must name.
    if not wanted <= own | set(content_words(title)) or len(wanted & own) * 2 <= len(wanted) - 1:
        return
    for figure in figures(sentence):
        value = str(figure.value)
        if figure.kind == "date" and len(value) == len("2025-06-17"):
            yield date.fromisoformat(value)

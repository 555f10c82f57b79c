"""The events that a question looks back to, and when they were: the day that the articles give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
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
_PARTED = re.compile(rf"(?:[Tt]he\s|[Tt]hat\s)?(?P<before>.*?)(?P<kind>{_KIND})\b(?P<after>.*)")
_CAPITALS = r"[A-Z][\w'-]*(?:\s[A-Z][\w'-]*){0,2}"
_SITE = re.compile(rf"\s(?:in|at)\s(?:the\s)?(?P<place>{_CAPITALS})")
_SAME = timedelta(days=31)
"""Days of one event are no further apart."""

# In a sentence, K stands for the kind of event and D for each date.
_K, _D = "\ue000", "\ue001"
_HELD = re.compile(
    rf"""{_K}(?:\s(?:between|of|with|for|in|held|usually)\b
      (?:(?!\b(?:that|which|where|who|agreed|decided|adopted)\b)[^,;:{_D}{_K}]){{0,100}}?)?
    (?:\s(?:was|were))?
    \s(?:held|took\splace|met|gathered|convened|opened|hosted|signed|began)""",
    re.VERBOSE,
)
_ON = rf"\s(?:(?:on|of)\s)?\(?{_D}"
_GOVERNED = re.compile(  # what was agreed at a summit was held elsewhere
    r"\b(?:at|of|by|after|before|since|from|during|for|to|with)\s(?:the\s|a\s)?(?:[\w'-]+\s){0,3}\Z"
)


@dataclass(frozen=True, slots=True)
class Event:
    """An event that a question names, at `span`, after `lead` ("since") at `begin`."""

    lead: str
    begin: int
    span: Span


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a sentence about an event has: its kind, its place if it has one, and other words."""

    kind: str  # "summit", "China-Central Asia summit"
    place: str
    names: tuple[str, ...]  # in the sentence, or in the title of its article
    words: frozenset[str]  # first, consultative


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
    readings = _readings(event.replace("’", "'"))
    hits = search.search(event, _PASSAGES) if readings else []
    found = [
        day
        for hit in hits
        for span in sentences(hit.passage.text)
        for reading in readings
        for day in _days(span.of(hit.passage.text), hit.passage.document.metadata.title, reading)
        if day <= today
    ]
    if not found:
        return None
    last = max(found)
    several = any(reading.place and not (reading.names or reading.words) for reading in readings)
    if last - min(found) > _SAME and not several:
        return None
    return min(day for day in found if last - day <= _SAME)


def _readings(event: str) -> list[_Reading]:
    """Return how `event` may be read: of the Astana summit, Astana is the place, or in the name."""
    if (match := _PARTED.fullmatch(event)) is None:
        return []
    before, kind, after = match["before"], match["kind"].lower(), match["after"]
    own = names(f"since {before}")
    words = set(content_words(before)).difference(*(content_words(name.text) for name in own))
    called = [name.text for name in own]
    others = [name.text for name in names(f"since{after}")]
    if site := _SITE.match(after):
        others = [name for name in others if name != site["place"]]
        return [_Reading(kind, site["place"], (*called, *others), frozenset(words))]
    if not called or before.rstrip("s' ") != before[: before.rfind(called[-1])] + called[-1]:
        needed = (*called, *others)
        return [_Reading(kind, "", needed, frozenset(words))] if needed or words else []
    *called, last = called
    whole = before[before.rfind(last) :] + kind
    acronym = sum(map(str.isupper, last)) > 1 and last.upper() == last
    return [
        _Reading(whole, "", (*called, *others), frozenset(words)),
        _Reading(kind, "", (*called, last, *others), frozenset(words))
        if acronym
        else _Reading(kind, last, (*called, *others), frozenset(words)),
    ]


def _days(sentence: str, title: str, reading: _Reading) -> Iterator[date]:
    """Yield the first day of the event, where `sentence` says when it was."""
    said = set(content_words(sentence))
    if not (reading.words <= said and all(_names(name, sentence, title) for name in reading.names)):
        return
    text, days = _marked(sentence.replace("’", "'"))
    text = re.sub(rf"\b{re.escape(reading.kind)}\b", _K, text, flags=re.IGNORECASE)
    place = re.escape(reading.place) or _CAPITALS
    where = rf"\s(?:in|at)\s(?:the\s[\w\s]{{1,20}}\s(?:of\s)?)?{place}(?:,\s{_CAPITALS})?,?"
    anywhere = "" if reading.place else "?"
    near = re.compile(rf"{_K}(?:{where}){anywhere}{_ON}")
    held = re.compile(rf"{_HELD.pattern}(?:(?:{where}){anywhere}{_ON}|{_ON}{where})", re.VERBOSE)
    for pattern in (near, held):
        for match in pattern.finditer(text):
            governed = pattern is held and _GOVERNED.search(text[: match.start()])
            day = days[text.count(_D, 0, match.end()) - 1]
            if day and not governed:
                yield day


def _names(name: str, sentence: str, title: str) -> bool:
    """Tell whether an article with `title` names `name` in `sentence` or there, or spelled out."""
    if set(content_words(name)) <= set(content_words(f"{sentence} {title}")):
        return True
    others = [*names(sentence), *names(title)]
    return name.upper() == name and any(same_name(name, other.text) for other in others)


def _marked(sentence: str) -> tuple[str, list[date | None]]:
    """Return `sentence` with D for each date, and the days they name, None for a mere month."""
    marked, days, end = "", list[date | None](), 0
    for figure in figures(sentence):
        value = str(figure.value)
        if figure.kind != "date" or figure.span.start < end:
            continue  # of 18 and 19 May the first
        marked += sentence[end : figure.span.start] + _D
        end = figure.span.end
        days.append(date.fromisoformat(value) if len(value) == len("2025-06-17") else None)
    return marked + sentence[end:], days

"""The events that a question looks back to, and when they were: the day that the articles give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from vectorstore import HybridSearch
from vectorstore.text import content_words, figures, names, same_name, sentences
from vectorstore.text.dates import days_of

_PASSAGES = 10
_KIND = (
    r"(?i:(?:summit|meeting|conference|forum|talk|visit|election|referendum|war|crisis|agreement"
    r"|treaty|deal|coup|protest|session|congress|launch|signing|attack|invasion|earthquake)s?)"
)
EVENT = re.compile(  # since the EU summit in Samarkand, after Xi's visit
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
_K, _D = "\ufdd0", "\ufdd1"
_PLAIN = str.maketrans({"’": "'", _K: " ", _D: " "})
_HELD = (
    rf"{_K}(?:\s(?:between|of|with|for|in|held|usually)\b"
    rf"(?:(?!\b(?:that|which|where|who|agreed|decided|adopted)\b)[^,;:{_D}{_K}]){{0,100}}?)?"
    r",?(?:\s(?:which\s)?(?:was|were))?"
    r"\s(?:held|took\splace|met|gathered|convened|opened|hosted|signed|began)"
)
_ON = rf"\s(?:(?:on|of)\s)?\(?{_D}"
_GOVERNED = re.compile(  # what was agreed at a summit was held elsewhere
    r"\b(?:at|of|by|after|before|since|from|during|for|to|with)\s(?:the\s|a\s)?(?:[\w'-]+\s){0,3}\Z"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a sentence about an event has: its kind, its place if it has one, and other words."""

    kind: str  # "summit", "China-Central Asia summit"
    place: str
    names: tuple[str, ...]  # in the sentence, or in the title of its article
    words: frozenset[str]  # first, consultative


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
    match = _PARTED.fullmatch(event)
    if match is None or re.search(r"\d{4}", event):  # the year might be that of another date
        return []
    before, kind, after = match["before"].rstrip(), match["kind"].lower(), match["after"]
    called = [name.text for name in names(f"since {before}")]
    words = frozenset(content_words(before)).difference(*map(content_words, called))
    place = ""
    if site := _SITE.match(after):
        place = site["place"]
    elif called and before.endswith(called[-1]) and called[-1].upper() != called[-1]:
        place = called.pop()
    needed = (*called, *(name.text for name in names(f"since{after}") if name.text != place))
    if place:
        named = _Reading(f"{place} {kind}", "", needed, words)
        return [_Reading(kind, place, needed, words), named]
    return [_Reading(kind, "", needed, words)] if needed or words else []


def _days(sentence: str, title: str, reading: _Reading) -> Iterator[date]:
    """Yield the first day of the event, where `sentence` says when it was."""
    said = set(content_words(sentence))
    if not (reading.words <= said and all(_names(name, sentence, title) for name in reading.names)):
        return
    text, days = _marked(sentence.translate(_PLAIN))
    text = re.sub(rf"\b{re.escape(reading.kind)}\b", _K, text, flags=re.IGNORECASE)
    place = re.escape(reading.place) or _CAPITALS
    where = rf"\s(?:in|at)\s(?:the\s[\w\s]{{1,20}}\s(?:of\s)?)?{place}(?:,\s{_CAPITALS},?)?"
    where = f"(?:{where}){'' if reading.place else '?'}"
    near = rf"{_K}{where}{_ON}"
    held = rf"{_HELD}(?:{where}{_ON}|{_ON}{where})"
    first = rf"\AOn\s{_D},?\s[^,;:{_D}{_K}]{{0,60}}{_HELD}{where}"
    for pattern in (near, held, first):
        for match in re.finditer(pattern, text):
            before = text[: text.index(_K, match.start())]
            day = days[text.count(_D, 0, match.end()) - 1]
            if day and (pattern is near or not _GOVERNED.search(before)):
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
    dates = [figure for figure in figures(sentence) if figure.kind == "date"]
    for figure, following in zip_longest(dates, dates[1:]):
        if figure.span.start < end:
            continue  # of 18 and 19 May the first
        value = str(figure.value)
        if following and value.startswith("--"):  # 31 August and 1 September 2025
            value = str(following.value)[:4] + value[1:]
        marked += sentence[end : figure.span.start] + _D
        end = figure.span.end
        days.append(None)
        with suppress(ValueError):  # 29 February of another year
            first, last = days_of(value)
            days[-1] = first if first == last else None
    return marked + sentence[end:], days

"""What of a claim must stand in its source as it is: figures, names, quoted words, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from assistant.verification.evidence import Evidence, Window
from assistant.verification.faults import Fault, Kind
from assistant.verification.forms import lemma
from assistant.verification.naming import is_named
from assistant.verification.poles import STRONG
from assistant.verification.statements import CALENDAR, Statement, Token, is_verb
from vectorstore.text import Figure, Name, figures, fold, same_name, states, words
from vectorstore.text.nations import METONYMS, nation_of

_QUOTED = re.compile(r"“([^“”]{1,400})”|\"([^\"]{1,400})\"|«([^«»]{1,400})»")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”)\]]{1,300}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
)
_MONTHS = CALENDAR[:12]
_CLOCK = re.compile(r"(?<!\d)\d{1,4}\s?[:/]\s?\d{1,4}(?!\d)")
_SPOKEN = {"first quarter": 1, "second quarter": 2, "third quarter": 3, "fourth quarter": 4}
_ORDINARY_ENDINGS = (
    *("s", "ing", "ed", "ly", "tion", "ment", "ness", "ity", "ance", "ence", "ism", "ive", "al"),
    *("ous", "able", "ible", "ful", "less", "ary", "ant", "ent", "ship", "ure", "age"),
)
_RECENT = timedelta(days=200)
_THIS_YEAR = re.compile(
    r"\b(?:this (?:year|month|week|spring|summer|autumn|winter)|today|yesterday|last week"
    r"|earlier this)\b",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(r"\blast year\b", re.IGNORECASE)


def stated(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault for everything that the claim says and the evidence does not."""
    yield from _figures(claim, evidence)
    yield from _times(claim, evidence)
    yield from _names(claim, evidence)
    yield from _strong(claim, evidence)
    yield from _quotations(claim, evidence)
    yield from _links(claim, evidence)
    yield from _clocks(claim, evidence)


def _figures(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    for figure in claim.figures:
        if not states(evidence.figures, figure) and not _is_told_by_date(figure, evidence):
            yield Fault(Kind.FIGURE, f"“{figure.span.of(claim.text)}” is not in the passage cited")


def _is_told_by_date(figure: Figure, evidence: Evidence) -> bool:
    """Tell whether the date of the article says which year is meant: "on 16 June", "this year"."""
    return any(
        _published(window) is not None and _agrees(figure, window, _published(window))
        for window in evidence.windows
    )


def _published(window: Window) -> date | None:
    return window.hit.passage.document.metadata.published


def _agrees(figure: Figure, window: Window, published: date | None) -> bool:
    value = str(figure.value)
    if published is None or figure.kind not in ("date", "year"):
        return False
    known = figures(window.text)
    if any(
        one.kind == "year" or (one.kind == "date" and str(one.value)[0] != "-") for one in known
    ):
        return False
    if figure.kind == "year":
        if _THIS_YEAR.search(window.text):
            return value == str(published.year)
        if _LAST_YEAR.search(window.text):
            return value == str(published.year - 1)
        days = [str(one.value) for one in known if one.kind == "date"]
        return any(_is_recent(f"{value}{day[1:]}", published) for day in days)
    days = [str(one.value) for one in known if one.kind == "date"]
    return any(value == f"{value[:4]}{day[1:]}" for day in days) and _is_recent(value, published)


def _is_recent(written: str, published: date) -> bool:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return False
    return published - _RECENT <= day <= published + timedelta(days=31)


def _times(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault for each month and weekday, without a day, that is not in the evidence."""
    dates = (str(figure.value) for figure in evidence.figures if figure.kind == "date")
    dated = {date[2:4] if date.startswith("--") else date[5:7] for date in dates}
    for token in claim.tokens:
        written = token.span.of(claim.text)
        if token.text not in CALENDAR or token.figure is not None or not written[0].isupper():
            continue
        if token.text == "may" and token.span.start == 0:
            continue
        if token.text in evidence.words:
            continue
        if token.text in _MONTHS and f"{_MONTHS.index(token.text) + 1:02}" in dated:
            continue
        yield Fault(Kind.FIGURE, f"“{written}” is not in the passage cited")
    said = fold(evidence.text)
    folded = fold(claim.text)
    for spoken, number in _SPOKEN.items():
        if spoken in folded and spoken not in said and f"q{number}" not in evidence.words:
            yield Fault(Kind.FIGURE, f"“{spoken}” is not in the passage cited")


def _names(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    missing = [name for name in claim.names if not has_name(name.text, evidence)]
    for name in missing:
        if len(missing) == 1 and _leads(name, claim) and _is_meant(name, claim, evidence):
            continue
        if not _is_ordinary(name, claim):
            yield Fault(Kind.NAME, f"“{name.text}” is not in the passage cited")


def has_name(name: str, evidence: Evidence) -> bool:
    """Tell whether the evidence names the thing, as a name or as the same words."""
    if _occurs([word.text for word in words(name)], evidence.words):
        return True
    known = [other.text for one in evidence.statements for other in one.names]
    if any(is_named(name, other) for other in known):
        return True
    if nation_of(fold(name)) is not None:
        return False
    # The whole name may stand elsewhere in the passage: Kassym-Jomart Tokayev, then Tokayev.
    longer = [other for other in evidence.all_names if is_named(name, other)]
    return any(same_name(longer_one, other) for longer_one in longer for other in known)


def _occurs(run: list[str], said: Sequence[str]) -> bool:
    size = len(run)
    if not size:
        return True
    return any(
        word == run[0] and list(said[place : place + size]) == run
        for place, word in enumerate(said)
    )


def _leads(name: Name, claim: Statement) -> bool:
    """Tell whether a name stands before the claim's first verb, as its subject does."""
    verbs = (token.span.start for token in claim.tokens if is_verb(token.text))
    return name.span.start < next(verbs, len(claim.text))


def _is_meant(name: Name, claim: Statement, evidence: Evidence) -> bool:
    """Tell whether a claim names what its source leaves unsaid: its subject."""
    around = any(is_named(name.text, other) for other in evidence.around_names)
    return around and evidence.is_open and not _has_rival(name, claim, evidence)


def _has_rival(name: Name, claim: Statement, evidence: Evidence) -> bool:
    """Tell whether the evidence has another name before the same word: a Chinese loan."""
    following = next((t for t in claim.tokens if t.span.start >= name.span.end), None)
    return following is not None and any(
        before.name is not None and before.name != token.name and token.key == following.key != ""
        for before, token in pairwise(evidence.tokens)
    )


def _is_ordinary(name: Name, claim: Statement) -> bool:
    """Tell whether a name may be an ordinary word whose capital comes from its place."""
    word = fold(name.text)
    first = not claim.text[: name.span.start].strip("\"'“‘(•*- ")
    plain = word.isalpha() and name.text[1:].islower()
    if not (first and plain) or nation_of(word) or word in METONYMS:
        return False
    return word.endswith(_ORDINARY_ENDINGS)


def _strong(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault for what widens or narrows the claim beyond its source: only, all, largest."""
    said = {STRONG.get(word, -1) for word in evidence.words}
    known = {lemma(word) for word in evidence.words}
    for before, token in zip((None, *claim.tokens), claim.tokens, strict=False):
        if token.text == "last" and before is not None and before.text in ("to", "will", "would"):
            continue
        line = STRONG.get(token.text)
        if line is None or line in said or token.lemma in known or token.name is not None:
            continue
        if token.key and token.key in evidence.keys:
            continue
        yield Fault(Kind.WORDS, f"the passage does not say “{token.span.of(claim.text)}”")
    yield from _ranks(claim, evidence)


def _ranks(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where the second largest, or one of the largest, is called the largest."""
    known = {(t.text, rank) for one in evidence.statements for t, rank in _ranked(one)}
    for token, rank in _ranked(claim):
        theirs = {other for word, other in known if word == token.text}
        if theirs and rank not in theirs:
            yield Fault(Kind.WORDS, f"the passage does not say just “{token.text}”")


def _ranked(statement: Statement) -> Iterator[tuple[Token, str]]:
    """Yield each superlative with what stands before it: an ordinal's value, "one of", or ""."""
    flow = statement.flow
    for place, token in enumerate(flow):
        if not (token.text.endswith("est") and token.text in STRONG) and token.text != "most":
            continue
        before = flow[max(0, place - 2) : place]
        if before and before[-1].figure is not None:
            yield token, before[-1].unit
        else:
            yield token, "one of" if [one.text for one in before] == ["one", "of"] else ""


def _quotations(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    said = _normal(evidence.text)
    for match in _QUOTED.finditer(claim.text):
        quoted = next(group for group in match.groups() if group is not None)
        if _normal(quoted).strip(" ,.;:!?") not in said:
            yield Fault(Kind.WORDS, f"the words “{quoted.strip()}” are not in the passage cited")


def _normal(text: str) -> str:
    """Return folded text with one kind of quotation mark and single spaces."""
    folded = re.sub(r"[“”„«»\"‘’]", "'", fold(text))
    return " ".join(folded.replace("–", "-").replace("—", "-").split())


def _clocks(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault for each hour, score or ratio, 11:00 or 24/7, that is not in the evidence."""
    said = {"".join(match[0].split()) for match in _CLOCK.finditer(evidence.text)}
    for match in _CLOCK.finditer(claim.text):
        if "".join(match[0].split()) not in said:
            yield Fault(Kind.FIGURE, f"“{match[0]}” is not in the passage cited")


def _links(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    for match in _LINK.finditer(claim.text):
        address = match[0].rstrip(".,;:!?")
        if address.casefold() not in evidence.text.casefold():
            yield Fault(Kind.LINK, f"the address {address} is not in the passage cited")

"""The date that "that year" and "since then" point back to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answers import Turn
from assistant.understanding.things import LONGEST
from assistant.understanding.times import Time, times

_THEN = re.compile(
    r"""\b(?:(?P<lead>in|on|during|since|by|until|before|after|from)\s)?
        (?:that|the\ssame)\s(?P<unit>year|month|day)\b(?!\s(?:of|as|that)\b)
    |   \b(?P<since>since|by|until|before|back)\sthen\b
    |   \bat\s(?:that|the)\stime\b(?!\sof\b)
    |   (?<=\s)then(?=\s*[?.!]*\Z)""",
    re.VERBOSE | re.IGNORECASE,
)
_NEXT = re.compile(
    r"""\b(?:in\s)?the\s(?:(?P<which>previous|preceding|following|next)\syear|year\s(?P<side>before|after))
        (?=\s*[?.!]*\Z)""",
    re.VERBOSE | re.IGNORECASE,
)
_STATE = re.compile(r"\b(?:is|are|was|were|had|have|has)\b", re.IGNORECASE)


def dated(question: str, recent: Sequence[Turn]) -> str:
    """Replace what points back to a date by the date last spoken of, if one alone can be meant."""
    match = _THEN.search(question) or _NEXT.search(question)
    if match is None:
        return question
    found = _last(recent)
    if found is None or re.search(r"\b(?:1\d|20)\d\d\b", question):
        return question
    text, time = found
    said = _written(match, text, time, question)
    return question[: match.start()] + said + question[match.end() :] if said else question


def _written(match: re.Match[str], text: str, time: Time, question: str) -> str:
    words = match.groupdict()
    if "which" in words:
        later = (words["which"] or words["side"]).lower() in ("following", "next", "after")
        return f"in {time.first.year + (1 if later else -1)}"
    day, month = time.first == time.last, (time.last - time.first).days < 31
    on = "on" if day else "in"
    if unit := (words["unit"] or "").lower():
        if (unit == "month" and not month) or (unit == "day" and not day):
            return ""
        if unit == "year":
            return f"{words['lead'] or 'in'} {time.first.year}"
        lead = words["lead"] or on
        return f"{lead} {text}" if unit == "day" or not day else ""
    if since := words["since"]:
        return f"{on if since.lower() == 'back' else since} {text}"
    # "What happened then?" asks for what came next.
    return f"{on} {text}" if " time" in match[0] or _STATE.search(question) else ""


def _last(recent: Sequence[Turn]) -> tuple[str, Time] | None:
    """Return the words and the days of the one date that was last spoken of."""
    for turn in recent:
        for texts in (turn.answers, (turn.question,)):
            found = {
                (time.first, time.last): (text[time.start : time.end], time)
                for text in texts
                if len(text) <= LONGEST
                for time in times(text, date.today())
                if not time.counted
            }
            if found:
                one = next(iter(found.values()))
                return one if len(found) == 1 else None
    return None

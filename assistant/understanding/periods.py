"""The limits on publication dates that the words of a question set.

Most articles report what came before them, so a date in a question seldom says when the article
that answers appeared. It does where the question speaks of publication ("articles from June"), of
what was new or happened then ("What was signed in 2024?", "What is new this month?"). Elsewhere it
sets nothing: a limit that hides the right article is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from operator import attrgetter

from assistant.answers import Inferred
from assistant.understanding.events import EVENT
from assistant.understanding.times import DAY, Time, times

_OLDEST = date(1995, 1, 1)
"""A question about an earlier time is one about history: articles of today answer it."""

_REPORTS = r"(?:news|press|media)\s(?:articles|coverage|reports|reporting|stories)"
_PRESS = rf"(?:articles?|{_REPORTS}|headlines)"
_NEWS = rf"(?:{_PRESS}|(?<!fake\s)news)"
_WRITTEN = r"(?:published|posted|printed|reported|written)"
_IS_PUBLISHED = re.compile(
    rf"""(?:
      \b{_NEWS}
    | \b(?:{_PRESS}|newspapers)(?:\s[\w'’-]+){{0,4}}\s
        (?:say|said|report|write|wrote|publish|appeared|dated|{_WRITTEN})
    | \b(?:what|anything|everything)\s(?:(?:has|have|had)\sbeen\s|was\s)?{_WRITTEN}
    )\s(?:from\s)?\Z""",
    re.VERBOSE,
)
_IS_PUBLISHED_ABOUT = re.compile(rf"\b{_NEWS}\s(?:about|on)(?:\s[\w'’-]+){{1,8}}\s\Z")
_IS_OF_PRESS = re.compile(  # not news law, nor articles of association
    rf"(?:['’]s?)?\s(?:(?:top|main|latest)\s)?{_NEWS}"
    r"(?=[?.!,;:]|\Z|\s(?:about|on|from|in|that|which|say|said|report|mention|discuss|cover)\b)"
)

_VERB = (
    "agree|sign|announce|decide|adopt|approve|launch|unveil|propose|pledge|promise|discuss|declare"
    "|conclude|report"
)
_DONE = rf"(?:(?:{_VERB})e?d|ratified|said|stated)"
_DO = rf"(?:{_VERB}|ratify|say|tell|do)"
_HAPPENED = r"(?:happen(?:ed)?|change[ds]?|occur(?:red)?|t(?:ook|aken)\splace|(?:been\s)?going\son)"
_WORDS = r"(?:\s[\w'’&./-]+)"
_THINGS = rf"(?:(?:what|which){_WORDS}{{0,4}}?\s\w+s)"
# What asks for whatever there was. "Which charter was signed?" asks for a thing that has a name.
_EVENTS = re.compile(
    rf"""\b(?:
      what(?:['’]s|\sis)\snew
    | what(?:['’]s|\selse|\shas|\shave|\shad|\sdid|\sexactly){{0,3}}\s{_HAPPENED}
    | {_THINGS}\s(?:have\s)?{_HAPPENED}
    | (?:(?:what|who)(?:\selse)?\s(?:was|were|ha[sd]\sbeen)|{_THINGS}\s(?:were|ha(?:ve|d)\sbeen))
      (?:\s\w+ly)?\s{_DONE}
    | (?:what(?:\selse)?|{_THINGS})\sdid{_WORDS}{{1,8}}?\s{_DO}
    | (?:what(?:\selse)?|{_THINGS})\sha(?:s|ve){_WORDS}{{1,8}}?\s{_DONE}
    | how\s(?:has|have|did){_WORDS}{{1,10}}?\s(?:changed?|developed?|evolved?|progress(?:ed)?)
    | (?:what|which|any){_WORDS}{{0,2}}?\s(?:news|developments?|updates?|progress|changes)
      (?=\?|\s(?:in|since|from|on|about|after|during|of|there|has|have|is|are|was|were)\b)
    )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"[.?!;]|\b(?:about|on|that|which|who|whose|when|where|regarding|concerning)\b"
)
_EARLIER = re.compile(r"\b(?:before|until|till|by|prior|ahead|up\sto)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|would|going\sto|plan\w*|forecast\w*|expect\w*|project(?:ed|ions?)|predict\w*"
    r"|targets?|scheduled|upcoming|next|due)\b",
    re.IGNORECASE,
)
_BEFORE = ("before", "until", "till", "by")
_AFTER = ("after", "following")
_THEN = ("in", "on", "during", "between", "over", "within", *_AFTER)
_NEARBY = 160  # characters
_MOST_EVENTS = 2


def limits(
    question: str, today: date, day_of: Callable[[str], date | None]
) -> tuple[Inferred, ...]:
    """Return the limits on publication dates that `question`, asked on `today`, clearly means.

    There is at most one of each kind, and none lies in the future. `day_of` returns the day of an
    event that the question names ("the Astana summit"), None where it knows of none.
    """
    named = times(question, today)
    named += _events(question, named, day_of)
    found = [limit for time in named for limit in _published(question, time)]
    if not found:
        found = [limit for time in named for limit in _happened(question, time)]
    found = [limit for limit in found if _OLDEST <= limit.value <= today]
    value = attrgetter("value")
    since = min((one for one in found if one.field == "since"), key=value, default=None)
    until = max((one for one in found if one.field == "until"), key=value, default=None)
    if since and until and since.value > until.value:
        return ()
    return tuple(limit for limit in (since, until) if limit is not None)


def _published(question: str, time: Time) -> Iterator[Inferred]:
    """Yield the limits where the question speaks of what was published at `time`."""
    before = question[max(0, time.begin - _NEARBY) : time.begin]
    if time.begin <= _NEARBY:  # a capital elsewhere makes a name: BBC News
        before = before[:1].lower() + before[1:]
    if not (
        _IS_PUBLISHED.search(before)
        or (time.lead in ("from", "since") and _IS_PUBLISHED_ABOUT.search(before))
        or (time.lead in ("", "in", "from", "of") and _IS_OF_PRESS.match(question, time.end))
    ):
        return
    words = question[time.begin : time.end]
    if time.lead in _AFTER:
        yield Inferred("since", time.last + DAY, words)
    elif time.lead not in _BEFORE:
        yield Inferred("since", time.first, words)
    if time.lead == "before":
        yield Inferred("until", time.first - DAY, words)
    elif time.lead not in ("since", *_AFTER):
        yield Inferred("until", time.last, words)


def _happened(question: str, time: Time) -> Iterator[Inferred]:
    """Yield the limit where the question asks for what can only be reported since `time`."""
    told = time.counted or time.lead in ("since", *_THEN)
    if time.lead in (*_BEFORE, "for", "of") or _PLANNED.search(question) or not told:
        return
    if _asks_for_events(question, time):
        yield Inferred("since", time.first, question[time.begin : time.end])


def _asks_for_events(question: str, time: Time) -> bool:
    """Tell whether the question asks what happened, and `time` says when."""
    asked = _EVENTS.search(question)
    if asked is None or _EARLIER.search(question[asked.start() : time.begin]):
        return False
    between = question[min(asked.end(), time.end) : max(asked.start(), time.begin)]
    return _ELSEWHERE.search(between) is None


def _events(
    question: str, named: list[Time], day_of: Callable[[str], date | None]
) -> Iterator[Time]:
    """Yield the days of the events that the question looks back to: since the Astana summit."""
    dated = {time.begin for time in named}
    for match in islice(EVENT.finditer(question), _MOST_EVENTS):
        lead = "before" if match["lead"].lower() == "before" else "since"
        time = Time(_OLDEST, _OLDEST, match.start("event"), match.end(), lead, match.start())
        limiting = [*_published(question, time), *_happened(question, time)]
        if match.start() not in dated and limiting and (day := day_of(match["event"])):
            yield replace(time, first=day, last=day)

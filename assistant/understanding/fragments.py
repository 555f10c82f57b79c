"""Questions that say only what changes: "And the EU's?", "And in 2023?", "Why?".

Such a fragment takes the place of its counterpart in the question before. Where there is none, or
more than one, nothing is completed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answers import Turn
from assistant.understanding.kinds import PERSONS, Kind, is_adjective, kind_of
from assistant.understanding.pronouns import possessive
from assistant.understanding.things import LONGEST, things
from assistant.understanding.times import Time, times
from vectorstore.text import STOP_WORDS, figures, names, same_name

_OPENING = re.compile(
    r"\A(?:(?:and|but|or|so|also|then|ok|okay)\b,?\s)?(?:(?:what|how)\sabout\s)?", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\A(?:(?:in|by|for|to|from|with|on|at) )?(?:whom?|what|when|where|why|which|whose|how|am"
    r"|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)(?:n['’]t)?"
    r"|name|list|tell|give|explain)(?!\w)",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"(?:why|when|where|how|since when|how often)", re.IGNORECASE)
_BY_ADVERB = re.compile(
    r"(?P<asked>why|when|where|how) (?=(?:is|are|was|were|do|does|did|has|have)\b)", re.I
)
_CLOSED = re.compile(r"(?:is|are|was|were|do|does|did|has|have|can|could|will|would)\b", re.I)
_PLURAL = re.compile(r"(?:which|what) (?=[a-z]+s\b)(?![a-z]*(?:ss|us|is)\b)", re.IGNORECASE)
_LED = re.compile(
    r"(?P<lead>in|at|with|to|from|for|between|against|by|of|on|near) (?P<rest>.+)", re.IGNORECASE
)
_OWNER = re.compile(r"(?P<owner>[^'’]{2,80}?)(?:['’]s|(?<=s)['’])")
_OWNED = re.compile(r"(?P<owner>[^'’]{2,80}?)(?:['’]s|(?<=s)['’]) (?P<noun>[a-z][a-z -]{1,60})")
_STATES = re.compile(r"(?P<who>who|what)(?P<be> (?:is|are|was|were) )", re.IGNORECASE)
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_ORDINAL = re.compile(rf"(?:the )?(?P<which>{_ORDINALS})(?: one)?", re.IGNORECASE)
_LONGEST_FRAGMENT = 8  # words
_PAST = {"is": "was", "are": "were", "does": "did", "do": "did"}
_PRESENT = re.compile(
    r"\A(?P<asked>(?:who|what|where|how(?: [a-z]+){1,3}|which [a-z]+|what [a-z]+) )?"
    r"(?P<verb>is|are|does|do)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the question before, from its article on."""

    text: str
    start: int
    end: int
    kind: Kind
    owner: bool
    adjective: bool


def completed(question: str, recent: Sequence[Turn]) -> str | None:
    """Return the question before with what the fragment `question` changes in it.

    None where `question` is no fragment, or where it is in doubt what it changes.
    """
    before = recent[0].question
    base = before.partition(" (")[0].rstrip("?.! ")
    fragment = fragment_of(question)
    if fragment.casefold() in base.casefold() and not fragment[-1:].isdigit():
        return None
    if not fragment or len(before) > LONGEST or " (" in before or not _WHOLE.match(base):
        return None
    persons = [
        thing.text
        for turn in recent
        for thing in things(turn)
        if thing.kind == "person" and not thing.text.startswith("the ")
    ]
    whole = _by_wh(fragment, base) or _changed(fragment, base, persons)
    return f"{whole[0].upper()}{whole[1:]}?" if whole else None


def fragment_of(question: str) -> str:
    """Return what a question that says only what changes says, "" of a whole question."""
    opening = _OPENING.match(question)
    fragment = question[opening.end() if opening else 0 :].rstrip("?.! ").strip()
    if len(fragment.split()) > _LONGEST_FRAGMENT or re.search(r"[?!;:,]|\. ", fragment):
        return ""
    if _ADVERB.fullmatch(fragment) or fragment.lower() == "how many":
        return fragment
    return "" if _WHOLE.match(fragment) and not _times(fragment) else fragment


def _by_wh(fragment: str, base: str) -> str:
    """Return `base` as "Why?" and "How many?" ask it."""
    if fragment.lower() == "how many":
        return _PLURAL.sub("how many ", base, count=1) if _PLURAL.match(base) else ""
    if not _ADVERB.fullmatch(fragment):
        return ""
    asked = fragment.lower()
    if _BY_ADVERB.match(base):
        return _BY_ADVERB.sub(f"{asked} ", base, count=1)
    if _CLOSED.match(base) and " or " not in base:
        base = base[0].lower() + base[1:]
        return "" if asked == "when" and _times(base) else f"{asked} {base}"
    return ""


def _changed(fragment: str, base: str, persons: Sequence[str]) -> str:
    """Return `base` with what `fragment` names in the place of its like."""
    found = _times(fragment)
    if len(found) == 1 and found[0].end == len(fragment):
        rest = fragment[: found[0].begin].strip()
        base = _at_time(base, fragment[found[0].begin :], found[0])
        return _changed(rest, base, persons) if rest and base else base
    if found:
        return ""
    if owned := _OWNED.fullmatch(fragment):
        return _owned(base, fragment, owned["noun"])
    if ordinal := _ORDINAL.fullmatch(fragment):
        return _ordinal(base, ordinal["which"])
    if owner := _OWNER.fullmatch(fragment):
        return _in_place(base, owner["owner"], persons, owner=True)
    if led := _LED.fullmatch(fragment):
        return _led(base, led["lead"].lower(), led["rest"])
    return _in_place(base, fragment, persons) or _noun(base, fragment) or _alike(base, fragment)


def _times(text: str) -> list[Time]:
    return times(text, date.today())


def _at_time(base: str, words: str, time: Time) -> str:
    """Return `base` asked of another time."""
    found = _times(base)
    if len(found) > 1 or re.match(r"(?:when|since when)\b", base, re.IGNORECASE):
        return ""
    if not found:
        if time.last < date.today():
            base = _PRESENT.sub(
                lambda one: f"{one['asked'] or ''}{_like(_PAST[one['verb'].lower()], one['verb'])}",
                base,
            )
        return f"{base} {words}" if time.lead or time.counted else f"{base} in {words}"
    old = found[0]
    start = old.begin if time.lead or time.counted else old.start
    if not time.lead and not time.counted and base[start : old.start].strip():
        return ""
    return f"{base[:start]}{words}{base[old.end :]}"


def _like(word: str, other: str) -> str:
    return word.capitalize() if other.istitle() else word


def _base_names(base: str, persons: Sequence[str]) -> list[_Name]:
    found = []
    for name in names(base):
        start = name.span.start
        start -= 4 * base[:start].lower().endswith("the ")
        ending = base[name.span.end : name.span.end + 1]
        kind = _kind(name.text, persons)
        owner = ending != "" and ending in "'’"
        found.append(
            _Name(
                base[start : name.span.end],
                start,
                name.span.end,
                kind,
                owner,
                is_adjective(name.text),
            )
        )
    return found


def _kind(name: str, persons: Sequence[str]) -> Kind:
    several = [one.text for one in names(f"in {name}")]
    if len(several) > 1:
        kinds = {_kind(one, persons) for one in several}
        return kinds.pop() if len(kinds) == 1 else "several"
    return "person" if any(same_name(name, one) for one in persons) else kind_of(name)


def _is_name(text: str) -> bool:
    """Tell whether `text` is names alone: the EU, China and Russia."""
    bare = re.sub(r"\A(?:the|The) ", "", text)
    found = names(f"in {bare}")
    rest = f"in {bare}"
    for name in reversed(found):
        rest = rest[: name.span.start] + rest[name.span.end :]
    return bool(found) and set(rest.lower().split()) <= {"in", "and", "or", "the"}


def _in_place(base: str, name: str, persons: Sequence[str], *, owner: bool = False) -> str:
    """Return `base` with `name` for the one name that is like it."""
    if not _is_name(name):
        return ""
    name = re.sub(r"\AThe ", "the ", name)
    found = _base_names(base, persons)
    if any(same_name(name, one.text) for one in found):
        return ""
    old = _counterpart(found, _kind(name, persons), owner)
    if old is None or sum(one.text == old.text for one in found) > 1:
        return ""
    rest = base[old.end :]
    if old.owner:
        rest = re.sub(r"\A['’]s?(?!\w)", "", rest)
        name = possessive(name)
    return f"{base[: old.start]}{name}{rest}"


def _alike(base: str, phrase: str) -> str:
    """Return `base` about another of its kind: And the Astana summit?"""
    called = names(f"in {phrase}")
    noun = re.search(r" [a-z]+\Z", phrase)
    if len(called) != 1 or noun is None or called[0].text + noun[0] not in phrase:
        return ""
    found = [one for one in names(base) if re.match(rf"{noun[0]}\b", base[one.span.end :])]
    if (
        len(found) != 1
        or _times(base)
        or phrase.removesuffix(noun[0]).lower()
        not in (
            called[0].text.lower(),
            f"the {called[0].text.lower()}",
        )
    ):
        return ""
    return f"{base[: found[0].span.start]}{called[0].text}{base[found[0].span.end :]}"


def _counterpart(found: list[_Name], kind: Kind, owner: bool) -> _Name | None:
    """Return the one name that another of `kind` can replace."""
    if owner:
        found = [one for one in found if one.owner]
        return found[0] if len(found) == 1 else None
    like = [one for one in found if one.kind == kind or one.adjective]
    if kind == "name" and len(found) > 1:
        return None
    if not like and len(found) == 1:
        areas = {"country", "place", "body"}
        known = found[0].kind, kind
        like = found if "name" in known or areas.issuperset(known) else []
    owners = [one for one in like if one.owner]
    like = like if len(like) == 1 else owners
    return like[0] if len(like) == 1 and not like[0].adjective else None


def _led(base: str, lead: str, rest: str) -> str:
    """Return `base` with what follows one preposition changed: with Uzbekistan."""
    if not _is_name(rest):
        return ""
    found = [
        one
        for one in _base_names(base, ())
        if base[: one.start].lower().endswith(f" {lead} ") and not one.owner
    ]
    if len(found) == 1:
        return f"{base[: found[0].start]}{rest}{base[found[0].end :]}"
    places = [one for one in _base_names(base, ()) if one.kind in ("country", "place")]
    if found or places or lead != "in" or re.match("where", base, re.IGNORECASE):
        return ""
    last = _times(base)
    end = last[-1].begin if last and last[-1].end == len(base) else len(base)
    return f"{base[:end].rstrip()} in {rest} {base[end:]}".rstrip()


def _owned(base: str, phrase: str, noun: str) -> str:
    """Return the question about another thing of some owner: And Uzbekistan's president?"""
    if not _is_name(phrase[: -len(noun) - 1].rstrip("s").rstrip("'’")):
        return ""
    person = noun.split()[-1] in PERSONS
    plural = not person and _is_plural(noun)
    who = "who" if person else "what"
    states = _STATES.match(base)
    tense = "was" if states and states["be"].split()[0] in ("was", "were") else "is"
    be = {"was": "were", "is": "are"}[tense] if plural else tense
    time = _times(base)
    ends = len(time) == 1 and time[0].end == len(base) and states
    return f"{who} {be} {phrase}{' ' + base[time[0].begin :] if ends else ''}"


def _is_plural(noun: str) -> bool:
    return re.search(r"[a-z]{2}(?<![suia])s\Z", noun.split()[-1]) is not None


def _ordinal(base: str, which: str) -> str:
    """Return `base` about another in a row: And the third?"""
    found = [one for one in figures(base) if one.kind == "ordinal"]
    if len(found) != 1 or base[: found[0].span.start].lower()[-4:] != "the ":
        return ""
    if _times(base):
        return ""  # the year was that of the other one
    start, end = found[0].span.start, found[0].span.end
    return f"{base[:start]}{which.lower()}{base[end:]}"


_OPPOSITES = {"imports": "exports", "exports": "imports", "import": "export", "export": "import"}
_TURNED = {"to": "from", "from": "to"}


def _noun(base: str, noun: str) -> str:
    """Return `base` about something else of the same owner, or about the opposite: And exports?"""
    noun = noun[0].lower() + noun[1:]
    if not re.fullmatch(r"[a-z]+(?: [a-z]+){0,2}", noun) or STOP_WORDS & set(noun.split()):
        return ""
    if old := _OPPOSITES.get(noun):
        pattern = re.compile(rf"\b{old}\b(?: (?P<way>to|from)\b)?")
        if len(pattern.findall(base)) == 1:
            return pattern.sub(
                lambda one: f"{noun} {_TURNED[one['way']]}" if one["way"] else noun, base
            )
    found = _times(base)
    end = found[0].begin if len(found) == 1 and found[0].end == len(base) else len(base)
    states = _STATES.match(base)
    owned = _OWNED.fullmatch(base[states.end() : end].rstrip()) if states else None
    if owned is None or not _is_name(owned["owner"]):
        return ""
    phrase = f"{possessive(owned['owner'])} {noun}"
    return f"{_owned(base, phrase, noun)}"

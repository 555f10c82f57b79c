"""The two sides of a comparison, each with what is asked of it."""

from __future__ import annotations

import re

from vectorstore.text import Span, figures, names

_ADJECTIVES = {
    **dict.fromkeys("larger largest bigger biggest smaller smallest".split(), "large"),
    **dict.fromkeys("longer longest shorter shortest".split(), "long"),
    **dict.fromkeys("older oldest younger youngest".split(), "old"),
    **dict.fromkeys("higher highest lower lowest".split(), "high"),
}
_ADJECTIVE = rf"(?:{'|'.join(_ADJECTIVES)})"
_MORE = r"(?:more|most|less|least|fewer|earlier|earliest|sooner|first|later|latest|last)"
_DEGREE = re.compile(rf"\b{_ADJECTIVE}\b| (?:the )?{_MORE}\b", re.IGNORECASE)
_BE = r"(?:is|are|was|were)"
_COMPARISONS = [  # with what is said of both
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"how (?:do|does|did|is|are|was|were) (?P<left>.+?)"
        r" (?:compared? (?:with|to|against)|differ from|different from) (?P<right>.+)",
        r"how (?:do|did) (?P<left>.+?) and (?P<right>.+?) (?:compare|differ)"
        r"(?P<said> (?:in|on) .+)?",
        r"compare (?P<left>.+?) (?:with|to|and) (?P<right>(?:that|those) .+)",
        r"compare (?:and contrast )?(?P<left>.+?) and (?P<right>.+)",
        r"compare (?P<left>.+?) (?:with|to|against) (?P<right>.+)",
        rf"what(?: {_BE}|['’]s) the (?:main |key )?differences? between"
        r" (?P<left>.+?) and (?P<right>.+)",
        rf"(?=[^,:]* (?:{_ADJECTIVE}|{_MORE})\b)(?:which|what|who)"
        r"(?: of (?:the|these)(?: (?:two|three|four|five))?(?: (?!is |was |has )[a-z]+s)?)?"
        r"(?: (?:country|state|organi[sz]ation|body|company)(?= ))?(?P<said> [^,:]+)[,:]"
        r" (?P<left>.+?) or (?P<right>.+)",
        rf"{_BE} (?P<left>.+?)(?P<said> {_ADJECTIVE}) than (?P<right>(?!\d|[$€£¥]).+)",
    )
]
_IN_THEIR = re.compile(r"\A (?:in terms of|in|on) (?:(?:their|the) )?")
_REST = re.compile(
    r"(?P<side>.+?)(?P<rest> (?:in terms of .+|(?:in|during|since|as of|by|for|over|on) [^,]*\d.*))"
)
_OWN = re.compile(r".+(?:['’]s|s['’])")
_SHARES_NOUN = re.compile(r"(?:the )?[\w'’-][a-z'’-]+")  # Chinese, before "and Russian trade"
_LINK = r"(?:of|with|to|from|in|for|by|about|on)"
_LINKED = re.compile(rf"(?:(?:that|those|the ones?) )?(?P<word>{_LINK}) (?P<name>.+)")
_LONGER = re.compile(rf"\d| {_LINK} ")
_VAGUE = frozenset(
    "it its they them their theirs this these that those other others another previous earlier"
    " today now one ones he she his her all any most what how".split()
)
_SEVERAL = re.compile(r" (?:and|or|between) |[?;:,]")
_LONGEST_SIDE = 12  # words
_HIDDEN_AND = "\0"


def compared(question: str) -> list[str]:
    """Return each side of a comparison with what is said of both; nothing where it is none."""
    core = question.rstrip("?. ")
    for name in names(core):  # the Belt and Road Initiative is one thing
        core = core.replace(name.text, name.text.replace(" and ", _HIDDEN_AND))
    for pattern in _COMPARISONS:
        if match := pattern.fullmatch(core):
            sides = _asked(**match.groupdict(""))
            return [side.replace(_HIDDEN_AND, " and ") for side in sides]
    return []


def _split_rest(left: str, right: str) -> tuple[str, str]:
    """Return `right` and what it ends with that is said of `left` too: in 2024."""
    ending = None if figures(left) else _REST.fullmatch(right)
    return (ending["side"], ending["rest"]) if ending else (right, "")


def _asked(left: str, right: str, said: str = "") -> list[str]:
    right, rest = _split_rest(left, right)
    if _SHARES_NOUN.fullmatch(left) and right.split()[-1].islower() and not _LINKED.match(right):
        return []
    left, right = _whole(left, right), _whole(right, left)
    if left == right or not (_is_sound(left) and _is_sound(right)):
        return []
    if _OWN.fullmatch(left) and not said:
        return []
    said = _DEGREE.sub(lambda found: _ADJECTIVES.get(found[0].lower(), ""), said)
    said = _IN_THEIR.sub(" ", said)
    if _VAGUE & set(said.lower().split()) or said in (" is", " are", " was", " were"):
        return []
    rest = rest.replace(" in terms of ", " ")
    thing = said.split()[:1]
    return [
        side + (said.removeprefix(f" {thing[0]}") if side.split()[-1:] == thing else said) + rest
        for side in (left, right)
    ]


def _whole(side: str, other: str) -> str:
    """Return `side` with what it leaves out and `other` has: the EU's, that of the EU, with it.

    "" where that is in doubt.
    """
    owners = [one for one in _places(other) if other[one.end : one.end + 1] in ("'", "’")]
    if _OWN.fullmatch(side):
        if len(owners) == 1:
            owner = other[owners[0].end :].lstrip("'’").removeprefix("s ")
            return f"{side} {owner.strip()}" if owner.strip() not in ("", "s") else side
        of = re.match(r"(?:the )?(.+?) of ", other)
        return f"{side} {of[1]}" if of else ""
    if (linked := _LINKED.fullmatch(side)) is None:
        return side
    word, name = linked["word"], linked["name"]
    if word == "of" and len(owners) == 1:
        return f"{other[: owners[0].start]}{name}{other[owners[0].end :]}"
    before, found, last = other.rpartition(f" {word} ")
    rest = last[max((one.end for one in _places(last) if one.start == 0), default=0) :]
    if rest != last and _LONGER.match(rest):
        name += rest
    elif _LONGER.search(last):
        return ""
    return f"{before} {word} {name}" if found else ""


def _is_sound(side: str) -> bool:
    """Tell whether `side` says by itself what it means: by a name, a figure or an article."""
    words = side.lower().split()
    opening, ending = words[:1], words[-1:]
    return (
        0 < len(words) <= _LONGEST_SIDE
        and not _VAGUE.intersection(opening + ending)
        and (opening == ["the"] or bool(_places(side)) or bool(figures(side)))
        and _SEVERAL.search(side) is None
    )


def _places(text: str) -> list[Span]:
    """Return where the names in a phrase are, each with its "the"."""
    found = []
    for name in names(f"in {text}"):  # what begins a sentence need not be a name
        start, end = name.span.start - 3, name.span.end - 3
        found.append(Span(start - 4 * text[:start].endswith("the "), end))
    return found

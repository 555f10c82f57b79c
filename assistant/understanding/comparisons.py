"""The two sides of a comparison, each with what is asked of it."""

from __future__ import annotations

import re

from vectorstore.text import Span, figures, names

_ADJECTIVES = {
    form: adjective
    for adjective, forms in {
        "large": "larger largest bigger biggest smaller smallest",
        "long": "longer longest shorter shortest",
        "old": "older oldest younger youngest",
        "high": "higher highest lower lowest taller tallest",
        "rich": "richer richest poorer poorest",
        "populous": "populous",
    }.items()
    for form in forms.split()
}
_ADJECTIVE = rf"(?:(?:more|most|less|least) )?(?:{'|'.join(_ADJECTIVES)})"
_MORE = r"(?:more|most|less|least|fewer|earlier|earliest|sooner|first|later|latest|last)"
_DEGREE = re.compile(
    rf"\b(?P<adjective>{'|'.join(_ADJECTIVES)})\b| (?:the )?{_MORE}\b", re.IGNORECASE
)
_BE = r"(?:is|are|was|were)"
_THAN = r" than (?P<right>(?!\d|[$€£¥]).+)"
_COMPARISONS = [  # with what is said of both
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"how (?:do|does|did|is|are|was|were) (?P<left>.+?)"
        r" (?:compared? (?:with|to|against)|differ from|different from) (?P<right>.+)",
        r"how (?:do|did) (?P<left>.+?) and (?P<right>.+?) (?:compare|differ)(?P<said> (?:in|on) .+)?",
        r"compare (?P<left>.+?) (?:with|to|and) (?P<right>(?:that|those) .+)",
        r"compare (?:and contrast )?(?P<left>.+?) and (?P<right>.+)",
        r"compare (?P<left>.+?) (?:with|to|against) (?P<right>.+)",
        rf"what(?: {_BE}|['’]s) the (?:main |key )?differences? between"
        r" (?P<left>.+?) and (?P<right>.+)",
        rf"(?=[^,:]* (?:{_ADJECTIVE}|{_MORE})\b)(?:which|what|who)"
        r"(?: of (?:the|these)(?: two)?(?: (?!is |was |has )[a-z]+s)?)?(?P<said> [^,:]+)[,:]"
        r" (?P<left>.+?) or (?P<right>.+)",
        rf"(?:how much )?{_BE} (?P<left>.+?)(?P<said> {_ADJECTIVE}){_THAN}",
        rf"how much(?P<said> {_ADJECTIVE}) {_BE} (?P<left>.+?){_THAN}",
        rf"(?:do|does|did) (?P<left>.+?)(?P<said> [a-z]+ (?:more|less|fewer) [a-z ]+?){_THAN}",
    )
]
_IN_THEIR = re.compile(r" (?:in terms of|in|on) (?:(?:their|the) )?")
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
    core = guarded(question).rstrip("?. ")
    for pattern in _COMPARISONS:
        if match := pattern.fullmatch(core):
            return [unguarded(side) for side in _asked(**match.groupdict(""))]
    return []


def guarded(question: str) -> str:
    """Return `question`, the "and" inside a name no longer one."""
    for name in names(question):
        question = question.replace(name.text, name.text.replace(" and ", _HIDDEN_AND))
    return question


def unguarded(text: str) -> str:
    """Return `text` as it was before `guarded`."""
    return text.replace(_HIDDEN_AND, " and ")


def is_name(side: str) -> bool:
    """Tell whether `side` is a name and nothing else."""
    return any(place.of(side) == side for place in _places(side))


def split_rest(left: str, right: str) -> tuple[str, str]:
    """Return `right` and what it ends with that is said of `left` too: in 2024."""
    ending = None if figures(left) else _REST.fullmatch(right)
    return (ending["side"], ending["rest"]) if ending else (right, "")


def _asked(left: str, right: str, said: str = "") -> list[str]:
    right, rest = split_rest(left, right)
    if _SHARES_NOUN.fullmatch(left) and right.split()[-1].islower() and not _LINKED.match(right):
        return []
    left, right = _whole(left, right), _whole(right, left)
    if left == right or not (_is_sound(left) and _is_sound(right)):
        return []
    if _OWN.fullmatch(left) and not said:
        return []
    said = _DEGREE.sub(lambda found: _ADJECTIVES.get(found[0].lower(), ""), said)
    said = _IN_THEIR.sub(" ", said, count=1) if _IN_THEIR.match(said) else said
    if _VAGUE & set(said.lower().split()):
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
    return f"{before} {word} {name}" if found and not _LONGER.search(last) else ""


def _is_sound(side: str) -> bool:
    """Tell whether `side` says by itself what it means: by a name, a figure or an article."""
    words = side.lower().split()
    opening = words[0]
    return (
        len(words) <= _LONGEST_SIDE
        and not {opening, words[-1]} & _VAGUE
        and (opening == "the" or bool(_places(side)) or bool(figures(side)))
        and _SEVERAL.search(side) is None
    )


def _places(text: str) -> list[Span]:
    """Return where the names in a phrase are, each with its "the"."""
    found = []
    for name in names(f"in {text}"):  # what begins a sentence need not be a name
        start, end = name.span.start - 3, name.span.end - 3
        found.append(Span(start - 4 * text[:start].endswith("the "), end))
    return found

"""The two sides of a comparison, each as a question or a phrase of its own."""

from __future__ import annotations

import re
from collections.abc import Callable

from vectorstore.text import STOP_WORDS, Span, figures, names

_HOW = {  # "Which is longer?" asks how long each is
    form: adjective
    for adjective, forms in {
        "large": "larger largest bigger biggest smaller smallest",
        "long": "longer longest shorter shortest",
        "old": "older oldest younger youngest",
        "high": "higher highest lower lowest taller tallest",
        "deep": "deeper deepest",
        "rich": "richer richest poorer poorest",
        "populous": "populous",
    }.items()
    for form in forms.split()
}
_ADJECTIVE = rf"(?:(?:more|most|less|least)\s)?(?P<adjective>{'|'.join(_HOW)})"
_BE = r"(?P<be>is|are|was|were)"
_DO = r"(?P<do>do|does|did)"
_MORE = r"(?:more|less|fewer)(?P<noun> [a-z]+)?"
_EARLIER = r"(?:earlier|earliest|sooner|first|later|latest|last)"
_PAST = r"(?:\w+ed|took|became|began|went|won|left|made|got)"
_THAN = r" than (?P<right>(?!expected|before|ever|usual|last|any|all|\d|[$€£¥]).+)"
_OR = r"(?P<rest> [^,:]+)?[,:] (?P<left>.+?) or (?P<right>.+)"
_WHICH = r"(?:which|what|who)(?: of the(?: two)? \w+| (?P<thing>[\w -]+?))?"

_THE_SIDE = "{side}{rest}"
_HOW_IS = "How {adjective} {be} {side}{rest}?"

# Each form of comparison, and how to ask about one side of it.
_COMPARISONS = {
    re.compile(pattern, re.IGNORECASE): form
    for pattern, form in {
        r"how (?:do|does|did|is|are|was|were) (?P<left>.+?)"
        r" (?:compared? (?:with|to|against)|differ from|different from) (?P<right>.+)": _THE_SIDE,
        r"how (?:do|did) (?P<left>.+?) and (?P<right>.+?) (?:compare|differ)"
        r"(?P<rest> in .+)?": _THE_SIDE,
        r"compare (?P<left>.+?) (?:with|to|and) (?P<right>(?:that|those) .+)": _THE_SIDE,
        r"compare (?P<left>.+?) and (?P<right>.+)": _THE_SIDE,
        r"compare (?P<left>.+?) (?:with|to|against) (?P<right>.+)": _THE_SIDE,
        r"what(?: is| are| was| were|['’]s) the (?:main |key )?differences? between"
        r" (?P<left>.+?) and (?P<right>.+)": _THE_SIDE,
        rf"{_WHICH} {_BE} (?:the )?{_ADJECTIVE}{_OR}": _HOW_IS,
        rf"{_BE} (?P<left>.+?) or (?P<right>.+?) {_ADJECTIVE}(?P<rest> in .+)?": _HOW_IS,
        rf"(?:how much )?{_BE} (?P<left>.+?) {_ADJECTIVE}{_THAN}": _HOW_IS,
        rf"how much {_ADJECTIVE} {_BE} (?P<left>.+?){_THAN}": _HOW_IS,
        rf"{_WHICH} (?:has|had) (?:the|a) {_ADJECTIVE} (?P<noun>\w+){_OR}": (
            "How {adjective} is {side}'s {noun}{rest}?"
        ),
        rf"{_WHICH} (?:came|{_BE}(?P<done> \w+ed| built| born| held| set up)?) {_EARLIER}{_OR}": (
            "When {be} {side}{done}{rest}?"
        ),
        rf"{_WHICH} (?P<done>{_PAST}(?: [^,:]+?)?) {_EARLIER}{_OR}": (
            "When was it that {side} {done}{rest}?"
        ),
        rf"{_WHICH} (?P<has>has|[a-z]+s) {_MORE}{_OR}": (
            "How {count}{noun} does {side} {verb}{rest}?"
        ),
        rf"{_DO} (?P<left>.+?) (?P<verb>[a-z]+) {_MORE}{_THAN}": (
            "How {count}{noun} {do} {side} {verb}{rest}?"
        ),
        rf"{_DO} (?P<subject>.+?) (?P<verb>[a-z]+) {_MORE} (?P<preposition>with|to|from|in)"
        r" (?P<left>.+?) or (?:(?P=preposition) )?(?P<right>.+)": (
            "How {count}{noun} {do} {subject} {verb} {preposition} {side}{rest}?"
        ),
    }.items()
}
_CONTRAST = re.compile(
    r"(?P<frame>.+?),? (?:as (?:against|opposed to|compared (?:with|to))|compared (?:with|to)"
    r"|relative to|in comparison (?:with|to)|versus|vs\.?) (?P<right>.+)",
    re.IGNORECASE,
)
_CONTEXT = re.compile(r"((?:in|by|during|since|as of|for|at) [^,?]{1,40}), (.+)", re.IGNORECASE)
_REST = re.compile(
    r"(?P<side>.+?)(?P<rest> (?:in terms of .+|(?:in|during|since|as of|by|for|over|on) [^,]*\d.*))"
)
_OWN = re.compile(r".+(?:['’]s|s['’])")
_LINKED = re.compile(
    r"(?:(?:that|those|the ones?) )?(?P<word>of|with|to|from|in|for|by|about|on) (?P<name>.+)"
)
_LAST = re.compile(r".*[a-z] (?:of|with|in|to|from|for|by|about|on) (?P<name>.+)")
_HEAD = re.compile(r" (?!(?:of|with|to|from|in|for|by|about|on|since|during)\b)[a-z]")
_ASKS = re.compile(r"(?:wh[a-z]+|how|is|are|was|were|do|does|did|has|have) ", re.I)
_VAGUE = frozenset(
    "it its they them their this these that those other others another previous earlier today now"
    " one ones he she his her all any most what how".split()
)
_SEVERAL = re.compile(r" (?:and|or) |[?;:,]")
_LONGEST_SIDE = 12  # words
_HIDDEN_AND = "\0"


def compared(question: str) -> list[str]:
    """Return what a comparison asks, of each of its sides; nothing where it is none."""
    return _sides(question, lambda form, side: form.format_map(side))


def sides(question: str) -> list[str]:
    """Return the two things that a question compares, nothing where it compares none."""
    return _sides(question, lambda _, side: side["side"])


def is_sound(side: str) -> bool:
    """Tell whether `side` says by itself what it means: by a name, a figure or an article."""
    opening = side.partition(" ")[0].lower()
    return (
        len(side.split()) <= _LONGEST_SIDE
        and opening not in _VAGUE
        and (opening == "the" or bool(_places(side)) or bool(figures(side)))
        and _SEVERAL.search(side) is None
    )


def split_rest(left: str, right: str) -> tuple[str, str]:
    """Return `right` and what it ends with that is said of `left` too: in 2024."""
    ending = None if figures(left) else _REST.fullmatch(right)
    return (ending["side"], ending["rest"]) if ending else (right, "")


def _sides(question: str, asked: Callable[[str, dict[str, str]], str]) -> list[str]:
    core, context = _guarded(question).rstrip("?. "), ""
    if match := _CONTEXT.fullmatch(core):
        context, core = f" {match[1][0].lower()}{match[1][1:]}", match[2]
    for pattern, form in _COMPARISONS.items():
        if match := pattern.fullmatch(core):
            groups = match.groupdict("")
            left, right, rest = _completed(groups)
            words = groups | _words(groups) | {"rest": rest + context}
            found = [asked(form, {**words, "side": side}) for side in (left, right) if side]
            return [one.replace(_HIDDEN_AND, " and ") for one in found]
    return [one.replace(_HIDDEN_AND, " and ") for one in _contrasted(core, context)]


def _guarded(question: str) -> str:
    """Return `question`, the "and" inside a name no longer one."""
    for name in names(question):
        question = question.replace(name.text, name.text.replace(" and ", _HIDDEN_AND))
    return question


def _words(groups: dict[str, str]) -> dict[str, str]:
    """Return the words that the questions about the sides are made with."""
    has, noun = groups.get("has", ""), groups.get("noun", "").strip()
    several = noun == "people" or (noun.endswith("s") and noun != "gas")
    return {
        "be": groups.get("be", "").lower() or "was",
        "do": groups.get("do", "").lower(),
        "verb": groups.get("verb") or ("have" if has == "has" else has[:-1]),
        "count": "many" if several else "much",
        "adjective": _HOW.get(groups.get("adjective", "").lower(), ""),
    }


def _completed(groups: dict[str, str]) -> tuple[str, str, str]:
    """Return the sides, each by itself, and what is said of both; "" for each side in doubt."""
    left, rest = groups["left"], groups.get("rest", "")
    right, ending = split_rest(left, groups["right"])
    if (thing := groups.get("thing")) and _OWN.fullmatch(left) and _OWN.fullmatch(right):
        left, right = f"{left} {thing}", f"{right} {thing}"
    right = _instead(left, right)
    left = _instead(right, left)
    sound = left != right and is_sound(left) and is_sound(right)
    return (left, right, ending + rest) if sound else ("", "", "")


def _contrasted(core: str, context: str) -> list[str]:
    """Return what is asked, or said, of one thing as against another, and the same of the other."""
    if (match := _CONTRAST.fullmatch(core)) is None:
        return []
    frame = match["frame"]
    right, rest = split_rest(frame, match["right"])
    other = _instead(frame, right)
    linked = _LINKED.fullmatch(right)
    sound = is_sound(linked["name"] if linked else right)
    if not sound or other in ("", frame, right):
        return []
    end = "?" if _ASKS.match(frame) else ""
    return [f"{one}{rest}{context}{end}" for one in (frame, other)]


def _instead(frame: str, side: str) -> str:
    """Return `frame` with `side` for what it stands beside, or `side` if it is whole; "" in doubt.

    So the EU's, that of the EU, with the EU and, where there is one name alone, the EU.
    """
    asks = _ASKS.match(frame) is not None
    places = _places(frame)
    owners = [place for place in places if frame[place.end : place.end + 1] in ("'", "’")]
    years = [figure.span for figure in figures(frame) if figure.kind == "year"]
    if len(years) == 1 and any(figure.span.of(side) == side for figure in figures(side)):
        return _put(frame, years[0], side)
    if _OWN.fullmatch(side):
        if len(owners) == 1:
            owner = owners[0]
            ending = 2 if frame[owner.end + 1 : owner.end + 2] == "s" else 1
            return _put(frame, Span(owner.start, owner.end + ending), side)
        of = None if asks else re.match(r"(?:the )?(.+?) of ", frame)
        return f"{side} {of[1]}" if of else ""
    if linked := _LINKED.fullmatch(side):
        word, name = linked["word"], linked["name"]
        if word == "of" and len(owners) == 1:
            return _put(frame, owners[0], name)
        beside = [one for one in places if frame[: one.start].endswith(f" {word} ")]
        if beside and (asks or not _HEAD.match(frame, beside[-1].end)):
            return _put(frame, beside[-1], name)
        before, found, _ = frame.rpartition(f" {word} ")
        return f"{before} {word} {name}" if found and not asks else ""
    if not _is_bare(side):
        return _of_a_kind(frame, side) if asks else side
    if (last := _LAST.fullmatch(frame)) and _is_bare(last["name"]) and " of " not in side:
        return _put(frame, Span(last.start("name"), len(frame)), side)
    alike = owners or asks or (side.startswith("the ") and frame.startswith("the "))
    if len(places) == 1 and alike:
        return _put(frame, places[0], side)
    return "" if asks else side


def _of_a_kind(frame: str, side: str) -> str:
    """Return `frame` with `side` for what has the same noun: the friendship treaty."""
    for noun in re.findall(r"[a-z][a-z-]{2,}", side):
        kind = re.search(rf"\bthe (?:(?!the )[\w'’-]+ ){{0,4}}{noun}\b", frame)
        if kind and noun not in STOP_WORDS:
            return _put(frame, Span(*kind.span()), side)
    return ""


def _put(text: str, span: Span, words: str) -> str:
    return f"{text[: span.start]}{words}{text[span.end :]}"


def _places(text: str) -> list[Span]:
    """Return where the names in a phrase are, each with its "the"."""
    found = []
    for name in names(f"in {text}"):  # what begins a sentence need not be a name
        start, end = name.span.start - 3, name.span.end - 3
        found.append(Span(start - 4 * text[:start].endswith("the "), end))
    return found


def _is_bare(side: str) -> bool:
    """Tell whether `side` is a name and nothing else."""
    return any(place.of(side) == side for place in _places(side))

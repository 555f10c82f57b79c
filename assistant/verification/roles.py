"""Who does what to whom, from where to where: told by the order of names and by prepositions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verification.alignment import say
from assistant.verification.evidence import Evidence, Part, parts_of
from assistant.verification.faults import Fault, Kind
from assistant.verification.naming import are_akin
from assistant.verification.statements import Statement, Token, is_verb

_PREPOSITIONS = frozenset(
    "to from over against than by with between among of in on at for into towards toward "
    "under behind ahead near through via across since until till before after".split()
)
_DIRECTED = frozenset({"doer", "owner", "target", "to", "from", "over", "against", "than"})
_MUTUAL = frozenset({"with", "between", "among"})
_AS_TO = {"into": "to", "towards": "to", "toward": "to"}
_BE = frozenset("is are was were be been being".split())
_MEASURED = frozenset({"by", "to", "from"})
_ABOUT = frozenset("about around almost over more than some roughly approximately just".split())
_BEGINS, _ENDS = frozenset({"since", "from", "after"}), frozenset({"until", "till", "before"})
_REACH = 4
"""Words between a preposition and the name or figure that it governs."""

Slots = dict[str, list[str]]


def directed(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where the claim and its source put the same names in each other's places."""
    yield from _turned(claim, evidence)
    for part in parts_of(claim):
        slots = _slots(part)
        near = [other for other in evidence.parts if _shares(part, other)]
        if any(_conflicts(slots, _slots(other)) for other in near) and not any(
            _agrees(slots, _slots(other)) for other in near
        ):
            yield Fault(Kind.ROLE, "the passage says it the other way round")
        yield from _measures(part, near)


def _turned(claim: Statement, evidence: Evidence) -> Iterator[Fault]:
    """Yield a fault where a claim makes a doer, "owned by the state", what is done to."""
    doers = {
        (first.key, next((t.key for t in rest if t.key and t.figure is None), ""))
        for one in evidence.statements
        for first, by, *rest in _runs(one.flow)
        if first.key and by.text == "by" and is_verb(first.text)
    }
    for first, second, *_ in _runs(claim.flow):
        if (first.key, second.key) in doers and second.key:
            yield Fault(Kind.ROLE, "the passage says it the other way round")
            return


def _runs(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    return (tokens[place : place + 4] for place in range(len(tokens) - 1))


def _shares(part: Part, other: Part) -> bool:
    """Tell whether two segments have a word of content in common that is no name."""
    mine = {token.key for token in part.tokens if token.key and token.name is None}
    theirs = {token.key for token in other.tokens if token.key and token.name is None}
    return bool(mine & theirs)


def _slots(part: Part) -> Slots:
    """Return the names of a segment by what they are in it."""
    found: Slots = {}
    seen: set[int] = set()
    for tokens in _told(part.tokens):
        verb = _verb(tokens)
        passive = verb is not None and _is_passive(tokens, verb)
        for place, token in enumerate(tokens):
            if token.name is None or token.name in seen:
                continue
            seen.add(token.name)
            slot = _slot(part.statement, tokens, place, verb, passive)
            found.setdefault(slot, []).append(part.statement.names[token.name].text)
    return found


def _told(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the words up to "that", and those of what is told behind it."""
    starts = [0, *(place for place, token in enumerate(tokens) if token.text == "that")]
    return (tokens[a:b] for a, b in pairwise([*starts, len(tokens)]))


def _verb(tokens: Sequence[Token]) -> int | None:
    """Return the place of a segment's verb: what looks like one, else the word behind a name."""
    likely = (i for i, token in enumerate(tokens) if is_verb(token.text))
    behind = (
        i
        for i, token in enumerate(tokens)
        if i and tokens[i - 1].name is not None and token.name is None and token.key
    )
    return next(likely, next(behind, None))


def _is_passive(tokens: Sequence[Token], verb: int) -> bool:
    near = tokens[verb : verb + 4]
    is_be = near[0].text in _BE or (len(near) > 1 and near[1].text in _BE)
    return is_be and any(t.text not in _BE and is_verb(t.text) for t in near[1:])


def _slot(
    statement: Statement, tokens: Sequence[Token], place: int, verb: int | None, passive: bool
) -> str:
    governed = _preposition(tokens, place)
    if governed == "by" and passive:
        return "doer"
    if governed:
        return governed
    token = tokens[place]
    text = statement.text
    name = statement.names[token.name or 0]
    if text[name.span.end : name.span.end + 2] in ("'s", "’s"):
        return "owner"
    if verb is None or _is_gapped(tokens, place):
        return "doer"
    before = place < verb
    return "doer" if before != passive else "target"


def _is_gapped(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a name opens a piece and a figure follows: "Uzbekistan 40 percent"."""
    end = next((i for i in range(place, len(tokens)) if tokens[i].name != tokens[place].name), None)
    opens = place == 0 or tokens[place - 1].piece < tokens[place].piece
    after_and = place > 0 and tokens[place - 1].text == "and"
    return (opens or after_and) and end is not None and tokens[end].figure is not None


def _preposition(tokens: Sequence[Token], place: int) -> str:
    """Return the preposition that governs the name or figure at `place`, "" if none does.

    Between the two stand only other names and figures, articles and words that join them.
    """
    own = tokens[place]
    for back in range(place - 1, max(-1, place - 1 - 3 * _REACH), -1):
        token = tokens[back]
        if token.text in _PREPOSITIONS:
            return _AS_TO.get(token.text, token.text)
        joined = token.name is not None or token.text in ("the", "and", "a", "its", "us", "nearly")
        joined = joined or (own.figure is not None and token.text in _ABOUT)
        if not joined:
            return ""
    return ""


def _conflicts(claim: Slots, source: Slots) -> bool:
    """Tell whether a name stands in a slot that the source gives to another name."""
    for slot in _DIRECTED & claim.keys() & source.keys():
        for name in claim[slot]:
            shared = any(_is_among(other, claim[slot]) for other in source[slot])
            if _is_among(name, source[slot]) or (slot == "owner" and shared):
                continue
            elsewhere = [s for s, names in source.items() if s != slot and _is_among(name, names)]
            if any(s in _DIRECTED for s in elsewhere) and not _MUTUAL & set(elsewhere):
                return True
    return False


def _agrees(claim: Slots, source: Slots) -> bool:
    """Tell whether a source has each directed name of the claim in its slot."""
    directed_ = [(slot, name) for slot in _DIRECTED & claim.keys() for name in claim[slot]]
    return bool(directed_) and all(_is_among(n, source.get(slot, [])) for slot, n in directed_)


def _is_among(name: str, names: Sequence[str]) -> bool:
    return any(are_akin(name, other) for other in names)


def _measures(part: Part, near: Sequence[Part]) -> Iterator[Fault]:
    """Yield a fault where a figure is what something rose by, and in the source what it rose to."""
    for number in part.segment.figures:
        figure = part.statement.figures[number]
        mine = _governor(part, number)
        theirs = {
            _governor(other, known)
            for other in near
            for known in other.segment.figures
            if say([other.statement.figures[known]], figure)
        }
        if theirs and theirs <= _others(mine, is_time=figure.kind in ("year", "date")):
            said = figure.span.of(part.statement.text)
            text = f"the passage says “{theirs.pop()} {said}”, not “{mine} {said}”"
            yield Fault(Kind.ROLE, text)


def _others(governor: str, *, is_time: bool) -> frozenset[str]:
    """Return the prepositions that a figure may not have in the source."""
    if not is_time:
        return _MEASURED - {governor} if governor in _MEASURED else frozenset()
    if governor in _BEGINS:
        return _ENDS
    return _BEGINS if governor in _ENDS else frozenset()


def _governor(part: Part, figure: int) -> str:
    place = next(i for i, token in enumerate(part.tokens) if token.figure == figure)
    return _preposition(part.tokens, place)

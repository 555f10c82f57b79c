"""Which figure belongs to which name: 24 were signed by Kazakhstan, 16 by Uzbekistan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.verification.alignment import say
from assistant.verification.evidence import Evidence, Part, parts_of
from assistant.verification.naming import are_akin
from assistant.verification.statements import Statement
from vectorstore.text import Figure

_GOVERNS = frozenset("to for in by from on with at".split())
_REACH = 4
"""Words behind a figure in which stands what it goes to."""


def belongs(figure: Figure, part: Part, evidence: Evidence) -> bool | None:
    """Tell whether the source ties a claim's figure to the name or thing beside it in the claim.

    None where it ties neither that figure nor another one to it.
    """
    rivals = [figure for figure in evidence.figures if not say(part.figures, figure)]
    own = _piece(figure, part)
    tied = [
        _is_tied(figure, name, evidence, rivals)
        for name, piece in _pieces_of_names(part)
        if piece == own
    ]
    if True in tied and _of_something(figure, part):
        return True
    if thing := _thing(figure, part):
        tied.append(_goes_to(figure, thing, evidence, rivals))
    if False in tied:
        return False
    return True if True in tied else None


def tied_figures(claim: Statement, evidence: Evidence) -> set[Figure]:
    """Return the claim's figures that the source ties to the same names and things."""
    return {
        figure
        for part in parts_of(claim)
        for figure in part.figures
        if belongs(figure, part, evidence)
    }


def _of_something(figure: Figure, part: Part) -> bool:
    """Tell whether a figure is a share: 40 percent of the dam, which others share."""
    following = (t.text for t in part.tokens if t.span.start >= figure.span.end)
    return figure.kind == "percent" and next(following, "") == "of"


def _piece(figure: Figure, part: Part) -> int | None:
    inside = (t for t in part.tokens if figure.span.start <= t.span.start < figure.span.end)
    return next((token.piece for token in inside), None)


def _pieces_of_names(part: Part) -> Iterator[tuple[str, int]]:
    seen: set[int] = set()
    for token in part.tokens:
        if token.name is not None and token.name not in seen:
            seen.add(token.name)
            yield part.statement.names[token.name].text, token.piece


def _is_tied(
    figure: Figure, name: str, evidence: Evidence, rivals: Sequence[Figure]
) -> bool | None:
    """Tell whether the name has that figure alone; False where it has rivals alone."""
    own = rival = False
    for part in evidence.parts:
        for known in part.figures:
            if not any(are_akin(name, other) for other in names_beside(known, part)):
                continue
            own = own or say([known], figure)
            rival = rival or (known in rivals and _is_alike(known, figure))
    return None if own == rival else own


def names_beside(figure: Figure, part: Part) -> list[str]:
    """Return the names in the same piece as a figure, else those in the last piece before it."""
    named = list(_pieces_of_names(part))
    if not named:
        return [one.text for one in part.all_names]
    piece = _piece(figure, part)
    near = [text for text, other in named if other == piece]
    before = [other for _, other in named if piece is not None and other < piece]
    return near or [text for text, other in named if before and other == max(before)]


def _is_alike(a: Figure, b: Figure) -> bool:
    return (a.kind, a.unit) == (b.kind, b.unit)


def _thing(figure: Figure, part: Part) -> str:
    """Return the key of what a figure goes to: 3 billion for transport."""
    behind = [t for t in part.tokens if t.span.start >= figure.span.end][:_REACH]
    for place, token in enumerate(behind):
        if token.text in _GOVERNS:
            return next((t.key for t in behind[place + 1 :] if t.key and t.figure is None), "")
        if token.figure is not None or token.piece != behind[0].piece:
            return ""
    return ""


def _goes_to(
    figure: Figure, thing: str, evidence: Evidence, rivals: Sequence[Figure]
) -> bool | None:
    """Tell whether that figure alone goes to the thing; False where rivals alone do."""
    stands = [
        known for part in evidence.parts for known in part.figures if _thing(known, part) == thing
    ]
    own = any(say([known], figure) for known in stands)
    rival = any(known in rivals and _is_alike(known, figure) for known in stands)
    return None if own == rival else own

"""The limits on dates that the words of a question have set, told to whoever asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

_SIDES = {"since": "before", "until": "after"}


def left_out(
    inferred: Sequence[Mapping[str, str]], written: Callable[[date], str] = date.isoformat
) -> str:
    """Return which articles were not searched: Articles dated before 2025-04-04 were left out …

    `inferred` is that of `Answer.as_json`; empty, it leaves nothing out, and there is nothing to
    tell. What it leaves out is told, not what it lets through, because articles without a date may
    be among those.
    """
    dated = " or ".join(
        f"{_SIDES[limit['filter']]} {written(date.fromisoformat(limit['value']))}"
        for limit in inferred
    )
    words = ", ".join(dict.fromkeys(f"“{limit['words']}”" for limit in inferred))
    return f"Articles dated {dated} were left out ({words})." if inferred else ""

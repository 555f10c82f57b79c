"""Whether a source's figures say a claim's figure."""

from __future__ import annotations

from collections.abc import Sequence

from vectorstore.text import Figure, states


def say(known: Sequence[Figure], figure: Figure) -> bool:
    """Tell whether one of the known figures says `figure`, or its day without the year.

    Whether the year is the right one, `stated` tells, by the date of the article.
    """
    if states(list(known), figure):
        return True
    value = str(figure.value)
    return figure.kind == "date" and any(
        one.kind == "date" and str(one.value) == f"-{value[4:]}" for one in known
    )

"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer


def _not_empty(value: str | None) -> str | None:
    if value is not None and not value.strip():
        raise typer.BadParameter("It names no folder.")
    return value


Home = Annotated[
    str | None,
    typer.Option(
        "--home",
        metavar="DIR",
        callback=_not_empty,
        help="Where the corpus lives. [env: CARAVAN_HOME; default: your data folder]",
    ),
]

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]

Since = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only articles of this day, month or year, or later."),
]
Until = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Only articles of this day, month or year, or earlier."),
]
Source = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="Only articles whose path or address contains TEXT."),
]
Publisher = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Only articles whose publisher contains TEXT.")
]

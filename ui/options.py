"""Options that several commands share."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

if TYPE_CHECKING:
    from vectorstore import Filters


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


def _text(metavar: str, help_: str) -> Any:
    return typer.Option(metavar=metavar, help=help_)


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """The options that limit which articles are searched, as they were typed."""

    since: Annotated[
        str | None,
        _text("DATE", "Only articles of this day, month or year, or later; none without a date."),
    ] = None
    until: Annotated[
        str | None,
        _text("DATE", "Only articles of this day, month or year, or earlier; none without a date."),
    ] = None
    source: Annotated[
        str | None, _text("TEXT", "Only articles whose path or address contains TEXT.")
    ] = None
    publisher: Annotated[
        str | None, _text("TEXT", "Only articles whose publisher contains TEXT.")
    ] = None
    language: Annotated[
        str | None, _text("CODE", "Only articles that say they are in this language, such as en.")
    ] = None
    document: Annotated[
        str | None, _text("ID", "Only this article, by its id or the start of one.")
    ] = None

    def filters(self) -> Filters:
        """Return what the options say. Raises InputError where it makes no sense."""
        from ui.dates import first_day, last_day
        from vectorstore import Filters, InputError

        for name, value in asdict(self).items():
            if value is None:
                continue
            check_unicode(f"value of --{name}", value)
            if not value.strip():
                raise InputError(f"--{name} is empty.", "Leave it out, or give it a value.")
        since, until = first_day(self.since), last_day(self.until)
        if since and until and since > until:
            raise InputError(
                f"--since {self.since} lies after --until {self.until}.",
                "Exchange them, or leave one out.",
            )
        return Filters(since, until, self.publisher, self.source, self.language, self.document)


def with_filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of FilterOptions where it has the parameter `limits` for them."""
    return with_options("limits", FilterOptions)(command)


def with_options(
    group: str, options: type[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options that are fields of a dataclass, in the parameter `group`'s place.

    Typer reads options off a function's parameters, one by one.
    """
    return lambda command: _with_options(command, group, options)


def _with_options(
    command: Callable[..., None], group: str, type_: type[Any]
) -> Callable[..., None]:
    hints = get_type_hints(type_, include_extras=True)
    names = [field.name for field in fields(type_)]
    options = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=hints[name]
        )
        for name in names
    ]
    signature = inspect.signature(command, eval_str=True)
    parameters = [
        one
        for parameter in signature.parameters.values()
        for one in (options if parameter.name == group else [parameter])
    ]

    @wraps(command)
    def call(**given: Any) -> None:
        options = type_(**{name: given.pop(name) for name in names})
        command(**given, **{group: options})

    # Where Typer looks for the options; functions are not typed to have it.
    call.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return call


def check_unicode(name: str, text: str) -> None:
    """Refuse bytes of the command line that are no characters, with an InputError."""
    from vectorstore import InputError

    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"The {name} is not valid Unicode.", "Type it again, in a terminal that uses UTF-8."
        ) from error

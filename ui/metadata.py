"""What a call of `caravan ingest` says of the articles themselves."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.addresses import web_address
from ui.options import check_unicode

if TYPE_CHECKING:
    from ingest.given import Given

COLUMNS = ("text", "title", "author", "publisher", "date", "language", "url", "id")
"""What a column of a table may hold."""

_OF_ONE = ("title", "url")
"""What no two articles share."""


@dataclass(frozen=True, slots=True)
class MetadataOptions:
    """The options that say what articles are, as they were typed."""

    title: Annotated[str | None, typer.Option(metavar="TEXT", help="The article's title.")] = None
    author: Annotated[str | None, typer.Option(metavar="TEXT", help="Who wrote the articles.")] = (
        None
    )
    publisher: Annotated[str | None, typer.Option(metavar="TEXT", help="Who published them.")] = (
        None
    )
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="When they were published: 2025-06-17.")
    ] = None
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Their language, such as en.")
    ] = None
    url: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The article's own address.")
    ] = None
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=COLUMN",
            help="Which column of CSV, or key of JSON lines, holds text, title, author, publisher, "
            "date, language, url or id.",
        ),
    ] = None

    def given(self, inputs: Sequence[str], feeds: Sequence[str]) -> Given:
        """Return what is said, of `inputs` and of the articles of `feeds`.

        Raises InputError where it is not of the right form, or says of many what only one can have.
        """
        from ingest.given import Given
        from ingest.language import normal
        from vectorstore import InputError

        said = {name: value for name, value in asdict(self).items() if isinstance(value, str)}
        for name, value in said.items():
            check_unicode(f"value of --{name}", value)
            if not value.strip():
                raise InputError(f"--{name} is empty.", "Leave it out, or give it a value.")
        for name in _OF_ONE:
            if name in said and (feeds or not _is_one_article(inputs)):
                raise InputError(
                    f"--{name} goes with a single article.",
                    "Ingest it by itself, or tell it in a file beside each: a.pdf.yaml for a.pdf.",
                )
        language = normal(self.language)
        if self.language and language is None:
            raise InputError(
                f"--language {self.language} is no code of a language.", "Write it as en or pt-BR."
            )
        if self.url and web_address(self.url.strip()) is None:
            raise InputError(
                f"--url {self.url} is no web address.", "Write it whole: https://example.org/a"
            )
        return Given(
            title=_words(self.title),
            author=_words(self.author),
            publisher=_words(self.publisher),
            published=_day(self.date),
            language=language,
            url=_words(self.url),
            columns=tuple(_columns(self.column or ())),
        )


def _is_one_article(inputs: Sequence[str]) -> bool:
    """Tell whether the inputs are one file or address, and no archive, table or feed."""
    from ingest.formats.registry import FORMATS

    if len(inputs) != 1 or "://" in inputs[0]:
        return len(inputs) == 1
    of_many = (suffix for one in FORMATS if one.forgetting is not None for suffix in one.suffixes)
    path = Path(inputs[0]).expanduser()
    return path.suffix.lower() not in (".zip", *of_many) and not path.is_dir()


def _words(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _day(written: str | None) -> datetime.date | None:
    from ingest.dates import is_future
    from vectorstore import InputError

    if written is None:
        return None
    try:
        day = datetime.date.fromisoformat(written.strip())
    except ValueError as error:
        raise InputError(
            f"--date {written} is not a day.", "Write it as 2025-06-17: year, month and day."
        ) from error
    if is_future(day):
        raise InputError(f"--date {written} lies in the future.", "Check the year.")
    return day


def _columns(written: Iterable[str]) -> Iterable[tuple[str, str]]:
    from vectorstore import InputError

    seen: set[str] = set()
    for one in written:
        check_unicode("value of --column", one)
        field, _, column = (part.strip() for part in one.partition("="))
        if field not in COLUMNS or not column:
            raise InputError(
                f"--column {one} does not say which column holds what.",
                f"Write it as text=body. What can be said: {', '.join(COLUMNS)}.",
            )
        if field in seen:
            raise InputError(f"--column names two columns for {field}.", "Leave one of them out.")
        seen.add(field)
        yield field, column

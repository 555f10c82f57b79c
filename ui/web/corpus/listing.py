"""The table of the page Corpus: which lines it shows, in which order, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from ingest.languagenames import NAMES
from ui.output import counted, printable_name
from ui.web.corpus.library import Library
from ui.web.corpus.outcomes import browser_reason, name_of
from vectorstore.overview import Entry, Failure
from vectorstore.text.dates import MONTHS

PAGE = 50
"""Lines of one page of the table."""

_LONGEST_SEARCH = 200
_T = TypeVar("_T")


class Kind(StrEnum):
    """Which lines the table shows."""

    ACTIVE = "active"
    NEAR = "near"
    CHANGED = "changed"
    REMOVED = "removed"
    FAILED = "failed"


KINDS = {
    Kind.ACTIVE: "In the corpus",
    Kind.NEAR: "Nearly the same",
    Kind.CHANGED: "Changed since added",
    Kind.REMOVED: "Removed",
    Kind.FAILED: "Not added",
}


@dataclass(frozen=True, slots=True)
class View:
    """What of the table is looked at; `page` counts from 0."""

    kind: Kind = Kind.ACTIVE
    search: str = ""
    publisher: str = ""
    sort: str = "added"
    descending: bool = True
    page: int = 0

    @classmethod
    def told(cls, given: Mapping[str, Any]) -> View:
        """Return the view that a browser names; what makes no sense is left as it begins."""
        known: dict[str, Any] = {}
        for each in fields(cls):
            value, default = given.get(each.name), getattr(cls(), each.name)
            if isinstance(default, Kind):
                known[each.name] = Kind(value) if value in list(Kind) else default
            else:
                known[each.name] = value if type(value) is type(default) else default
        known["search"] = known["search"][:_LONGEST_SEARCH]
        known["page"] = max(0, known["page"])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name by which it sorts, its heading, and whether it holds numbers."""

    id: str
    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line: a document's or a failed source's. `note` is what is as well to know of it."""

    id: str
    title: str
    beneath: str
    note: str
    cells: tuple[str, ...]
    is_document: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What the table shows: one page of all that was found. `ids` are those of all pages."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    ids: tuple[str, ...]
    view: View
    first: int
    total: int

    @property
    def told(self) -> str:
        """Which lines of how many are shown."""
        found = len(self.ids)
        noun = "source" if self.view.kind is Kind.FAILED else "article"
        if not found:
            return f"None of {counted(self.total, noun)}" if self.total else f"No {noun}s"
        place = f"{self.first + 1:,}–{self.first + len(self.rows):,} of "
        if found == self.total:
            return f"{place if found > PAGE else ''}{counted(found, noun)}"
        return f"{place if found > PAGE else ''}{found:,} found, of {counted(self.total, noun)}"


_ENTRY_COLUMNS: dict[Column, Callable[[Entry], Any]] = {
    Column("title", "Title"): lambda one: one.title.casefold(),
    Column("publisher", "Publisher"): lambda one: one.publisher and one.publisher.casefold(),
    Column("published", "Published"): lambda one: one.published,
    Column("language", "Language"): lambda one: one.language and language_name(one.language),
    Column("passages", "Passages", is_number=True): lambda one: one.passages,
    Column("added", "Added"): lambda one: one.added_at,
    Column("status", "Status"): lambda one: (one.near_duplicate_of is not None, one.changes),
}
_REMOVED_COLUMNS: dict[Column, Callable[[Entry], Any]] = {
    **dict(list(_ENTRY_COLUMNS.items())[:-1]),
    Column("removed", "Removed"): lambda one: one.removed_at,
}
_FAILURE_COLUMNS: dict[Column, Callable[[Failure], Any]] = {
    Column("title", "File or address"): lambda one: name_of(one.source).casefold(),
    Column("reason", "Why, and what to do"): lambda one: one.reason,
    Column("added", "Tried"): lambda one: one.at,
}


def look(library: Library, view: View) -> Listing:
    """Return what the table shows in this view."""
    if view.kind is Kind.FAILED:
        failed = _found(library.failures, view, lambda one: f"{one.source} {one.reason}")
        return _listing(failed, len(library.failures), view, _FAILURE_COLUMNS, _failure_row)
    entries = of_kind(library, view.kind)
    columns = _REMOVED_COLUMNS if view.kind is Kind.REMOVED else _ENTRY_COLUMNS
    shown = [one for one in entries if view.publisher in ("", one.publisher)]
    found = _found(shown, view, lambda one: f"{one.title} {one.publisher or ''} {one.source or ''}")
    return _listing(found, len(entries), view, columns, lambda one: _entry_row(one, library))


def of_kind(library: Library, kind: Kind) -> Sequence[Entry]:
    """Return the documents that are of a kind."""
    if kind is Kind.REMOVED:
        return library.removed
    if kind is Kind.NEAR:
        return [one for one in library.active if one.near_duplicate_of is not None]
    if kind is Kind.CHANGED:
        return [one for one in library.active if one.changes]
    return library.active


def count_kinds(library: Library) -> dict[Kind, int]:
    """Return how many lines there are of each kind."""
    counts = {kind: len(of_kind(library, kind)) for kind in Kind}
    return counts | {Kind.FAILED: len(library.failures)}


def language_name(code: str) -> str:
    """Return what people call the language of that code: English for en-GB."""
    return NAMES.get(code.partition("-")[0], code)


def short_date(day: date) -> str:
    """Return a date as it stands in a narrow column: 17 Jun 2025."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _found(listed: Sequence[_T], view: View, text_of: Callable[[_T], str]) -> list[_T]:
    """Return those that hold all words of the search, wherever."""
    words = view.search.casefold().split()
    if not words:
        return list(listed)
    texts = ((one, text_of(one).casefold()) for one in listed)
    return [one for one, text in texts if all(word in text for word in words)]


def _listing(
    found: list[_T],
    total: int,
    view: View,
    columns: Mapping[Column, Callable[[_T], Any]],
    row_of: Callable[[_T], Row],
) -> Listing:
    by_id = {column.id: key for column, key in columns.items()}
    ordered = _ordered(found, by_id["title"], by_id.get(view.sort, by_id["added"]), view.descending)
    last_page = max(0, (len(ordered) - 1) // PAGE)
    first = min(view.page, last_page) * PAGE
    rows = tuple(map(row_of, ordered[first : first + PAGE]))
    return Listing(tuple(columns), rows, tuple(map(_id_of, ordered)), view, first, total)


def _ordered(
    found: list[_T], title: Callable[[_T], Any], key: Callable[[_T], Any], descending: bool
) -> list[_T]:
    """Return what was found in order; what lacks what is sorted by comes last, either way."""
    found = sorted(found, key=title)
    known = sorted(
        (one for one in found if key(one) not in (None, "")), key=key, reverse=descending
    )
    return known + [one for one in found if key(one) in (None, "")]


def _id_of(one: Any) -> str:
    return str(one.source if isinstance(one, Failure) else one.id)


def _entry_row(entry: Entry, library: Library) -> Row:
    cells = (
        printable_name(entry.publisher or ""),
        short_date(entry.published) if entry.published else "",
        language_name(entry.language) if entry.language else "",
        f"{entry.passages:,}",
        short_date(_local_day(entry.added_at)),
        _status(entry),
    )
    beneath = name_of(entry.source) if entry.source else ""
    note = _note(entry, library)
    return Row(entry.id, printable_name(entry.title), beneath, note, cells, is_document=True)


def _failure_row(failure: Failure) -> Row:
    name = name_of(failure.source)
    cells = (browser_reason(failure.reason, name), short_date(_local_day(failure.at)))
    return Row(failure.source, name, "", "", cells, is_document=False)


def _local_day(at: str) -> date:
    """Return the day, where this runs, of a time in the catalogue."""
    return datetime.fromisoformat(at).astimezone().date()


def _status(entry: Entry) -> str:
    if entry.removed_at is not None:
        return short_date(_local_day(entry.removed_at))
    told = ["Nearly the same"] if entry.near_duplicate_of else []
    told += ["Changed"] if entry.changes else []
    return ", ".join(told).capitalize() or "Current"


def _note(entry: Entry, library: Library) -> str:
    told = []
    if entry.near_duplicate_of is not None:
        title = printable_name(library.titles.get(entry.near_duplicate_of, ""))
        told.append(f"Nearly the same as “{title}”.")
    if entry.changes:
        often = f"{entry.changes:,} times, last on" if entry.changes > 1 else "on"
        told.append(f"Changed {often} {short_date(_local_day(entry.changed_at))}.")
    return " ".join(told)

"""What somebody says about a source: with the command, or in a file beside it.

Where several say something, the command stands above the sidecar, and that above the file itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ingest.dates import is_future, parse_date, why_unknown
from ingest.encoding import decode, tidy
from ingest.formats.fields import ROLES, address_apart, normal, one_line
from ingest.formats.frontmatter import written_fields
from ingest.language import normal as language_code
from vectorstore import SourceError

SIDECARS = (".yaml", ".yml")
"""A file's sidecar has its whole name and one of these behind it: `report.pdf.yaml`."""

_LARGEST_SIDECAR = 64 * 1024
_GIVEN = ("title", "author", "publisher", "published", "language", "url")
_FIELDS = {name: role for name, role in ROLES.items() if role in _GIVEN} | {"columns": "columns"}
_SHOWN_FIELDS = "title, author, publisher, date, language, url, columns"
_SHOWN_COLUMNS = "text, title, author, publisher, date, language, url, id"


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata that stands above what the file says of itself; what is not given stays None.

    `columns` says which column or key of a table holds what: (("text", "body"),).
    """

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None
    columns: tuple[tuple[str, str], ...] = field(default=())

    @classmethod
    def from_fields(cls, written: Mapping[str, Any]) -> Given:
        """Return what a person has written, by the names of the fields.

        Raises SourceError for a field that there is not, and for a value that says nothing certain.
        """
        known: dict[str, Any] = {}
        for name, value in written.items():
            role = _known(name, _FIELDS, "field", _SHOWN_FIELDS)
            found = _columns(value) if role == "columns" else _value(role, value)
            if found and not known.get(role):
                known[role] = found
        known["publisher"], known["url"] = address_apart(known.get("publisher"), known.get("url"))
        return cls(**known)

    def over(self, other: Given) -> Given:
        """Return what is given here and, where nothing is, what `other` gives."""
        merged = {
            each.name: getattr(self, each.name) or getattr(other, each.name)
            for each in fields(self)
        }
        columns = dict(other.columns) | dict(self.columns)
        return Given(**merged | {"columns": tuple(sorted(columns.items()))})

    def to_json(self) -> str:
        """Return canonical JSON, the same for the same; an empty string where nothing is given."""
        known: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        known["published"] = self.published.isoformat() if self.published else None
        known["columns"] = dict(self.columns)
        known = {name: value for name, value in known.items() if value}
        return json.dumps(known, ensure_ascii=False, sort_keys=True) if known else ""

    @classmethod
    def from_json(cls, written: str) -> Given:
        """Return what `to_json` has written."""
        known = json.loads(written) if written else {}
        if "published" in known:
            known["published"] = date.fromisoformat(known["published"])
        return cls(**known | {"columns": tuple(sorted(known.get("columns", {}).items()))})


def read_sidecar(content: bytes) -> Given:
    """Return what a sidecar gives. Raises SourceError where it is not one."""
    hint = "Write a line such as `title: A bridge` for each field; quote a value with a colon."
    if len(content) > _LARGEST_SIDECAR:
        raise SourceError("Its sidecar is larger than 64 KiB", hint)
    if not content.strip():
        return Given()
    try:
        written = written_fields(tidy(decode(content)), first_line=1)
    except ValueError as error:
        raise SourceError(f"Its sidecar {error}", hint) from error
    except SourceError as error:
        raise SourceError("Its sidecar is not text", error.hint) from error
    if written is None:
        raise SourceError("Its sidecar holds no fields", hint)
    try:
        return Given.from_fields(written)
    except SourceError as error:
        raise SourceError(f"Its sidecar cannot be used: {error}", error.hint) from error


def sidecar_of(path: Path) -> Path | None:
    """Return the sidecar that lies beside a file, if there is one."""
    for suffix in SIDECARS:
        sidecar = path.with_name(path.name + suffix)
        if sidecar.is_file():
            return sidecar
    return None


def is_sidecar(name: str, siblings: Collection[str]) -> bool:
    """Tell whether a file is the sidecar of another one of those beside it."""
    return any(
        name.endswith(suffix) and name.removesuffix(suffix) in siblings for suffix in SIDECARS
    )


def _known(name: str, names: Mapping[str, str], what: str, shown: str) -> str:
    own = normal(tidy(name))
    if own in names:
        return names[own]
    own = own if len(own) <= 40 else f"{own[:39]}…"
    near = get_close_matches(own, names, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    raise SourceError(f"There is no {what} “{own}”", f"{meant}There are: {shown}.")


def _value(role: str, value: object) -> str | date | None:
    line = value.isoformat() if isinstance(value, date) else one_line(value)
    if line is None:
        return None
    if role == "published":
        day = parse_date(line)
        if day is None or is_future(day):
            raise SourceError(
                f"The date “{line[:40]}” {why_unknown(line)}",
                "Write it as 2025-06-17, or leave it out.",
            )
        return day
    if role == "language":
        code = language_code(line)
        if code is None:
            raise SourceError(
                f"“{line[:40]}” is no language that Caravan knows",
                "Write its code, such as en or ru, or leave it out.",
            )
        return code
    return line


def _columns(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        if one_line(value) is None:
            return ()
        raise SourceError(
            "The columns are not pairs",
            "Write under `columns:` a line such as `  text: Body` for each.",
        )
    pairs: dict[str, str] = {}
    for name, column in value.items():
        role = _known(str(name), ROLES, "kind of column", _SHOWN_COLUMNS)
        line = one_line(column)
        if line is not None:
            pairs[role] = line
    return tuple(sorted(pairs.items()))

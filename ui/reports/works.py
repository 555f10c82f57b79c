"""The documents that a report cites, each once, with the keys of a bibliography."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from ui.changes import told_change
from ui.reports.report import Note, Report, Source

_SMALL_WORDS = frozenset(
    "a an and are as at by for from how in is of on the to what why with".split()
)


@dataclass(frozen=True, slots=True)
class Work:
    """A document that is cited, under a key that no other of the bibliography has.

    `versions` say what has become of them since.
    """

    key: str
    source: Source
    versions: tuple[str, ...]
    pages: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """Which texts were cited, and which pages of them, whose labels are the source's words.

        The fields that formats have for pages tell all that an article fills, which is not known.
        """
        text = f"Text cited as of version {', '.join(self.versions)} (SHA-256)"
        return "; ".join((text, *([f"cited: {', '.join(self.pages)}"] if self.pages else [])))


def works(report: Report) -> list[Work]:
    """Return the documents cited, in the order of their first citation."""
    sources: dict[str, Source] = {}
    versions: dict[str, dict[str, None]] = {}
    pages: dict[str, dict[str, None]] = {}
    for note in report.cited:
        sources.setdefault(note.source.id, note.source)
        versions.setdefault(note.source.id, {})[_version(note)] = None
        if note.page:
            pages.setdefault(note.source.id, {})[note.page] = None
    names = {id_: _readable(source) for id_, source in sources.items()}
    shared = Counter(names.values())
    return [
        Work(_key(names[id_], id_, shared), source, tuple(versions[id_]), tuple(pages.get(id_, ())))
        for id_, source in sources.items()
    ]


def _version(note: Note) -> str:
    since = told_change(note.standing.change) if note.standing else ""
    return f"{note.source.version} ({since})" if since else note.source.version


def _key(name: str, id_: str, shared: Counter[str]) -> str:
    """Return `name`, and where several documents have it, or none is to be had, with the id."""
    return name if name and shared[name] == 1 else f"{name or 'document'}-{_plain(id_)}"


def _readable(source: Source) -> str:
    """Return who, when and what in small letters: lunegazette2025bridge."""
    who = _plain(source.publisher or source.author or "")[:24]
    when = str(source.published.year) if source.published else ""
    words = [_plain(word) for word in re.findall(r"[\w'’]+", source.title)]
    telling = [word for word in words if word and word not in _SMALL_WORDS]
    what = "".join(telling[: 1 if who else 3])[:24]
    return f"{who}{when}{what}" if who or what else ""


def _plain(text: str) -> str:
    """Return the Latin letters and digits of `text`, without accents, in lower case."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", parts)

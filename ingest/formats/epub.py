"""EPUB: a book is one article, its chapters in the order of reading (EPUB 2 and 3, W3C)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ingest.archives.directory import opened
from ingest.archives.unpacking import Budget, problem_of, read_member
from ingest.formats.article import Article, File
from ingest.formats.declared import possible_day
from ingest.formats.markup import decoded, fragment_to_text
from ingest.formats.properties import author_of
from ingest.formats.xml import refuse_entities, xml_text
from vectorstore import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGES = frozenset(("application/xhtml+xml", "text/html"))
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to veil fonts, which are no encryption of the text."""
_NO_CHAPTER = frozenset("cover toc index loi lot".split())
"""What the guide of a book (EPUB 2) calls pages that are none of its text."""
_DATE = "{http://purl.org/dc/elements/1.1/}date"
_AGAIN = "Get the book again, or save its text as .txt."


def read(file: File) -> Iterator[Article]:
    """Yield the book. Raises SourceError where it is damaged, locked, or has no text."""
    budget = Budget(file.settings)
    try:
        archive = opened(file.content, budget)
    except SourceError as error:
        raise SourceError(f"The EPUB cannot be opened: {_within(error)}", _AGAIN) from error
    yield _Book(archive, budget).article()


class _Book:
    """The container: its members are read by name, and no more of them than the limits allow."""

    def __init__(self, archive: zipfile.ZipFile, budget: Budget) -> None:
        self._archive = archive
        self._budget = budget
        self._members = {info.filename: info for info in archive.infolist()}
        self._left = budget.settings.file_bytes

    def article(self) -> Article:
        """Return the book's text, chapter after chapter, with what its package says of it."""
        self._refuse_locked()
        root = self._xml("META-INF/container.xml").find(".//{*}rootfile")
        path = root.get("full-path", "") if root is not None else ""
        package = self._xml(path)
        names, others = _spine(package, path)
        # A guide can point into the one file that holds the whole book.
        text = self._text(names) or self._text(others)
        if not text:
            raise SourceError("The EPUB holds no text", "It may be made of pictures: leave it out.")
        day, written = _dates(package)
        return Article(
            text,
            title=_first(package, "title"),
            author=", ".join(filter(None, map(author_of, _all(package, "creator")))) or None,
            publisher=_first(package, "publisher"),
            published=day,
            language=_first(package, "language"),
            written_date="" if day else written,
        )

    def _refuse_locked(self) -> None:
        if "META-INF/encryption.xml" not in self._members:
            return
        for method in self._xml("META-INF/encryption.xml").iter("{*}EncryptionMethod"):
            if method.get("Algorithm") not in _FONTS:
                raise SourceError(
                    "The EPUB is locked (DRM)", "Ingest a copy of the book that is not locked."
                )

    def _text(self, names: list[str]) -> str:
        contents = (self._content(name) for name in names)
        chapters = (fragment_to_text(decoded(each)) for each in contents if each.strip())
        return "\n\n".join(filter(None, chapters))

    def _xml(self, name: str) -> _Element:
        from lxml import etree

        content = self._content(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            text = xml_text(content)
            root = etree.fromstring(text, parser)
        except (SourceError, etree.XMLSyntaxError) as error:
            raise SourceError(f"The EPUB is damaged in its part {name[:200]}", _AGAIN) from error
        refuse_entities(text, "The EPUB")
        return root

    def _content(self, name: str) -> bytes:
        info = self._members.get(name)
        if info is None:
            raise SourceError(f"The EPUB lacks a part that it names: {name[:200]}", _AGAIN)
        try:
            problem = problem_of(info)
            if problem is not None:
                raise problem
            content = read_member(self._archive, info, self._budget)
        except SourceError as error:
            raise SourceError(
                f"The EPUB's part {name[:200]} cannot be read: {_within(error)}", _AGAIN
            ) from error
        self._left -= len(content)
        if self._left < 0:
            raise SourceError(
                f"The EPUB unpacks to more than {self._budget.settings.file_mb:,} MiB of text",
                "Save its text as .txt, or raise CARAVAN_INGEST_FILE_MB.",
            )
        return content


def _spine(package: _Element, path: str) -> tuple[list[str], list[str]]:
    """Return the files of the chapters in the order of reading, each once; then the guide's."""
    folder = posixpath.dirname(path)
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    guide = {
        _member(folder, each.get("href", ""))
        for each in package.iterfind(".//{*}guide/{*}reference")
        if each.get("type", "").lower() in _NO_CHAPTER and "#" not in each.get("href", "")
    }
    names: dict[str, bool] = {}
    for reference in package.iterfind(".//{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" not in item.get("properties", "").split():
            name = _member(folder, item.get("href", ""))
            names[name] = name in guide
    return [one for one in names if not names[one]], [one for one in names if names[one]]


def _member(folder: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(link.partition("#")[0])))


def _within(error: SourceError) -> str:
    """Return what another error says, to be read within a sentence."""
    said = str(error)
    return said[:1].lower() + said[1:]


def _all(package: _Element, name: str) -> list[str]:
    texts = (" ".join("".join(each.itertext()).split()) for each in package.iter(f"{{*}}{name}"))
    return [text[:500] for text in texts if text][:20]


def _first(package: _Element, name: str) -> str | None:
    return next(iter(_all(package, name)), None)


def _dates(package: _Element) -> tuple[date | None, str]:
    """Return the day of publication, if one is named for certain, and the first date as written.

    A day of conversion or change is none.
    """
    found: list[str] = []
    for each in package.iter(_DATE):
        event = next((value for key, value in each.items() if str(key).endswith("event")), "")
        if event in ("", "publication", "original-publication"):
            found.append(" ".join("".join(each.itertext()).split()))
    days = (possible_day(written) for written in found)
    return next(filter(None, days), None), next(filter(None, found), "")

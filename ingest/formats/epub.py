"""EPUB: a book is one article, its chapters in the order of reading (EPUB 2 and 3, W3C)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ingest.formats.article import Article, File
from ingest.formats.declared import possible_day
from ingest.formats.markup import decoded, fragment_to_text
from ingest.formats.xml import refuse_entities
from vectorstore import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_MEMBERS = 20_000
_PAGES = frozenset(("application/xhtml+xml", "text/html"))
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways to veil fonts, which are no encryption of the text."""
_NO_CHAPTER = frozenset("nav toc cover landmarks index contents".split())


def read(file: File) -> Iterator[Article]:
    """Yield the book. Raises SourceError where it is damaged, locked, or has no text."""
    try:
        with zipfile.ZipFile(BytesIO(file.content)) as book:
            yield _Book(book, file).article()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _damaged() from error
    except Exception as error:
        # zlib and lzma raise their own errors over packed bytes that are none.
        if isinstance(error, SourceError) or type(error).__module__ not in ("zlib", "_lzma"):
            raise
        raise _damaged() from error


def _damaged() -> SourceError:
    return SourceError("The EPUB is damaged", "Get the book again, or save its text as .txt.")


class _Book:
    """The container: its members are read by name, and no more of them than the limits allow."""

    def __init__(self, book: zipfile.ZipFile, file: File) -> None:
        self.members = {info.filename: info for info in book.infolist()}
        self.book = book
        self.left = min(file.settings.unpacked_mb, 8 * file.settings.file_mb) * 2**20
        self.expansion = file.settings.expansion
        if len(self.members) > _MOST_MEMBERS:
            raise SourceError(
                f"The EPUB has more than {_MOST_MEMBERS:,} members", "Save its text as .txt."
            )

    def article(self) -> Article:
        """Return the book's text, chapter after chapter, with what its package says of it."""
        self._refuse_locked()
        container = self._xml("META-INF/container.xml")
        root = container.find(".//{*}rootfile")
        path = root.get("full-path", "") if root is not None else ""
        package = self._xml(path)
        chapters = [text for name in self._spine(package, path) if (text := self._chapter(name))]
        if not chapters:
            raise SourceError("The EPUB holds no text", "It may be made of pictures: leave it out.")
        return Article(
            "\n\n".join(chapters),
            title=_first(package, "title"),
            author=", ".join(_all(package, "creator")) or None,
            publisher=_first(package, "publisher"),
            published=_day(package),
            language=_first(package, "language"),
        )

    def _refuse_locked(self) -> None:
        if "META-INF/encryption.xml" not in self.members:
            return
        for method in self._xml("META-INF/encryption.xml").iter("{*}EncryptionMethod"):
            if method.get("Algorithm") not in _FONTS:
                raise SourceError(
                    "The EPUB is locked (DRM)", "Ingest a copy of the book that is not locked."
                )

    def _spine(self, package: _Element, path: str) -> Iterator[str]:
        """Yield the names of the chapters in the order of reading."""
        items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
        for reference in package.iterfind(".//{*}spine/{*}itemref"):
            item = items.get(reference.get("idref"))
            if item is None or item.get("media-type") not in _PAGES:
                continue
            words = f"{item.get('properties', '')} {item.get('id', '').lower()}".split()
            if _NO_CHAPTER.isdisjoint(words):
                link = unquote(item.get("href", "").partition("#")[0])
                yield posixpath.normpath(posixpath.join(posixpath.dirname(path), link))

    def _chapter(self, name: str) -> str:
        content = self._content(name)
        refuse_entities(content[:65536], "A chapter of the EPUB")
        return fragment_to_text(decoded(content)) if content.strip() else ""

    def _xml(self, name: str) -> _Element:
        from lxml import etree

        content = self._content(name)
        refuse_entities(content, "The EPUB")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise _damaged() from error

    def _content(self, name: str) -> bytes:
        info = self.members.get(name)
        if info is None:
            raise SourceError(
                "The EPUB lacks a part that it names",
                "Get the book again, or save its text as .txt.",
            )
        if info.flag_bits & 1:
            raise SourceError(
                "The EPUB is locked (DRM)", "Ingest a copy of the book that is not locked."
            )
        if info.file_size > self.left or info.file_size > max(
            2**20, self.expansion * info.compress_size
        ):
            raise SourceError(
                "The EPUB unpacks to more than is taken of one file", "Save its text as .txt."
            )
        with self.book.open(info) as member:
            content = member.read(info.file_size + 1)
        if len(content) > info.file_size:
            raise _damaged()
        self.left -= len(content)
        return content


def _all(package: _Element, name: str) -> list[str]:
    texts = (" ".join("".join(each.itertext()).split()) for each in package.iter(f"{{*}}{name}"))
    return [text[:500] for text in texts if text][:20]


def _first(package: _Element, name: str) -> str | None:
    return next(iter(_all(package, name)), None)


def _day(package: _Element) -> date | None:
    """Return the day of publication; a day of conversion or change is none, nor is a year alone."""
    for each in package.iter("{http://purl.org/dc/elements/1.1/}date"):
        event = next(
            (value for key, value in each.attrib.items() if str(key).endswith("event")), ""
        )
        if event in ("", "publication", "original-publication"):
            day = possible_day("".join(each.itertext()))
            if day is not None:
                return day
    return None

"""PDF, page by page: paragraphs, and where each page begins in them."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ingest.formats.article import Article, File
from ingest.formats.pdf_lines import lines_of, tidied
from ingest.formats.pdf_order import Line
from ingest.formats.pdf_paragraphs import body_size, joined
from ingest.formats.pdf_properties import properties_of, shown_title, without_title
from ingest.formats.pdf_running import without_running
from vectorstore import SourceError

_OBJECT = re.compile(rb"\b(\d{1,9})\s(\d{1,5})\sobj\b")
_BEGINNING = 1024
"""Bytes within which a PDF says that it is one."""
_LONGEST_LABEL = 40
_MOST_UNSOUND = 0.1
"""Share of characters without meaning beyond which a page is not readable."""
_FEWEST_JUDGED = 100
"""Characters from which on a page, or the letters of a text, are judged."""
_FEWEST_VOWELS = 0.2
"""Share of vowels that the Latin letters of any language have at least."""
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāēīōūąęıəğ")
_LOST = (
    "Impossible to decode XFormObject",
    "Exceeded",
    "Error -3",
    "Error -5",
    "Expected StreamObject",
)
"""How pypdf's warnings begin where it goes on without a part of the page."""
_AGAIN = "Open it in a PDF viewer and print or export it to a new PDF, or download it again."
_RECOGNISE = "Recognise its text first, for example with: ocrmypdf --force-ocr in.pdf out.pdf"


def read(file: File) -> Iterator[Article]:
    """Yield the one article of a PDF.

    A page that cannot be read fails the whole file: an article is never silently incomplete.
    Raises SourceError for what is damaged, locked, scanned, too long or without real characters.
    """
    with _warnings() as warnings:
        reader = _opened(file)
        pages = _pages(reader, file)
        lines: list[list[Line]] = []
        counts: Counter[bool] = Counter()
        for number, page in enumerate(pages):
            lines.append(_lines(page, number, warnings, counts, file))
        _require_text(lines, pages, counts)
        yield _article(reader, lines, file)


def _opened(file: File) -> Any:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, PdfReadError

    if b"%PDF-" not in file.content[:_BEGINNING]:
        raise SourceError("The file is no PDF, though it is named like one", _AGAIN)
    try:
        try:
            reader = PdfReader(io.BytesIO(file.content))
        except PdfReadError:
            reader = PdfReader(io.BytesIO(_mended(file.content)))
        # The constructor has tried the empty password, which opens what is only locked to change.
        is_locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
    except DependencyError as error:
        raise SourceError(
            "The PDF is encrypted in a way that Caravan cannot read", _AGAIN
        ) from error
    except Exception as error:
        raise _failure(error, "The PDF is damaged beyond reading") from error
    if is_locked:
        raise SourceError(
            "The PDF is locked with a password",
            "Open it with the password and save a copy without one.",
        )
    return reader


def _mended(content: bytes) -> bytes:
    """Return a PDF whose end is cut off with a new one, if its catalogue is still there."""
    place = content.rfind(b"/Catalog")
    found = _OBJECT.findall(content[max(0, place - _BEGINNING) : place]) if place > 0 else []
    if not found or b"/Encrypt" in content:
        raise SourceError("The PDF is damaged beyond reading", _AGAIN)
    table = content.rfind(b"xref")
    if table > 0 and b"endobj" not in content[table:]:
        content = content[:table]
    trailer = b"\ntrailer\n<< /Root %s %s R /Size 1 >>\nstartxref\n0\n%%%%EOF\n"
    return bytes(content + trailer % found[-1])


def _pages(reader: Any, file: File) -> list[Any]:
    try:
        count = len(reader.pages)
        if count > file.settings.pages:
            raise SourceError(
                f"The PDF has {count} pages, more than the {file.settings.pages} that are read",
                "Split it, or raise CARAVAN_INGEST_PAGES.",
            )
        pages = list(reader.pages)
        stated = reader.root_object["/Pages"].get_object().get("/Count", count)
    except SourceError:
        raise
    except Exception as error:
        raise _failure(error, "The PDF's list of pages is damaged") from error
    if not pages:
        raise SourceError("The PDF has no pages", _AGAIN)
    if isinstance(stated, int) and count < stated and _is_cut(file.content):
        raise SourceError(
            f"The PDF is cut off: {stated - count} of its {stated} pages are missing", _AGAIN
        )
    return pages


def _is_cut(content: bytes) -> bool:
    return b"%%EOF" not in content[-_BEGINNING:]


def _lines(
    page: Any, number: int, warnings: list[str], counts: Counter[bool], file: File
) -> list[Line]:
    """Return a page's lines, in order, and count its characters that are sound, and that are not.

    Raises SourceError where any line cannot be read.
    """
    name = f"Page {number + 1} of the PDF"
    warnings.clear()
    try:
        is_missing = _lacks_content(page)
        lines, (sound, unsound), is_whole = lines_of(page, number, file.settings.file_bytes)
    except Exception as error:
        raise _failure(error, f"{name} is damaged") from error
    if is_missing or not is_whole or any(warning.startswith(_LOST) for warning in warnings):
        raise SourceError(f"{name} is damaged: part of its text is missing", _AGAIN)
    if sound + unsound > _FEWEST_JUDGED and unsound > _MOST_UNSOUND * (sound + unsound):
        raise _no_characters(name)
    counts.update({True: sound, False: unsound})
    return lines


def _lacks_content(page: Any) -> bool:
    """Tell whether a page names a content that is not there."""
    from pypdf.generic import ArrayObject, IndirectObject, NullObject

    if "/Contents" not in page:
        return False
    content = page.raw_get("/Contents")
    parts = content.get_object()
    named = parts if isinstance(parts, ArrayObject) else [content]
    return any(
        isinstance(part, IndirectObject) and isinstance(part.get_object(), NullObject | None)
        for part in named
    )


def _require_text(lines: list[list[Line]], pages: list[Any], counts: Counter[bool]) -> None:
    empty = [number for number, here in enumerate(lines) if not here]
    pictures = [number for number in empty if _has_picture(pages[number])]
    if len(empty) == len(lines):
        raise _scanned(
            "The PDF holds pictures of pages and no text" if pictures else "The PDF holds no text"
        )
    if len(pictures) > len(lines) / 2:
        raise _scanned(f"{len(pictures)} of the PDF's {len(lines)} pages are pictures without text")
    if counts[False] > _MOST_UNSOUND * counts.total():
        raise _no_characters("The PDF")
    text = "".join(line.text for here in lines for line in here).casefold()
    letters = [letter for letter in text[:200_000] if letter.isalpha()]
    latin = [letter for letter in letters if letter < "\u0250"]
    vowels = sum(letter in _VOWELS for letter in latin)
    if len(latin) > max(_FEWEST_JUDGED, len(letters) / 2) and vowels < _FEWEST_VOWELS * len(latin):
        raise _no_characters("The PDF")


def _has_picture(page: Any) -> bool:
    try:
        drawn = page["/Resources"].get_object()["/XObject"].get_object()
        return any(
            drawn[name].get_object().get("/Subtype") == "/Image" for name in list(drawn)[:50]
        )
    except Exception:  # noqa: BLE001 - resources may be anything; a page without them has no picture
        return False


def _article(reader: Any, lines: list[list[Line]], file: File) -> Article:
    size = body_size(lines)
    labels = _labels(reader, len(lines))
    kept, offset = without_running(lines, labels, size)
    if not any(kept):
        if any(map(_has_picture, reader.pages)):
            raise _scanned("The PDF holds pictures of pages, and no text but headers")
        kept = lines
    first = next(number for number, here in enumerate(kept) if here)
    known = properties_of(reader, file.name)
    title = known.title or shown_title(kept[first], size)
    if title is not None:
        untitled = without_title(kept[first], title)
        if untitled or any(kept[first + 1 :]):
            kept[first] = untitled
    if offset is not None and not _has_labels(reader):
        # As libraries do, pages before the first numbered one are counted in brackets.
        labels = [
            str(number + offset) if number + offset > 0 else f"[{number + 1}]"
            for number in range(len(lines))
        ]
    text, pages = joined(kept, labels)
    return Article(
        text=text,
        title=title,
        author=known.author,
        publisher=known.publisher,
        published=known.published,
        language=known.language,
        pages=pages,
    )


def _labels(reader: Any, count: int) -> list[str]:
    """Return what the file calls its pages; where it does not say, they are counted."""
    counted = [str(number + 1) for number in range(count)]
    try:
        stated = [tidied(label)[:_LONGEST_LABEL] for label in reader.page_labels]
    except Exception:  # noqa: BLE001 - pypdf raises anything on a broken tree of labels
        return counted
    return [label or number for label, number in zip(stated, counted, strict=True)]


def _has_labels(reader: Any) -> bool:
    return "/PageLabels" in reader.root_object


def _failure(error: Exception, message: str) -> SourceError:
    from pypdf.errors import LimitReachedError

    if isinstance(error, LimitReachedError | MemoryError):
        return SourceError(
            "The PDF unpacks to far more than an article holds",
            "If you trust it, print or export it to a new PDF, and ingest that.",
        )
    return SourceError(message, _AGAIN)


def _scanned(message: str) -> SourceError:
    return SourceError(message, _RECOGNISE)


def _no_characters(what: str) -> SourceError:
    return SourceError(
        f"{what} cannot be read: its fonts do not say which characters they draw", _RECOGNISE
    )


class _Collector(logging.Handler):
    """Keeps what pypdf would warn of, which otherwise goes to the terminal."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        if len(self._messages) < 1000:
            self._messages.append(record.getMessage()[:500])


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect pypdf's warnings."""
    messages: list[str] = []
    logger = logging.getLogger("pypdf")
    collector = _Collector(messages)
    was_propagated = logger.propagate
    logger.addHandler(collector)
    logger.propagate = False
    try:
        yield messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = was_propagated

"""Reads a PDF: opens it, reads its pages' lines, and makes one article of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ingest.formats.article import Article, File
from ingest.formats.pdf.failures import AGAIN, failure, scanned
from ingest.formats.pdf.labels import labels_of, with_printed
from ingest.formats.pdf.layout import body_size
from ingest.formats.pdf.lines import lines_of
from ingest.formats.pdf.losses import collected, tell_of_loss
from ingest.formats.pdf.opening import opened, pages_of
from ingest.formats.pdf.order import Line
from ingest.formats.pdf.paragraphs import joined
from ingest.formats.pdf.properties import properties_of, shown_title, without_title
from ingest.formats.pdf.running import without_running
from ingest.formats.pdf.soundness import has_picture, require_characters, require_text
from vectorstore import SourceError


def read(file: File) -> Iterator[Article]:
    """Yield the one article of a PDF.

    A page that cannot be read fails the whole file: an article is never silently incomplete.
    Raises SourceError for what is damaged, locked, scanned, too long or without real characters.
    """
    with collected() as warnings:
        reader = opened(file)
        pages = pages_of(reader, file)
        lines: list[list[Line]] = []
        counts: Counter[bool] = Counter()
        for number, page in enumerate(pages):
            lines.append(_lines(page, number, warnings, counts, file))
        require_text(lines, pages, counts)
        yield _article(reader, lines, file)


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
        # pypdf raises anything on a hostile page.
        raise failure(error, f"{name} is damaged") from error
    if is_missing or not is_whole or tell_of_loss(warnings):
        raise SourceError(f"{name} is damaged: part of its text is missing", AGAIN)
    require_characters(sound, unsound, name)
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


def _article(reader: Any, lines: list[list[Line]], file: File) -> Article:
    size = body_size(lines)
    labels = labels_of(reader, len(lines))
    kept, offset = without_running(lines, labels, size)
    if not any(kept):
        if any(map(has_picture, reader.pages)):
            raise scanned("The PDF holds pictures of pages, and no text but headers")
        kept = lines
    first = next(number for number, here in enumerate(kept) if here)
    known = properties_of(reader, file.name)
    title = known.title or shown_title(kept[first], size)
    if title is not None:
        untitled = without_title(kept[first], title)
        if untitled or any(kept[first + 1 :]):
            kept[first] = untitled
    text, pages = joined(kept, with_printed(reader, labels, offset))
    return Article(
        text=text,
        title=title,
        author=known.author,
        publisher=known.publisher,
        published=known.published,
        language=known.language,
        pages=pages,
    )

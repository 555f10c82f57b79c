"""Which format a file has, and what reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TypeAlias, cast

from ingest.containers import Forgetting
from ingest.formats.article import Article, File, Unreadable
from ingest.signatures import Kind, kind_of
from vectorstore import SourceError

Reader: TypeAlias = Callable[[File], Iterator[Article | Unreadable]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the suffixes of its files, and the module of this package whose `read` reads it.

    `extractor` is raised whenever the same bytes give another text, so that files are read again.
    `forgetting` is set for formats whose files hold any number of articles.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    extractor: str
    forgetting: Forgetting | None = None

    def reader(self) -> Reader:
        """Import and return what reads this format. Its libraries are imported only now."""
        return cast("Reader", import_module(f"ingest.formats.{self.module}").read)


FORMATS = (
    Format("text", (".txt", ".text"), "text", "text-2"),
    Format("Markdown", (".md", ".markdown"), "markdown", "markdown-2"),
    Format("HTML", (".html", ".htm", ".xhtml"), "html", "html-1"),
    Format("PDF", (".pdf",), "pdf", "pdf-1"),
    Format("Word", (".docx",), "docx", "docx-1"),
    Format("EPUB", (".epub",), "epub", "epub-1"),
    Format("e-mail", (".eml",), "eml", "eml-1"),
    Format("feed", (".rss", ".atom", ".xml"), "feed", "feed-1", Forgetting.NEVER),
    Format("JSON lines", (".jsonl", ".ndjson"), "jsonl", "jsonl-1", Forgetting.ALWAYS),
    Format("CSV", (".csv", ".tsv"), "csv", "csv-1", Forgetting.ALWAYS),
)
"""ZIP archives are no format of articles: `ingest.archives` takes them apart first."""

SUFFIXES = frozenset(suffix for each in FORMATS for suffix in each.suffixes)

_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_BY_KIND = {
    kind: _BY_SUFFIX[suffix]
    for kind, suffix in {
        Kind.PDF: ".pdf",
        Kind.WORD: ".docx",
        Kind.EPUB: ".epub",
        Kind.HTML: ".html",
        Kind.FEED: ".rss",
    }.items()
}
# ZIP files by their build that are no archives of articles.
_PACKAGES = frozenset(
    """.docx .docm .dotx .xlsx .xlsm .pptx .odt .ods .odp .epub .pages .numbers .key .jar .apk .whl
    .xpi .kmz .cbz""".split()
)
_ADVICE = {
    ".doc .docm .dot .dotx .rtf .odt .pages .wpd": "open it and save it as .docx",
    ".xlsx .xls .xlsm .ods .numbers": "export the sheet as CSV",
    ".pptx .ppt .odp .key": "export it as PDF",
    ".json": "save it as JSON lines (.jsonl), one object on each line",
    ".mobi .azw .azw3 .fb2": "convert it to EPUB",
    ".djvu .ps .xps .tif .tiff .png .jpg .jpeg .gif .webp .bmp .heic": (
        "have its words recognised (OCR) and save it as PDF"
    ),
    ".msg .pst .mbox": "save each message as .eml",
    ".mht .mhtml .webarchive .aspx .php .jsp": "save the page as .html",
    ".rar .7z .gz .tgz .tar .bz2 .xz": "unpack it, or pack it as .zip",
    ".mp3 .wav .m4a .ogg .mp4 .mov .avi .mkv": "save a transcript of it as .txt",
}
_ADVICE_BY_SUFFIX = {
    suffix: advice for suffixes, advice in _ADVICE.items() for suffix in suffixes.split()
}


def format_of(name: str, content: bytes) -> Format | None:
    """Return the format of a file, by its name and what it begins with; None for no known one.

    What the content certainly is counts for more than the name: a `.txt` may be a PDF.
    """
    return _BY_KIND.get(kind_of(content)) or _BY_SUFFIX.get(_suffix(name))


def is_archive(name: str, content: bytes) -> bool:
    """Tell whether a file is a ZIP archive of other files, and no document that is built as one."""
    suffix, kind = _suffix(name), kind_of(content)
    if suffix == ".zip":
        return kind not in (Kind.WORD, Kind.EPUB, Kind.OFFICE)
    return kind is Kind.ARCHIVE and suffix not in _PACKAGES


def not_read(name: str) -> SourceError:
    """Return the error for a file whose format `format_of` does not know."""
    suffix = _suffix(name)
    if suffix:
        what = f"{suffix} is not a format that Caravan reads"
    else:
        what = "A file without a suffix is not a format that Caravan reads"
    named = (each.suffixes[0] for each in FORMATS)
    advice = _ADVICE_BY_SUFFIX.get(suffix, "save the article as .txt or .md")
    return SourceError(what, f"It reads {', '.join(named)} and .zip: {advice}, then ingest that.")


def _suffix(name: str) -> str:
    suffix = PurePath(name).suffix.lower()
    return suffix if len(suffix) <= 12 and suffix.isprintable() else ""

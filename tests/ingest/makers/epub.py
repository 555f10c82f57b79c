"""Books of invented chapters."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

CHAPTERS = {
    "one.xhtml": "<h1>The ferry</h1><p>The ferry crossed the Lune for two hundred&nbsp;years.</p>",
    "two.xhtml": "<h1>The bridge</h1><a id='x'/><p>The bridge opened on Monday.</p>"
    "<ul><li>a bridge</li></ul>",
}
LOCKED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="{}"/>'
    "</EncryptedData></encryption>"
)
AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
FONT = "http://www.idpf.org/2008/embedding"


def epub(
    chapters: Mapping[str, str] = CHAPTERS,
    day: str = "<dc:date>2025-06-02</dc:date>",
    extra: Mapping[str, bytes] | None = None,
    package: str | None = None,
) -> bytes:
    """Return a book; its contents page stands in the order of reading and is no chapter."""
    items = "".join(
        f'<item id="c{n}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = package or (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Two towns</dc:title>'
        "<dc:creator>Ana Reis</dc:creator><dc:creator>Jon Hallam</dc:creator>"
        f"<dc:publisher>Lune Press</dc:publisher>{day}<dc:language>en</dc:language></metadata>"
        f"<manifest>"
        '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f'{items}</manifest><spine><itemref idref="n"/>{spine}</spine></package>'
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>',
        )
        book.writestr("OEBPS/content.opf", package)
        book.writestr(
            "OEBPS/nav.xhtml", "<html><body><nav>Contents of the book</nav></body></html>"
        )
        for name, body in chapters.items():
            book.writestr(
                f"OEBPS/text/{name}",
                '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html '
                f'xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body>'
                f"</html>",
            )
        for name, content in (extra or {}).items():
            book.writestr(name, content)
    return made.getvalue()


def bare(items: Mapping[str, str], spine: list[str], guide: str = "", creator: str = "") -> bytes:
    """Return a book of items by their ids, each a page with a text of its own."""
    manifest = "".join(
        f'<item id="{id_}" href="{id_}.xhtml" media-type="application/xhtml+xml"/>' for id_ in items
    )
    order = "".join(f'<itemref idref="{id_}"/>' for id_ in spine)
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="content.opf"/></rootfiles></container>',
        )
        book.writestr(
            "content.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Two towns</dc:title>{creator}'
            f"</metadata><manifest>{manifest}</manifest><spine>{order}</spine>"
            f"<guide>{guide}</guide></package>",
        )
        for id_, text in items.items():
            book.writestr(f"{id_}.xhtml", f"<html><body><p>{text}</p></body></html>")
    return made.getvalue()

"""PDFs for tests: set by reportlab, or written object by object where they have to be odd."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Mapping, Sequence

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, TextStringObject
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

PAGE_BREAK = "\f"
"""Stands among the paragraphs of `typeset` for the beginning of a page."""

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def typeset(
    paragraphs: Sequence[str | list[list[str]]],
    *,
    title: str = "",
    author: str = "",
    shown_title: str = "",
    header: str = "",
    footer: str = "",
    columns: int = 1,
    indent: float = 0,
    space: float = 6,
    is_justified: bool = True,
    has_table_heads: bool = True,
) -> bytes:
    """Set paragraphs in pages. "# ..." is a heading, a list of rows a table, PAGE_BREAK a break.

    `header` and `footer` are drawn on every page; "{page}" in them is the page's number.
    """
    width, height = A4
    styles = _styles(indent, space, is_justified)

    def decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, height - 36, header.format(page=document.page))
        canvas.drawCentredString(width / 2, 30, footer.format(page=document.page))

    gap = 18
    column = (width - 120 - gap * (columns - 1)) / columns
    frames = [
        Frame(60 + (column + gap) * place, 60, column, height - 130, 0, 0, 0, 0)
        for place in range(columns)
    ]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=title or None, author=author or None)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=decorate)])
    story = [Paragraph(shown_title, styles["title"])] if shown_title else []
    story += [_flowable(paragraph, styles, has_table_heads) for paragraph in paragraphs]
    document.build(story)
    return out.getvalue()


def _styles(indent: float, space: float, is_justified: bool) -> dict[str, ParagraphStyle]:
    body = ParagraphStyle(
        "body",
        fontName="Times-Roman",
        fontSize=10.5,
        leading=13,
        firstLineIndent=indent,
        spaceAfter=space,
        alignment=TA_JUSTIFY if is_justified else 0,
    )
    heading = ParagraphStyle("heading", parent=body, fontName="Times-Bold", fontSize=13, leading=16)
    title = ParagraphStyle("title", parent=heading, fontSize=20, leading=24)
    return {"body": body, "heading": heading, "title": title}


def _flowable(
    paragraph: str | list[list[str]], styles: Mapping[str, ParagraphStyle], has_table_heads: bool
) -> Flowable:
    if isinstance(paragraph, list):
        return Table(paragraph, repeatRows=1 if has_table_heads else 0)
    if paragraph == PAGE_BREAK:
        return PageBreak()
    if paragraph.startswith("# "):
        return Paragraph(paragraph[2:], styles["heading"])
    return Paragraph(paragraph, styles["body"])


def widths(text: str, size: float = 10) -> list[float]:
    """Return how wide each character is in the font of `drawn`."""
    return [stringWidth(character, "Helvetica", size) for character in text]


def drawn(
    pages: Sequence[Iterable[tuple[float, float, str]]], *, size: float = 10, title: str = ""
) -> bytes:
    """Draw each text of a page on its own at x and y."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    if title:
        canvas.setTitle(title)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def labelled(content: bytes, labels: Sequence[tuple[int, str, str, int]]) -> bytes:
    """Label pages: from an index on, with a prefix, a style ("/r", "/D") and a first number."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    count = len(writer.pages)
    ends = [start for start, *_ in labels[1:]] + [count]
    for (start, prefix, style, first), end in zip(labels, ends, strict=True):
        writer.set_page_label(start, end - 1, style=style, prefix=prefix or None, start=first)
    return _saved(writer)


def encrypted(content: bytes, user_password: str, algorithm: str = "AES-256") -> bytes:
    """Lock a PDF; with an empty user password it opens, but not to be changed."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(user_password, "of the owner", algorithm=algorithm)
    return _saved(writer)


def described(
    content: bytes, *, info: Mapping[str, str] | None = None, language: str = "", xmp: str = ""
) -> bytes:
    """Give a PDF properties; `xmp` is what stands within rdf:Description."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    if info is not None:
        writer.metadata = dict(info)
    if language:
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    if xmp:
        stream = DecodedStreamObject()
        stream.set_data(
            f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
              xmlns:dc="http://purl.org/dc/elements/1.1/"
              xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
            <rdf:Description rdf:about="">{xmp}</rdf:Description></rdf:RDF></x:xmpmeta>""".encode()
        )
        stream[NameObject("/Type")] = NameObject("/Metadata")
        stream[NameObject("/Subtype")] = NameObject("/XML")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    return _saved(writer)


def page_content(lines: Iterable[tuple[float, float, float, str]]) -> bytes:
    """Return the content of a page that writes each text at x and y in a size."""
    return b"\n".join(
        b"BT /F1 %g Tf %g %g Td (%s) Tj ET"
        % (size, x, y, text.replace("(", "\\(").replace(")", "\\)").encode("cp1252"))
        for x, y, size, text in lines
    )


def of_contents(
    contents: Sequence[bytes], *, font: bytes = _FONT, catalog: bytes = b"", resources: bytes = b""
) -> bytes:
    """Return a PDF whose pages have these contents, with one font /F1."""
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        font,
    ]
    for place, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %s >> >>" % (5 + 2 * place, resources)
        )
        objects.append(stream(content))
    return of_objects(objects)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return the object of a compressed stream."""
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (
        len(packed),
        entries,
        packed,
    )


def of_objects(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of numbered objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


def scanned(pages: int = 2) -> bytes:
    """Return a PDF of pictures without any text."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        stream(
            bytes(64),
            b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8",
        ),
    ]
    for place in range(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /XObject << /Im1 3 0 R >> >> >>" % (5 + 2 * place)
        )
        objects.append(stream(b"q 595 0 0 842 0 0 cm /Im1 Do Q"))
    return of_objects(objects)


def with_cyclic_pages() -> bytes:
    """Return a PDF whose tree of pages leads back to its root."""
    return of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
        ]
    )


def bomb(mebibytes: int = 200) -> bytes:
    """Return a small PDF whose one page unpacks to many MiB."""
    return of_contents([b"BT ET " * (mebibytes * 2**20 // 6)])


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(PdfReader(io.BytesIO(content)).pages)


def _saved(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()

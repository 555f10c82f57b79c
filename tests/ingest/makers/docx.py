"""Word files for tests: written by python-docx, and as XML where it has no words for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

_TITLES = {
    "#": "Title",
    "=": "Heading 1",
    "==": "Heading 2",
    "-": "List Bullet",
    "1.": "List Number",
}


def typed(
    paragraphs: Sequence[str | list[list[str]]],
    *,
    title: str = "",
    author: str = "",
    language: str = "",
    header: str = "",
) -> bytes:
    """Write paragraphs: "# title", "= heading", "== subheading", "- item", "1. item".

    A list of rows is a table. A string that begins with "<" is the XML of a block.
    """
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, author, language
    for paragraph in paragraphs:
        if isinstance(paragraph, list):
            table = document.add_table(len(paragraph), len(paragraph[0]))
            for row, texts in zip(table.rows, paragraph, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        elif paragraph.startswith("<"):
            document.element.body.insert_element_before(block(paragraph), "w:sectPr")
        else:
            mark, _, text = paragraph.partition(" ")
            style = _TITLES.get(mark)
            document.add_paragraph(text if style else paragraph, style)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return _saved(document)


def block(xml: str) -> object:
    """Return the element of a block's XML, such as <w:p>...</w:p>."""
    name, rest = xml[1:].split(">", 1)
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    return parse_xml(f"<{name} {nsdecls('w', 'wp', 'a', 'r')} {spaces}>{rest}")


def with_notes(content: bytes, notes: Mapping[int, str], kind: str = "footnote") -> bytes:
    """Add the part that holds the footnotes, or endnotes, to which the text refers."""
    document = Document(io.BytesIO(content))
    inner = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
        for number, text in notes.items()
    )
    xml = f"<w:{kind}s {nsdecls('w')}>{inner}</w:{kind}s>".encode()
    types = {"footnote": CONTENT_TYPE.WML_FOOTNOTES, "endnote": CONTENT_TYPE.WML_ENDNOTES}
    name = PackURI(f"/word/{kind}s.xml")
    relations = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
    part = Part(name, types[kind], xml, document.part.package)
    document.part.relate_to(part, relations[kind])
    return _saved(document)


def with_diagram(content: bytes, texts: Sequence[str]) -> bytes:
    """Add a paragraph with a diagram (SmartArt) that says these texts."""
    document = Document(io.BytesIO(content))
    inner = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>" for text in texts
    )
    space = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    xml = f"<dgm:dataModel {space} {nsdecls('a')}><dgm:ptLst>{inner}</dgm:ptLst></dgm:dataModel>"
    part = Part(
        PackURI("/word/diagrams/data1.xml"),
        CONTENT_TYPE.DML_DIAGRAM_DATA,
        xml.encode(),
        document.part.package,
    )
    key = document.part.relate_to(part, RELATIONSHIP_TYPE.DIAGRAM_DATA)
    drawing = (
        f'<a:graphic><a:graphicData><dgm:relIds {space} r:dm="{key}"/></a:graphicData></a:graphic>'
    )
    paragraph = f"<w:p><w:r><w:drawing><wp:inline>{drawing}</wp:inline></w:drawing></w:r></w:p>"
    document.element.body.insert_element_before(block(paragraph), "w:sectPr")
    return _saved(document)


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Replace or add members of the archive."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in archive.namelist():
            if name not in parts:
                changed.writestr(name, archive.read(name))
        for name, part in parts.items():
            changed.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str = "word/document.xml") -> bytes:
    """Return a member of the archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def bomb(mebibytes: int = 63) -> bytes:
    """Return a small Word file whose document unpacks to many MiB."""
    content = typed(["A word."])
    text = part(content).replace(b"A word.", b" " * (mebibytes * 2**20))
    return with_parts(content, {"word/document.xml": text})


def entities() -> bytes:
    """Return a Word file whose document declares entities that grow tenfold nine times."""
    content = typed(["A word."])
    declared = b'<!ENTITY e0 "word">' + b"".join(
        b'<!ENTITY e%d "%s">' % (level, b"&e%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    head, body = part(content).replace(b"A word.", b"&e9;").split(b"?>", 1)
    return with_parts(
        content, {"word/document.xml": head + b"?><!DOCTYPE d [" + declared + b"]>" + body}
    )


def old(encrypted: bool = False) -> bytes:
    """Return the beginning of an OLE file: an old .doc, or a .docx locked with a password."""
    name = "EncryptedPackage" if encrypted else "WordDocument"
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024) + name.encode("utf-16-le") + bytes(1024)
    )


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]  # python-docx names its class like its function
    return out.getvalue()

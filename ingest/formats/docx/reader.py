"""Word's .docx: paragraphs, headings, lists, tables and notes, with tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from ingest.formats.article import Article, File
from ingest.formats.docx.blocks import Block, Kind, Reader
from ingest.formats.docx.package import opened
from ingest.formats.properties import author_of, language_of, said_at, shown_title_of, title_of
from vectorstore import SourceError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AGAIN = "Open it in Word or LibreOffice and save it as a new .docx."
_NEAR_THE_TOP = 8
"""Blocks among which the title is looked for."""
_TOGETHER = frozenset({Kind.ITEM, Kind.ROW})


def read(file: File) -> Iterator[Article]:
    """Yield the one article of a Word file.

    Headers, footers, comments, hidden text and what tracked changes delete are left out. Raises
    SourceError for what is no Word file, is locked, damaged or hostile, or holds no text.
    """
    document = opened(file)
    try:
        blocks = _blocks(document)
        properties = document.core_properties
        stated = title_of(properties.title, file.name)
        author, language = author_of(properties.author), language_of(properties.language)
    except SourceError:
        raise
    except Exception as error:  # python-docx raises anything on a broken part
        raise SourceError("The Word file is damaged", _AGAIN) from error
    if not blocks:
        raise SourceError(
            "The Word file holds no text",
            "If it holds pictures of pages, print it to a PDF and recognise that one's text: "
            "ocrmypdf --force-ocr in.pdf out.pdf",
        )
    title = stated or _shown_title(blocks)
    rest = _without_title(blocks, title) if title else blocks
    yield Article(text=_joined(rest or blocks), title=title, author=author, language=language)


def _blocks(document: Any) -> list[Block]:
    """Return the body's blocks, and behind them the notes in the order of their references."""
    body = document.element.body
    if next(body.iter(f"{_W}altChunk"), None) is not None:
        raise SourceError("The Word file holds text as another file within it", _AGAIN)
    reader = Reader(_style_names(document), _diagrams(document.part), [])
    blocks = list(reader.blocks(body))
    notes = _notes(document.part)
    for name in dict.fromkeys(reader.notes):
        if name in notes:
            blocks.extend(Block(Kind.TEXT, block.text) for block in reader.blocks(notes[name]))
    return blocks


def _style_names(document: Any) -> dict[str, str]:
    names = {}
    for style in document.styles.element.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            names[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "")
    return names


def _notes(part: Any) -> dict[str, Any]:
    """Return the elements of the document's footnotes and endnotes: "footnote 2" and so on."""
    from docx.oxml import parse_xml

    notes = {}
    for kind in ("footnote", "endnote"):
        for relation in part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{kind}s"):
                continue
            for note in parse_xml(relation.target_part.blob).iter(f"{_W}{kind}"):
                notes[f"{kind} {note.get(f'{_W}id')}"] = note
    return notes


def _diagrams(part: Any) -> dict[str, Any]:
    """Return the data of the document's diagrams (SmartArt) by the ids of their relations."""
    from docx.oxml import parse_xml

    return {
        key: parse_xml(relation.target_part.blob)
        for key, relation in part.rels.items()
        if not relation.is_external and relation.reltype.endswith("/diagramData")
    }


def _shown_title(blocks: Sequence[Block]) -> str | None:
    """Return what is set as the title at the top, or else the first heading of the first level."""
    top = blocks[:_NEAR_THE_TOP]
    begin = next((place for place, block in enumerate(top) if block.kind is Kind.TITLE), None)
    if begin is None:
        for block in top:
            if block.kind is Kind.HEADING and block.level == 1:
                return shown_title_of(block.text)
            if block.text.endswith((".", "!", "?", ":")):
                break  # The text has begun: what follows is a heading of one of its parts.
        return None
    lines = []
    for block in blocks[begin:]:
        if block.kind is not Kind.TITLE:
            break
        lines.append(block.text)
    return shown_title_of(" ".join(lines))


def _without_title(blocks: Sequence[Block], title: str) -> list[Block]:
    said = said_at([block.text for block in blocks], title)
    return [block for place, block in enumerate(blocks) if place not in said]


def _joined(blocks: Sequence[Block]) -> str:
    parts = [blocks[0].text]
    for above, block in pairwise(blocks):
        is_together = block.kind in _TOGETHER and above.kind is block.kind
        parts += ["\n" if is_together else "\n\n", block.text]
    return "".join(parts)

"""A report as a Word document, with real footnotes."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ui.reports.footnotes import Footnotes, add_link
from ui.reports.report import Note, Report, Section, Statement

_MOST_TITLE_CHARACTERS = 255
_DOUBT = RGBColor(0xA3, 0x26, 0x1B)
_SOFT = RGBColor(0x5B, 0x65, 0x73)


def render(report: Report) -> bytes:
    """Return the report as a Word document."""
    document = _blank(report.title)
    footnotes = Footnotes(document)
    document.add_heading(report.title, 1)
    for section in report.sections:
        if report.has_headings:
            document.add_heading(section.question, 2)
        _Writer(document, footnotes).write(section)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _blank(title: str) -> Document:
    """Return an empty document of A4 pages that says nothing of who made it, or when."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(25)
    known = document.core_properties
    for element in list(known._element):
        known._element.remove(element)
    known.title = title[:_MOST_TITLE_CHARACTERS]
    package = document.part.package
    for id_, relationship in list(package.rels.items()):
        if relationship.reltype.endswith("/thumbnail"):  # a picture of the template
            del package.rels[id_]
    # Word wants to know how much, where python-docx's template only says "best fit".
    document.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")
    return document


class _Writer:
    """Writes one section."""

    def __init__(self, document: Document, footnotes: Footnotes) -> None:
        self._document = document
        self._footnotes = footnotes

    def write(self, section: Section) -> None:
        """Write all that the section says, and its footnotes."""
        if section.understood:
            self._remark(f"Understood as: {section.understood}")
        if section.said:
            self._document.add_paragraph(section.said)
        if section.statements:
            self._statements(section.statements)
        for excerpt in section.excerpts:
            self._passage(excerpt.note)
            self._comment(excerpt.comment)
        for passage in section.passages:
            self._passage(passage)
        if section.related:
            self._remark("For further reading, the nearest passages:")
        for note in section.related:
            paragraph = self._document.add_paragraph(f"“{note.glimpse}” ", style="List Bullet")
            self._source(paragraph, note)
        for remark in section.remarks:
            self._remark(remark)
        self._comment(section.comment)

    def _passage(self, passage: Note) -> None:
        paragraph = self._document.add_paragraph(passage.quote, style="Quote")
        self._source(self._footnotes.add(paragraph, _number(passage)), passage)

    def _comment(self, comment: str) -> None:
        if comment:
            paragraph = self._document.add_paragraph()
            paragraph.add_run("Comment: ").bold = True
            paragraph.add_run(comment)

    def _statements(self, statements: tuple[Statement, ...]) -> None:
        paragraph = self._document.add_paragraph()
        mentioned: set[int] = set()
        for place, statement in enumerate(statements):
            paragraph.add_run(" " if place else "")
            paragraph.add_run(statement.text).italic = bool(statement.doubt) or None
            for order, note in enumerate(statement.notes):
                if order:  # or 1 and 2 would read as 12
                    paragraph.add_run(",").font.superscript = True
                self._mention(paragraph, note, mentioned)
            if statement.support:
                paragraph.add_run(f" ({statement.support})").font.color.rgb = _SOFT
            if statement.doubt:
                doubt = paragraph.add_run(f" ({statement.doubt})")
                doubt.bold, doubt.font.color.rgb = True, _DOUBT

    def _mention(self, paragraph: Paragraph, note: Note, mentioned: set[int]) -> None:
        number = _number(note)
        if number in mentioned:
            self._footnotes.refer_again(paragraph, number)
            return
        mentioned.add(number)
        footnote = self._footnotes.add(paragraph, number)
        before, short, after = note.pieces
        footnote.add_run(f"“{before}")
        if short:
            footnote.add_run(short).bold = True
        footnote.add_run(f"{after}” ")
        self._source(footnote, note)

    def _source(self, paragraph: Paragraph, note: Note) -> None:
        source = note.source
        paragraph.add_run(source.title).italic = True
        paragraph.add_run("".join(f", {detail}" for detail in note.details))
        if source.link:
            paragraph.add_run(", ")
            if note.number is None:
                add_link(paragraph, source.link, self._document.part)
            else:
                self._footnotes.link(paragraph, source.link)
        elif source.name:
            paragraph.add_run(f", {source.name}")
        told = [note.attribution, f"version {source.short_version}"]
        paragraph.add_run("".join(f"; {part}" for part in told if part))
        if note.since:
            since = paragraph.add_run(f"; {note.since}")
            since.bold, since.font.color.rgb = True, _DOUBT

    def _remark(self, text: str) -> None:
        run = self._document.add_paragraph().add_run(text)
        run.italic, run.font.size, run.font.color.rgb = True, Pt(9.5), _SOFT


def _number(note: Note) -> int:
    """Return the number of a note that has one."""
    return note.number or 0

"""Footnotes in a Word document, which python-docx does not make: a part of their own."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}
"""What Word draws between text and footnotes: footnotes too, and numbered before the first."""
_PART = (
    f"<w:footnotes {nsdecls('w', 'r')}>"
    + "".join(
        f'<w:footnote w:type="{type_}" w:id="{id_}"><w:p><w:pPr><w:spacing w:after="0" w:line="240"'
        f' w:lineRule="auto"/></w:pPr><w:r><w:{type_}/></w:r></w:p></w:footnote>'
        for id_, type_ in _SEPARATORS.items()
    )
    + "</w:footnotes>"
)
_SETTING = (
    f"<w:footnotePr {nsdecls('w')}>"
    + "".join(f'<w:footnote w:id="{id_}"/>' for id_ in _SEPARATORS)
    + "</w:footnotePr>"
)


class Footnotes:
    """The footnotes of one document. Word numbers them in the order of their references."""

    def __init__(self, document: Document) -> None:
        _add_styles(document)
        # Settings have an order of their own; this is the place right before `compat`.
        document.settings.element.find(qn("w:compat")).addprevious(parse_xml(_SETTING))
        self._document = document
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(_PART),
            document.part.package,
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)

    def add(self, paragraph: Paragraph, number: int) -> Paragraph:
        """Refer to a new footnote at the end of `paragraph`; return its own, empty but for a mark.

        The reference has a bookmark, so that `refer_again` can lead there.
        """
        reference = _marked_run(paragraph)
        reference._element.append(_element("footnoteReference", id=str(number)))
        start = _element("bookmarkStart", id=str(number), name=_bookmark(number))
        reference._element.addprevious(start)
        reference._element.addnext(_element("bookmarkEnd", id=str(number)))
        footnote = _element("footnote", id=str(number))
        self._part.element.append(footnote)
        footnote.append(OxmlElement("w:p"))
        # Paragraphs look styles up in the document, whichever part they are in.
        note = Paragraph(footnote[0], self._document._body)
        note.style = "footnote text"
        _marked_run(note)._element.append(OxmlElement("w:footnoteRef"))
        note.add_run(" ")
        return note

    def refer_again(self, paragraph: Paragraph, number: int) -> None:
        """Refer to a footnote that is there already: Word renews the number that is shown."""
        for type_ in ("begin", "separate", "end"):
            if type_ == "separate":
                instruction = OxmlElement("w:instrText")
                instruction.text = f"NOTEREF {_bookmark(number)} \\f \\h"
                _marked_run(paragraph)._element.append(instruction)
            _marked_run(paragraph)._element.append(_element("fldChar", fldCharType=type_))
            if type_ == "separate":
                _marked_run(paragraph).text = str(number)

    def link(self, paragraph: Paragraph, address: str) -> None:
        """Add a link to a web address at the end of a footnote."""
        add_link(paragraph, address, self._part)


def add_link(paragraph: Paragraph, address: str, part: XmlPart) -> None:
    """Add a link to a web address at the end of a paragraph of `part`."""
    run = paragraph.add_run(address)
    run._element.insert(0, _style_of_run("Hyperlink"))
    relationship = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), relationship)
    hyperlink.append(run._element)
    paragraph._element.append(hyperlink)


def _marked_run(paragraph: Paragraph) -> Run:
    """Add an empty run that looks as the number of a footnote does."""
    run = paragraph.add_run()
    run._element.insert(0, _style_of_run("FootnoteReference"))
    return run


def _style_of_run(style: str) -> BaseOxmlElement:
    properties = OxmlElement("w:rPr")
    properties.append(_element("rStyle", val=style))
    return properties


def _element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _bookmark(number: int) -> str:
    return f"_RefNote{number}"


def _add_styles(document: Document) -> None:
    """Add the styles that Word looks for, by the ids and names that it gives them."""
    text = document.styles.add_style("FootnoteText", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.name = "footnote text"
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(3)
    text.paragraph_format.line_spacing = 1.0
    mark = document.styles.add_style("FootnoteReference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.name = "footnote reference"
    mark.font.superscript = True
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb = RGBColor(0x1A, 0x5A, 0x96)
    link.font.underline = True

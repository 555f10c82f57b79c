"""Word files: blocks in reading order, properties, and files that cannot be read."""

from __future__ import annotations

import io
import zipfile

import pytest

from ingest.encoding import tidy
from ingest.formats.article import Article, File
from ingest.formats.docx import read
from ingest.settings import IngestSettings
from tests.ingest.makers import docx
from vectorstore import SourceError


def article(content: bytes, name: str = "report.docx") -> Article:
    found = list(read(File(name, content)))
    assert len(found) == 1
    assert found[0].text == tidy(found[0].text)
    return found[0]


def text(*paragraphs: str | list[list[str]]) -> str:
    return article(docx.typed(paragraphs)).text


def failure(content: bytes, limits: IngestSettings | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(read(File("report.docx", content, settings=limits or IngestSettings())))
    assert caught.value.hint
    return caught.value


# Blocks


def test_blocks_come_in_their_order() -> None:
    found = text(
        "The river rises in the hills.",
        "= Its banks",
        "They are steep:",
        "- in the north",
        "- in the south",
        [["Town", "Bridges"], ["Korgan", "2"], ["Almasu", ""]],
        "It ends in a lake.",
    )
    assert found == (
        "The river rises in the hills.\n\nIts banks\n\nThey are steep:\n\n"
        "in the north\nin the south\n\nTown | Bridges\nKorgan | 2\nAlmasu |\n\nIt ends in a lake."
    )


def test_empty_and_merged_cells_keep_the_columns_apart() -> None:
    assert text([["", "2023", "2024"], ["Osh", "", "6"], ["Talas", "5", ""]]) == (
        "| 2023 | 2024\nOsh |  | 6\nTalas | 5 |"
    )
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    wide, begins = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    rows = [
        [("", "Land"), (wide, "Exports"), ("", "Debt")],
        [(begins, "Osh"), ("", "5"), ("", "6"), ("", "7")],
        [("<w:vMerge/>", ""), ("", "8"), ("", "9"), ('<w:gridSpan w:val="x"/>', "0")],
    ]
    inner = "".join(f"<w:tr>{''.join(cell.format(*each) for each in row)}</w:tr>" for row in rows)
    assert text(f"<w:tbl>{inner}</w:tbl>") == (
        "Land | Exports |  | Debt\nOsh | 5 | 6 | 7\n| 8 | 9 | 0"
    )


def test_a_table_within_a_table_keeps_its_rows() -> None:
    cell = "<w:tc>{}<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    inner = "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>".format(
        *(cell.format("", each) for each in ("Osh", "5", "Talas", "6"))
    )
    outer = f"<w:tbl><w:tr>{cell.format('', 'Left.')}{cell.format(inner, 'Right.')}</w:tr></w:tbl>"
    assert text(outer) == "Left.\n\nOsh | 5\nTalas | 6\n\nRight."


def test_a_diagram_says_its_words() -> None:
    content = docx.with_diagram(docx.typed(["Before."]), ["Plan", "Build"])
    assert article(content).text == "Before.\n\nPlan\nBuild"


def test_text_in_another_file_within_is_never_left_out() -> None:
    content = docx.typed(["Before.", "<w:altChunk></w:altChunk>"])
    assert "another file" in str(failure(content))


def test_a_table_that_arranges_prose_is_read_cell_by_cell() -> None:
    left, right = "The river rises in the hills. " * 20, "The lake is deep. " * 5
    assert text([[left, right]]) == f"{left.strip()}\n\n{right.strip()}"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<w:r><w:t>The </w:t></w:r><w:ins><w:r><w:t>wide </w:t></w:r></w:ins>"
         "<w:del><w:r><w:delText>narrow </w:delText></w:r></w:del><w:r><w:t>river</w:t></w:r>",
         "The wide river"),
        ("<w:moveFrom><w:r><w:t>gone </w:t></w:r></w:moveFrom>"
         "<w:moveTo><w:r><w:t>come</w:t></w:r></w:moveTo>", "come"),
        ('<w:hyperlink r:id="rId99"><w:r><w:t>the link</w:t></w:r></w:hyperlink>', "the link"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r>",
         "seen"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r>', "seen"),
        ("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "one two"),
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", "one\ntwo"),
        ('<w:r><w:t>one</w:t><w:br w:type="page"/><w:t>two</w:t></w:r>', "one two"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>operate</w:t></w:r>", "cooperate"),
        ("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>", "co-op"),
        ("<w:sdt><w:sdtContent><w:r><w:t>inside</w:t></w:r></w:sdtContent></w:sdt>", "inside"),
        ("<w:fldSimple w:instr=' PAGE '><w:r><w:t>7</w:t></w:r></w:fldSimple>", "7"),
        ("<w:r><w:instrText> HYPERLINK x </w:instrText></w:r><w:r><w:t>shown</w:t></w:r>", "shown"),
    ],
)  # fmt: skip
def test_what_a_paragraph_says(inner: str, expected: str) -> None:
    assert text(f"<w:p>{inner}</w:p>", "The end.") == f"{expected}\n\nThe end."


def test_text_boxes_are_read_once_and_stand_behind_their_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    shape = f"<wp:inline><a:graphic><wps:txbx>{box}</wps:txbx></a:graphic></wp:inline>"
    paragraph = (
        "<w:p><w:r><w:t>Beside it.</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text(paragraph, "The end.") == "Beside it.\n\nIn the box.\n\nThe end."


def test_content_controls_hold_blocks_and_rows_can_be_deleted() -> None:
    control = "<w:sdt><w:sdtContent><w:p><w:r><w:t>Inside.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    kept = f"<w:tr>{cell.format('a')}{cell.format('b')}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell.format('c')}{cell.format('d')}</w:tr>"
    assert text(control, f"<w:tbl>{kept}{gone}</w:tbl>") == "Inside.\n\na | b"


def test_endnotes_and_comments() -> None:
    paragraph = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>The text.</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        '<w:r><w:endnoteReference w:id="3"/></w:r></w:p>'
    )
    content = docx.with_notes(docx.typed([paragraph]), {3: "At the end."}, "endnote")
    assert article(content).text == "The text.\n\nAt the end."


def test_footnotes_stand_at_the_end_and_headers_are_left_out() -> None:
    reference = (
        '<w:p><w:r><w:t>The text.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    content = docx.typed([reference, "More of it."], header="Ministry of Rivers")
    content = docx.with_notes(content, {1: "Referred to by nothing.", 2: "A note."})
    assert article(content).text == "The text.\n\nMore of it.\n\nA note."


# Properties


def test_properties_are_the_file_s_and_the_title_is_not_repeated() -> None:
    content = docx.typed(
        ["= Rivers and Lakes", "The river rises."],
        title="Rivers and lakes",
        author="Aida Bek",
        language="en-GB",
    )
    found = article(content)
    assert (found.title, found.author, found.language) == ("Rivers and lakes", "Aida Bek", "en-GB")
    assert found.text == "The river rises."
    assert found.published is None
    assert found.pages == ()


@pytest.mark.parametrize("made_up", ["", "Word Document", "Microsoft Word - a.doc", "Document1"])
def test_a_made_up_title_gives_way_to_the_one_that_is_shown(made_up: str) -> None:
    shown = article(
        docx.typed(["Kicker", "# Rivers", "# and Lakes", "= Banks", "Text."], title=made_up)
    )
    assert (shown.title, shown.text) == ("Rivers and Lakes", "Kicker\n\nBanks\n\nText.")
    headed = article(docx.typed(["= Banks of Rivers", "Text.", "= Mouths", "Text."], title=made_up))
    assert (headed.title, headed.text) == ("Banks of Rivers", "Text.\n\nMouths\n\nText.")


def test_a_title_alone_is_still_text() -> None:
    found = article(docx.typed(["# Rivers"]))
    assert (found.title, found.text) == ("Rivers", "Rivers")


def test_what_nothing_tells_stays_unknown() -> None:
    found = article(docx.typed(["The river rises."], author="python-docx"))
    assert (found.title, found.author, found.language, found.publisher) == (None, None, None, None)


# What cannot be read


def test_old_and_locked_files_say_what_to_do() -> None:
    assert "old Word" in str(failure(docx.old()))
    assert "password" in str(failure(docx.old(encrypted=True)))


@pytest.mark.parametrize("content", [b"", b"Only text.", b"%PDF-1.7"])
def test_what_is_no_word_file_says_so(content: bytes) -> None:
    assert "no Word file" in str(failure(content))


def test_another_archive_is_no_word_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Text.")
    assert ".zip" in failure(out.getvalue()).hint


def test_every_cut_and_every_broken_part_fails_as_one_that_is_damaged() -> None:
    content = docx.typed(["The river rises."])
    for length in range(4, len(content), 997):
        assert "damaged" in str(failure(content[:length]))
    for name in ("word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"):
        for broken in (b"", b"<a>", b"\x00\xff" * 50, b"<a/>"):
            try:
                list(read(File("a.docx", docx.with_parts(content, {name: broken}))))
            except SourceError as error:
                assert error.hint


def test_a_file_without_text_says_so() -> None:
    assert "no text" in str(failure(docx.typed([""])))


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    content = docx.bomb()
    assert len(content) < 2**18
    assert "unpacks" in str(failure(content))
    assert "unpacks" in str(failure(docx.typed(["A word. " * 200_000]), IngestSettings(file_mb=1)))


def test_text_that_repeats_itself_is_no_bomb() -> None:
    assert article(docx.typed(["A word. " * 20_000])).text.count("A word.") == 20_000


def test_declared_entities_are_refused() -> None:
    assert "entities" in str(failure(docx.entities()))
    content = docx.typed(["A word."])
    outside = docx.part(content).replace(
        b"?>", b'?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>', 1
    )
    assert "entities" in str(failure(docx.with_parts(content, {"word/document.xml": outside})))


def test_macros_say_so() -> None:
    content = docx.typed(["A word."])
    types = docx.part(content, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert "macros" in str(failure(docx.with_parts(content, {"[Content_Types].xml": types})))


def test_deeply_nested_xml_is_damage() -> None:
    content = docx.typed(["A word."])
    deep = b"<w:sdt><w:sdtContent>" * 5000
    xml = docx.part(content).replace(b"<w:p>", deep + b"<w:p>", 1)
    assert "damaged" in str(failure(docx.with_parts(content, {"word/document.xml": xml})))

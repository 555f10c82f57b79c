"""BibTeX read by pybtex, RIS by rispy, CSL-JSON by citeproc: what they find is what was known."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import rispy
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.richtext import Text

from tests.ui.reports.samples import (
    FERRY,
    HOSTILE,
    answer,
    citation,
    document,
    hostile_answer,
    passages,
    sentence,
    unanswered,
    whole,
)
from ui.reports import Format, render_answers, render_passages

NOTE = f"Text cited as of version {('5b07c1d2e3f4' * 6)[:64]} (SHA-256)"
MACROS = {
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    r"\$": "$",
}
"""What TeX sets for these; pybtex knows the other commands itself, and counts all braces."""


def bibtex(*answers: dict[str, Any]) -> Any:
    return parse_string(render_answers(answers, Format.BIBTEX).decode(), "bibtex").entries


def ris(*answers: dict[str, Any]) -> list[dict[str, Any]]:
    return list(rispy.loads(render_answers(answers, Format.RIS).decode()))


def csl(*answers: dict[str, Any]) -> list[dict[str, Any]]:
    return list(json.loads(render_answers(answers, Format.CSL_JSON)))


def one_source(**known: Any) -> dict[str, Any]:
    return answer(
        sentence("It opened.", 1), citations=[citation(1, FERRY, document=document(**known))]
    )


def as_set(value: str) -> str:
    """Return what TeX makes of a value."""
    stand_ins = {chr(0xE000 + place): macro for place, macro in enumerate(MACROS)}
    for stand_in, macro in stand_ins.items():
        value = value.replace(macro, stand_in)
    told = str(Text.from_latex(value))
    return "".join(MACROS[stand_ins[one]] if one in stand_ins else one for one in told)


def bare(text: str) -> str:
    """Return `text` as it may stand on one line of a file."""
    text = re.sub("[\u2028\x85\x0b]", "\n", text)
    return " ".join(re.sub("[\x00\x1b\u202e\u2066\ufffe\ud800]", "\ufffd", text).split())


def test_bibtex_tells_what_is_known() -> None:
    entries = bibtex(whole())
    assert list(entries) == ["lunegazette2025bridge", "lastferrylune"]
    bridge = entries["lunegazette2025bridge"]
    assert bridge.type == "article"
    assert dict(bridge.fields) == {
        "title": "{A bridge for two towns}",
        "journal": "Lune Gazette",
        "year": "2025",
        "month": "June",
        "date": "2025-06-17",
        "url": "https://gazette.test/bridge",
        "note": NOTE,
    }
    assert [str(person) for person in bridge.persons["author"]] == ["{Ana Reis}"]
    assert entries["lastferrylune"].type == "misc"


def test_ris_tells_what_is_known() -> None:
    bridge, ferry = ris(whole())
    assert bridge == {
        "type_of_reference": "NEWS",
        "id": "lunegazette2025bridge",
        "title": "A bridge for two towns",
        "authors": ["Ana Reis"],
        "secondary_title": "Lune Gazette",
        "year": "2025",
        "date": "2025/06/17",
        "urls": ["https://gazette.test/bridge"],
        "notes": [NOTE],
    }
    assert (ferry["type_of_reference"], ferry["title"]) == ("GEN", "The last ferry of the Lune")


def test_csl_tells_what_is_known() -> None:
    bridge, ferry = csl(whole())
    assert bridge == {
        "id": "lunegazette2025bridge",
        "type": "article-newspaper",
        "title": "A bridge for two towns",
        "author": [{"literal": "Ana Reis"}],
        "container-title": "Lune Gazette",
        "issued": {"date-parts": [[2025, 6, 17]]},
        "URL": "https://gazette.test/bridge",
        "note": NOTE,
    }
    assert ferry.keys() == {"id", "type", "title", "note"}


def test_a_page_without_a_publisher_is_a_web_page() -> None:
    told = one_source(publisher=None)
    assert csl(told)[0]["type"] == "webpage"
    assert ris(told)[0]["type_of_reference"] == "ELEC"


def test_every_document_is_listed_once_with_every_version_that_is_cited() -> None:
    again = one_source(version="f" * 64)
    (work,) = csl(one_source(), one_source(), again)
    assert work["note"] == NOTE.replace(" (SHA", f", {'f' * 64} (SHA")


def test_keys_are_unique_and_do_not_depend_on_the_order() -> None:
    twins = [one_source(id_=id_) for id_ in ("aaaa", "bbbb")]
    expected = {"lunegazette2025bridge-aaaa", "lunegazette2025bridge-bbbb"}
    assert set(bibtex(*twins)) == set(bibtex(*reversed(twins))) == expected


def test_keys_of_other_scripts_are_the_ids() -> None:
    told = one_source(title="Мост", publisher="Газета", published=None)
    assert list(bibtex(told)) == ["document-5b07c1d2e3f4"]
    accents = one_source(title="Über Brücken", publisher="Écho")
    assert list(bibtex(accents)) == ["echo2025uber"]


@pytest.mark.parametrize("format", [Format.BIBTEX, Format.RIS, Format.CSL_JSON])
def test_what_is_only_offered_for_further_reading_is_not_cited(format: Format) -> None:
    content = render_answers([unanswered()], format)
    assert content.strip() in (b"", b"[]")


@pytest.mark.parametrize("format", [Format.BIBTEX, Format.RIS, Format.CSL_JSON])
def test_passages_are_cited_by_whoever_takes_them(format: Format) -> None:
    content = render_passages(passages("One.", "Two."), format).decode()
    assert content.count("lunegazette2025bridge") == 1


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_titles_come_back_as_they_were(hostile: str) -> None:
    told = hostile_answer(hostile)
    (entry,) = bibtex(told).values()
    assert as_set(entry.fields["title"]) == bare(hostile)
    assert as_set(entry.fields["journal"]) == bare(hostile)
    assert "\\input" not in entry.fields["title"]
    (record,) = ris(told)
    assert (record["title"], record["authors"]) == (bare(hostile), [bare(hostile)])
    (work,) = csl(told)
    assert work["title"].replace("‹", "<").replace("›", ">") == bare(hostile)


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.sampled_from("ab\\{}%$&#_^~@\"'<>|=,\n\r\t -"), min_size=1, max_size=20).filter(
        lambda text: text.strip()
    )
)
def test_any_title_comes_back_as_it_was(title: str) -> None:
    told = one_source(title=title)
    (entry,) = bibtex(told).values()
    assert re.fullmatch(r"[a-z0-9-]+", next(iter(bibtex(told))))
    assert as_set(entry.fields["title"]).split() == title.split()
    (record,) = ris(told)
    assert record["title"] == " ".join(title.split())


def in_harvard_style(works: list[dict[str, Any]]) -> list[str]:
    """Return the bibliography that citeproc makes of CSL-JSON, as HTML."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(works), formatter.html)
    for work in works:
        bibliography.register(Citation([CitationItem(work["id"])]))
    return [str(entry) for entry in bibliography.bibliography()]


def test_citeproc_sets_the_bibliography() -> None:
    told = in_harvard_style(csl(whole()))
    assert len(told) == 2
    assert "Ana Reis" in told[0]
    assert "A bridge for two towns" in told[0]
    assert "<i>Lune Gazette</i>" in told[0]
    assert "https://gazette.test/bridge" in told[0]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_citeproc_finds_no_markup_in_a_title(hostile: str) -> None:
    (plain,) = in_harvard_style(csl(one_source(title="Plain")))
    (told,) = in_harvard_style(csl(one_source(title=hostile)))
    tags = re.compile(r"<[/\w][^>]*>")
    assert tags.findall(told) == tags.findall(plain)

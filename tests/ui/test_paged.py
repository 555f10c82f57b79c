"""What lies on pages is quoted with its page, on the terminal and in JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fake_embedder import HashedEmbedder
from tests.ingest.makers.pdf import PAGE_BREAK, typeset
from tests.ui.cli import caravan

pytestmark = pytest.mark.usefixtures("fixed_answers")

WEATHER = [
    f"The record of Lunewick tells of the weather at post {number}. The wind there blew from the "
    f"east for {number + 3} days, and visitors brought {number + 7} loaves of bread."
    for number in range(1, 13)
]
FERRY = "The last ferry of Lunewick crossed on 3 March 1974."


@pytest.fixture
def paged(tmp_path: Path, hashed: HashedEmbedder) -> str:
    """Ingest a PDF of three pages, the ferry on the second, and return its document's id."""
    path = tmp_path / "ferry.pdf"
    path.write_bytes(
        typeset(
            [*WEATHER[:6], PAGE_BREAK, FERRY, *WEATHER[6:9], PAGE_BREAK, *WEATHER[9:]],
            title="The ferry",
        )
    )
    assert caravan("ingest", path).status == 0
    (one,) = caravan("documents", "--json").json["documents"]
    assert hashed.encoded
    return str(one["id"])


def test_passages(paged: str) -> None:
    text = caravan("show", paged, "--json").json["text"]
    found = caravan("passages", "last ferry", "--json").json["passages"]
    (ferry,) = [one for one in found if FERRY in one["text"]]
    first, _, last = ferry["page"].partition("–")  # neighbours come as one
    assert first <= "2" <= (last or first)
    assert text[ferry["start"] : ferry["end"]] == ferry["text"]
    printed = caravan("passages", "last ferry").out
    assert any(f"{mark} {ferry['page']} · " in printed for mark in ("p.", "pp."))


def test_citations(paged: str) -> None:
    answer = caravan("ask", "When was the last ferry of Lunewick?", "--json").json
    pages = {one["page"] for one in answer["citations"]}
    assert pages
    assert pages <= {"1", "2", "3"}
    printed = caravan("ask", "When was the last ferry of Lunewick?").out
    assert all(f"    p. {page} · " in printed for page in pages)
    assert caravan("show", paged).status == 0


def test_the_document(paged: str) -> None:
    shown = caravan("show", paged, "--json").json
    assert [page["label"] for page in shown["pages"]] == ["1", "2", "3"]
    second = shown["pages"][1]["start"]
    assert shown["text"][second:].startswith(FERRY)


def test_a_source_without_pages_tells_of_none(small: Path, hashed: HashedEmbedder) -> None:
    here = ("--json", "--home", small)
    found = caravan("passages", "ferry", *here).json["passages"]
    assert found
    assert all("page" not in one for one in found)
    listed = caravan("documents", *here).json["documents"]
    assert all("pages" not in caravan("show", one["id"], *here).json for one in listed)
    assert "p." not in caravan("passages", "ferry", "--home", small).out
    assert hashed.encoded

"""Any bytes under any name: a file is read or refused, and nothing else comes of it."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ingest.formats import SUFFIXES, File
from ingest.given import Given
from ingest.reading import read
from ingest.settings import IngestSettings
from tests.ingest.makers import docx, eml, epub, feed, pdf, tables
from vectorstore import SourceError

TEXT = "The bridge of Lune is 340 metres long. It was opened in May, and carts may cross it."
PAGE = (
    "<html lang='en'><head><title>A bridge</title><meta name='date' content='2025-06-17'></head>"
    f"<body><article><h1>A bridge</h1><p>{TEXT}</p><table><tr><td>1</td></tr></table></article>"
)
WRITTEN = (
    f"---\ntitle: A bridge\ndate: 2025-06-17\n---\n# Head\n\n- {TEXT}\n\n| a |\n|---|\n| b |\n"
)
LIMITS = IngestSettings(pages=20, articles=200, seconds=20)
SUFFIX = st.sampled_from(sorted(SUFFIXES))
QUICK = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=12)), min_size=1, max_size=6
)


@cache
def sound() -> dict[str, bytes]:
    """A sound file of each format."""
    row = {"id": "7", "title": "A bridge", "text": TEXT, "date": "2025-06-17", "author": "Ana Reis"}
    return {
        ".txt": WRITTEN.encode(),
        ".md": WRITTEN.encode("utf-16"),
        ".html": PAGE.encode(),
        ".pdf": pdf.typeset([TEXT], title="A bridge"),
        ".docx": docx.typed([TEXT], title="A bridge"),
        ".epub": epub.epub({"one.xhtml": f"<h1>A bridge</h1><p>{TEXT}</p>"}),
        ".eml": bytes(eml.message(TEXT, f"<p>{TEXT}</p>")),
        ".rss": feed.rss(feed.item("A bridge", f"<p>{TEXT}</p>", guid="7")),
        ".atom": feed.atom(),
        ".jsonl": tables.jsonl_of([row, {"text": f"<p>{TEXT}</p>"}]),
        ".csv": tables.csv_of([list(row), list(row.values()), ["8", "", f"<b>{TEXT}</b>"]]),
    }


def edited(content: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Return bytes with some taken out and others put in, at places by their share of the whole."""
    for share, dropped, added in edits:
        place = int(share * len(content))
        content = content[:place] + added + content[place + dropped :]
    return content


def read_or_refused(suffix: str, content: bytes) -> None:
    """Read bytes as a file of a format; what comes of it is text, or a reason with advice."""
    try:
        parts = read(File(f"article{suffix}", content, settings=LIMITS), Given())
    except SourceError as error:
        assert str(error)
        assert error.hint
        return
    assert parts
    for part in parts:
        if part.extract is None:
            assert part.error is not None
            assert part.error.hint
        else:
            assert part.extract.text.strip()
            assert part.extract.metadata.title.strip()
            part.extract.text.encode()


@pytest.mark.parametrize("suffix", sorted(sound()))
def test_the_files_that_are_spoilt_here_are_sound(suffix: str) -> None:
    parts = read(File(f"article{suffix}", sound()[suffix], settings=LIMITS), Given())
    assert all(part.extract is not None for part in parts)


@QUICK
@example(".atom", b"")
@example(".atom", b"\x00\x00\xfe\xff")
@example(".rss", b"<rss version='2.0'>")
@example(".xhtml", b"<?xml?><html/>")
@given(SUFFIX, st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(suffix: str, content: bytes) -> None:
    read_or_refused(suffix, content)


@QUICK
@given(st.sampled_from(sorted(sound())), EDITS)
def test_a_file_with_other_bytes_here_and_there_is_read_or_refused(
    suffix: str, edits: list[tuple[float, int, bytes]]
) -> None:
    read_or_refused(suffix, edited(sound()[suffix], edits))


@QUICK
@given(st.sampled_from([".docx", ".epub"]), st.floats(0, 0.999), EDITS)
def test_a_package_with_other_bytes_in_one_part_is_read_or_refused(
    suffix: str, share: float, edits: list[tuple[float, int, bytes]]
) -> None:
    spoilt = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound()[suffix])) as package,
        zipfile.ZipFile(spoilt, "w") as other,
    ):
        names = package.namelist()
        for name in names:
            content = package.read(name)
            is_spoilt = name == names[int(share * len(names))]
            other.writestr(name, edited(content, edits) if is_spoilt else content)
    read_or_refused(suffix, spoilt.getvalue())


@pytest.mark.parametrize("suffix", sorted(sound()))
def test_a_file_that_is_cut_off_or_under_another_name_is_read_or_refused(suffix: str) -> None:
    content, chance = sound()[suffix], random.Random(suffix)
    for _ in range(5):
        read_or_refused(suffix, content[: chance.randrange(len(content))])
    for other in sorted(SUFFIXES):
        read_or_refused(other, content)

"""Processes that read files: what a hostile one costs, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.formats import File
from ingest.given import Given
from ingest.readers import Readers
from ingest.settings import IngestSettings
from vectorstore import SourceError

LINE = "The bridge of the town is old and 340 metres long. "
LONG = LINE * 20_000
VAST = LINE * 1_100_000


@pytest.fixture
def readers() -> Iterator[Readers]:
    opened = Readers(1)
    yield opened
    opened.close()


def read(readers: Readers, text: str, settings: IngestSettings) -> str:
    """The text that was read, or the reason why none was."""
    file = File("a.txt", text.encode(), settings=settings)
    try:
        (part,) = readers.submit(file, Given()).result()
    except SourceError as error:
        return f"{error}. {error.hint}"
    assert part.extract is not None
    return part.extract.text


def test_what_takes_too_long_is_given_up_and_costs_no_other(readers: Readers) -> None:
    hasty = IngestSettings(seconds=0.001)
    told = read(readers, LONG, hasty)
    assert told == (
        "Reading it took longer than 0.001 seconds. Split it, or raise CARAVAN_INGEST_SECONDS."
    )
    assert read(readers, LONG, IngestSettings()) == LONG.strip()


@pytest.mark.slow
def test_what_takes_too_much_memory_is_given_up_and_costs_no_other(readers: Readers) -> None:
    little = IngestSettings(memory_mb=700)
    told = read(readers, VAST, little)
    assert told == (
        "Reading it takes more than 700 MB of memory. Split it, or raise CARAVAN_INGEST_MEMORY_MB."
    )
    assert read(readers, LONG, little) == LONG.strip()


def test_what_ends_the_process_is_a_failure_and_costs_no_other(readers: Readers) -> None:
    assert read(readers, LONG, IngestSettings()) == LONG.strip()
    (process,) = readers._alive
    process._process.kill()
    process._process.join()
    told = read(readers, LONG, IngestSettings())
    assert told.startswith("Reading it broke off")
    assert read(readers, LONG, IngestSettings()) == LONG.strip()


def test_the_reason_comes_as_the_reader_gave_it(readers: Readers) -> None:
    file = File("a.pdf", b"%PDF-1.7 and nothing else")
    with pytest.raises(SourceError) as caught:
        readers.submit(file, Given()).result()
    assert caught.value.hint
    assert read(readers, LONG, IngestSettings()) == LONG.strip()

"""What the tests of PDFs share: three paragraphs, and what becomes of a file."""

from __future__ import annotations

import pytest

from ingest.formats.article import Article, File
from ingest.formats.pdf import read
from ingest.settings import IngestSettings
from vectorstore import SourceError

MINISTERS = (
    "The ministers of transport met in the border town of Korgan on Tuesday and agreed to open the "
    "crossing for goods trains by the end of the year. They said that the infrastructure was ready "
    "and that only the customs rules of both sides were still to be aligned, which is the work of "
    "a joint commission."
)
PORT = (
    "Officials of the port of Almasu expect that the volume of containers will double within five "
    "years. The port has two cranes and a single railway siding, and its director told reporters "
    "that a third berth will be built as soon as the state-owned railway has found the money."
)
ANALYSTS = (
    "Analysts warn, however, that the corridor competes with cheaper routes. A container that goes "
    "by sea takes twice as long but costs half as much."
)
ARTICLE = [MINISTERS, PORT, ANALYSTS]


def article(content: bytes, name: str = "report.pdf") -> Article:
    found = list(read(File(name, content)))
    assert len(found) == 1
    assert isinstance(found[0], Article)
    return found[0]


def failure(content: bytes, limits: IngestSettings | None = None) -> SourceError:
    with pytest.raises(SourceError) as caught:
        list(read(File("report.pdf", content, settings=limits or IngestSettings())))
    assert caught.value.hint
    return caught.value


def numbered(count: int) -> list[str]:
    """Return paragraphs that no two of are alike."""
    return [f"Paragraph {number} says this. {ARTICLE[number % 3]}" for number in range(count)]

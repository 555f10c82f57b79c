"""What the command line's tests share: small articles, corpora of them, and fixed answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Length
from assistant.drafts import Draft, DraftSentence, Evidence, Quote
from ingest import ingest, sample_folder
from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus, Embedder, Span, StoreSettings, conversations
from vectorstore.text import sentences

ARTICLES = {
    "bridge.md": """---
title: A bridge for two towns
date: 2025-06-17
author: Ana Reis
publisher: Lune Gazette
language: en
url: https://gazette.test/bridge
---
The bridge over the Lune opened on Monday. It is 340 metres long and cost 3 million pounds.

## Who paid for it

The two towns shared the cost of the bridge. Each of them gave half.
""",
    "ferry.txt": """The last ferry of the Lune

The ferry made its last crossing on Sunday. It had carried people and cattle for 200 years.
""",
    "school.md": """---
title: "[bold]One school[/bold] for both banks"
date: 2024-03-02
publisher: School Board
language: CY
---
The school of the two towns has 212 children. Its head is Bo Lund.
""",
}


class FirstSentences:
    """Answers with the first sentence of the two best passages, or not at all."""

    def __init__(self, _reader: object) -> None:
        pass

    def __call__(self, evidence: Evidence, _length: Length) -> Draft:
        if "Peru" in evidence.question:
            return Draft("extractive", (), 0.05, missing=("Peru",))
        chosen = []
        for hit in evidence.hits[:2]:
            first = sentences(hit.passage.text)[0]
            span = Span(hit.passage.start + first.start, hit.passage.start + first.end)
            chosen.append(DraftSentence(first.of(hit.passage.text), (Quote(hit, span),)))
        return Draft("extractive", tuple(chosen), 0.93)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> HashedEmbedder:
    """Let commands embed by hashed words, which is fast."""
    model = HashedEmbedder()
    monkeypatch.setattr("ui.compose.load_embedder", lambda *_: model)
    return model


@pytest.fixture
def fixed_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let answers follow from retrieval alone, so that they stay when the reader improves."""
    monkeypatch.setattr("assistant.session.ExtractiveAnswerer", FirstSentences)


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of three articles, which no test changes."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the home of a corpus of `articles`, embedded by hashed words, for reading only."""
    home = _ingested(articles, HashedEmbedder(), tmp_path_factory.mktemp("small"))
    yield home
    corpus = Corpus.open(StoreSettings(home=home))
    with corpus.database.read() as connection:
        left = [each.title for each in conversations.list_conversations(connection)]
    corpus.close()
    assert left == [], "A test has kept a conversation in the corpus that all share."


@pytest.fixture(scope="session")
def sample(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of the sample articles, embedded by the real model, for reading only."""
    return _ingested(sample_folder(), embedder, tmp_path_factory.mktemp("sample"))


def _ingested(folder: Path, embedder: Embedder, home: Path) -> Path:
    corpus = Corpus.open(StoreSettings(home=home), create=True)
    ingest(corpus, embedder, [str(folder)])
    corpus.close()
    return home

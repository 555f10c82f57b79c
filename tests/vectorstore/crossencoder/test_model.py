"""The model that ships: what it finds relevant, and what it marks as the answer."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
import pytest

from vectorstore import EmbeddingSettings, load_cross_encoder
from vectorstore.crossencoder import CrossEncoder, Sentence
from vectorstore.crossencoder.model import FOLDER, best_range

TITLE = "The harbour of Batumi"
SENTENCES = [
    Sentence("The harbour was opened in 1878 by the engineer Anna Lomidze.", TITLE),
    Sentence("Its longest pier measures 640 metres.", TITLE, "The harbour was opened in 1878."),
    Sentence("Ferries leave for Varna every Tuesday.", TITLE),
    Sentence("The fishing league meets each spring in Lima.", "A league of fishing nations"),
]


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoder:
    return CrossEncoder(FOLDER, tmp_path_factory.mktemp("compiled"))


@pytest.mark.parametrize(
    ("question", "best", "answer"),
    [
        ("Who opened the harbour?", 0, "Anna Lomidze"),
        ("When was the harbour opened?", 0, "1878"),
        ("How long is the longest pier of the harbour?", 1, "640 metres"),
        ("Where does the fishing league meet?", 3, "Lima"),
    ],
)
def test_the_answering_sentence_is_the_most_relevant_and_its_answer_is_marked(
    cross_encoder: CrossEncoder, question: str, best: int, answer: str
) -> None:
    reads = cross_encoder.read(question, SENTENCES)
    relevance = [read.relevance for read in reads]
    assert relevance.index(max(relevance)) == best
    assert max(relevance) > 0
    span = reads[best].answer
    assert span is not None
    assert answer in span.of(SENTENCES[best].text)
    assert 0 < reads[best].certainty <= 1


def test_what_does_not_answer_is_less_relevant_than_nothing(cross_encoder: CrossEncoder) -> None:
    reads = cross_encoder.read("What is the inflation rate of Norway?", SENTENCES)
    assert max(read.relevance for read in reads) < 0


def test_a_sentence_is_read_the_same_alone_and_among_others(cross_encoder: CrossEncoder) -> None:
    alone = [cross_encoder.read("When was it built?", [one])[0] for one in SENTENCES]
    # A question mark more is another question: nothing is remembered of it.
    together = cross_encoder.read("When was it built ?", SENTENCES)
    assert [a.relevance for a in alone] == pytest.approx([t.relevance for t in together], abs=0.2)


@pytest.mark.parametrize("text", ["", " ", "\n", "​", "?", "x" * 5000, "word " * 5000])
def test_any_text_can_be_read(cross_encoder: CrossEncoder, text: str) -> None:
    (read,) = cross_encoder.read("Who?", [Sentence(text)])
    if read.answer is not None:
        assert 0 <= read.answer.start < read.answer.end <= len(text)


def test_no_sentences_are_no_reads(cross_encoder: CrossEncoder) -> None:
    assert cross_encoder.read("Who?", []) == []


def test_several_threads_may_read(cross_encoder: CrossEncoder) -> None:
    questions = [f"Who opened harbour number {number}?" for number in range(8)]
    found: dict[str, int] = {}

    def ask(question: str) -> None:
        reads = cross_encoder.read(question, SENTENCES * 3)
        found[question] = len(reads)

    threads = [threading.Thread(target=ask, args=(question,)) for question in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(questions, 3 * len(SENTENCES))


def test_the_likeliest_range_neither_runs_backwards_nor_too_long() -> None:
    starts = np.zeros(60, np.float32)
    ends = np.zeros(60, np.float32)
    starts[50], ends[10] = 9.0, 9.0
    first, last, certainty = best_range(starts, ends)
    assert first <= last < first + 30
    assert 0 < certainty < 1


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    settings = EmbeddingSettings(cache=tmp_path, cross_encoder=False)
    assert load_cross_encoder(settings) is None


def test_without_its_file_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.crossencoder.model.FOLDER", tmp_path)
    assert load_cross_encoder(EmbeddingSettings(cache=tmp_path)) is None


def test_the_file_is_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 50_000_000
    assert os.access(FOLDER / "README.md", os.R_OK)

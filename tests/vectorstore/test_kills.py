"""`kill -9` in the middle of writing: one clean run afterwards makes the corpus whole."""

from __future__ import annotations

import random
from pathlib import Path

from ingest import Options, ingest
from tests.every_passage import EVERY_PASSAGE
from tests.fake_embedder import HashedEmbedder
from tests.vectorstore import workers
from tests.vectorstore.conftest import PROCESSES
from vectorstore import Corpus, CorpusDamaged, HybridSearch, StoreSettings, catalogue, verify

ROUNDS = 5


def killed_writer(home: Path, folder: Path, chance: random.Random, seed: int) -> None:
    """Start a writer, let it do some steps and part of another, and kill it."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=workers.ingest_for_ever, args=(home, folder, there, seed))
    process.start()
    there.close()
    for _ in range(chance.randrange(1, 6)):
        here.recv()
    process.join(chance.random() * 0.15)  # a moment within the next step
    assert process.is_alive()
    process.kill()
    process.join()
    here.close()


def test_killed_writers_leave_a_corpus_that_one_run_makes_whole(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "articles"
    folder.mkdir()
    chance = random.Random(20261124)
    embedder = HashedEmbedder()
    for seed in range(1, ROUNDS + 1):
        killed_writer(home, folder, chance, seed)
        corpus = Corpus.open(StoreSettings(home=home))
        try:
            found = HybridSearch(corpus, embedder, EVERY_PASSAGE).search("place1 was seen", 1000)
        except CorpusDamaged:  # said, not hidden, where a rebuild was cut off
            assert corpus.interrupted()
            found = []
        for hit in found:
            edition = str(hit.passage.document.metadata.publisher).removeprefix("Edition ")
            assert f"edition{edition} " in hit.passage.text
        corpus.close()

    for number in range(workers.FILES):
        workers.write_article(folder, number, edition=999_999)
    corpus = Corpus.open(StoreSettings(home=home))
    ingest(corpus, embedder, [str(folder)], Options(prune=True))
    assert verify(corpus).problems == ()
    with corpus.database.read() as connection:
        listed = catalogue.list_documents(connection)
    assert [len(entry.sources) for entry in listed] == [1] * workers.FILES
    found = HybridSearch(corpus, embedder, EVERY_PASSAGE).search("place1 was seen", 1000)
    assert len(found) == sum(entry.passages for entry in listed)
    assert all("edition999999 " in hit.passage.text for hit in found)
    corpus.close()

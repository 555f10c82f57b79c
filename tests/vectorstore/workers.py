"""What the processes of the kill and the concurrency test do.

They are started by multiprocessing's fork server, which has imported everything once; each end of a
pipe speaks in plain tuples.
"""

from __future__ import annotations

import itertools
import random
import re
from multiprocessing.connection import Connection
from pathlib import Path

from ingest import ingest
from tests.every_passage import EVERY_PASSAGE
from tests.fake_embedder import HashedEmbedder
from tests.runs import run
from vectorstore import Corpus, HybridSearch, StoreSettings

FILES = 6
FIRST_EDITION = 1000
REMOVED = 0
EMBEDDING_SECONDS = 0.1
"""What a real model takes between two writes, with no lock held."""
MARK = re.compile(r"mark\d+edition(\d+)")


def write_article(folder: Path, number: int, edition: int) -> None:
    """Write one article: a few passages, with a word of its own for each edition."""
    body = " ".join(
        f"In place{line} the mark{number}edition{edition} was seen again." for line in range(40)
    )
    (folder / f"{number}.md").write_text(
        f"---\ntitle: Article {number}\npublisher: Edition {edition}\n---\n\n{body}\n",
        encoding="utf-8",
    )


def ingest_once(home: Path, folder: Path) -> None:
    """Ingest a folder."""
    corpus = Corpus.open(StoreSettings(home=home), create=True)
    ingest(corpus, HashedEmbedder(), [str(folder)])
    corpus.close()


def ingest_for_ever(home: Path, folder: Path, pipe: Connection, seed: int) -> None:
    """Change files, ingest, remove and restore until killed, and report each step."""
    chance = random.Random(seed)
    corpus = Corpus.open(StoreSettings(home=home), create=True)
    embedder = HashedEmbedder()
    for edition in itertools.count(seed * 1000):
        for number in chance.sample(range(FILES), 3):
            write_article(folder, number, edition)
        pipe.send("files written")
        done = run(corpus, embedder, [str(folder)])
        pipe.send("ingested")
        ids = [result.document_id for result in done.results if result.document_id]
        corpus.remove(ids[:1])
        pipe.send("removed")
        corpus.restore(ids[:1])
        pipe.send("restored")


def write_until(home: Path, folder: Path, seed: int, pipe: Connection) -> None:
    """Ingest and remove until told to stop; announce each write and report it when it is done."""
    chance = random.Random(seed)
    corpus = Corpus.open(StoreSettings(home=home))
    embedder = HashedEmbedder()
    edition = FIRST_EDITION
    try:
        while not pipe.poll(EMBEDDING_SECONDS):
            edition += 1
            number = chance.randrange(FILES)
            write_article(folder, number, edition)
            pipe.send(("begins", number, edition))
            done = run(corpus, embedder, [str(folder / f"{number}.md")])
            pipe.send(("done", number, edition))
            if chance.random() < 0.3:
                (id_,) = {result.document_id for result in done.results}
                pipe.send(("begins", number, REMOVED))
                corpus.remove([str(id_)])
                pipe.send(("done", number, REMOVED))
        corpus.close()
    except Exception as error:  # whatever it is, the test in the other process is to show it
        pipe.send(("failed", 0, repr(error)))
        raise


def read_until(home: Path, pipe: Connection) -> None:
    """Answer each request (an article's number) with the editions of it that a search finds."""
    corpus = Corpus.open(StoreSettings(home=home))
    search = HybridSearch(corpus, HashedEmbedder(), EVERY_PASSAGE)
    try:
        for number in iter(pipe.recv, None):
            hits = search.search(f"Article {number}", 1000)
            texts = [hit.passage.text for hit in hits if f"mark{number}" in hit.passage.text]
            pipe.send(sorted({int(edition) for text in texts for edition in MARK.findall(text)}))
        corpus.close()
    except Exception as error:  # whatever it is, the test in the other process is to show it
        pipe.send(repr(error))
        raise

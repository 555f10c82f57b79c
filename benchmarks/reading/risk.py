"""How often answers are wrong: python -m benchmarks.reading.risk FOLDER CONVERSATIONS

The whole of Caravan is asked, retrieval included: every question of SQuAD 2.0's held-out articles,
over a corpus of all its articles; and the last question of each conversation of MTRAG, with those
before it, over a corpus of all that its people were shown.

An answer is right, on SQuAD, if a sentence that it quotes holds an answer that people marked; on
MTRAG, if what it quotes comes from what people were shown for that question, and shares a third of
its new words with their reply. Every answer to what is marked unanswerable, or too vague to answer,
is wrong. The curve tells, for every threshold of confidence, how many questions are answered and
which share of these answers is wrong.

With --development the questions are those that the threshold was chosen on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answers import Answer, Question, Turn
from assistant.chain import build_chain
from assistant.extractive import ExtractiveAnswerer
from assistant.reader import CrossEncoderReader, reader_of
from assistant.retrieval import Retrieval
from assistant.verification import Verifier
from benchmarks.figures import machine, print_table
from benchmarks.question_sets import QuestionSet, Record, stored_set
from benchmarks.reading.sets import Asked, Paragraph, Use, read_sets, rows
from vectorstore import (
    CachedEmbedder,
    Corpus,
    Embedder,
    Extract,
    HybridSearch,
    Metadata,
    catalogue,
    load_cross_encoder,
    load_embedder,
)
from vectorstore.text import content_words

SHARED = 1 / 3
"""Which share of the new words of an answer a person's reply has, where it is right."""
THRESHOLD = CrossEncoderReader.threshold
_ANSWERABLE = ("ANSWERABLE", "PARTIAL")


@dataclass(frozen=True)
class Case:
    """A question, and what tells whether an answer to it is right; nothing is where None."""

    question: Question
    is_right: Callable[[Answer], bool] | None


@dataclass(frozen=True)
class Outcome:
    """What Caravan would answer at any threshold: how sure it is, and whether that is right."""

    confidence: float
    right: bool
    answerable: bool


def squad(folder: Path, use: Use) -> tuple[list[Record], list[Case]]:
    """Return SQuAD's articles, and cases of the questions for one use."""
    found = read_sets(folder)["squad"]
    articles: dict[str, list[str]] = {}
    for paragraph in found.paragraphs.values():
        articles.setdefault(paragraph.title, []).append(" ".join(paragraph.sentences))
    records = [_record(title, title, "\n\n".join(texts)) for title, texts in articles.items()]
    return records, [_squad_case(asked) for asked in found.only(use)]


def _squad_case(asked: Asked) -> Case:
    def is_right(answer: Answer) -> bool:
        quoted = " ".join(citation.quote for citation in answer.citations)
        return any(one in quoted for one in asked.answers)

    return Case(Question(asked.question), is_right if asked.gold else None)


def selqa(folder: Path) -> tuple[list[Record], list[Case]]:
    """Return SelQA's sections, and cases of the questions for development.

    Every second section that is asked about is left out: nothing answers what is asked of it.
    """
    found = read_sets(folder)["selqa"]
    asked_ones = found.only(Use.DEVELOPMENT)
    left_out = set(sorted({asked.paragraph for asked in asked_ones})[::2])
    records = [
        _record(id_, one.title, " ".join(one.sentences))
        for id_, one in found.paragraphs.items()
        if id_ not in left_out
    ]
    return records, [
        _selqa_case(asked, found.paragraphs[asked.paragraph], asked.paragraph not in left_out)
        for asked in asked_ones
    ]


def _selqa_case(asked: Asked, paragraph: Paragraph, is_held: bool) -> Case:
    gold = [paragraph.sentences[index] for index in asked.gold]

    def is_right(answer: Answer) -> bool:
        quoted = " ".join(citation.quote for citation in answer.citations)
        return any(one in quoted for one in gold)

    return Case(Question(asked.question), is_right if is_held else None)


def mtrag(file: Path) -> tuple[list[Record], list[Case]]:
    """Return all that people were shown, and a case for each conversation."""
    read = list(rows(file))
    texts = {one["id"]: one["text"] for row in read for one in row["contexts"]}
    records = [
        _record(id_, text.strip().partition("\n")[0][:100], text)
        for id_, text in texts.items()
        if text.strip()
    ]
    return records, [_mtrag_case(row) for row in read]


def _mtrag_case(row: dict[str, Any]) -> Case:
    history = [Turn(one["text"]) for one in row["history"] if one["role"] == "user"]
    question = Question(row["question"], tuple(history))
    shown = {f"set://{one['id']}" for one in row["contexts"]}
    reply = set(content_words(row["target"]))

    def is_right(answer: Answer) -> bool:
        quotes = [one.quote for one in answer.citations if one.document.source in shown]
        new = set(content_words(" ".join(quotes))) - set(content_words(row["question"]))
        return bool(new) and len(new & reply) >= SHARED * len(new)

    return Case(question, is_right if row["answerability"] in _ANSWERABLE else None)


def _record(id_: str, title: str, text: str) -> Record:
    return Record(id_, f"set://{id_}", Extract(text, Metadata(title=title or id_)))


def outcomes(
    name: str, records: list[Record], cases: Sequence[Case], embedder: Embedder
) -> Iterator[Outcome]:
    """Ask every question, and yield what becomes of it."""
    with stored_set(QuestionSet(name, records, []), embedder) as stored:
        ask = _asking(stored.corpus, embedder)
        for case in cases:
            answer = ask(case.question)
            right = case.is_right is not None and answer.answered and case.is_right(answer)
            yield Outcome(answer.confidence, right, case.is_right is not None)


def _asking(corpus: Corpus, embedder: Embedder) -> Callable[[Question], Answer]:
    """Return a way to ask that always answers, however unsure."""
    cached, cross_encoder = CachedEmbedder(embedder), load_cross_encoder()
    retrieval = Retrieval(HybridSearch(corpus, cached, cross_encoder=cross_encoder))
    answerer = ExtractiveAnswerer(reader_of(cached, cross_encoder), threshold=0.0)

    def text_of(document: str, version: str) -> str:
        with corpus.database.read() as connection:
            return catalogue.get_document(connection, document, version).text

    return build_chain(retrieval, answerer, Verifier(text_of)).invoke


def curve(found: Sequence[Outcome]) -> tuple[list[float], list[float]]:
    """Return coverage and risk, from the surest answer on."""
    order = sorted(found, key=lambda one: -one.confidence)
    wrong = np.cumsum([not one.right for one in order])
    given = np.arange(1, len(order) + 1)
    return (given / len(order)).tolist(), (wrong / given).tolist()


def row(name: str, found: Sequence[Outcome], threshold: float) -> tuple[str, ...]:
    """Return what happens at one threshold."""
    given = [one for one in found if one.confidence >= threshold]
    wrong = sum(not one.right for one in given)
    answerable = [one for one in found if one.answerable]
    silent = [one for one in found if not one.answerable]
    return (
        name,
        f"{threshold:.2f}",
        f"{len(found):,}",
        f"{len(given) / len(found):.1%}",
        f"{wrong / len(given):.1%}" if given else "-",
        f"{sum(one.right and one.confidence >= threshold for one in answerable)} of "
        f"{len(answerable)}",
        f"{sum(one.confidence < threshold for one in silent)} of {len(silent)}",
    )


def plot(curves: dict[str, Sequence[Outcome]], file: Path) -> None:
    """Draw risk against coverage, the shipped threshold marked."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4))
    for name, found in curves.items():
        coverage, risk = curve(found)
        (line,) = axes.plot(coverage, risk, label=name)
        given = sum(one.confidence >= THRESHOLD for one in found)
        if given:
            axes.plot(coverage[given - 1], risk[given - 1], "o", color=line.get_color())
    axes.set_xlabel("coverage: share of the questions answered")
    axes.set_ylabel("risk: share of these answers that is wrong")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, None)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})


def main(folder: Path, conversations: Path, options: argparse.Namespace) -> None:
    """Ask, print what happens at some thresholds, and draw."""
    print(machine())
    embedder = load_embedder()
    if options.development:
        sets = {"SelQA": selqa(folder), "SQuAD 2.0": squad(folder, Use.DEVELOPMENT)}
    else:
        sets = {"SQuAD 2.0": squad(folder, Use.MEASURE), "MTRAG": mtrag(conversations)}
    found = {name: list(outcomes(name, *one, embedder)) for name, one in sets.items()}
    thresholds = sorted({THRESHOLD, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9})
    headings = ["set", "threshold", "questions", "answered", "wrong", "right", "refused"]
    table = [row(name, one, threshold) for name, one in found.items() for threshold in thresholds]
    print_table(headings, table)
    if options.save:
        told = {name: [vars(one) for one in many] for name, many in found.items()}
        options.save.write_text(json.dumps(told), encoding="utf-8")
    if options.plot:
        plot(found, options.plot)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the reading sets")
    parser.add_argument("conversations", type=Path, help="mtrag-un-half.jsonl")
    parser.add_argument("--development", action="store_true", help="only the development questions")
    parser.add_argument("--plot", type=Path, help="draw the curves into this file")
    parser.add_argument("--save", type=Path, help="write the outcomes into this file")
    options = parser.parse_args()
    main(options.folder, options.conversations, options)

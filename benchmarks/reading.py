"""Fit the weights of the reader and measure it.

    python -m benchmarks.reading FOLDER

FOLDER holds squad2-half.jsonl, selqa.jsonl and clapnq-dev-half.jsonl. The weights are fitted on
SelQA and on SQuAD 2.0 without four articles; those and CLAPNQ, which no weight has seen, are
measured, each question against the sentences of its own paragraph ("paragraph") and against those
of the eight passages of the whole set that lie nearest to it ("retrieved").

Needs scipy and scikit-learn, which come with sentence-transformers.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.evidence import FEATURES, Candidate, Floats, evidence
from assistant.reader import INTERCEPT, shipped_weights
from vectorstore.text import figures, names, sentences

HELD_OUT = {"1973 oil crisis", "European Union law", "Scottish Parliament", "Yuan dynasty"}
PASSAGES = 8
PASSAGE_CHARACTERS = 690  # about 160 tokens
RIDGE = 3e-3
SWAPPED_WEIGHT = 3.0
"""A made-up question about another name or year counts as much as this many real ones."""

# What a feature means: these speak for an answer, all others against.
SPEAK_FOR = {
    "cosine",
    "context",
    "passage",
    "terms_gap",
    "window",
    "surroundings",
    "figures",
    "reason",
    "meaning",
}


@dataclass(frozen=True)
class Asked:
    """A question; `gold` are the indices of the answering sentences in `document`."""

    question: str
    document: str
    gold: frozenset[int]
    held_out: bool = False
    swapped: bool = False


@dataclass(frozen=True)
class Example:
    """A question against its candidates: features (n, f), which of them answer, its weight."""

    features: Floats
    answers: Floats
    weight: float


@dataclass
class Pool:
    """Documents in passages, with the embeddings of their sentences."""

    embeddings: Embeddings
    titles: dict[str, str] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    passages: list[tuple[str, range]] = field(default_factory=list)
    vectors: dict[str, Floats] = field(default_factory=dict)

    def add(self, document: str, title: str, texts: list[str]) -> None:
        self.titles[document] = title
        self.texts[document] = texts
        first = size = 0
        for index, text in enumerate(texts):
            if size and size + len(text) > PASSAGE_CHARACTERS:
                self.passages.append((document, range(first, index)))
                first, size = index, 0
            size += len(text)
        self.passages.append((document, range(first, len(texts))))

    def embed(self) -> None:
        self._remember(text for texts in self.texts.values() for text in texts)
        passages = [
            self.titles[document] + "\n" + " ".join(self.texts[document][i] for i in rows)
            for document, rows in self.passages
        ]
        self.matrix = np.array(self.embeddings.embed_documents(passages))

    def question(self, text: str) -> Floats:
        return np.array(self.embeddings.embed_query(text))

    def own(self, document: str) -> list[int]:
        """Return the passages of one document."""
        return [i for i, (other, _) in enumerate(self.passages) if other == document]

    def nearest(self, asked: Floats, without: str = "") -> list[int]:
        """Return the passages nearest to a question, those of one document left out."""
        order = np.argsort(-(self.matrix @ asked))[: PASSAGES * 4]
        return [int(i) for i in order if self.passages[i][0] != without][:PASSAGES]

    def candidates(
        self, chosen: Sequence[int], asked: Floats
    ) -> Iterator[tuple[Candidate, tuple[str, int]]]:
        for rank, index in enumerate(chosen):
            document, rows = self.passages[index]
            texts = self.texts[document]
            score = float(self.matrix[index] @ asked)
            for i in rows:
                before = texts[i - 1] if i > rows.start else ""
                after = texts[i + 1] if i + 1 < rows.stop else ""
                title = self.titles[document]
                yield (
                    Candidate(texts[i], title, document, i, before, after, rank, score),
                    (document, i),
                )

    def example(self, asked: Asked, chosen: Sequence[int], vector: Floats) -> Example:
        pairs = list(self.candidates(chosen, vector))
        candidates = [candidate for candidate, _ in pairs]
        embedded = np.array([self.vectors[candidate.text] for candidate in candidates])
        gold = [float(document == asked.document and i in asked.gold) for _, (document, i) in pairs]
        features = evidence(asked.question, candidates, vector, embedded)
        return Example(features, np.array(gold), SWAPPED_WEIGHT if asked.swapped else 1.0)

    def _remember(self, texts: Iterable[str]) -> None:
        new = list(dict.fromkeys(texts))
        for text, vector in zip(new, self.embeddings.embed_documents(new), strict=True):
            self.vectors[text] = np.array(vector)


def embedder() -> Embeddings:
    """Return the embedding model that Caravan uses."""
    from vectorstore.embedding import load_embedder

    return load_embedder()


def rows(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def squad(folder: Path, pool: Pool) -> list[Asked]:
    asked = []
    for row in rows(folder / "squad2-half.jsonl"):
        spans = sentences(row["context"])
        pool.add(row["id"], row["title"], [span.of(row["context"]) for span in spans])
        for question in row["questions"]:
            starts = [answer["start"] for answer in question["answers"]]
            gold = {i for i, s in enumerate(spans) if any(s.start <= at < s.end for at in starts)}
            held_out = row["title"] in HELD_OUT
            asked.append(Asked(question["question"], row["id"], frozenset(gold), held_out))
    return asked


def divided(folder: Path, pool: Pool, name: str) -> list[Asked]:
    """Read a set whose passages come as sentences: SelQA, CLAPNQ."""
    asked = []
    known: dict[tuple[str, ...], str] = {}
    for row in rows(folder / name):
        texts = tuple(row["sentences"])
        if texts not in known:
            known[texts] = row["id"]
            pool.add(row["id"], row["title"], list(texts))
        asked.append(Asked(row["question"], known[texts], frozenset(row["answering"])))
    return asked


def swapped(asked: Asked, others: Sequence[str], text: str, chance: random.Random) -> Asked | None:
    """Return the question about another year or name, one that `text` lacks; None if it has none.

    The data's own unanswerable questions seldom ask about the wrong country or year; people do.
    """
    question = asked.question
    years = [figure for figure in figures(question) if figure.kind == "year"]
    inside = [name for name in names(question) if name.span.start > 0]
    if years and chance.random() < 0.5:
        span = chance.choice(years).span
        other = str(int(chance.uniform(1800, 2030)))
    elif inside:
        span = chance.choice(inside).span
        other = chance.choice(others)
    else:
        return None
    if other.lower() in text.lower():
        return None
    changed = question[: span.start] + other + question[span.end :]
    return replace(asked, question=changed, gold=frozenset(), swapped=True)


def training(pool: Pool, questions: Sequence[Asked], chance: random.Random) -> list[Example]:
    """Return each question as asked, some without their paragraph, some about something else."""
    others = [name.text for asked in questions for name in names(asked.question)[1:]]
    examples = []
    for asked in questions:
        vector = pool.question(asked.question)
        examples.append(pool.example(asked, pool.nearest(vector), vector))
        if not asked.gold:
            continue
        if chance.random() < 0.5:
            chosen = pool.nearest(vector, without=asked.document)
            examples.append(pool.example(replace(asked, gold=frozenset()), chosen, vector))
        text = " ".join([pool.titles[asked.document], *pool.texts[asked.document]])
        if (changed := swapped(asked, others, text, chance)) is not None:
            vector = pool.question(changed.question)
            examples.append(pool.example(changed, pool.nearest(vector), vector))
    return examples


def fit(examples: Sequence[Example]) -> tuple[Floats, float]:
    """Return weights and intercept: a choice among the candidates and "none", then calibrated."""
    from scipy.optimize import minimize

    features = np.concatenate([example.features for example in examples])
    scale = features.std(0) + 1e-9
    gold = np.concatenate([example.answers for example in examples])
    sizes = [len(example.answers) for example in examples]
    starts = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(examples)), sizes)
    answerable = np.add.reduceat(gold, starts) > 0
    weight = np.array([example.weight for example in examples]) / len(examples)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        scores = features / scale @ parameters[:-1] + parameters[-1]
        odds = np.exp(np.minimum(scores, 50))
        total = np.add.reduceat(odds, starts) + 1
        right = np.where(answerable, np.add.reduceat(odds * gold, starts), 1)
        slope = odds / total[group] - np.where(answerable[group], odds * gold / right[group], 0)
        slope *= weight[group]
        ridge = RIDGE * parameters[:-1]
        value = float(weight @ (np.log(total) - np.log(right)) + ridge @ parameters[:-1])
        return value, np.append(slope @ features / scale + 2 * ridge, slope.sum())

    bounds = [(0, None) if name in SPEAK_FOR else (None, 0) for name in FEATURES]
    found = minimize(
        loss,
        np.zeros(len(FEATURES) + 1),
        jac=True,
        method="L-BFGS-B",
        bounds=[*bounds, (None, None)],
    )
    return calibrated(examples, found.x[:-1] / scale, found.x[-1])


def calibrated(
    examples: Sequence[Example], weights: Floats, intercept: float
) -> tuple[Floats, float]:
    """Return the weights rescaled so that the best score is the log-odds that it answers."""
    from sklearn.linear_model import LogisticRegression

    hard = [FEATURES.index("names_absent"), FEATURES.index("figures")]
    table, right = [], []
    for example in examples:
        scores = example.features @ weights + intercept
        best = int(scores.argmax())
        table.append([scores[best], *example.features[best, hard]])
        right.append(example.answers[best] > 0)
    model = LogisticRegression(C=10).fit(
        table, right, sample_weight=[example.weight for example in examples]
    )
    slope, *extra = model.coef_[0]
    scaled = weights * slope
    scaled[hard] += extra
    return scaled, float(intercept * slope + model.intercept_[0])


Score = Callable[[Floats], Floats]


def measures(examples: Sequence[Example], score: Score) -> tuple[float, float, float]:
    """Return precision at 1, mean reciprocal rank, and the AUC of the best score as a sign."""
    from sklearn.metrics import roc_auc_score

    best, reciprocal, answerable = [], [], []
    for example in examples:
        scores = score(example.features)
        best.append(scores.max())
        answerable.append(example.answers.any())
        if example.answers.any():
            ranked = example.answers[np.argsort(-scores)]
            reciprocal.append(1 / (1 + int(ranked.argmax())))
    first = float(np.mean([value == 1 for value in reciprocal]))
    return first, float(np.mean(reciprocal)), float(roc_auc_score(answerable, best))


def measured(pool: Pool, questions: Sequence[Asked]) -> dict[str, list[Example]]:
    sets: dict[str, list[Example]] = {"paragraph": [], "retrieved": []}
    for asked in questions:
        vector = pool.question(asked.question)
        sets["paragraph"].append(pool.example(asked, pool.own(asked.document), vector))
        sets["retrieved"].append(pool.example(asked, pool.nearest(vector), vector))
    return sets


def report(name: str, sets: dict[str, list[Example]], scores: dict[str, Score]) -> None:
    for kind, examples in sets.items():
        for reader, score in scores.items():
            values = " / ".join(f"{value:.3f}" for value in measures(examples, score))
            print(f"{name:22} {kind:10} {reader:8} {values}")


def main(folder: Path) -> None:
    """Fit, print the table of weights, and measure cosine, the shipped and the new weights."""
    embeddings, chance = embedder(), random.Random(0)
    pools = [Pool(embeddings) for _ in range(3)]
    of_squad = squad(folder, pools[0])
    of_selqa = divided(folder, pools[1], "selqa.jsonl")
    of_clapnq = divided(folder, pools[2], "clapnq-dev-half.jsonl")
    for pool in pools:
        pool.embed()
    examples = training(pools[0], [a for a in of_squad if not a.held_out], chance)
    examples += training(pools[1], of_selqa, chance)
    weights, intercept = fit(examples)
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    print(f"INTERCEPT = {intercept:.2f}")
    shipped = shipped_weights()
    scores: dict[str, Score] = {
        "cosine": lambda features: features[:, FEATURES.index("cosine")],
        "shipped": lambda features: features @ shipped + INTERCEPT,
        "fitted": lambda features: features @ weights + intercept,
    }
    print(f"{'':42} P@1 / MRR / AUC")
    report("SQuAD 2.0, held out", measured(pools[0], [a for a in of_squad if a.held_out]), scores)
    report("CLAPNQ", measured(pools[2], of_clapnq), scores)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the question sets")
    main(parser.parse_args().folder)

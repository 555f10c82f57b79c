"""Measure the readers side by side: python -m benchmarks.reading.measure FOLDER --plain MODEL

Each question of SQuAD 2.0's held-out articles and of CLAPNQ is put to the sentences of its own
paragraph. P@1 and MRR are of the answering sentences, AUC of the best score as a sign that the
paragraph answers at all. F1 is SQuAD's, of the words that a reader chooses for an answerable
question with those that people marked: once of the short answer (span), which the bi-encoder does
not have, once of the whole sentence. SQuAD's answers are short, CLAPNQ's a sentence or more.
"""

from __future__ import annotations

import argparse
import re
import string
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from assistant.evidence import Floats
from assistant.reader import CrossEncoderReader
from benchmarks.figures import machine, print_table
from benchmarks.reading.network import Encoded, Network, run
from benchmarks.reading.pool import Example, Pool
from benchmarks.reading.sets import Use, read_sets
from vectorstore import Embedder, load_embedder
from vectorstore.crossencoder import CrossEncoder, Read, Sentence, load_cross_encoder
from vectorstore.crossencoder.model import best_range

_ARTICLE = re.compile(r"\b(?:a|an|the)\b")


@dataclass(frozen=True)
class Judged:
    """The score of each candidate, and its short answer: all of it where a reader has none."""

    scores: Floats
    short: Sequence[str]


Judge = Callable[[Example], Judged]


def bi_encoder(example: Example) -> Judged:
    """Judge by the cosine of question and sentence."""
    return Judged(example.cosine, [candidate.text for candidate in example.candidates])


class Plain:
    """Judges by a network trained by the plain recipe, and `cosine` times the cosine."""

    def __init__(self, model: Path) -> None:
        self._network = Network(pooled=False).eval()
        self._network.load_state_dict(torch.load(model))
        self._encoded = Encoded()
        self._known: dict[str, Judged] = {}

    def alone(self, example: Example) -> Judged:
        key = repr(example.asked)
        if key not in self._known:
            self._known[key] = self._judge(example)
        return self._known[key]

    def with_cosine(self, example: Example) -> Judged:
        alone = self.alone(example)
        return Judged(alone.scores + 6 * example.cosine, alone.short)

    def _judge(self, example: Example) -> Judged:
        texts = [candidate.text for candidate in example.candidates]
        sequences = [self._encoded.pair(example.asked.question, text) for text in texts]
        with torch.no_grad():
            outputs = [output.numpy() for output in run(self._network, sequences)]
        short = []
        for text, tokens, output in zip(texts, sequences, outputs, strict=True):
            inside = output[tokens.marked.start : tokens.marked.stop]
            if not len(inside):
                short.append(text)
                continue
            first, last, _ = best_range(inside[:, 1], inside[:, 2])
            short.append(self._encoded.characters(text, first, last).of(text))
        return Judged(np.array([float(output[0, 0]) for output in outputs]), short)


class Ours:
    """Judges by the cross-encoder that ships, alone and with the signs beside it."""

    def __init__(self, embedder: Embedder, cross_encoder: CrossEncoder) -> None:
        self._cross_encoder = cross_encoder
        self._reader = CrossEncoderReader(embedder, cross_encoder)

    def alone(self, example: Example) -> Judged:
        reads = self._read(example)
        return Judged(np.array([read.relevance for read in reads]), _short(example, reads))

    def with_signs(self, example: Example) -> Judged:
        question, candidates = example.asked.question, example.candidates
        signs, _ = self._reader.read_signs(question, candidates, example.signs)
        return Judged(self._reader.odds(signs), _short(example, self._read(example)))

    def _read(self, example: Example) -> list[Read]:
        sentences = [Sentence(c.text, c.title, c.before) for c in example.candidates]
        return self._cross_encoder.read(example.asked.question, sentences)


def _short(example: Example, reads: Sequence[Read]) -> list[str]:
    texts = [candidate.text for candidate in example.candidates]
    return [
        read.answer.of(text) if read.answer else text
        for text, read in zip(texts, reads, strict=True)
    ]


def f1(a: str, b: str) -> float:
    """Return the F1 of the words of two texts, as SQuAD counts them."""
    left, right = _words(a), _words(b)
    shared = sum((Counter(left) & Counter(right)).values())
    return 2 * shared / (len(left) + len(right)) if shared else 0.0


def _words(text: str) -> list[str]:
    plain = text.lower().translate(str.maketrans("", "", string.punctuation))
    return _ARTICLE.sub(" ", plain).split()


def measures(examples: Sequence[Example], judge: Judge) -> tuple[float, ...]:
    """Return P@1, MRR, AUC, span F1 and sentence F1."""
    from sklearn.metrics import roc_auc_score

    best, reciprocal, answerable, spans, sentences = [], [], [], [], []
    for example in examples:
        judged = judge(example)
        order = np.argsort(-judged.scores, kind="stable")
        first = int(order[0])
        best.append(judged.scores[first])
        answerable.append(bool(example.answers.any()))
        if answerable[-1]:
            reciprocal.append(1 / (1 + int(example.answers[order].argmax())))
            answers = example.asked.answers
            spans.append(max(f1(judged.short[first], one) for one in answers))
            sentences.append(max(f1(example.candidates[first].text, one) for one in answers))
    auc = float(roc_auc_score(answerable, best))
    at_first = [value == 1 for value in reciprocal]
    p1, mrr, span, sentence = (float(np.mean(v)) for v in (at_first, reciprocal, spans, sentences))
    return p1, mrr, auc, span, sentence


def table(folder: Path, plain: Path) -> Iterator[tuple[str, ...]]:
    """Yield a row for each set and reader."""
    embedder, sets = load_embedder(), read_sets(folder)
    if (cross_encoder := load_cross_encoder()) is None:
        raise SystemExit("the package has no cross-encoder")
    ours, other = Ours(embedder, cross_encoder), Plain(plain)
    judges: dict[str, Judge] = {
        "bi-encoder": bi_encoder,
        "plain recipe": other.alone,
        "plain recipe + 6 cosine": other.with_cosine,
        "ours, cross-encoder alone": ours.alone,
        "ours": ours.with_signs,
    }
    for name in ("squad", "clapnq"):
        pool = Pool(embedder, sets[name])
        examples = [pool.own(asked) for asked in sets[name].only(Use.MEASURE)]
        for reader, judge in judges.items():
            yield (name, reader, *(f"{value:.3f}" for value in measures(examples, judge)))


def main(folder: Path, plain: Path) -> None:
    """Print the table."""
    print(machine())
    print_table(
        ["set", "reader", "P@1", "MRR", "AUC", "span F1", "sentence F1"], list(table(folder, plain))
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the question sets")
    parser.add_argument("--plain", type=Path, required=True, help="weights of the plain recipe")
    options = parser.parse_args()
    main(options.folder, options.plain)

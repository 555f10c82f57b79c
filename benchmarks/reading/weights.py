"""Fit the weights in assistant/weights.py: python -m benchmarks.reading.weights FOLDER

Those of the signs alone are fitted on the questions of training and development; those beside the
cross-encoder on the questions of development, which it has not learnt.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.evidence import FEATURES, Floats
from assistant.reader import MOST_READ, READ_FEATURES, BiEncoderReader, CrossEncoderReader
from benchmarks.reading.fit import Choice, fit
from benchmarks.reading.pool import Example, Pool
from benchmarks.reading.sets import Asked, Use, read_sets, swapped
from vectorstore import load_embedder
from vectorstore.crossencoder import load_cross_encoder
from vectorstore.text import names

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
    "relevance",
}
_HARD = [FEATURES.index("names_absent"), FEATURES.index("figures")]


def examples(pool: Pool, uses: Sequence[Use], chance: random.Random) -> Iterator[Example]:
    """Yield each question as asked, some without their paragraph, some about something else."""
    asked_ones = [asked for asked in pool.questions.asked if asked.use in uses]
    others = [name.text for asked in asked_ones for name in names(asked.question)[1:]]
    for asked in asked_ones:
        yield pool.retrieved(asked)
        if not asked.gold:
            continue
        if chance.random() < 0.5:
            without = replace(asked, gold=frozenset())
            yield pool.retrieved(without, without=asked.paragraph)
        if (changed := _swapped(pool, asked, others, chance)) is not None:
            yield pool.retrieved(changed)


def _swapped(
    pool: Pool, asked: Asked, others: Sequence[str], chance: random.Random
) -> Asked | None:
    paragraph = pool.questions.paragraphs[asked.paragraph]
    text = " ".join([paragraph.title, *paragraph.sentences])
    return swapped(asked, others, text, chance)


def read(example: Example, promising: Floats, reader: CrossEncoderReader) -> Choice:
    """Return the most promising candidates with the signs that the cross-encoder adds."""
    best = np.argsort(-promising, kind="stable")[:MOST_READ]
    candidates = [example.candidates[i] for i in best]
    features, _ = reader.read_signs(example.asked.question, candidates, example.signs[best])
    return Choice(features, example.answers[best], _weight(example.asked))


def _weight(asked: Asked) -> float:
    return SWAPPED_WEIGHT if asked.swapped else 1.0


def main(folder: Path) -> None:
    """Fit and print both tables of weights."""
    embedder, sets = load_embedder(), read_sets(folder)
    pools = [Pool(embedder, sets[name]) for name in ("squad", "selqa")]
    everything = [
        Choice(one.signs, one.answers, _weight(one.asked))
        for pool in pools
        for one in examples(pool, (Use.TRAINING, Use.DEVELOPMENT), random.Random(0))
    ]
    _print("WEIGHTS", FEATURES, *fit(everything, _positive(FEATURES), _HARD))
    if (cross_encoder := load_cross_encoder()) is None:
        raise SystemExit("no cross-encoder to fit the other weights for")
    signs, reader = BiEncoderReader(embedder), CrossEncoderReader(embedder, cross_encoder)
    choices = [
        read(one, signs.odds(one.signs), reader)
        for pool in pools
        for one in examples(pool, (Use.DEVELOPMENT,), random.Random(0))
    ]
    _print("READ_WEIGHTS", READ_FEATURES, *fit(choices, _positive(READ_FEATURES), _HARD))


def _positive(features: Sequence[str]) -> list[bool]:
    return [name in SPEAK_FOR for name in features]


def _print(name: str, features: Sequence[str], fitted: Floats, intercept: float) -> None:
    print(f"{name} = {{")
    for feature, weight in zip(features, fitted, strict=True):
        print(f'    "{feature}": {weight:.2f},')
    print(f"}}\nINTERCEPT = {intercept:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the question sets")
    main(parser.parse_args().folder)

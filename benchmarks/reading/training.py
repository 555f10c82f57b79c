"""Train the cross-encoder: python -m benchmarks.reading.training FOLDER MODEL

Of each question it sees one answering sentence, if any, and sentences that do not answer: of the
same paragraph the nearest by the bi-encoder and others at random, of another paragraph of the
article and of another article one of the nearest. Some questions are turned into ones about another
name or year, which nothing answers. The loss is the cross-entropy of the choice among the sentences
and "none of them", at a logit of 0, and of where the short answer begins and ends.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR

from benchmarks.reading.neighbours import Neighbours, Place
from benchmarks.reading.network import Encoded, Network, run
from benchmarks.reading.sets import Asked, QuestionSet, Use, read_sets, swapped
from vectorstore import load_embedder
from vectorstore.engine import Tokens
from vectorstore.text import names

WARM_UP = 0.06
QUESTIONS = 8
"""In a step."""


@dataclass(frozen=True)
class Recipe:
    """How a reader is trained.

    `near` and `random` count the sentences of the question's own paragraph that do not answer. Some
    shares of the questions are `swapped`, typed `without_mark`, and shown `in_context`: with the
    title and the sentence before.
    """

    epochs: int = 3
    head_rate: float = 5e-4
    decay: float = 0.01
    span: float = 0.4
    near: int = 2
    random: int = 1
    other_articles: bool = True
    swapped: float = 0.12
    without_mark: float = 0.25
    in_context: float = 0.75
    frozen_words: bool = True
    pooled: bool = True
    uses: tuple[Use, ...] = (Use.TRAINING,)


RATE = 5e-5
RECIPES = {
    "ours": Recipe(),
    # The simplest that is known to work: a sentence alone, read from the first token.
    "plain": Recipe(
        epochs=2,
        head_rate=1e-3,
        span=0.25,
        near=0,
        random=3,
        other_articles=False,
        swapped=0.0,
        without_mark=0.0,
        in_context=0.0,
        frozen_words=False,
        pooled=False,
        uses=(Use.TRAINING, Use.DEVELOPMENT),
    ),
}


@dataclass(frozen=True)
class Example:
    """Sequences of one question; the first answers where `answered`, within the tokens `span`."""

    sequences: list[Tokens]
    answered: bool
    span: tuple[int, int] | None = None


class Examples:
    """Makes examples of the questions of one set, other ones each time."""

    def __init__(
        self, questions: QuestionSet, neighbours: Neighbours, encoded: Encoded, recipe: Recipe
    ) -> None:
        self._paragraphs = questions.paragraphs
        self._recipe = recipe
        self.asked = [asked for asked in questions.asked if asked.use in recipe.uses]
        self._near = {id(asked): neighbours.of(asked) for asked in self.asked}
        self._encoded = encoded
        self._names: dict[str, list[str]] = {}
        for asked in self.asked:
            title = self._paragraphs[asked.paragraph].title
            self._names.setdefault(title, []).extend(n.text for n in names(asked.question)[1:])

    def make(self, original: Asked, chance: random.Random) -> Example:
        """Return an example of one question."""
        asked = self._perhaps_swapped(original, chance)
        question = asked.question
        if chance.random() < self._recipe.without_mark:
            question = question.rstrip("? ")
        gold = chance.choice(sorted(asked.gold)) if asked.gold else None
        places = self._places(original, asked, gold, chance)
        in_context = chance.random() < self._recipe.in_context
        sequences = [self._sequence(question, place, in_context) for place in places]
        spans = [span for index, span in asked.spans if index == gold]
        if not spans:
            return Example(sequences, gold is not None)
        text = self._paragraphs[asked.paragraph].sentences[gold or 0]
        span = chance.choice(spans)
        first, last = self._encoded.places(text, span.start, span.end)
        inside = last < len(sequences[0].marked)
        return Example(sequences, True, (first, last) if inside else None)

    def _perhaps_swapped(self, asked: Asked, chance: random.Random) -> Asked:
        if not asked.gold or chance.random() >= self._recipe.swapped:
            return asked
        paragraph = self._paragraphs[asked.paragraph]
        title = paragraph.title if chance.random() < 0.5 else chance.choice(list(self._names))
        text = " ".join([paragraph.title, *paragraph.sentences])
        return swapped(asked, self._names[title], text, chance) or asked

    def _places(
        self, original: Asked, asked: Asked, gold: int | None, chance: random.Random
    ) -> list[Place]:
        own, same, other = self._near[id(original)]
        answered = sorted(original.gold) if asked.swapped else []  # what answered is the hardest
        rest = [*answered, *(index for index in own if index not in original.gold)]
        nearest, left = rest[: self._recipe.near], rest[self._recipe.near :]
        count = self._recipe.random + (gold is None)  # as many sentences with an answer as without
        chosen = [*([] if gold is None else [gold]), *nearest]
        chosen += chance.sample(left, min(len(left), count))
        places = [(asked.paragraph, index) for index in chosen]
        if not self._recipe.other_articles:
            return [*places, *same[:1]]
        return places + [chance.choice(near) for near in (same, other) if near]

    def _sequence(self, question: str, place: Place, in_context: bool) -> Tokens:
        paragraph, index = self._paragraphs[place[0]], place[1]
        text = paragraph.sentences[index]
        if not in_context:
            return self._encoded.pair(question, text)
        before = paragraph.sentences[index - 1] if index else ""
        return self._encoded.pair(question, text, paragraph.title, before)


def loss(example: Example, outputs: Sequence[torch.Tensor], span: float) -> torch.Tensor:
    """Return the loss of one question; the short answer weighs `span`."""
    scores = torch.stack([output[0, 0] for output in outputs] + [outputs[0].new_zeros(())])
    found = torch.logsumexp(scores, 0) - (scores[0] if example.answered else scores[-1])
    if example.span is None:
        return found
    marked = example.sequences[0].marked
    inside = torch.log_softmax(outputs[0][marked.start : marked.stop, 1:], 0)
    first, last = example.span
    return found - span * (inside[first, 0] + inside[last, 1]) / 2


def optimiser(network: nn.Module, steps: int, recipe: Recipe) -> tuple[Optimizer, LambdaLR]:
    """Return AdamW and its schedule: a short warm-up, then a linear decay to nothing."""
    learning = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    body = [p for n, p in learning if n.startswith("encoder.")]
    heads = [p for n, p in learning if not n.startswith("encoder.")]
    groups = [{"params": body, "lr": RATE}, {"params": heads, "lr": recipe.head_rate}]
    adam = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)

    def rate(step: int) -> float:
        return min(1.0, (step + 1) / (WARM_UP * steps)) * (steps - step) / steps

    return adam, LambdaLR(adam, rate)


def batches(
    makers: Sequence[Examples], epochs: int, chance: random.Random
) -> Iterator[list[Example]]:
    """Yield the examples of all `makers`, a few questions at a time, `epochs` times over."""
    everything = [(maker, asked) for maker in makers for asked in maker.asked]
    for _ in range(epochs):
        chance.shuffle(everything)
        for at in range(0, len(everything) - QUESTIONS + 1, QUESTIONS):
            yield [maker.make(asked, chance) for maker, asked in everything[at : at + QUESTIONS]]


def train(makers: Sequence[Examples], network: nn.Module, recipe: Recipe, seed: int) -> None:
    """Train `network` on the examples of all `makers`."""
    steps = recipe.epochs * (sum(len(maker.asked) for maker in makers) // QUESTIONS)
    adam, schedule = optimiser(network, steps, recipe)
    network.train()
    begun, total = time.time(), 0.0
    for step, batch in enumerate(batches(makers, recipe.epochs, random.Random(seed)), 1):
        outputs = iter(run(network, [one for example in batch for one in example.sequences]))
        losses = [
            loss(example, [next(outputs) for _ in example.sequences], recipe.span)
            for example in batch
        ]
        mean = torch.stack(losses).mean()
        mean.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        adam.step()
        adam.zero_grad()
        schedule.step()
        total += mean.item()
        if step % 100 == 0:
            seconds = time.time() - begun
            print(f"{step:,} of {steps:,}  loss {total / 100:.3f}  {seconds:.0f} s", flush=True)
            total = 0.0


def main(folder: Path, model: Path, recipe: Recipe, seed: int) -> None:
    """Train on SelQA and SQuAD 2.0 and write the weights to `model`."""
    torch.manual_seed(seed)
    sets, embedder, encoded = read_sets(folder), load_embedder(), Encoded()
    makers = [
        Examples(sets[name], Neighbours(embedder, sets[name]), encoded, recipe)
        for name in ("squad", "selqa")
    ]
    network = Network(pooled=recipe.pooled, frozen_words=recipe.frozen_words)
    train(makers, network, recipe, seed)
    torch.save(network.state_dict(), model)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the folder of the question sets")
    parser.add_argument("model", type=Path, help="the file to write the weights to")
    parser.add_argument("--recipe", choices=RECIPES, default="ours")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    main(options.folder, options.model, RECIPES[options.recipe], options.seed)

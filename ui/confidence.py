"""How far an answer can be relied on: a word for it, and what was measured of answers like it.

What is measured differs by who wrote it.

- Quoted sentences are true to their sources. Whether they answer the question is a probability that
  `assistant.reader` estimates, with the cross-encoder or without. Of answers rated so, these shares
  were right when `benchmarks.reading.risk` asked SQuAD 2.0's held-out questions and MTRAG's
  conversations:

  | confidence | SQuAD 2.0 | without it | MTRAG | without it |
  |---|---|---|---|---|
  | 0.7 and more | 90 % (214 of 239) | 75 % (147 of 196) | 58 % (11 of 19) | 72 % (13 of 18) |
  | 0.5 to 0.7 | 70 % (154 of 219) | 64 % (180 of 280) | 60 % (15 of 25) | 29 % (4 of 14) |
  | below 0.5 | 58 % (195 of 339) | 41 % (280 of 684) | 57 % (26 of 46) | 51 % (33 of 65) |

  So no word says more than "likely", and what is told of each is the whole range, but for the one
  share that is of too few answers.
- Of what a language model wrote, each sentence is checked against the articles, and the confidence
  is the share that they support. Measured by `benchmarks.support`: of sentences that the passages
  do not support, 0.9 % are taken for verified (13 of 1,449). Whether they answer is not measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

_LIKELY, _POSSIBLE = 0.7, 0.5
_QUOTED = (
    "The words are the articles' own; whether they answer your question is an estimate. In tests, "
    "{} in 10 answers rated like this one were right, depending on the questions."
)
_WRITTEN = (
    "A language model wrote this, and each sentence was checked against the articles: {}. When "
    "that check was tested, it let through about 1 in 100 sentences that they do not support. "
    "Whether the answer is right is for you to judge."
)


@dataclass(frozen=True, slots=True)
class Confidence:
    """A word for an answer, its `level` from 1 to 3, the surest, and what the word means."""

    word: str
    level: Literal[1, 2, 3]
    meaning: str


def confidence(answer: Mapping[str, Any]) -> Confidence | None:
    """Return how far an answer, given as `Answer.as_json`, can be relied on; None for no answer."""
    if not answer["answered"]:
        return None
    if answer["mode"] == "generative":
        return _of_written([one["verified"] for one in answer["sentences"]])
    return _of_quoted(answer["confidence"])


def _of_quoted(confidence: float) -> Confidence:
    if confidence >= _LIKELY:
        return Confidence("Likely answer", 3, _QUOTED.format("6 to 9"))
    if confidence >= _POSSIBLE:
        return Confidence("Possible answer", 2, _QUOTED.format("6 to 7"))
    return Confidence("Uncertain answer", 1, _QUOTED.format("4 to 6"))


def _of_written(verified: Sequence[bool]) -> Confidence:
    if all(verified):
        return Confidence("Supported", 3, _WRITTEN.format("they support all of them"))
    if any(verified):
        told = f"they support {sum(verified)} of {len(verified)}"
        return Confidence("Partly supported", 2, _WRITTEN.format(told))
    return Confidence("Not supported", 1, _WRITTEN.format("they support none of them"))

"""Read questions and sentences with the model that ships with the package."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vectorstore.crossencoder.pairs import Sentence, Special, pair
from vectorstore.embedding.settings import EmbeddingSettings
from vectorstore.engine import Engine
from vectorstore.text.spans import Span

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

FOLDER = Path(__file__).parent / "model"
_MOST_ANSWER = 30
"""Tokens of a short answer."""
_WORDLESS = -20.0
"""The relevance of what has no words."""
_KEPT = 4096
"""Readings remembered: a sentence is read to rank its passage, and once more for the answer."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the model makes of a sentence.

    `relevance` is a logit: that the sentence answers, against "nothing does" at 0. `answer` is the
    likeliest short answer, a range of the sentence, None where it has no words; `certainty` is the
    probability of that range among all in the sentence.
    """

    relevance: float
    answer: Span | None
    certainty: float


class CrossEncoder:
    """The model in `folder`, compiled code in `cache`. Several threads may use it."""

    def __init__(self, folder: Path, cache: Path, precision: str | None = None) -> None:
        from tokenizers import Tokenizer

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._special = Special(*self._tokenizer.encode("").ids)
        self._engine = Engine(folder / "model.onnx", cache, precision)
        self._kept: OrderedDict[tuple[str, Sentence], Read] = OrderedDict()
        self._lock = threading.Lock()

    def read(self, question: str, sentences: Sequence[Sentence]) -> list[Read]:
        """Return what the model makes of each sentence; what it has read lately it remembers."""
        with self._lock:
            kept = [self._kept.get((question, sentence)) for sentence in sentences]
        known = {s: read for s, read in zip(sentences, kept, strict=True) if read is not None}
        new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
        known |= zip(new, self._read(question, new), strict=True)
        with self._lock:
            for sentence in sentences:
                self._kept[question, sentence] = known[sentence]
                self._kept.move_to_end((question, sentence))
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return [known[sentence] for sentence in sentences]

    def _read(self, question: str, sentences: Sequence[Sentence]) -> list[Read]:
        texts = dict.fromkeys(
            part for one in sentences for part in (question, one.text, one.title, one.before)
        )
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        encoded: dict[str, Encoding] = dict(zip(texts, encodings, strict=True))
        ids = {text: encoding.ids for text, encoding in encoded.items()}
        pairs = [
            pair(ids[question], ids[one.text], ids[one.title], ids[one.before], self._special)
            for one in sentences
        ]
        return [
            _reading(output[one.marked.start : one.marked.stop], encoded[sentence.text])
            for one, output, sentence in zip(pairs, self._engine.run(pairs), sentences, strict=True)
        ]


def _reading(output: NDArray[np.float32], sentence: Encoding) -> Read:
    """Return what the logits (tokens of the sentence, 3) say: relevance, start and end."""
    if not len(output):
        return Read(_WORDLESS, None, 0.0)
    first, last, certainty = best_range(output[:, 1], output[:, 2])
    answer = Span(sentence.offsets[first][0], sentence.offsets[last][1])
    return Read(float(output[0, 0]), answer, certainty)


def best_range(starts: NDArray[np.float32], ends: NDArray[np.float32]) -> tuple[int, int, float]:
    """Return the first and last token of the likeliest range, and how probable it is."""
    odds = np.exp(starts - starts.max())[:, None] * np.exp(ends - ends.max())[None, :]
    odds = np.triu(odds) - np.triu(odds, _MOST_ANSWER)
    first, last = np.unravel_index(odds.argmax(), odds.shape)
    return int(first), int(last), float(odds[first, last] / odds.sum())


def load_cross_encoder(settings: EmbeddingSettings | None = None) -> CrossEncoder | None:
    """Return the model that ships with the package; None where it is missing or switched off.

    A process loads it once.
    """
    settings = settings or EmbeddingSettings()
    if not settings.cross_encoder or not (FOLDER / "model.onnx").is_file():
        return None
    return _loaded(FOLDER, settings.cache)


@lru_cache(maxsize=1)
def _loaded(folder: Path, cache: Path) -> CrossEncoder:
    state = (folder / "model.onnx").stat()  # to hash the file would take longer than to load it
    return CrossEncoder(folder, cache / "models" / f"reader-{state.st_size}-{state.st_mtime_ns}")

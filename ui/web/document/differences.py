"""What two versions of a text have not in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from vectorstore.text import sentences

_MOST_WORDS = 2_000
"""Where more have changed at once, they are not compared word by word, which takes their square."""
_LEAST_SHARED = 0.4
"""Share of the words that two texts must have in common, in order, to be told as one that changed;
what differs more reads better one behind the other."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of both versions, of the earlier alone, or of the later alone."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Pieces that hang together, with a paragraph before and behind that are the same.

    `skipped` counts the paragraphs before it that are the same and not among the pieces; the last
    hunk may have no pieces.
    """

    skipped: int
    pieces: tuple[Piece, ...]


def differences(before: str, after: str) -> list[Hunk]:
    """Return what changed from one version of a text to the other, in the order of the text.

    Paragraphs are compared, then sentences, then words. How a text is broken into lines makes no
    difference. There is none where the texts are the same.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    codes = _compared(old, new)
    if all(tag == "equal" for tag, *_ in codes):
        return []
    hunks: list[Hunk] = []
    pieces: list[Piece] = []
    skipped = 0
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag != "equal":
            pieces += _refined(old[i1:i2], new[j1:j2], (_sentences, _words))
            continue
        shown = [Piece("same", paragraph) for paragraph in new[j1:j2]]
        behind = shown[:1] if number > 0 else []
        before_next = shown[len(behind) :][-1:] if number < len(codes) - 1 else []
        between = len(shown) - len(behind) - len(before_next)
        pieces += behind
        if between:
            if pieces:
                hunks.append(Hunk(skipped, tuple(pieces)))
            skipped, pieces = between, []
        pieces += before_next
    hunks.append(Hunk(skipped, tuple(pieces)))
    return hunks


_Code = tuple[str, int, int, int, int]
_Cut = Callable[[str], Sequence[str]]


def _compared(old: Sequence[str], new: Sequence[str], popular: bool = False) -> list[_Code]:
    """Return how one sequence becomes the other; spaces make no difference.

    Unless `popular`, what is repeated all over is not looked for: it is everywhere.
    """
    before, after = ([" ".join(one.split()) for one in each] for each in (old, new))
    return list(SequenceMatcher(None, before, after, autojunk=not popular).get_opcodes())


def _refined(old: Sequence[str], new: Sequence[str], finer: Sequence[_Cut]) -> Iterator[Piece]:
    """Yield what became of a run of units, as finely as it reads well."""
    before, after = "".join(old), "".join(new)
    codes: list[_Code] = []
    if finer and before and after:
        cut, *finer = finer
        old, new = cut(before), cut(after)
        if finer or max(len(old), len(new)) <= _MOST_WORDS:
            codes = _compared(old, new, popular=not finer)
    shared = sum(j2 - j1 for tag, _, _, j1, j2 in codes if tag == "equal")
    if not codes or (not finer and shared < _LEAST_SHARED * min(len(old), len(new))):
        yield from _replaced(before, after)
        return
    for tag, i1, i2, j1, j2 in codes:
        if tag == "equal":
            yield Piece("same", "".join(new[j1:j2]))
        else:
            yield from _refined(old[i1:i2], new[j1:j2], finer)


def _replaced(before: str, after: str) -> Iterator[Piece]:
    if before:
        yield Piece("removed", before)
    if after:
        yield Piece("added", after)


def _paragraphs(text: str) -> list[str]:
    """Return a text's paragraphs, each with the blank line behind it, also where it is the last."""
    return [f"{one.strip()}\n\n" for one in text.split("\n\n") if one.strip()]


def _sentences(text: str) -> list[str]:
    """Return a text cut where its sentences begin."""
    starts = [0, *(span.start for span in sentences(text)[1:]), len(text)]
    return [text[start:end] for start, end in pairwise(starts) if start < end]


def _words(text: str) -> list[str]:
    """Return a text's words, whole figures and marks, each with the spaces behind it."""
    return re.findall(r"\s*(?:\d+(?:[.,]\d+)+|\w+|[^\w\s])\s*", text)

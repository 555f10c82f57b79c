"""Question sets: paragraphs in sentences, and which of them answer what."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from vectorstore.text import Span, figures, names, sentences

HELD_OUT = {"1973 oil crisis", "European Union law", "Scottish Parliament", "Yuan dynasty"}
DEVELOPMENT = {"Normans", "Harvard University"}
_DEVELOPMENT_SHARE = 0.12
"""Of SelQA's articles."""

# How CLAPNQ writes quotation marks and brackets.
_TREEBANK = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}


class Use(Enum):
    """What a question may be used for."""

    TRAINING = "training"
    DEVELOPMENT = "development"
    MEASURE = "measure"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, or section, of an article."""

    id: str
    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question; `gold` are the indices of the answering sentences in its paragraph.

    `spans` are short answers: index of the sentence, and range in it. `answers` are whole answers
    as text. `swapped` marks a question made up from another.
    """

    question: str
    paragraph: str
    gold: frozenset[int]
    use: Use
    spans: tuple[tuple[int, Span], ...] = ()
    answers: tuple[str, ...] = ()
    swapped: bool = False


@dataclass(frozen=True)
class QuestionSet:
    """Paragraphs by their id, and what is asked of them."""

    name: str
    paragraphs: dict[str, Paragraph]
    asked: list[Asked]

    def only(self, use: Use) -> list[Asked]:
        """Return the questions for one use."""
        return [asked for asked in self.asked if asked.use is use]


def read_sets(folder: Path) -> dict[str, QuestionSet]:
    """Return the sets in `folder` by name: squad, selqa, clapnq."""
    return {
        "squad": _squad(folder / "squad2-half.jsonl"),
        "selqa": _divided("selqa", folder / "selqa.jsonl"),
        "clapnq": _divided("clapnq", folder / "clapnq-dev-half.jsonl"),
    }


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines."""
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _squad(file: Path) -> QuestionSet:
    found = QuestionSet("squad", {}, [])
    for row in rows(file):
        context, title = row["context"], row["title"]
        spans = sentences(context)
        texts = tuple(span.of(context) for span in spans)
        found.paragraphs[row["id"]] = Paragraph(row["id"], title, texts)
        use = Use.DEVELOPMENT if title in DEVELOPMENT else Use.TRAINING
        use = Use.MEASURE if title in HELD_OUT else use
        for question in row["questions"]:
            answers = question["answers"]
            places = [_place(spans, one["start"], len(one["text"])) for one in answers]
            found.asked.append(
                Asked(
                    question["question"],
                    row["id"],
                    frozenset(index for index, _ in places),
                    use,
                    tuple(places),
                    tuple(one["text"] for one in answers),
                )
            )
    return found


def _place(spans: Sequence[Span], start: int, length: int) -> tuple[int, Span]:
    """Return which sentence holds the character `start`, and the answer's range in it."""
    index = max(i for i, span in enumerate(spans) if span.start <= start)
    first = start - spans[index].start
    return index, Span(first, min(first + length, spans[index].end - spans[index].start))


def _divided(name: str, file: Path) -> QuestionSet:
    """Read a set whose paragraphs come as sentences; equal ones are one paragraph."""
    found = QuestionSet(name, {}, [])
    known: dict[tuple[str, ...], str] = {}
    for row in rows(file):
        texts = tuple(_plain(text) for text in row["sentences"])
        if texts not in known:
            known[texts] = row["id"]
            found.paragraphs[row["id"]] = Paragraph(row["id"], row["title"], texts)
        use = Use.MEASURE if name == "clapnq" else _use(row["title"])
        gold, answers = frozenset(row["answering"]), tuple(row.get("answers", ()))
        found.asked.append(Asked(row["question"], known[texts], gold, use, answers=answers))
    return found


def _use(title: str) -> Use:
    """Return what an article of SelQA is for: always the same, whatever the order."""
    share = zlib.crc32(title.encode()) / 2**32
    return Use.DEVELOPMENT if share < _DEVELOPMENT_SHARE else Use.TRAINING


def _plain(text: str) -> str:
    for mark, plain in _TREEBANK.items():
        text = text.replace(mark, plain)
    return text


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
    elif inside and others:
        span = chance.choice(inside).span
        other = chance.choice(others)
    else:
        return None
    if other.lower() in text.lower():
        return None
    changed = question[: span.start] + other + question[span.end :]
    return replace(asked, question=changed, gold=frozenset(), swapped=True)

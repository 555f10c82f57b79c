"""Claims and the passages that they are judged by: true ones, and false ones made of them."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.verification import states_nothing
from benchmarks.support.alterations import ALTERATIONS
from vectorstore import DocumentRef, Hit, Metadata, Passage
from vectorstore.text import content_words, sentences

_FEWEST_WORDS = 4
_NUMBERED = re.compile(r"\A\d{1,2}\.\s")
_ASIDE = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the passages it is judged by, and what it is: `kind` names an alteration.

    `origin` is the set that the sentence comes from; `held_out` says that nothing was fitted on it.
    """

    text: str
    hits: tuple[Hit, ...]
    origin: str
    kind: str
    held_out: bool

    @property
    def is_true(self) -> bool:
        """Whether the passages are held to support the sentence."""
        return self.kind == "true"


def read_cases(folder: Path, most: int) -> list[Case]:
    """Return the cases of the sets in `folder`, made of at most `most` sentences of each set."""
    true = [*_replies(folder), *_answers(folder), *_shortened(folder)]
    kept: list[Case] = []
    for origin in dict.fromkeys(case.origin for case in true):
        own = [case for case in true if case.origin == origin]
        random.Random(origin).shuffle(own)
        kept += own[:most]
    return [*kept, *_false(kept), *_removed(folder, most)]


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _hits(texts: Sequence[str], title: str, key: str) -> tuple[Hit, ...]:
    found = []
    for number, text in enumerate(texts):
        document = DocumentRef(f"{key}-{number}", "1", Metadata(title), None)
        passage = Passage(f"{key}-{number}", 0, len(text), text, document)
        found.append(Hit(passage, 1.0, 0.5))
    return tuple(found)


def _is_held_out(key: str) -> bool:
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 0


def _claims(text: str) -> Iterator[str]:
    for span in sentences(text):
        claim = _NUMBERED.sub("", " ".join(span.of(text).split()))
        short = len(set(content_words(claim))) < _FEWEST_WORDS
        if not short and not claim.endswith("?") and not states_nothing(claim):
            yield claim


def _replies(folder: Path) -> Iterator[Case]:
    for row in _lines(folder / "conversations" / "mtrag-un-half.jsonl"):
        if row["answerability"] != "ANSWERABLE":
            continue
        texts, title = [], ""
        for context in row["contexts"]:
            title, _, text = context["text"].partition("\n")
            texts.append(text)
        key = str(row["id"])
        for claim in _claims(str(row["target"])):
            yield Case(claim, _hits(texts, title, key), "replies", "true", _is_held_out(key))


def _answers(folder: Path) -> Iterator[Case]:
    for row in _lines(folder / "reading" / "clapnq-dev-half.jsonl"):
        if not row["answerable"]:
            continue
        key, title = str(row["id"]), str(row["title"])
        hits = _hits([" ".join(row["sentences"])], title, key)
        for claim in dict.fromkeys(one for answer in row["answers"] for one in _claims(answer)):
            yield Case(claim, hits, "answers", "true", _is_held_out(title))


def _shortened(folder: Path) -> Iterator[Case]:
    for row in _lines(folder / "reading" / "selqa.jsonl"):
        key, title = str(row["id"]), str(row["title"])
        hits = _hits([" ".join(row["sentences"])], title, key)
        for index in row["answering"]:
            claim = _shorter(row["sentences"][index])
            if claim is not None:
                yield Case(claim, hits, "shortened", "true", _is_held_out(title))


def _shorter(sentence: str) -> str | None:
    """Return a sentence without asides and without its last clause, None if it stays as it is."""
    text = _ASIDE.sub("", sentence).strip()
    head, comma, tail = text.rstrip(".").rpartition(", ")
    if comma and len(tail.split()) > 3 and len(head.split()) > 7 and " and " not in tail[:5]:
        text = head + "."
    return text if text != sentence.strip() and len(set(content_words(text))) >= 4 else None


def _false(true: Sequence[Case]) -> Iterator[Case]:
    chance = random.Random(0)
    for number, case in enumerate(true):
        source = "\n".join(hit.passage.text for hit in case.hits)
        for kind, alter in ALTERATIONS.items():
            altered = alter(case.text, source, chance)
            if altered is not None and altered != case.text:
                yield replace(case, text=altered, kind=kind)
        others = [
            c for c in true[number % 7 :: 7] if c.origin == case.origin and c.hits != case.hits
        ]
        if others:
            near = max(others, key=lambda c: len(_stems(c.text) & _stems(source)))
            same_half = near.held_out == case.held_out
            if same_half and _stems(near.text) - _stems(source):
                yield replace(case, text=near.text, kind="another's")


def _stems(text: str) -> set[str]:
    return set(content_words(text))


def _removed(folder: Path, most: int) -> Iterator[Case]:
    """Yield sentences judged by the rest of their own passage."""
    rows = [*_lines(folder / "reading" / "selqa.jsonl")]
    random.Random(1).shuffle(rows)
    for row in rows[:most]:
        found = row["sentences"]
        index = random.Random(str(row["id"])).randrange(len(found))
        rest = " ".join(s for i, s in enumerate(found) if i != index)
        if rest and len(set(content_words(found[index]))) >= _FEWEST_WORDS:
            hits = _hits([rest], str(row["title"]), f"rest-{row['id']}")
            held = _is_held_out(str(row["title"]))
            yield Case(found[index].strip(), hits, "rest", "rest of passage", held)

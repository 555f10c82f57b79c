"""The product as a user has it: the command `caravan`, and a language model set up for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.models.articles import HOST, WORDS
from tests.models.script import Asked, Refusal, Reply
from tests.models.server import KEY, ModelServer
from tests.ui.cli import Ran, caravan


@dataclass(frozen=True)
class Product:
    """`caravan` on one corpus, with what it is asked through `server`."""

    home: Path
    server: ModelServer
    monkeypatch: pytest.MonkeyPatch

    def set_up(self, provider: str, *replies: Reply | Refusal | str, **settings: object) -> None:
        """Set the variables of a user of `provider`, and what the model will write."""
        self.server.replies = [
            Reply(write=numbered(each)) if isinstance(each, str) else each for each in replies
        ]
        self.server.asked.clear()
        for name, value in self.server.settings(provider, **settings).items():
            self.monkeypatch.setenv(name, value)

    def ask(self, question: str, *options: str) -> dict[str, Any]:
        """Return what `caravan ask --json` prints, after all that must hold for every answer."""
        ran = self.run("ask", question, "--json", *options)
        answer: dict[str, Any] = ran.json
        assert list(_faults(answer, self.home)) == []
        return answer

    def run(self, *words: str) -> Ran:
        """Run `caravan`, which must end well."""
        ran = caravan("--home", self.home, *words)
        assert ran.status == 0, ran.err
        assert KEY not in ran.out + ran.err
        return ran


def cites(answer: dict[str, Any], sentence: dict[str, Any]) -> set[str]:
    """Return the names of the articles that a sentence of an answer cites."""
    cited = {one["number"]: one["document"]["source"] for one in answer["citations"]}
    return {Path(cited[number]).stem for number in sentence["citations"]}


def numbered(reply: str) -> Callable[[Asked], str]:
    """Return a function that writes `reply` with the numbers that the passages have."""

    def write(asked: Asked) -> str:
        return re.sub(r"\{(\w+)\}", lambda name: str(asked.number_of(WORDS[name[1]])), reply)

    return write


def _faults(answer: dict[str, Any], home: Path) -> Iterator[str]:
    """Yield what must be the matter with no answer, whatever the model has written."""
    for one in (*answer["citations"], *answer["related"]):
        document = one["document"]
        shown = caravan("--home", home, "show", document["id"], "--json").json["text"]
        if shown[one["start"] : one["end"]] != one["quote"]:
            yield f"{one['quote']!r} is not at its place"
    numbers = [one["number"] for one in answer["citations"]]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the citations are numbered {numbers}"
    if {number for each in answer["sentences"] for number in each["citations"]} != set(numbers):
        yield "a citation is cited by no sentence, or the other way round"
    for each in answer["sentences"]:
        if each["verified"] and (each["problems"] or not each["citations"]):
            yield f"{each['text']!r} is verified without reason"
        if not each["verified"] and not each["problems"]:
            yield f"{each['text']!r} is not verified, without a reason"
    said = " ".join([answer["text"], *answer["notes"], *(s["text"] for s in answer["sentences"])])
    for address in (HOST, "://", "javascript:", "data:"):
        if address in said:
            yield f"{address} is in what is said: {said}"
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said):
        yield f"control characters: {said!r}"

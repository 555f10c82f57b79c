"""A sentence that may answer a question, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.requirements.requirement import Need, Requirement


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its neighbours, the title and passage it stands in, and what is asked."""

    question: str
    needs: tuple[Requirement, ...]
    sentence: str
    before: str
    after: str
    title: str
    passage: str
    published: date | None

    @property
    def context(self) -> tuple[str, ...]:
        """All that may tell what the sentence is about."""
        return self.before, self.title, self.after, self.passage

    @property
    def asked(self) -> Need | None:
        """The kind of answer that is asked for."""
        return next((one.kind for one in self.needs if one.kind.of_answer), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the question."""
        return tuple(one.text for one in self.needs if one.kind is Need.NAME)

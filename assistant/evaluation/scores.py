"""Ask every question of a file, and score what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from assistant.answers import Answer, Question
from assistant.evaluation.citations import CitationScore, judge_citations
from assistant.evaluation.questions import Case
from assistant.evaluation.relevance import DocumentNames
from assistant.evaluation.retrieval import FIRST, measure
from assistant.verification import TextOf


@dataclass(frozen=True, slots=True)
class Parts:
    """What is evaluated: `ask` answers a question, `rank` ranks documents by id for it."""

    ask: Callable[[Question], Answer]
    rank: Callable[[Question], Sequence[str]]
    names: DocumentNames
    text_of: TextOf


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer.

    `right` is None where the file does not say what the answer holds; `citations` is None where
    nothing was answered.
    """

    case: Case
    answer: Answer
    right: bool | None
    citations: CitationScore | None

    @property
    def went_wrong(self) -> bool:
        """Tell whether the answer is missing, lacks what was expected, or should not be there."""
        return self.right is False or self.answer.answered is not self.case.answerable

    def as_json(self) -> dict[str, Any]:
        """Return what was expected, and what was said."""
        return {
            "id": self.case.id,
            "question": self.case.question,
            "answerable": self.case.answerable,
            "expected": list(self.case.answers) if self.case.answerable else [],
            "answered": self.answer.answered,
            "said": _said(self.answer),
        }


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The measures over the questions that name relevant documents.

    `values` has one of each measure for each of `cases`, in order. `unknown` are the names that no
    document has; they count as not found.
    """

    cases: tuple[Case, ...]
    values: Mapping[str, Sequence[float]]
    unknown: tuple[str, ...] = ()

    @property
    def measures(self) -> dict[str, float]:
        """The mean of each measure."""
        return {name: sum(values) / len(values) for name, values in self.values.items()}

    @property
    def missed(self) -> list[Case]:
        """The questions that have no relevant document among the first five."""
        found = zip(self.cases, self.values[FIRST], strict=True)
        return [case for case, recall in found if not recall]

    def as_json(self) -> dict[str, Any]:
        """Return the measures in the form that `caravan eval --json` prints."""
        return {
            "questions": len(self.cases),
            "measures": {name: round(value, 4) for name, value in self.measures.items()},
            "unknown": len(self.unknown),
            "missed": [case.id for case in self.missed],
            "by_question": {
                case.id: {name: round(values[place], 4) for name, values in self.values.items()}
                for place, case in enumerate(self.cases)
            },
        }


@dataclass(frozen=True)
class Evaluation:
    """The scores of a question file."""

    asked: tuple[Asked, ...]
    retrieval: Retrieval | None

    @cached_property
    def judged(self) -> list[Asked]:
        """The answerable questions of which the file says what the answer holds."""
        return [one for one in self.asked if one.right is not None]

    @cached_property
    def unanswerable(self) -> list[Asked]:
        """The questions that the corpus is said not to answer."""
        return [one for one in self.asked if not one.case.answerable]

    @property
    def right(self) -> int:
        """How many of the judged answers hold all that was expected."""
        return sum(one.right is True for one in self.judged)

    @property
    def refused(self) -> int:
        """How many of the unanswerable questions were not answered."""
        return sum(not one.answer.answered for one in self.unanswerable)

    @property
    def answered(self) -> int:
        """How many of the answerable questions were answered."""
        return sum(one.answer.answered for one in self.asked if one.case.answerable)

    @cached_property
    def citations(self) -> list[CitationScore]:
        """The scores of the citations, one an answer."""
        return [one.citations for one in self.asked if one.citations is not None]

    @property
    def citation_precision(self) -> float | None:
        """The mean over the answers; None where there is none."""
        return _mean([score.precision for score in self.citations])

    @property
    def citation_recall(self) -> float | None:
        """The mean over the answers; None where there is none."""
        return _mean([score.recall for score in self.citations])

    @cached_property
    def evidence(self) -> tuple[int, int]:
        """How many of the strings given as evidence the answers quote, and how many there are."""
        quoted = [
            _quotes(one.answer, string)
            for one in self.asked
            if one.case.answerable
            for string in one.case.evidence
        ]
        return sum(quoted), len(quoted)

    @property
    def wrong(self) -> list[Asked]:
        """The questions whose answer is not what was expected, or missing."""
        return [one for one in self.asked if one.went_wrong]

    def as_json(self) -> dict[str, Any]:
        """Return the scores in the form that `caravan eval --json` prints.

        Counts are integers; rates lie between 0 and 1, and are None where there is nothing to
        judge.
        """
        scores, (quoted, strings) = self.citations, self.evidence
        return {
            "questions": len(self.asked),
            "answerable": len(self.asked) - len(self.unanswerable),
            "unanswerable": len(self.unanswerable),
            "answered": self.answered,
            "judged": len(self.judged),
            "right": self.right,
            "right_rate": _rate(self.right, len(self.judged)),
            "refused": self.refused,
            "refused_rate": _rate(self.refused, len(self.unanswerable)),
            "citation_precision": _rounded(self.citation_precision),
            "citation_recall": _rounded(self.citation_recall),
            "citations": {
                "answers": len(scores),
                "sentences": sum(score.sentences for score in scores),
                "supported": sum(score.supported for score in scores),
                "citations": sum(score.citations for score in scores),
                "counted": sum(score.counted for score in scores),
            },
            "evidence": {"strings": strings, "quoted": quoted, "rate": _rate(quoted, strings)},
            "retrieval": self.retrieval.as_json() if self.retrieval else None,
            "wrong": [one.as_json() for one in self.wrong],
            "by_question": {
                one.case.id: {
                    "question": one.case.question,
                    "answered": one.answer.answered,
                    "right": one.right,
                }
                for one in self.asked
            },
        }


def evaluate(
    cases: Sequence[Case], parts: Parts, on_done: Callable[[], None] = lambda: None
) -> Evaluation:
    """Ask `cases` one after another and return their scores.

    `on_done` is called after each. Raises CorpusError where the corpus cannot be searched.
    """
    asked: list[Asked] = []
    ranked: list[Case] = []
    rankings: list[Sequence[str]] = []
    relevant: list[dict[str, int]] = []
    unknown: dict[str, None] = {}
    replay = cache(parts.ask)  # the questions of one conversation share their histories
    for case in cases:
        question = case.asked(replay)
        answer = parts.ask(question)
        cited = judge_citations(answer, parts.text_of) if answer.answered else None
        asked.append(Asked(case, answer, _is_right(case, answer), cited))
        if case.relevant:
            ranked.append(case)
            rankings.append(parts.rank(question))
            grades, missing = _grades(case.relevant, parts.names)
            relevant.append(grades)
            unknown |= dict.fromkeys(missing)
        on_done()
    if not rankings:
        return Evaluation(tuple(asked), None)
    values = measure(rankings, relevant)
    return Evaluation(tuple(asked), Retrieval(tuple(ranked), values, tuple(unknown)))


def _rate(count: int, total: int) -> float | None:
    """Return the share that `count` is of `total`, to four places; None of nothing."""
    return _rounded(count / total) if total else None


def _is_right(case: Case, answer: Answer) -> bool | None:
    if not case.answerable or not case.answers:
        return None
    said = _plain(_said(answer)) if answer.answered else ""
    return all(
        any(
            _plain(alternative) in said
            for alternative in expected.split("|")
            if alternative.strip()
        )
        for expected in case.answers
    )


def _said(answer: Answer) -> str:
    """Return an answer's words without the numbers of its citations, or why there is none."""
    return " ".join(one.text for one in answer.sentences) if answer.answered else answer.text


def _quotes(answer: Answer, evidence: str) -> bool:
    wanted = _plain(evidence)
    quotes = [_plain(citation.quote) for citation in answer.citations]
    return any(quote and (wanted in quote or quote in wanted) for quote in quotes)


def _grades(relevant: Mapping[str, int], names: DocumentNames) -> tuple[dict[str, int], list[str]]:
    """Return the grades by document id, and the names that no document has."""
    grades: dict[str, int] = {}
    missing = []
    for name, grade in relevant.items():
        found = names.find(name)
        if not found:
            missing.append(name)
        for document in found or {f"no document {name}"}:
            grades[document] = max(grade, grades.get(document, 0))
    return grades, missing


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

"""From a question to the passages that it is answered from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from assistant.answers import Inferred, Question, words_of
from assistant.drafts import Evidence
from assistant.rewriting import Rewriter
from assistant.understanding import condense, day_of, limits, parts
from vectorstore import ChatModelFailed, Filters, Hit, HybridSearch
from vectorstore.retriever import HybridRetriever
from vectorstore.search import respelled_tokens
from vectorstore.text import content_words

PASSAGES = 8
"""How many passages are read for an answer."""

_OF_A_NAME = re.compile(r"\b(?:stands? for|called|named|names?|renamed|abbreviat\w+|spell\w*)\b")
"""What is asked of a name itself is asked in the words of the question."""

_FEWEST = 4
"""How many are read for each part of a question that has several."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A question as it was understood, and the evidence found for it.

    `standalone` is the question as it can be understood alone; the evidence's own question spells
    names as the passages do. `filters` are those in force, `inferred` those of them that the
    question's words set. `failed` is set where a language model was to rewrite the question and did
    not.
    """

    question: Question
    standalone: str
    evidence: Evidence
    filters: Filters
    inferred: tuple[Inferred, ...] = ()
    notes: tuple[str, ...] = ()
    failed: ChatModelFailed | None = None


class Retrieval:
    """Understands questions and finds passages for them, with one search.

    `today` tells the day that "last week" is counted from. Follow-ups are made standalone by
    `rewriter`; without it, or where it does not know, by rules.
    """

    def __init__(
        self,
        search: HybridSearch,
        today: Callable[[], date] = date.today,
        rewriter: Rewriter | None = None,
    ) -> None:
        self._search = search
        self._today = today
        self._rewriter = rewriter

    def __call__(self, question: Question, passages: int = PASSAGES) -> Retrieved:
        """Return the evidence for `question`: about so many passages.

        Raises CorpusError where the corpus cannot be searched.
        """
        standalone, failed = self._standalone(question)
        meant = self._limits(question)
        inferred = meant if question.infer else ()
        filters = _limited(question.filters, inferred)
        asked = _without(standalone, meant)
        several = parts(asked)
        count = passages if len(several) == 1 else max(_FEWEST, passages // 2)
        found = [self._evidence(part, filters, count) for part in several]
        whole = found[0][0] if len(found) == 1 else self._together(asked, [e for e, _ in found])
        notes = dict.fromkeys(note for _, read_as in found for note in read_as)
        if meant and not inferred:
            notes[f"No limit was taken from {words_of(meant)}."] = None
        return Retrieved(question, standalone, whole, filters, inferred, tuple(notes), failed)

    def _standalone(self, question: Question) -> tuple[str, ChatModelFailed | None]:
        """Return the question as it can be understood alone, and why no model rewrote it."""
        failed = None
        if self._rewriter is not None and question.history:
            try:
                if rewritten := self._rewriter(question):
                    return rewritten, None
            except ChatModelFailed as error:
                failed = error
        return condense(question.text, question.history), failed

    def _limits(self, question: Question) -> tuple[Inferred, ...]:
        """Return the limits that the question's words mean beside those that were set."""
        today = self._today()
        found = limits(question.text, today, lambda event: day_of(event, self._search, today))
        found = tuple(limit for limit in found if getattr(question.filters, limit.field) is None)
        limited = _limited(question.filters, found)
        if limited.since and limited.until and limited.since > limited.until:
            return ()
        return found

    def _evidence(
        self, asked: str, filters: Filters, count: int
    ) -> tuple[Evidence, tuple[str, ...]]:
        """Return the evidence for one question, and how its names were read."""
        retriever = HybridRetriever(search=self._search, count=count, filters=filters)
        hits = tuple(document.metadata["hit"] for document in retriever.invoke(asked))
        if _OF_A_NAME.search(asked):
            return Evidence(asked, hits), ()
        texts = [hit.passage.titled for hit in hits]
        spelled, changes = self._search.lexicon.respelled(asked, texts)
        read_as = tuple(f"“{written}” was read as “{read}”." for written, read in changes)
        return Evidence(respelled_tokens(spelled, texts), hits), read_as

    def _together(self, asked: str, found: list[Evidence]) -> Evidence:
        """Return one evidence of several: of each part's passages the best, then the second ..."""
        rounds = zip_longest(*(evidence.hits for evidence in found))
        hits: dict[str, Hit] = {}
        for hit in (hit for round_ in rounds for hit in round_ if hit is not None):
            hits.setdefault(hit.passage.id, hit)
        return Evidence(asked, tuple(hits.values()), tuple(found))


def _limited(filters: Filters, inferred: tuple[Inferred, ...]) -> Filters:
    """Return `filters` with what the question's words limit further.

    An article whose date is not known may still be what was meant.
    """
    if not inferred:
        return filters
    found = {limit.field: limit.value for limit in inferred}
    return replace(
        filters,
        since=found.get("since", filters.since),
        until=found.get("until", filters.until),
        undated=filters.since is None and filters.until is None,
    )


def _without(question: str, meant: tuple[Inferred, ...]) -> str:
    """Return `question` without the words that limit the articles' dates.

    A date of what happened stays: "What was signed in June 2024?" is about that June. So does what
    would leave nothing to ask for.
    """
    shorter = question
    both = {limit.field for limit in meant} == {"since", "until"}
    for limit in meant:
        if both or not any(map(str.isdigit, limit.words)):
            shorter = " ".join(shorter.replace(limit.words, " ").split())
    return shorter if content_words(shorter) else question

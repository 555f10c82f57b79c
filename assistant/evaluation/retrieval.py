"""How well documents are ranked, by the measures that retrieval is compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import ir_measures
from ir_measures import RR, R, Success, nDCG

from vectorstore import Hit

DEPTH = 10
"""How many documents a ranking is judged by."""

_MEASURES = (nDCG @ DEPTH, R @ 5, RR @ DEPTH, Success @ 1)
FIRST = str(R @ 5)
"""The measure that is 0 where no relevant document is among the first five."""

_FIRST_PASSAGES = 50
_MOST_PASSAGES = 800

Find = Callable[[int], Sequence[Hit]]
"""Returns about so many passages for a question, best first."""


def rank_documents(find: Find) -> list[str]:
    """Return the ids of the documents found, each at the rank of its best passage.

    More and more passages are asked for until they come from `count` documents, or more of them
    come from no more documents. (Fewer than were asked for say nothing: neighbours are joined.)
    """
    found: list[str] = []
    passages = _FIRST_PASSAGES
    while passages <= _MOST_PASSAGES:
        before = len(found)
        found = list(dict.fromkeys(hit.passage.document.id for hit in find(passages)))
        if len(found) >= DEPTH or len(found) == before:
            break
        passages *= 4
    return found


def measure(
    rankings: Sequence[Sequence[str]], relevant: Sequence[Mapping[str, int]]
) -> dict[str, list[float]]:
    """Return nDCG@10, R@5, RR@10 and Success@1 of each question, in order, by ir-measures.

    `rankings` holds ids of documents, best first; `relevant` their grades, where above 0. A
    question that nothing was found for scores 0.
    """
    values = {str(one): [0.0] * len(rankings) for one in _MEASURES}
    computed: Any = ir_measures.iter_calc(
        list(_MEASURES), list(_judgements(relevant)), list(_run(rankings))
    )
    for metric in computed:
        values[str(metric.measure)][int(metric.query_id)] = float(metric.value)
    return values


def _judgements(relevant: Sequence[Mapping[str, int]]) -> Iterator[ir_measures.Qrel]:
    for question, grades in enumerate(relevant):
        for document, grade in grades.items():
            yield ir_measures.Qrel(str(question), document, grade)


def _run(rankings: Sequence[Sequence[str]]) -> Iterator[ir_measures.ScoredDoc]:
    for question, ranking in enumerate(rankings):
        distinct = list(dict.fromkeys(ranking))
        for rank, document in enumerate(distinct):
            yield ir_measures.ScoredDoc(str(question), document, float(len(distinct) - rank))

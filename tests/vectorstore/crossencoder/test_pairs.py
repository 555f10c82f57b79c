"""How a question and a sentence become one sequence."""

from __future__ import annotations

from vectorstore.crossencoder.pairs import (
    MOST_CONTEXT,
    MOST_QUESTION,
    MOST_SENTENCE,
    MOST_TITLE,
    Special,
    pair,
)

SPECIAL = Special(1, 2)


def test_the_sentence_is_marked_and_its_context_follows() -> None:
    tokens = pair([10, 11], [20, 21, 22], [30], [40, 41], SPECIAL)
    assert tokens.ids == [1, 10, 11, 2, 20, 21, 22, 2, 30, 2, 40, 41, 2]
    assert [tokens.ids[i] for i in tokens.marked] == [20, 21, 22]


def test_without_context_the_sequence_ends_with_the_sentence() -> None:
    assert pair([10], [20], [], [], SPECIAL).ids == [1, 10, 2, 20, 2]


def test_what_is_too_long_is_cut() -> None:
    long = list(range(100, 400))
    tokens = pair(long, long, long, long, SPECIAL)
    assert list(tokens.ids[1 : MOST_QUESTION + 1]) == long[:MOST_QUESTION]
    assert [tokens.ids[i] for i in tokens.marked] == long[:MOST_SENTENCE]
    context = [id_ for id_ in tokens.ids[tokens.marked.stop :] if id_ > 2]
    assert context == long[:MOST_TITLE] + long[MOST_TITLE - MOST_CONTEXT :]

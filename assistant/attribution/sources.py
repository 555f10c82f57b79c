"""Who a sentence itself says it has its matter from, and which words are that matter."""

from __future__ import annotations

from assistant.attribution.phrases import by_phrase, labelled, unnamed
from assistant.attribution.reports import Report
from assistant.attribution.tokens import Line
from assistant.attribution.verbs import by_verb


def report(line: Line) -> Report | None:
    """Return what a sentence says about its source: None where it is silent, or says two things."""
    if (label := labelled(line)) is not None:
        return label
    found = list(by_verb(line))
    if len(found) > 1 and _differ(line, found[0], found[1]):
        return None
    named = sorted([*found[:1], *by_phrase(line)], key=lambda one: one[0])
    if named:
        return named[0][1]
    return unnamed(line)


def _differ(line: Line, first: tuple[int, Report], second: tuple[int, Report]) -> bool:
    a, b = first[1].speaker, second[1].speaker
    if a is None or b is None or b.is_pronoun:
        return False
    return a.of(line.text) != b.of(line.text)

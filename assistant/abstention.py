"""What is said where nothing answers: what is missing, and what the nearest passages have instead.

Every statement is checked against the texts that are given, and says no more than was checked.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Inferred, words_of
from assistant.requirements import Need, Requirement, instead, is_stated
from vectorstore.text.words import fold

_MOST = 3
"""How many things of one sort are named."""
_LONGEST = 80
_EMPTY = (
    "The corpus holds no articles. Add some: “Add articles” in the app, or "
    "`caravan ingest PATH` in a terminal."
)
_LACKS = {
    Need.NUMBER: "no number",
    Need.MONEY: "no sum of money",
    Need.PERCENT: "no percentage",
    Need.DURATION: "no length of time",
    Need.TIME: "no date or time",
    Need.PERSON: "no person or body",
    Need.PLACE: "no place",
}


@dataclass(frozen=True, slots=True)
class Near:
    """One of the passages nearest to a question: the title of its article, and its text."""

    title: str
    text: str


def abstention(
    nearest: Sequence[Near],
    *,
    required: Sequence[Requirement] = (),
    unmet: Sequence[Requirement] = (),
    missing: Sequence[str] = (),
    sentence: str = "",
    filtered: bool = False,
    inferred: Sequence[Inferred] = (),
) -> str:
    """Return why a question has no answer, in two or three sentences of plain text.

    `nearest` are the passages that were read, best first; `required` is what the question asks
    for, and `unmet` what the best `sentence` of theirs does not meet. `missing` are words of the
    question that a reader found in none of them. `filtered` tells that limits were set, `inferred`
    which ones the question's words set.
    """
    if not nearest:
        return _nothing(filtered, inferred)
    absent = _absent([*required, *unmet], missing, nearest)
    subject = f"{_subject(filtered, inferred)} not answer this"
    if absent:
        lack = f"none of the nearest passages mentions {_listed(absent, 'or')}"
        sentences = [f"{subject}: {lack}.", _instead_of(absent, [*required, *unmet], nearest)]
    else:
        sentences = [f"{subject}.", *(_shortcomings(unmet, sentence) if sentence else ())]
        if len(sentences) == 1:
            sentences.append(_articles(nearest))
    return " ".join(filter(None, sentences))


def note_of_unmet(unmet: Iterable[Requirement]) -> str:
    """Return the sentence shown beside an answer that does not meet everything, "" if it does."""
    needs = tuple(dict.fromkeys(unmet))
    parts = [
        f"do not {verb} {_listed([one.text for one in group], 'or')}"
        for verb, group in _by_verb(needs)
    ]
    if lacks := _lacks(needs):
        parts.append(f"give {lacks}")
    return f"The sentences quoted {_enumerated(parts, 'and')}." if parts else ""


def _by_verb(needs: Iterable[Requirement]) -> Iterator[tuple[str, list[Requirement]]]:
    """Yield the names and the other things that a question gives, with what is done with them."""
    given = [one for one in needs if not one.kind.of_answer]
    for verb, named in (("name", True), ("state", False)):
        group = [one for one in given if (one.kind is Need.NAME) is named]
        if group:
            yield verb, group


def _lacks(needs: Iterable[Requirement]) -> str:
    """Return which kinds of answer are not given: no number and no date."""
    return _enumerated([_LACKS[one.kind] for one in needs if one.kind.of_answer], "and")


def _nothing(filtered: bool, inferred: Sequence[Inferred]) -> str:
    limits = ["lies within the filters that were set"] if filtered else []
    if inferred:
        limits.append(f"is from the time that was asked about ({words_of(inferred)})")
    return f"No article in the corpus {' and '.join(limits)}." if limits else _EMPTY


def _subject(filtered: bool, inferred: Sequence[Inferred]) -> str:
    limits = ["within the filters"] if filtered else []
    if inferred:
        limits.append(f"from the time that was asked about ({words_of(inferred)})")
    return f"The articles {' and '.join(limits)} do" if limits else "The corpus does"


def _absent(
    needs: Sequence[Requirement], missing: Sequence[str], nearest: Sequence[Near]
) -> list[str]:
    """Return what none of the passages and titles has, in the words of the question."""
    texts = [text for near in nearest for text in (near.title, near.text)]
    stated = [one for one in needs if not one.kind.of_answer]
    found = [one.text for one in stated if not any(is_stated(one, text) for text in texts)]
    held = "\n".join(fold(text) for text in texts)
    for word in missing:
        known = any(fold(word) in fold(one) for one in found)
        if not known and fold(word) not in held:
            found.append(word)
    return [one for one in dict.fromkeys(found) if fold(one) not in held]


def _instead_of(
    absent: Sequence[str], needs: Sequence[Requirement], nearest: Sequence[Near]
) -> str:
    """Say what of the same sort the passages have, or else which articles they are from."""
    for need in dict.fromkeys(one for one in needs if one.text in absent):
        counted = Counter(
            other for near in nearest for other in dict.fromkeys(instead(need, near.text))
        )
        others = [one for one, _ in counted.most_common(_MOST)]
        if others and need.kind is Need.DATE:
            return f"They state {_listed(sorted(others), 'and')}."
        if others:
            return f"They name {_listed(others, 'and')}."
    return _articles(nearest)


def _articles(nearest: Sequence[Near]) -> str:
    """Say which articles come nearest."""
    titles = list(dict.fromkeys(shown for near in nearest if (shown := _shown(near.title))))
    if not titles:
        return ""
    articles = "The nearest article is" if len(titles) == 1 else "The nearest articles are"
    return f"{articles} {_listed(titles, 'and')}."


def _shortcomings(unmet: Sequence[Requirement], sentence: str) -> Iterator[str]:
    """Say what the sentence that comes nearest does not have, and what it has instead."""
    needs = tuple(dict.fromkeys(unmet))
    absent = [one for one in needs if one.kind.of_answer or not is_stated(one, sentence)]
    for verb, group in _by_verb(absent):
        others = list(dict.fromkeys(other for one in group for other in instead(one, sentence)))
        lack = _listed([one.text for one in group], "or")
        if others:
            yield f"The nearest sentence {verb}s {_listed(others, 'and')}, not {lack}."
        else:
            yield f"The nearest sentence does not {verb} {lack}."
    if lacks := _lacks(absent):
        yield f"The nearest sentence gives {lacks}."


def _listed(texts: Iterable[str], word: str) -> str:
    """Return texts in quotes, each once, at most three of them."""
    shown = dict.fromkeys(filter(None, map(_shown, texts)))
    return _enumerated([f"“{text}”" for text in shown][:_MOST], word)


def _enumerated(texts: Sequence[str], word: str) -> str:
    """Return a, b and c."""
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {word} {texts[-1]}"


def _shown(text: str) -> str:
    """Return a text in one line, without what cannot be seen, short enough for a sentence."""
    seen = "".join(
        " " if unicodedata.category(letter).startswith(("C", "Z")) else letter for letter in text
    )
    line = " ".join(seen.split()).translate(_INNER)
    if len(line) <= _LONGEST:
        return line.rstrip(".,;: ")
    cut = line[:_LONGEST]
    whole = cut.rsplit(" ", 1)[0] if " " in cut[_LONGEST // 2 :] else cut
    return f"{whole.rstrip('.,;: ')} …"


_INNER = {ord("“"): "‘", ord("”"): "’", ord("„"): "‘", ord('"'): "’"}

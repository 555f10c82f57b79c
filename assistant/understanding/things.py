"""What a conversation has spoken of: what a pronoun in the next question may stand for.

Rules do not know what words mean. So a thing has the kind that its name, its place in a question or
the question that it answers shows, and else none: "name" for a name, "thing" for other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Turn
from assistant.understanding.kinds import (
    PLURAL,
    Kind,
    is_adjective,
    kind_of,
    noun_kind,
    with_article,
)
from assistant.understanding.phrases import Phrase, Token, phrases, tokens_of
from vectorstore.text import STOP_WORDS, figures, fold, names

LONGEST = 400
"""In longer questions nothing is looked for: they are texts that someone pasted."""
_TOPIC = re.compile(
    r"(?:what|who) (?:is|are|was|were) (?P<topic>(?:an? )?[a-z]+(?: [a-z]+)?)\Z", re.IGNORECASE
)
_ASKED = re.compile(r"\b(?:which|what) (?P<noun>[a-z]+)", re.IGNORECASE)
_WHERE = re.compile(r"\bwhere\b|\A(?:in|at|to|from) (?:which|what)\b", re.IGNORECASE)
_WHO = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
_SITE = re.compile(r"\b(?:in|near|across|throughout|outside|within)(?: the)? \Z", re.IGNORECASE)
_LONGEST_ANSWER = 8  # words
_MOST_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Thing:
    """Something spoken of, in words that can stand in a sentence: the second Astana summit.

    `inner` marks a name within a longer phrase, `subject` what a question says something of.
    """

    text: str
    kind: Kind
    answer: bool = False
    inner: bool = False
    subject: bool = False
    head: str = ""  # its last noun, folded


def things(turn: Turn) -> list[Thing]:
    """Return what `turn` spoke of: its answers first, then what its question names, in order."""
    if len(turn.question) > LONGEST:
        return []
    return [*_answers(turn), *_asked_about(turn.question)]


def _asked_about(question: str) -> Iterator[Thing]:
    tokens = list(tokens_of(question))
    found = False
    for phrase in phrases(tokens):
        found = True
        yield from _of_phrase(question, tokens, phrase)
    topic = _TOPIC.match(question.rstrip("?. "))
    if topic and not found and not STOP_WORDS.intersection(topic["topic"].split()[-2:]):
        words = topic["topic"].split()
        kind: Kind = "several" if PLURAL.fullmatch(words[-1]) else "thing"
        yield Thing(topic["topic"], kind, subject=True, head=words[-1])


def _of_phrase(question: str, tokens: list[Token], phrase: Phrase) -> Iterator[Thing]:
    """Yield what a phrase stands for, then each other name in it."""
    head = tokens[phrase.head]
    text = question[tokens[phrase.first].start : tokens[phrase.last - 1].end]
    text = text[:1].lower() + text[1:] if text.startswith("The ") else text
    kind = kind_of(head.text) if head.name else noun_kind(head.text)
    if kind == "body" and head.text.isupper() and not text.startswith("the "):
        kind = "name"  # HIV
    if kind == "name" and text.startswith("the ") and head.text.endswith("s"):
        kind = "several"
    elif kind == "name" and _SITE.search(question[: tokens[phrase.first].start]):
        kind = "place"
    yield Thing(text, kind, subject=phrase.subject, head=fold(head.text).split()[-1])
    for place in range(phrase.first, phrase.last):
        name = tokens[place]
        if name.name and place != phrase.head and not is_adjective(name.text):
            article = "the " if question[: name.start].lower().endswith("the ") else ""
            last = fold(name.text).split()[-1]
            yield Thing(article + name.text, kind_of(name.text), inner=True, head=last)


def _answers(turn: Turn) -> Iterator[Thing]:
    found = [thing for answer in turn.answers if (thing := _answer(answer.strip(), turn.question))]
    unique = list({fold(thing.text): thing for thing in found}.values())
    if 1 < len(unique) <= _MOST_TOGETHER:
        yield Thing(together([thing.text for thing in unique]), "several", answer=True)
    yield from unique


def together(texts: Sequence[str]) -> str:
    """Return several things in one phrase: A, B and C."""
    return f"{', '.join(texts[:-1])} and {texts[-1]}" if len(texts) > 1 else "".join(texts)


def _answer(answer: str, question: str) -> Thing | None:
    """Return what a short answer stands for, None where it is none: a figure, a clause."""
    if figures(answer) or not 0 < len(answer.split()) <= _LONGEST_ANSWER:
        return None
    named = names(f"in {answer}")
    whole = [one.text for one in named if fold(one.text) == fold(answer).removeprefix("the ")]
    if not whole or is_adjective(answer):
        return None
    text = with_article(answer)
    thing = Thing(text, kind_of(text), answer=True, head=fold(answer).split()[-1])
    asked = _ASKED.search(question)
    if thing.kind != "name":
        return thing
    if _WHERE.search(question):
        return replace(thing, kind="place")
    if asked is None:
        return replace(thing, kind="person") if _WHO.search(question) else thing
    noun = noun_kind(asked["noun"].lower())
    return replace(thing, kind=noun if noun != "several" else "thing")

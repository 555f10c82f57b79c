"""It, he and they, replaced by what they stand for so that the sentence agrees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.answers import Turn
from assistant.understanding.antecedents import QUANTITY, meant
from assistant.understanding.pointing import AUXILIARY, ENDS, FORM, PERSONAL, is_outside
from assistant.understanding.things import Thing
from assistant.understanding.times import Time, times

_CHANGING = re.compile(rf"\b(?:{QUANTITY})\b", re.IGNORECASE)
_ONE_NOUN = re.compile(
    rf"\s([a-z]+)(?=\s*[?.!,]|\s*\Z|\s(?:{AUXILIARY}|in|on|since|after|before|during|by)\b)"
)
_LONG = re.compile(r"\A(?!the )[a-z]|\A(?:the )?(?:[A-Z]\S*\s)*(?!the )[a-z]")
_SINGULAR = {"do": "does", "are": "is", "were": "was", "have": "has", "don't": "doesn't"}
_LAST_WORD = re.compile(r"([\w'’]+) \Z")
_NEXT_WORD = re.compile(r" ([\w'’]+)")


def personal(question: str, recent: Sequence[Turn]) -> str:
    """Replace the first of each of it, he and they that stands for something said before."""
    done: set[str] = set()
    while match := next(
        (
            one
            for one in PERSONAL.finditer(question)
            if FORM[one["word"].lower()] not in done and is_outside(question, one)
        ),
        None,
    ):
        form = FORM[match["word"].lower()]
        done.add(form)
        thing = meant(question, match, form, recent)
        if thing is not None and not (_times(question) and _times(thing.text)):
            question = _then(_replaced(question, match, thing) or question, thing, recent)
    return question


def _then(question: str, thing: Thing, recent: Sequence[Turn]) -> str:
    """Return `question` with the time that was asked about where it asks how much that changed."""
    text = thing.text.lower()
    before = next((one.question for one in recent if text in one.question.lower()), "")
    asked = before.rstrip("?. ")
    found = _times(asked) if _CHANGING.search(question) else []
    if len(found) != 1 or found[0].end != len(asked) or _times(question):
        return question
    if thing.kind != "thing" or thing.answer or question.lower().startswith("when"):
        return question
    return f"{question.rstrip('?. ')} {asked[found[0].begin :]}?"


def _times(text: str) -> list[Time]:
    return times(text, date.today())


def _replaced(question: str, match: re.Match[str], thing: Thing) -> str | None:
    """Return `question` with `thing` for the pronoun, None where it would not agree."""
    before, after = question[: match.start()], question[match.end() :]
    word = match["word"].lower()
    own = word in ("its", "his", "their") or (word == "her" and not ENDS.match(after))
    text = thing.text
    if own and (noun := _ONE_NOUN.match(after)) and _LONG.search(text):
        return f"{capital(before, 'the ' + noun[1])} of {text}{after[noun.end() :]}"
    if own and re.match(r"\s(?:own\s)?[\w'’-]", after):
        return capital(before, possessive(text)) + re.sub(r"\A\sown\b", "", after)
    if own:
        return None
    if word == "they" and thing.kind != "several":
        agreed = _singular(before, after)
        if agreed is None:
            return None
        before, after = agreed
    elif word == "it" and thing.kind == "several":
        return None
    return capital(before, text) + after


def _singular(before: str, after: str) -> tuple[str, str] | None:
    """Return what is around "they" for one body: does the SCO; None where no verb is known."""
    if last := _LAST_WORD.search(before):
        word = last[1].lower()
        if word in _SINGULAR:
            form = _SINGULAR[word]
            form = form.capitalize() if last[1].istitle() else form
            return f"{before[: last.start()]}{form} ", after
        if re.fullmatch(rf"{AUXILIARY}|did|didn't", word):
            return before, after
    if following := _NEXT_WORD.match(after):
        word = following[1].lower()
        if word in _SINGULAR:
            return before, f" {_SINGULAR[word]}{after[following.end() :]}"
        if re.fullmatch(r"did|had|was|will|would|can|could|may|might|should|\w{2,}ed", word):
            return before, after
    return None


def possessive(text: str) -> str:
    """Return `text` as an owner: Kazakhstan's, the United States'."""
    return f"{text}'" if text.endswith("s") else f"{text}'s"


def capital(before: str, text: str) -> str:
    """Return `before` and `text`, which begins a sentence where nothing stands before it."""
    return before + text if before.strip() else text[:1].upper() + text[1:]

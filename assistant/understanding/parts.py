"""The questions that a question consists of, each of which can be asked by itself.

A comparison consists of its two sides, "When was it founded and who leads it?" of two questions.
Where it is in doubt whether a question has parts, it has none: rules alone do not see what words
mean, and half a question finds what nobody asked for.
"""

from __future__ import annotations

import re

from assistant.answers import Turn
from assistant.understanding.comparisons import compared
from assistant.understanding.condense import condense
from vectorstore.text import content_words, figures, names, sentences

_MOST = 4
_LONGEST = 400
"""A question of more characters is a text that someone pasted."""

_QUESTION = r"(?:who|what|when|where|why|which|whose|how|is|are|was|were|do|does|did|has|have|can)"
_HELPING = r"(?:do|does|did|has|have|had|can|could|will|would)"
_AUXILIARY = rf"(?:is|are|was|were|{_HELPING})"
_ASKS = re.compile(rf"(?:(?:in|by|for|to) )?{_QUESTION} ", re.IGNORECASE)
_JOINT = re.compile(rf",? (?:and|but)(?: also)?,? (?=(?:(?:in|by|for|to) )?{_QUESTION} )", re.I)
_DIRECT = re.compile(  # "and who leads it", not "and what they want"
    rf"""(?:(?:in|by|for|to)\s)?(?:
      (?:when|where|why|how|who|what|whose)\s{_AUXILIARY}
    | (?:who|what)\s[a-z]+(?:s|ed)
    | how\s(?:(?:many|much)\s(?!{_AUXILIARY}\b)|long|old|far|large|big|high|often)
    | (?:which|what)\s[a-z]+\s(?:\w+\s)?{_AUXILIARY}
    | {_AUXILIARY}\s(?:it|they|he|she|there)
    )\b""",
    re.VERBOSE,
)
_OPENING = re.compile(rf"\A(?:how [a-z]+|{_QUESTION})\s|\b{_AUXILIARY}\s", re.IGNORECASE)
_SINGULAR = re.compile(r"\b(?:(?P<thing>its?|there)|he|his|him|she|hers?)\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(r"\b(?:each|both|ones?|others?|former|latter|respectively)\b", re.I)
_PLURAL = re.compile(r"\b(?:they|them|theirs?|this|that|these|those)\b", re.IGNORECASE)
_WH = re.compile(r"\b(?:who|whom|what|when|where|why|which|how|whether|if|that)\b", re.IGNORECASE)
_UNFINISHED = re.compile(  # "When did Kazakhstan", each name a null
    rf"\b(?:{_HELPING} the [a-z]+|(?:{_HELPING}|(?<!who )(?<!what )(?:was|were)"
    r"|(?<!who )(?<!what )(?<!where )(?:is|are))(?:,| and| the| \0)* \0)\Z",
    re.IGNORECASE,
)


def parts(question: str) -> tuple[str, ...]:
    """Return the questions that `question` consists of, itself alone where it is one.

    Each can be understood without the others, and there are at most four. Every name, figure and
    date of the question is in one of them.
    """
    plain = " ".join(question.split())
    if len(plain) > _LONGEST:
        return (question,)
    asked = [span.of(plain) for span in sentences(plain)]
    if not asked or (len(asked) > 1 and not all(map(_is_whole, asked))):
        return (question,)
    found: list[str] = []
    for one in asked:
        alone = _alone(one, found[-1]) if found else one
        if not alone:
            return (question,)
        found += _divided(alone)
    found = list(dict.fromkeys(found))
    return tuple(found) if 1 < len(found) <= _MOST and _keeps(plain, found) else (question,)


def _is_whole(sentence: str) -> bool:
    """Tell whether a sentence is a question that says what it asks about."""
    whole = sentence.endswith("?") and not sentence.lower().startswith("if ")
    return whole and len(sentence.split()) > 2 and bool(content_words(sentence))


def _keeps(question: str, found: list[str]) -> bool:
    """Tell whether each name, figure and date of `question` is in one of `found`."""
    text = " ".join(found)
    said = [name.text for name in names(question.removeprefix("Compare "))]
    written = [figure.span.of(question) for figure in figures(question)]
    # Of "signed first" and "which of the two" only the words go.
    said += [figure for figure in written if any(map(str.isdigit, figure))]
    return all(piece in text for piece in said)


def _divided(question: str) -> list[str]:
    """Return the parts of one sentence."""
    return compared(question) or _joined(question) or [question]


def _joined(question: str) -> list[str]:
    """Return the questions that "and" joins."""
    first, *others = _JOINT.split(question.rstrip("?. "))
    if not (others and _ASKS.match(first) and _is_plain(first) and all(map(_DIRECT.match, others))):
        return []
    alone = [_alone(f"{other}?", first) for other in others]
    if not all(alone) or any(map(_is_unfinished, [first, *others])):
        return []
    return [f"{first}?", *alone]


def _alone(question: str, first: str) -> str:
    """Return `question` with what it takes from the one before; "" where that is in doubt."""
    pointing = _SINGULAR.search(question)
    several = len({name.text for name in names(first)}) != 1
    if _OF_SEVERAL.search(question) or (pointing and several):
        return ""
    if pointing and pointing["thing"]:
        return condense(question, [Turn(first)])
    if pointing or _PLURAL.search(question) or not names(question):
        return f"{question} ({_OPENING.sub('', first.rstrip('?'))})"
    return question


def _is_plain(asked: str) -> bool:
    """Tell whether `asked` is a whole question in which none is embedded."""
    opening = _ASKS.match(asked)
    asking = opening is not None and _WH.search(opening[0]) is not None
    whole = len(content_words(asked)) > 1 or bool(names(asked))
    return whole and len(_WH.findall(asked)) <= asking


def _is_unfinished(asked: str) -> bool:
    """Tell whether `asked` has no verb of its own: When did Kazakhstan?"""
    for name in names(asked):
        asked = asked.replace(name.text, "\0")
    return _UNFINISHED.search(asked) is not None

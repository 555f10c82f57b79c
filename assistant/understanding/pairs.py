"""Two things named together, of which a later question means one, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.answers import Turn
from assistant.understanding.kinds import is_adjective
from assistant.understanding.things import LONGEST, together
from vectorstore.text import names, same_name

_END = (
    r"(?=['’]|\s*(?:[?.!,]|\Z)|\s(?:is|are|was|were|do|does|did|has|have|had|in|on|of|with|to)\b)"
)
_NOUN = (
    r"(?:country|state|nation|city|body|bloc|organi[sz]ation|bank|summit|river|railway|company"
    r"|agreement|side|party|region)"
)
_OTHER = re.compile(rf"\bthe other(?: one| {_NOUN})?{_END}", re.IGNORECASE)
_FORMER = re.compile(rf"\bthe (?P<which>former|latter){_END}", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:both of (?:them|these|those)|(?:both|(?:the|these|those) two)"
    r" (?:countries|states|nations|cities|bodies|organi[sz]ations|sides|parties|companies)"
    r"|both(?=\s*[?.!]*\Z))",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\A(?P<which>which)(?: one| of (?:them|the two|these))?(?P<said> (?:is|was|has) [^,?]+?)\??\Z",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"\b(?:more|less|\w{2,}(?:er|est)|first|earlier|later)\b", re.IGNORECASE)
_JOINED = re.compile(r",? (?P<word>and|or|vs\.?|versus) (?P<article>the )?", re.IGNORECASE)


def paired(question: str, recent: Sequence[Turn]) -> str:
    """Replace the other one, the former, the latter, both and which one, of two named together."""
    if match := _OTHER.search(question):
        return _put(question, match, _other(recent))
    if match := _FORMER.search(question):
        pair = _last(recent[:1])
        return _put(question, match, pair[match["which"].lower() == "latter"] if pair else "")
    if match := _BOTH.search(question):
        return _put(question, match, together(_last(recent) or ()))
    match = _WHICH.match(question)
    if match and _DEGREE.search(match["said"]) and not names(question):
        pair = _last(recent[:1])
        if pair:
            return f"{match['which']}{match['said']}, {pair[0]} or {pair[1]}?"
    return question


def _put(question: str, match: re.Match[str], text: str) -> str:
    if not text:
        return question
    text = text if match.start() else text[0].upper() + text[1:]
    return question[: match.start()] + text + question[match.end() :]


def _other(recent: Sequence[Turn]) -> str:
    """Return that of the two last named together of which the last turn did not speak."""
    for place, turn in enumerate(recent):
        if (pair := pair_of(turn)) is None:
            continue
        spoken = [name.text for answer in turn.answers for name in names(f"in {answer}")]
        for later in recent[:place]:
            spoken += [name.text for name in names(later.question)]
        left = [one for one in pair if not any(same_name(one, name) for name in spoken)]
        return left[0] if len(left) == 1 else ""
    return ""


def _last(recent: Sequence[Turn]) -> tuple[str, str] | None:
    return next((pair for turn in recent if (pair := pair_of(turn))), None)


def pair_of(turn: Turn, joint: str = "") -> tuple[str, str] | None:
    """Return the two names that the question of `turn` joins, each with its article.

    With `joint`, by that word alone.
    """
    asked = turn.question
    if len(asked) > LONGEST:
        return None
    found = names(asked)
    pairs = []
    for first, second in pairwise(found):
        link = _JOINED.fullmatch(asked, first.span.end, second.span.start)
        if (
            link
            and joint in link["word"]
            and not (is_adjective(first.text) or is_adjective(second.text))
        ):
            article = "the " if asked[: first.span.start].lower().endswith("the ") else ""
            pairs.append((article + first.text, (link["article"] or "") + second.text))
    several = re.search(r",", asked[: found[-1].span.start]) if found else None
    one = len(pairs) == 1 and not (several and len(found) > 2)
    return pairs[0] if one else None

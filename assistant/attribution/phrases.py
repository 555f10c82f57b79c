"""Reports without a verb: "according to X", "in X's view", a name and a colon, "reportedly"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.attribution.reports import LAWS, Report, Stance
from assistant.attribution.speakers import Speaker, following, subject
from assistant.attribution.tokens import Line, Token

_MOST_WORDS = 16
_AGENT = frozenset("reported announced confirmed stated noted said told".split())
_IMPERSONAL = re.compile(
    r"\bit (?:is|was|has been|had been) (?:\w{3,20}ly )?"
    r"(announced|agreed|decided|planned|expected|reported|said|believed|thought|feared) that\b",
    re.IGNORECASE,
)
_RUMOURED = re.compile(
    r"\breportedly\b|\b(?:is|are|was|were) (?:(?:said|rumou?red) to have(?! been)|reported to)\b"
    r"|\b(?:was|were) said to have been\b"
    r"|\bit (?:is|was) (?:said|reported|rumou?red) that\b",
    re.IGNORECASE,
)
_STANCES: dict[str, Stance] = {
    "announced": "plans",
    "agreed": "plans",
    "decided": "plans",
    "planned": "plans",
    "expected": "plans",
    "believed": "thinks",
    "thought": "thinks",
    "feared": "thinks",
}


def labelled(line: Line) -> Report | None:
    """Return the report of a quotation behind a name and a colon."""
    tokens = line.tokens
    end = _chunk_end(tokens)
    if not 0 < end < len(tokens) - 1 or tokens[end].text != ":" or not tokens[end + 1].quoted:
        return None
    who = subject(tokens[:end])
    if who is None or who.is_pronoun:
        return None
    return Report(who, "says", ((tokens[end].end, len(line.text)),))


def _chunk_end(tokens: Sequence[Token]) -> int:
    end = 0
    while end < min(len(tokens), _MOST_WORDS) and tokens[end].is_word:
        end += 1
    return end


def by_phrase(line: Line) -> Iterator[tuple[int, Report]]:
    """Yield the reports of "according to X", "as reported by X" and "in X's view"."""
    tokens = line.tokens
    for index in range(len(tokens) - 2):
        # In brackets it holds of what is in them.
        if not tokens[index].is_word or (
            index and "(" in [t.text for t in tokens[max(0, index - 4) : index]]
        ):
            continue
        words = [token.low for token in tokens[index : index + 4]]
        if words[:2] == ["according", "to"]:
            yield from _named_after(line, index, index + 2, "says")
        elif words[0] == "as" and words[1] in _AGENT and words[2] == "by":
            yield from _named_after(line, index, index + 3, "says")
        elif words[0] == "in" and words[1] == "the" and words[3:] == ["of"]:
            if words[2] in ("view", "opinion", "words", "judgment", "judgement", "eyes"):
                stance: Stance = "says" if words[2] == "words" else "thinks"
                yield from _named_after(line, index, index + 4, stance)
        elif words[0] == "in":
            yield from _in_view(line, index)


def _named_after(
    line: Line, frame: int, start: int, stance: Stance
) -> Iterator[tuple[int, Report]]:
    who = following(line.tokens, start)
    if who is not None:
        stance = "rules" if who.head.low in LAWS else stance
        told = ((0, line.tokens[frame].start), (who.last.end, len(line.text)))
        yield frame, Report(who, stance, told)


def _in_view(line: Line, start: int) -> Iterator[tuple[int, Report]]:
    """Yield the report of "in X's view" or "in his view"."""
    tokens = line.tokens
    for end in range(start + 2, min(start + 10, len(tokens))):
        if not tokens[end].is_word:
            return
        if tokens[end].low not in ("view", "opinion", "words"):
            continue
        stance: Stance = "says" if tokens[end].low == "words" else "thinks"
        told = ((0, tokens[start].start), (tokens[end].end, len(line.text)))
        owner = tokens[end - 1]
        if end == start + 2 and owner.low in ("his", "her", "their"):
            yield start, Report(Speaker(owner, owner, owner), stance, told)
        elif (who := _owner(tokens[start + 1 : end])) is not None:
            yield start, Report(who, stance, told)
        return


def _owner(words: Sequence[Token]) -> Speaker | None:
    """Return the speaker of a possessive, without its ending."""
    last = words[-1]
    for ending in ("'s", "’s", "'", "’"):
        if last.text.endswith(ending) and len(last.text) > len(ending):
            bare = last.text.removesuffix(ending)
            end = last.end - len(ending)
            return subject([*words[:-1], Token(bare, last.start, end, last.quoted)])
    return None


def unnamed(line: Line) -> Report | None:
    """Return what "reportedly" or "it was announced that" says of a sentence."""
    bare = line.text
    impersonal = _IMPERSONAL.search(bare)
    if (rumour := _RUMOURED.search(bare)) is not None and not _is_quoted(line, rumour.start()):
        told = ((0, rumour.start()), (rumour.end(), len(bare)))
        return Report(None, "says", told, "reports")
    if impersonal is not None and not _is_quoted(line, impersonal.start()):
        before = bare[: impersonal.start()].rstrip()
        if before and before.rsplit(maxsplit=1)[-1].lower() in (
            "where",
            "when",
            "which",
            "because",
        ):
            return None
        after = ((impersonal.end(), len(bare)),)
        return Report(None, _STANCES.get(impersonal[1].lower(), "says"), after)
    return None


def _is_quoted(line: Line, place: int) -> bool:
    return any(token.quoted and token.start <= place < token.end for token in line.tokens)

"""The phrases of a question that stand for things: the grain trade between China and Russia.

A phrase is found by its article, its owner or its name, and ends where a function word or a
participle follows. Where its end is in doubt there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.understanding.kinds import is_adjective, kind_of, noun_kind
from vectorstore.text import STOP_WORDS, names

_WORD = re.compile(r"[^\W_][\w'’-]*|[^\w\s]")
_PARTICIPLE = re.compile(
    r"\w{2,}ed|built|held|made|found|born|set|led|begun|given|taken|written|known|won|paid|sold"
    r"|sent|lost|called"
)
_DO = frozenset("do does did has have had will would can could should may might".split())
_BE = frozenset("is are was were".split())
_LINKS = frozenset("of between with to for from on against".split())
_SITES = frozenset("in at of on between with".split())


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int
    name: bool = False
    owner: bool = False

    @property
    def common(self) -> bool:
        return not self.name and self.text.islower() and self.text not in STOP_WORDS


@dataclass(frozen=True, slots=True)
class Phrase:
    """The tokens [first, last) of a question; `head` is the place of its last noun."""

    first: int
    head: int
    last: int
    subject: bool


def tokens_of(question: str) -> Iterator[Token]:
    """Yield the words of `question`, each name as one."""
    found = {name.span.start: name for name in names(question)}
    position = 0
    while match := _WORD.search(question, position):
        start, end = match.span()
        if name := found.get(start):
            position = name.span.end
            ending = re.compile(r"['’]s?").match(question, position)
            position = ending.end() if ending else position
            yield Token(name.text, start, position, True, ending is not None)
        else:
            position = end
            yield Token(match[0], start, end)


def phrases(tokens: list[Token]) -> Iterator[Phrase]:
    place = 0
    while place < len(tokens):
        phrase = _phrase(tokens, place)
        if phrase is None:
            place += 1
        else:
            yield phrase
            place = phrase.last


def _phrase(tokens: list[Token], first: int) -> Phrase | None:
    """Return the phrase that begins at `first`: the grain trade with China."""
    core = _core(tokens, first)
    before = tokens[first - 1].text.lower() if first else ""
    if core == first:
        return None
    last = _with_complements(tokens, core)
    if before in _DO and not (last < len(tokens) and _says(tokens[last])):
        # The verb has to follow: "did the SCO agree", "does the railway cost".
        last = core = core - tokens[core - 1].common
        if core <= first or tokens[core - 1].text.lower() == "the":
            return None
    predicated = first == 1 or tokens[0].text.lower() == "why"
    if before in _BE and predicated and last == core and _ends(tokens, core):
        return None  # "Is the railway long?"
    if tokens[core - 1].owner:
        last = core
    if not _is_plain(tokens, first, last, before):
        return None
    return Phrase(first, core - 1, last, before in _DO | _BE)


def _is_plain(tokens: list[Token], first: int, last: int, before: str) -> bool:
    """Tell whether a phrase is sure to be whole, and what something is said of."""
    inside = tokens[first:last]
    if not any(token.name for token in inside):
        return before in _DO | _BE or (before not in STOP_WORDS and before != "")
    following = last < len(tokens) and tokens[last].common
    verb = following and _PARTICIPLE.fullmatch(tokens[last].text)
    # "Sickle" is no whole name in "How is Sickle cell treated?"
    return not (before in _BE and following and not verb and len(inside) == 1) or (
        kind_of(inside[0].text) != "name"
    )


def _says(token: Token) -> bool:
    return token.common or _PARTICIPLE.fullmatch(token.text) is not None


def _ends(tokens: list[Token], core: int) -> bool:
    return tokens[core - 1].common and not any(token.text.isalnum() for token in tokens[core:])


def _core(tokens: list[Token], first: int) -> int:
    """Return where the words of one phrase that begins at `first` end."""
    article = tokens[first].text.lower() == "the"
    place = begin = first + article
    while place < len(tokens):
        token, before = tokens[place], tokens[place - 1] if place > begin else None
        led = before is None or before.common or _leads(before)
        noun = token.common and (article or (before is not None and led))
        noun = noun and (place == begin or not _PARTICIPLE.fullmatch(token.text))
        if not (noun or (token.name and led)):
            break
        place += 1
    return place if place > begin else first


def _leads(token: Token) -> bool:
    """Tell whether nouns follow a name: China's trade, Chinese exports."""
    return token.name and (token.owner or is_adjective(token.text))


def _with_complements(tokens: list[Token], last: int) -> int:
    """Return where a phrase ends with what it is of: the trade between China and Russia in 2024."""
    head = tokens[last - 1]
    event = (kind_of(head.text) if head.name else noun_kind(head.text)) == "event"
    if head.name and not event:
        return last
    while last + 1 < len(tokens) and tokens[last].text in (_SITES if event else _LINKS):
        end = _core(tokens, last + 1)
        if end == last + 1 and event and re.fullmatch(r"(?:1\d|2[01])\d\d", tokens[end].text):
            end += 1
        if end == last + 1:
            break
        joins = end < len(tokens) and tokens[end].text == "and"
        both = _core(tokens, end + 1) if joins and end + 1 < len(tokens) else end
        last = both if joins and both > end + 1 else end
    return last

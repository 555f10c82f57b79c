"""The words that name who says something: people, bodies and documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.attribution.tokens import Token
from vectorstore.text.words import STOP_WORDS

PRONOUNS = frozenset("he she it they him her them his their".split())
PEOPLE = frozenset(
    """
    academic academics activist activists adviser advisers advisor advisors aide aides ambassador
    analyst analysts archaeologist archaeologists author authors banker bankers boss captain chair
    chairman chairwoman chancellor chief chiefs coach colonel commander commentator commentators
    commissioner commissioners correspondent critic critics delegate delegates deputy deputies
    designer diplomat diplomats director directors doctor doctors economist economists editor
    editors engineer engineers envoy envoys executive executives expert experts farmer farmers
    founder friend general governor head heads historian historians insider insiders investor
    investors journalist journalists judge judges king lawmaker lawmakers lawyer lawyers leader
    leaders manager managers mayor member members minister ministers monk negotiator negotiators
    observer observers officer officers official officials opponent opponents owner owners
    participant participants people philosopher physicist pollster pollsters premier president
    presidents priest professor professors proponent proponents prosecutor prosecutors queen
    representative representatives reporter reporters researcher researchers resident residents
    scholar scholars scientist scientists secretary senator senators source sources speaker
    spokesman spokesperson spokespersons spokespeople spokeswoman strategist student students
    supporter supporters teacher teachers theorist theorists trader traders villager villagers
    watchdog witness witnesses worker workers writer writers
    """.split()
)
BODIES = frozenset(
    """
    administration agency agencies airline army association authority authorities bank board body
    bureau cabinet channel chamber coalition commission committee company council court customs
    daily department division embassy firm foundation fund government governments group
    institute institution kremlin magazine media ministry ministries movement network newspaper
    newspapers office operator opposition organisation organisations organization organizations
    outlet outlets panel paper papers parliament parties party police press presidency producer
    publisher railway regulator regulators secretariat service society station team union
    university website
    """.split()
)
DOCUMENTS = frozenset(
    """
    account accounts accord act agreement agreements analyses analysis announcement article
    articles assessment assessments audit book books calculation calculations census charter
    communique communiqué constitution contract convention data declaration decree directive
    document documents estimate estimates evidence figure figures findings forecast forecasts
    hypothesis index indictment interpretation investigation law laws legend legends letter list
    memo memorandum model models note paper papers poll polls projection projections protocol
    ranking record records report reports research review roadmap rumour rumours statement
    statements statistic statistics studies study summary survey surveys testimony text theories
    theory transcript treaty version views witness
    """.split()
)
_VAGUE = frozenset("some many others most several".split())
_NOUNS = PEOPLE | BODIES | DOCUMENTS
_DETERMINERS = frozenset(
    """
    the a an this these those some many most several other another both its his her their our one
    two three four five six no same such
    """.split()
)
_ARTICLES = frozenset("the a an this these his her its their our".split())
_COMMON = frozenset(
    """
    senior local foreign former press media government state top public independent
    numerous various different few recent early
    """.split()
)
_JOINING = frozenset("of for from at in with and & on".split())
_PARTICLES = frozenset("von van der den de del della da di du la le al el bin ibn ul".split())
_ALLOWED = _DETERMINERS | _JOINING | _PARTICLES
_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday
    """.split()
)
_LEADING = frozenset(
    """
    meanwhile however moreover furthermore later earlier then today yesterday recently again still
    yet but and so also instead thus nevertheless additionally finally afterwards nonetheless once
    elsewhere overall indeed therefore now ultimately
    """.split()
)
_LY_NAMES = frozenset("italy july emily kelly billy sally molly lilly reilly daly".split())
_LEARNED = re.compile(r"\w{2,20}(?:[io]sts?|icians?|orians?)\Z")
_MONTH_OR_YEAR = re.compile(r"\d{1,4}(?:st|nd|rd|th|s)?\Z")
_LONGEST = 14
"""Most words that name a source."""
_CUT = frozenset(
    """
    published released conducted made seen obtained quoted cited compiled issued carried posted
    dated given led commissioned filed signed presented whose
    """.split()
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: the tokens [first, last] of its name, and its head noun."""

    first: Token
    last: Token
    head: Token

    @property
    def is_pronoun(self) -> bool:
        """Tell whether it stands for someone named before."""
        return self.first is self.last and self.first.low in PRONOUNS

    def of(self, text: str) -> str:
        """Return the name as the text writes it."""
        return text[self.first.start : self.last.end]


def in_mid_sentence(source: str) -> str:
    """Return a source as it is written within a sentence: "Officials" is "officials" there."""
    first, _, rest = source.partition(" ")
    low = first.lower()
    titles = low not in _DETERMINERS and rest[:1].isupper()  # President Tokayev
    if first[1:] == low[1:] and not titles and low in _DETERMINERS | _NOUNS | _VAGUE | _COMMON:
        return f"{low} {rest}".rstrip()
    return source


def is_personal(source: str) -> bool:
    """Tell whether a source is one person, named or called by an office."""
    words = source.split()
    of = next((index for index, word in enumerate(words) if index and word in _JOINING), len(words))
    head = words[of - 1]
    if head.lower() in PEOPLE:
        return not head.lower().endswith("s")
    return head[0].isupper() and not head.isupper() and len(words) == of and words[0] != "the"


def subject(chunk: Sequence[Token]) -> Speaker | None:
    """Return who the words before a verb name, if they name one who can say something."""
    words = _without_lead(list(chunk))
    if len(words) == 1 and words[0].low in PRONOUNS | _VAGUE:
        return Speaker(words[0], words[0], words[0])
    return _speaker(words)


def following(tokens: Sequence[Token], start: int) -> Speaker | None:
    """Return who is named from the token at `start` on, as far as that is clear."""
    if tokens[start : start + 1] and tokens[start].low in ("him", "her", "them"):
        return Speaker(*[tokens[start]] * 3)
    words: list[Token] = []
    for token in tokens[start : start + _LONGEST + 1]:
        if not token.is_word or token.low in _CUT or _is_foreign(token) or _begins(token, words):
            break
        words.append(token)
    end = start + len(words)
    stopped = tokens[end] if end < len(tokens) else None
    is_clear = stopped is None or not stopped.is_word or stopped.low not in FINITE
    while words and words[-1].low in _JOINING | _DETERMINERS:
        words.pop()
    return _speaker(_without_time(words)) if is_clear else None


FINITE = frozenset(
    """
    is are was were has have had will would can could may might must should do does did not be
    """.split()
)


def _is_foreign(token: Token) -> bool:
    """Tell whether a word cannot stand in a name."""
    is_name = _is_acronym(token) or token.text == "May"
    return token.low in STOP_WORDS and token.low not in _ALLOWED and not is_name


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def _begins(token: Token, words: Sequence[Token]) -> bool:
    """Tell whether something else begins with `token`: an article, or "in" behind a name."""
    if not words:
        return False
    before = words[-1]
    if token.low in ("in", "at", "on", "with", "from"):
        return before.is_capital or token.low == "on"
    return token.low in _DETERMINERS and before.low not in _JOINING and not token.is_capital


def _without_lead(words: list[Token]) -> list[Token]:
    """Return the words without an adverb or a time that leads in: "In June 2022 Tokayev"."""
    while words and (_leads(words[0]) or _is_adverb(words[0], words)):
        words = words[1:]
    if len(words) > 2 and words[0].low in ("in", "on", "at", "during", "after", "last", "this"):
        rest = [index for index in range(1, len(words)) if not _is_time(words[index])]
        if rest and (rest[0] > 1 or words[0].low == "last"):
            return words[rest[0] :]
        return _behind_place(words)
    return words


def _leads(word: Token) -> bool:
    """Tell whether a word leads in; "and" does so only at the head of a sentence."""
    return word.low in _LEADING and (word.is_capital or word.low not in ("and", "but", "so", "yet"))


def _is_adverb(word: Token, words: Sequence[Token]) -> bool:
    return len(words) > 1 and _is_manner(word.low)


def _is_manner(word: str) -> bool:
    return word.endswith("ly") and word not in _LY_NAMES


def _behind_place(words: list[Token]) -> list[Token]:
    """Return what follows "at the summit", "in a statement": a determiner and small words."""
    if words[1].low not in ("the", "a", "an", "his", "her", "their", "its"):
        return []
    for index in range(3, min(6, len(words))):
        if words[index].low in ("the", "a", "an") or words[index].is_capital:
            small = all(not w.is_capital and w.low not in _JOINING for w in words[2:index])
            return words[index:] if small else []
        if words[index].low in PRONOUNS and index == len(words) - 1:
            return words[index:]
    return []


def _is_time(word: Token) -> bool:
    return (
        word.low in _CALENDAR
        or word.low in ("week", "month", "year", "early", "late", "mid")
        or _MONTH_OR_YEAR.match(word.text) is not None
    )


def _without_time(words: list[Token]) -> list[Token]:
    """Return the words without the day that a name is followed by."""
    while words and (words[-1].low in _CALENDAR or words[-1].low in _JOINING):
        words = words[:-1]
    return words


def _speaker(words: Sequence[Token]) -> Speaker | None:
    """Return these words as a speaker where they are a name, or a noun for one who speaks."""
    if not 0 < len(words) <= _LONGEST or any(_is_foreign(word) for word in words):
        return None
    if words[0].low in _JOINING - {"for"} or words[0].low in ("for", "that"):
        return None
    for before, word in pairwise(words):
        if word.low in _ARTICLES and not (
            before.low in _JOINING or before.low in ("both", "some", "most")
        ):
            return None
    core = _core(words)
    return Speaker(words[0], words[-1], core[-1]) if _is_speaking(core) else None


def _core(words: Sequence[Token]) -> Sequence[Token]:
    """Return the words before the first preposition."""
    for index, word in enumerate(words):
        if index and word.low in _JOINING - {"and", "&"}:
            return words[:index]
    return words


def _is_speaking(core: Sequence[Token]) -> bool:
    """Tell whether the last word, the head, can say something."""
    head = core[-1]
    if head.low.endswith(("'s", "s'")) or (_is_time(head) and not _has_name(core)):
        return False
    if head.low in _NOUNS or _LEARNED.match(head.low) is not None:
        return True
    if head.low in _VAGUE:
        return len(core) == 1
    return _is_name(core)


def _has_name(words: Sequence[Token]) -> bool:
    return words[0].is_capital and words[0].low not in _DETERMINERS | _CALENDAR


def _is_name(words: Sequence[Token]) -> bool:
    """Tell whether the words end in a name, and small ones before it are titles."""
    head = words[-1]
    if not head.is_capital and not (head.text.isdigit() and words[0].is_capital):
        return False
    small = [word for word in words[:-1] if not word.is_capital and word.low not in _ALLOWED]
    if len(words) == 1 and (head.low in _COMMON or head.low in _LEADING or _is_manner(head.low)):
        return False
    return len(small) <= 3 and head.low not in _CALENDAR | _DETERMINERS

"""A text read once for all checks: its words, figures and names, and the segments they share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.verification.forms import key, lemma, phrase_key
from vectorstore.text import (
    STOP_WORDS,
    Figure,
    Name,
    Span,
    Word,
    figures,
    names,
    sentences,
    words,
)

_CUT = re.compile(r"[;:,()—\[\]]|\s[–-]+(?=\s)|\n")
_STOP = re.compile(r"[;:,()—\[\]\n.!?]|\s[–-]+(?=\s)")
_CONJUNCTIONS = frozenset(
    """
    while whereas but although though because which who whose whom and or nor yet until when where
    after before since if once
    """.split()
)
_VERBS = frozenset(
    """
    is are was were be been has have had will would can could may might must shall should does do
    did became become rose fell grew sold bought won lost met began held built led left gave took
    said told made sent spent paid brought ran broke spoke kept came went stood sought drew chose
    overtook withdrew undertook forbade beat oversaw swore wore tore stole shot spread shed split
    quit sank shook rode hid froze forgot fed fought dug bent hung taught understood swept misled
    shrank lent fled struck flew drove saw found beat dealt isn't aren't wasn't weren't hasn't
    haven't hadn't won't wouldn't can't cannot couldn't doesn't don't didn't
    """.split()
)
_PRESENT = frozenset(
    """
    is are be been has have will would can could may might must shall should does do isn't aren't
    hasn't haven't won't wouldn't can't cannot couldn't doesn't don't spread cut hit put set
    """.split()
)
_ARTICLES = frozenset({"the", "a", "an"})
_NO_VERBS = frozenset("united limited need speed seed breed feed greed indeed hundred red".split())
_PRONOUNS = frozenset("it its he his she her they their this these".split())
_LEADS = frozenset("in on at by during since until for from after before under as also and".split())
_QUIET = frozenset(
    """
    per cent percent pct us including nearly almost around approximately roughly also currently
    according amounted amounting worth totalled totaled
    """.split()
)
_LONGEST_CLAUSE = 24
"""Words in which a clause has its verb."""
_AHEAD = 4
"""Words of a segment in which its own subject would stand."""
CALENDAR = tuple(
    """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as folded, by its lemma and its key, where it stands and what it is part of.

    `key` is "" for words that carry no content; `unit` is what a word is compared by where it
    stands. `segment` and `piece` are numbers in the text.
    """

    text: str
    lemma: str
    key: str
    unit: str
    span: Span
    sentence: int
    segment: int
    piece: int
    figure: int | None
    name: int | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A clause, or as much of a sentence as has one verb.

    `keys` are those of its content words outside figures. `names` are its own, as numbers in the
    text; `subjects` are those it takes over from what comes before: it names none where its subject
    would stand. `open` marks one whose subject stands before the text itself.
    """

    sentence: int
    tokens: tuple[Token, ...]
    keys: frozenset[str]
    figures: tuple[int, ...]
    names: tuple[int, ...]
    subjects: tuple[int, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text says, as far as rules can tell."""

    text: str
    tokens: tuple[Token, ...]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]
    segments: tuple[Segment, ...]
    keys: frozenset[str]
    lemmas: frozenset[str]

    @property
    def flow(self) -> list[Token]:
        """The words as they follow one another: a figure once, articles left out."""
        kept: list[Token] = []
        for token in self.tokens:
            goes_on = kept and token.figure is not None and token.figure == kept[-1].figure
            if not goes_on and token.text not in _ARTICLES:
                kept.append(token)
        return kept

    @property
    def content(self) -> list[Token]:
        """The words that carry content, those of figures left out."""
        return [token for token in self.tokens if token.key and token.figure is None]


def _unit(word: str, content: str, figure: Figure | None) -> str:
    """Return what two words of one meaning, or two figures of one value, have in common.

    Of a day it is the day alone: an article seldom tells the year.
    """
    if figure is None:
        return content or lemma(word)
    value = str(figure.value)
    return f"#{value[-5:] if figure.kind == 'date' and value.count('-') > 1 else value}"


@lru_cache(maxsize=_KEPT)
def read(text: str) -> Statement:
    """Return what `text` says; what was read lately is remembered."""
    found_figures = tuple(figures(text))
    found_names = tuple(
        name  # "Fifty-eight" is none
        for name in names(text)
        if not any(f.span.start <= name.span.start < f.span.end for f in found_figures)
    )
    tokens = tuple(_tokens(text, found_figures, found_names))
    return Statement(
        text,
        tokens,
        found_figures,
        found_names,
        tuple(_with_subjects(tokens)),
        frozenset(token.key for token in tokens if token.key and token.figure is None),
        frozenset(token.lemma for token in tokens),
    )


def _tokens(text: str, figures_: Sequence[Figure], names_: Sequence[Name]) -> Iterator[Token]:
    starts = [span.start for span in sentences(text)]
    found = words(text)
    sentence, piece, segment, end = 0, 0, 0, 0
    has_verb = False
    rest: list[Token] = []
    for index, word in enumerate(found):
        figure = _within(word.span, [one.span for one in figures_])
        name = _within(word.span, [one.span for one in names_])
        opens = _starts_piece(text[end : word.span.start], word.text, name, rest)
        end = word.span.end
        while sentence + 1 < len(starts) and starts[sentence + 1] <= word.span.start:
            sentence, opens, has_verb = sentence + 1, True, False
            segment += index > 0
        if opens and rest:
            piece += 1
            if has_verb and _is_clause(text, found, index):
                segment, has_verb = segment + 1, False
        has_verb = has_verb or is_verb(word.text)
        spoken = word.text not in STOP_WORDS and word.text not in _QUIET
        written = word.span.of(text)
        acronym = len(word.text) > 1 and written.isupper() and not text.isupper()
        if spoken and word.text in CALENDAR and written[0].isupper() and figure is None:
            spoken = False  # "in June" is as good as "on 16 June"; `stated` sees to it
        content = key(word.text) if spoken or acronym or name is not None else ""
        if figure is None and name is None:
            content = _in_phrase(found, index, content)
        value = figures_[figure] if figure is not None else None
        one = Token(
            word.text,
            lemma(word.text),
            content,
            _unit(word.text, content, value),
            word.span,
            sentence,
            segment,
            piece,
            figure,
            name,
        )
        rest.append(one)
        yield one


def _in_phrase(found: Sequence[Word], index: int, content: str) -> str:
    """Return the key of a word, or that of the phrase that it begins; "" where it ends one."""
    before, here, after = (
        found[i].text if 0 <= i < len(found) else "" for i in (index - 1, index, index + 1)
    )
    if before and phrase_key(before, here) is not None:
        return ""
    return phrase_key(here, after) or content


def _within(span: Span, spans: Sequence[Span]) -> int | None:
    for number, other in enumerate(spans):
        if other.start <= span.start < other.end:
            return number
    return None


def _starts_piece(gap: str, word: str, name: int | None, before: Sequence[Token]) -> bool:
    """Tell whether a comma, a dash or a conjunction parts a word from what stands before it."""
    if name is not None and before and before[-1].name == name:
        return False
    return _CUT.search(gap) is not None or word in _CONJUNCTIONS


def is_verb(word: str) -> bool:
    """Tell whether a folded word is likely a verb: an auxiliary or a past form."""
    return word in _VERBS or (len(word) > 4 and word.endswith("ed") and word not in _NO_VERBS)


def is_past(word: str) -> bool:
    """Tell whether a folded word is likely a verb in its past form."""
    return is_verb(word) and word not in _PRESENT


def _is_clause(text: str, found: Sequence[Word], index: int) -> bool:
    """Tell whether a verb stands between a word and the next comma or full stop."""
    end = None
    for word in found[index : index + _LONGEST_CLAUSE]:
        if end is not None and _STOP.search(text[end : word.span.start]):
            return False
        if is_verb(word.text):
            return True
        end = word.span.end
    return False


def _with_subjects(tokens: Sequence[Token]) -> Iterator[Segment]:
    groups: dict[int, list[Token]] = {}
    for token in tokens:
        groups.setdefault(token.segment, []).append(token)
    previous: Segment | None = None
    whole: dict[int, list[int]] = {}  # the names of each sentence, taken over or its own
    for group in groups.values():
        own = tuple(dict.fromkeys(t.name for t in group if t.name is not None))
        leads = _lacks_subject(group)
        taken: tuple[int, ...] = ()
        if leads and previous is not None:
            near = [*previous.names, *previous.subjects]
            if previous.sentence < group[0].sentence:
                near = whole[previous.sentence]
            elif _is_of_pronoun(group):
                near += whole.get(previous.sentence - 1, [])
            taken = tuple(dict.fromkeys(near))
        first = group[0].sentence == 0
        whole.setdefault(group[0].sentence, []).extend((*own, *taken))
        previous = Segment(
            group[0].sentence,
            tuple(group),
            frozenset(token.key for token in group if token.key and token.figure is None),
            tuple(dict.fromkeys(t.figure for t in group if t.figure is not None)),
            own,
            taken,
            leads and first and (previous is None or previous.open or _is_of_pronoun(group)),
        )
        yield previous


def _is_of_pronoun(group: Sequence[Token]) -> bool:
    """Tell whether the subject of a segment is "it", "he" and the like."""
    ahead = (token.text for token in group if token.text not in _CONJUNCTIONS)
    return next(ahead, "") in _PRONOUNS


def _lacks_subject(group: Sequence[Token]) -> bool:
    """Tell whether no name stands where the subject of a segment would."""
    seen = 0
    for token in group:
        if token.figure is not None or token.text in _LEADS or token.text in _CONJUNCTIONS:
            continue
        if token.name is not None:
            return False
        seen += 1
        if seen == _AHEAD:
            break
    return True

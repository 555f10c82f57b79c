"""What a question requires of an answer: the names, dates and figures in it, the kind it asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.requirements.asking import kind_of_answer
from assistant.requirements.naming import nation
from assistant.requirements.ordinals import ordinals
from assistant.requirements.periods import CENTURY
from assistant.requirements.requirement import Need, Requirement
from vectorstore.lexicon import Lexicon
from vectorstore.text.figures import Figure, figures
from vectorstore.text.names import TITLES, names
from vectorstore.text.spans import Span
from vectorstore.text.words import STOP_WORDS, Word, fold, words

_HEADLINE_SHARE = 0.8
_HEADLINE_WORDS = 4
_SMALL = 12
_PRE = frozenset({"prime", "vice", "deputy", "foreign", "former", "first"})
_SHORT = 3  # letters; of those, only these are no words as well
_SHORT_NATIONS = frozenset({"eu", "uae", "uk", "usa"})


@lru_cache(maxsize=1024)
def requirements(question: str, proper: frozenset[str] = frozenset()) -> tuple[Requirement, ...]:
    """Return what `question` requires, in its order, the kind of answer last.

    `proper` are folded words that are names though the question writes them without capitals.
    """
    dated = [one for one in figures(question) if one.kind in ("date", "year")]
    found = [
        *_names(question, proper),
        *((one.span, Need.DATE) for one in dated),
        *((Span(*match.span()), Need.DATE) for match in CENTURY.finditer(question)),
        *((one.whole, Need.ORDINAL) for one in ordinals(question)),
        *((one.span, Need.FIGURE) for one in figures(question) if _counts(one, question)),
    ]
    kept = [
        Requirement(span.of(question), need) for span, need in _apart(sorted(found, key=_order))
    ]
    asked = kind_of_answer(question)
    return tuple(dict.fromkeys([*kept, *([asked] if asked else [])]))


def _order(found: tuple[Span, Need]) -> tuple[int, int]:
    return found[0].start, -found[0].end


def _apart(found: list[tuple[Span, Need]]) -> Iterator[tuple[Span, Need]]:
    """Yield those that do not lie within one before them: 50 in Super Bowl 50."""
    end = 0
    for span, need in found:
        if span.start >= end:
            yield span, need
            end = span.end


def _counts(figure: Figure, question: str) -> bool:
    """Tell whether a figure tells things apart: a sum, a share, a measure, a large number."""
    if figure.kind in ("money", "percent"):
        return True
    digits = any(map(str.isdigit, figure.span.of(question)))
    return (
        figure.kind == "number"
        and digits
        and not isinstance(figure.value, str)
        and (figure.unit != "" or figure.value > _SMALL)
    )


def _names(question: str, proper: frozenset[str]) -> Iterator[tuple[Span, Need]]:
    if question == question.lower() or is_headline(question):
        yield from ((span, Need.NAME) for span in _uncapitalised(question, proper))
        return
    for one in names(question):
        span = _core(question, one.span)
        if span is not None and not _is_ordinary(question, span):
            yield span, Need.NAME


_ORDINARY = frozenset(
    """
    ad bc bce cd cds ce chapter dvd dvds english episode ii iii jr leg level phase region season
    seasons series sr system tv volume worldwide
    """.split()
)


def _is_ordinary(question: str, span: Span) -> bool:
    """Tell whether a word is written like a name and names nothing: TV, or one that begins."""
    written = span.of(question)
    if fold(written) in _ORDINARY:
        return True
    begins = re.search(r"(?:^|[.?!:])\W*\Z", question[: span.start]) and " " not in written
    if re.fullmatch(r"[A-Z]{2}", written) and nation(written) is None:
        return True
    owns = question[span.end : span.end + 1] in ("'", "’")
    known = nation(written) is not None or bool(_lexicon().found(written))
    shouted = written.isupper() and len(written) > 1
    return bool(begins) and not (owns or known or shouted)


def is_headline(question: str) -> bool:
    """Tell whether small words have a capital too, so that capitals tell nothing."""
    rest = re.findall(r"[^\W\d_]{2,40}", question)[1:]
    capitals = [word for word in rest if word[0].isupper()]
    small = any(word.istitle() and fold(word) in STOP_WORDS for word in capitals)
    return small and len(capitals) >= _HEADLINE_SHARE * max(len(rest), _HEADLINE_WORDS)


def _uncapitalised(question: str, proper: frozenset[str]) -> list[Span]:
    """Return what are names in any case: those of the lexicon, countries and runs of `proper`."""
    found = [mention.span for mention in _lexicon().found(question)]
    tokens = words(question)
    run: list[Span] = []
    for word in tokens:
        is_name = word.text not in STOP_WORDS and (
            word.text in proper
            or word.text in _SHORT_NATIONS
            or (nation(word.text) is not None and len(word.text) > _SHORT)
        )
        if is_name:
            run.append(word.span)
            continue
        found += _whole(run)
        run = []
    return sorted({*found, *_whole(run)}, key=lambda span: (span.start, -span.end))


def _whole(run: list[Span]) -> list[Span]:
    return [Span(run[0].start, run[-1].end)] if run else []


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon.load()


def _core(question: str, span: Span) -> Span | None:
    """Return a name without its titles: President Tokayev, Chinese President Xi, Queen of Sheba."""
    written = span.of(question)
    if " of " in written and not question[: span.start].strip():
        span = Span(span.start + written.index(" of ") + len(" of "), span.end)  # Purpose of Telnet
    tokens = words(span.of(question))
    start = _after(tokens, 0, TITLES | {"of", "the"})
    if start == len(tokens):
        return None
    end = len(tokens)
    if nation(tokens[start].text) is not None:
        following = _after(tokens, start + 1, TITLES | _PRE)
        if following == end:  # the Malta Prime Minister
            end = start + 1
        elif following > start + 1:
            start = following
    return Span(span.start + tokens[start].span.start, span.start + tokens[end - 1].span.end)


def _after(tokens: list[Word], start: int, passed: frozenset[str]) -> int:
    """Return the index of the first of `tokens` from `start` that is none of the words `passed`."""
    rest = (index for index in range(start, len(tokens)) if tokens[index].text not in passed)
    return next(rest, len(tokens))

"""Whether a sentence holds the kind of thing that is asked for: a number, a time, a person."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.requirements.naming import named, nations_in
from assistant.requirements.periods import CENTURY
from assistant.requirements.requirement import Need
from vectorstore.text.figures import Figure, figures
from vectorstore.text.nations import nation_of
from vectorstore.text.words import STOP_WORDS, stem, words


def _any(forms: str, *more: str) -> re.Pattern[str]:
    """Return the pattern of whole words, in any case."""
    return re.compile(rf"\b(?:{'|'.join([*forms.split(), *more])})\b", re.IGNORECASE)


_COUNTS = """
    one once single sole only no none zero neither both half doubled? doubles twice thrice pairs?
    couple trio duo dozens? hundreds thousands millions billions several few many most majority all
    quarters? thirds? fourths? fifths? tenths? unlimited infinite\\w{0,4} numerous various first
    second third fourth fifth sixth seventh eighth ninth tenth triple alone another
"""
_COUNT = _any(_COUNTS)
_AMOUNT = _any(
    _COUNTS,
    *"""
    doubling tripl\\w{1,3} quadrupl\\w{1,3} trillions every hundredths? entire equal two-\\w{3,9}
    little much more less fewer
    """.split(),
)
_SHARE = _any(
    """
    half halves quarters? thirds? fourths? fifths? sixths? eighths? tenths? hundredths? majority
    minority most all every none entire(?:ly)? doubled? doubles
    """,
    r"out\sof",
    r"in\s(?:every\s)?(?:ten|five|\d{1,4})",
)
_LEVEL = re.compile(r"\bhow\s+(?:large|big)\b", re.IGNORECASE)
"""What is asked by these is not answered by how much it grew."""
_RELATIVE = _any("share part increase growth rise fall decline rate percentage gain drop")
_DURATION = _any(
    """
    years? months? weeks? weekends? days? hours? minutes? seconds? decades? century centuries
    millennia millennium until till since forever permanent(?:ly)? temporar\\w{1,3} brief(?:ly)?
    always life lifetime nights? overnight seasons? generations? long(?:er)? short(?:er|ly)? miles?
    feet met(?:re|er)s kilomet(?:re|er)s inches episodes terms? ever never during throughout
    """
)
_CALENDAR = """
    (?:mon|tues|wednes|thurs|fri|satur|sun)days? january february march april may june july august
    september october november december century centuries christmas easter ago yesterday today
    tomorrow spring summer autumn winter eras? medieval \\d{1,3}th
"""
_DATED = _any(
    _CALENDAR,
    r"(?:that|same|this|last|next|following|previous)\s(?:\w{1,15}\s)?"
    r"(?:year|date|day|month|century|decade|time)",
    r"\d{1,4}\s?(?:bce?|ad|ce)",
    r"ad\s?\d{1,4}",
    r"years?\s(?:later|earlier|after|before)",
    r"(?:year|day|date|month|decade|eve)s?\sof",
    r"in\s\d{2,4}",
)
_TIME = _any(
    _CALENDAR,
    *"""
    tonight currently now nowadays once fall dawn dusk noon midnight morning afternoon evening night
    o['’]clock [ap]\\.?m age aged ages periods? epochs? decades? years? months? weeks? days? hours?
    times? when(?:ever)? after before during while until till since upon following prior shortly
    soon immediately later? earl(?:y|ier) eventually initially originally already annual(?:ly)?
    daily weekly monthly yearly if bce? ad ce war reign season birth death mya ancient prehistoric
    recently frequently usually always never ever
    """.split(),
    r"(?:last|next|this|past|previous|same|that|each|every|final|per)\s\w{3,10}",
    r"as\ssoon\sas",
    r"new\syear",
    r"(?:in|around|about|circa|by|at)\s\d{1,4}",
)
_DATE_ASKED = _any("years? dates? months? century centuries decades?")
_PLACED = _any(
    """
    in inside into within at on onto near from to towards? along across around between through
    throughout under above below beneath behind beside outside over off of by where headquartered
    based located situated home abroad everywhere nowhere anywhere north south east west northern
    southern eastern western via among amongst beyond worldwide local
    """
)
_LISTS = re.compile(
    r"(?:\binclud(?:es?|ed|ing)\b|:|\b(?:are|were)\b)[^,]{1,80},[^,]{1,80}(?:,|\band\b)",
    re.IGNORECASE,
)
_ROLES = _any(
    """
    people men women man woman children persons? individuals? someone anyone everyone police public
    army navy forces troops staff crew team group government court committee council company
    companies party king queen monarch pope prince princess duke emperor nobles? military congress
    parliament senate family wife husband son daughter father mother brother sister clergy
    population citizens? natives? locals? poor rich youth elite aristocracy peasants? slaves? god
    head chief members? students? states? nation country church union board girls? boys? friends?
    immigrants? residents? relatives? males? females? agency commission
    """
)
_ROLE_ENDING = re.compile(
    r"\b[a-z]{2,14}(?:ers?|ors?|ists?|ians?|ants?|ents?|ees?|smiths?|ards?|ates?|ese|eurs?)\b"
)


def gives(need: Need, sentence: str, question: str, before: str = "") -> bool:
    """Tell whether `sentence` has what `need` asks for and the question does not give itself.

    `before` tells whom "he" stands for. Where it cannot be told, it counts as given.
    """
    if need is Need.NUMBER:
        return _gives_number(sentence, question)
    if need is Need.MONEY:
        return _has_new(sentence, question, "money", "number", "percent") or _says(
            _AMOUNT, sentence
        )
    if need is Need.PERCENT:
        return _has_new(sentence, question, "percent") or _says(_SHARE, sentence)
    if need is Need.DURATION:
        return bool(figures(sentence)) or _says(_DURATION, sentence)
    if need is Need.TIME:
        return _gives_time(sentence, question)
    if need is Need.PLACE:
        somewhere = "where" in question.casefold() and _says(_PLACED, sentence)
        return somewhere or _has_other_name(sentence, question)
    return _gives_person(sentence, question) or _gives_person(before, question)


def _says(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


def _has_new(sentence: str, question: str, *kinds: str) -> bool:
    """Tell whether the sentence has figures of these kinds, more than it shares with the question.

    Two shots for a two-point throw are two figures.
    """
    given = figures(question)
    found: list[Figure] = [one for one in figures(sentence) if one.kind in kinds]
    return any(found.count(one) > given.count(one) for one in found)


def _gives_number(sentence: str, question: str) -> bool:
    """Tell whether a sentence counts: in figures, in words, or by naming all that are asked for."""
    if _says(_LEVEL, question) and not _says(_RELATIVE, question):
        return _has_new(sentence, question, "number", "money")
    words_ = _AMOUNT if "how much" in question.casefold() else _COUNT
    return (
        _has_new(sentence, question, "number", "money", "percent")
        or _says(words_, sentence)
        or _says(_LISTS, sentence)
    )


def _gives_time(sentence: str, question: str) -> bool:
    """Tell whether a sentence says when: with a date where a date is asked for, or after what."""
    if _has_new(sentence, question, "date", "year") or _says(CENTURY, sentence):
        return True
    return _says(_DATED if _says(_DATE_ASKED, question) else _TIME, sentence)


def _has_other_name(text: str, question: str) -> bool:
    """Tell whether a name in `text` has a word that the question has not."""
    given = {stem(word.text) for word in words(question)}
    asked = nations_in(question)
    return any(
        word.text not in STOP_WORDS
        and stem(word.text) not in given
        and (nation_of(word.text) is None or nation_of(word.text) not in asked)
        for one in named(text)
        for word in words(one.text)
    )


@lru_cache(maxsize=4096)
def _gives_person(sentence: str, question: str) -> bool:
    """Tell whether a sentence has a person: a name, or what people are called by."""
    if _has_other_name(sentence, question):
        return True
    given = {stem(word.text) for word in words(question)}
    roles = (match[0] for form in (_ROLES, _ROLE_ENDING) for match in form.finditer(sentence))
    return any(stem(role.casefold()) not in given for role in roles)

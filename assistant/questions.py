"""Questions that a sentence answers, made of its own words by rules.

A sentence gives a question only where its subject names something, so that whoever reads the
question alone knows what is meant. What the rules do not understand gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.understanding.kinds import PERSONS, kind_of
from assistant.verbs import BASES, DEEDS, INTRANSITIVE, PARTICIPLES
from vectorstore.text import Figure, Name, figures, fold, words
from vectorstore.text.names import BODIES

_MOST_WORDS = 10
"""Of a subject, and of what is said of it."""
_LONGEST = 120
"""Characters of a question."""

_LONGEST_SENTENCE = 400

_LEAD = re.compile(r"(?:In|On|At|By|Since|Last|Earlier|During|After|Under)\b[^,.]{2,60}, (?=[A-Z])")
_OTHER_NAME = re.compile(r",? (?:or|known as|formerly) (?:the )?[A-Z][\w-]*,|,? \([^()]{2,40}\)")
"""Another name of what was just named: "or SCO,"."""
_BE = re.compile(r" (is|are|was|were) ")
_VERB = re.compile(rf" ({'|'.join(sorted(BASES))})(?=[ .,])")
_PASSIVE = re.compile(rf"(?:(?:[a-z]+ly|also|first|then|later) )?((?:{PARTICIPLES})\b) ?")
_IN_PLACE = re.compile(r"(?:in|at) (?:the )?(?:[a-z]+ ){0,4}(?=[A-Z])")
_BY = re.compile(r"by (?:the )?[A-Z]")
_DEFINED = re.compile(r"(?:an?|the name of|the [A-Z][\w’' ]{1,40}['’]s?) ")
_WHEN = re.compile(r"(?:\A|(?<=\s))(?:in|on|since) \Z")
_BECAUSE = re.compile(r",? because ")
_AMOUNT = re.compile(
    r" (?:reached|totall?ed|amounted to|stood at|came to|(?:was|were) worth|was|were)"
    r" (?:(?:about|around|nearly|almost|over|some|more than) )?\Z"
)
_SIZED = re.compile(
    r"\b(?:trade|turnover|exports|imports|investments?|debt|GDP|output|production|budget|funds?"
    r"|economy|revenue|profits?|sales|population)\b"
)
_BREAK = re.compile(r"[;:()“”\"—–]|,(?!\d)")
_NUMBER = re.compile(r"[\d.,]+(?: (?:million|billion|thousand))? |\w+ ")
_DOERS = {"person": "Who", "country": "Which country"}
_OPENS_NOUN = re.compile(r"[A-Z][a-z]+(?:s|ion|ment|ity|ing|ance) of ")
_AT_END = re.compile(r" (?:also|itself|themselves|then|again|later|first|now|already)\Z")
_NO_SUBJECT = re.compile(
    r"\b(?:that|which|who|whose|when|where|because|as|if|but|said|says|is|are|was|were|be|been"
    r"|has|have|had|will|would|can|could|may|might|not|no|on)\b|.\b(?:an?|it|he|she|they)\b|['’]s?\Z"
)
_CLAUSE = re.compile(
    r"\b(?:that|which|who|whose|when|where|while|because|as|if|and|but|said|says|not)\b"
)
_PREPOSITION = re.compile(r"(?:in|at|on|by|from|to|under|with|for|during|after|into|of)\b")
_POINTING = re.compile(
    r"(?:he|she|it|they|this|that|these|those|its|his|her|their|such|both|there|here|others?"
    r"|another|some|many|most|few|all|each|one|what|which|who|we|i|you|our|my|your|as|if|when|while"
    r"|although|because|even|in|on|at|by|from|with|for|after|before|since|under|during|about)\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:in|at|on|by|from|to|under|with|for|during|after|into|a|the|more)\b")
_OWN = re.compile(r"\b(?:its|his|her|their|itself|it|them)\b")
_KNOWN_ONE = re.compile(
    rf"\b(?:the|this|that|these|those|such) (?:{'|'.join(sorted(BODIES))}|summit|route|city|country"
    r"|region|plan|law|deal|talks|meetings?|visit)\b(?! (?:of|for|on|between|with|in)\b)"
)
"""Something told of before: "the organisation"."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A sentence taken apart: a subject, a verb, and what is `said` behind it.

    `subject` is as it stands within a sentence, `name` its last name, which is all of it where
    `only_name` holds. `said` ends before `date` ("in June 2024", or ""), `rest` with the sentence.
    """

    subject: str
    name: str
    verb: str
    said: str
    date: str
    rest: str

    @property
    def only_name(self) -> bool:
        return self.subject.removeprefix("the ") == self.name

    @property
    def is_plain(self) -> bool:
        """Tell whether what is said is short, one clause, and understood alone."""
        found = any(pattern.search(self.said) for pattern in (_BREAK, _CLAUSE, _KNOWN_ONE))
        return not found and _is_short(self.said) and not set(self.said.split()) & set(BASES)


def questions_of(sentence: str, named: Sequence[Name]) -> Iterator[str]:
    """Yield questions that `sentence` answers; `named` are the names in it, with spans in it."""
    if len(sentence) > _LONGEST_SENTENCE:
        return
    plain = _OTHER_NAME.sub("", " ".join(sentence.split()))
    if not plain.endswith(".") or not plain.isprintable():
        return
    found = [*_of_state(plain, named), *_of_deed(plain, named), *_of_sum(plain, named)]
    for question in dict.fromkeys(" ".join(one.split()) + "?" for one in found):
        if len(question) <= _LONGEST:
            yield question


def _of_state(plain: str, named: Sequence[Name]) -> Iterator[str]:
    """Yield questions of a sentence that says what is or was, or was done."""
    clause = _clause(plain, _BE, named)
    if clause is None:
        return
    be, subject = clause.verb, clause.subject
    reason = _BECAUSE.search(clause.rest)
    if reason and not _BREAK.search(clause.rest[: reason.start()]):
        yield f"Why {be} {subject} {clause.rest[: reason.start()]}"
    if passive := _PASSIVE.match(clause.said):
        behind = clause.said[passive.end() :]
        place = _IN_PLACE.match(behind)
        agent = _BY.match(behind)
        if clause.date and (place or agent or not behind):
            yield f"When {be} {subject} {passive[1]}"
        elif clause.date and clause.is_plain:
            yield f"When {be} {subject} {passive[1]} {behind}"
        if place:
            yield f"Where {be} {subject} {passive[1]}"
        if agent and passive[1] in BASES:
            yield f"Who {passive[1]} {subject}"
    elif clause.only_name and kind_of(clause.name) != "country" and _DEFINED.match(clause.rest):
        told = {word.text for word in words(clause.rest[:60])}
        is_person = kind_of(clause.name) == "person" or told & PERSONS
        yield f"{'Who' if is_person else 'What'} {be} {subject}"


def _of_deed(plain: str, named: Sequence[Name]) -> Iterator[str]:
    """Yield questions of a sentence that says what somebody did."""
    clause = _clause(plain, _VERB, named)
    if clause is None or clause.said.startswith("by "):
        return
    subject, said, base = clause.subject, clause.said, BASES[clause.verb]
    do = "does" if clause.verb.endswith("s") else "did"
    if base in DEEDS and said and (clause.date or kind_of(clause.name) != "country"):
        yield f"What {do} {subject} {base} {clause.date}"
    if not clause.is_plain or (base not in INTRANSITIVE and (not said or _PREPOSITION.match(said))):
        return
    counted = next((one for one in figures(said) if one.span.start == 0), None)
    if counted is not None and counted.kind == "money":
        yield f"How much {do} {subject} {base} {said[counted.span.end :]} {clause.date}"
    elif counted is not None and counted.kind == "number" and (things := _things(said)):
        yield f"How many {things} {do} {subject} {base} {clause.date}"
    elif clause.date and do == "did":
        yield f"When did {subject} {base} {said}"
    asks = _DOERS.get(kind_of(subject))
    if asks and any(one.text in said for one in named) and not _OWN.search(said):
        yield f"{asks} {clause.verb} {said} {clause.date}"


def _of_sum(plain: str, named: Sequence[Name]) -> Iterator[str]:
    """Yield the question how large something is of which a sentence gives the sum."""
    lead, start = _lead(plain)
    known = figures(plain)
    for one in known:
        amount = _AMOUNT.search(plain[: one.span.start])
        if one.kind not in ("money", "number") or amount is None:
            continue
        subject = _subject(plain[start : amount.start()], named)
        date, _ = _date(plain[one.span.end :], lead)
        if subject is not None and (sized := _SIZED.search(subject[0])):
            be = "were" if sized[0].endswith("s") else "was"
            yield f"How large {be} {subject[0]} {date}"
        return


def _clause(plain: str, verb: re.Pattern[str], named: Sequence[Name]) -> _Clause | None:
    """Return the sentence taken apart at its first `verb`, None where that is not understood."""
    lead, start = _lead(plain)
    found = verb.search(plain, start)
    subject = _subject(plain[start : found.start()], named) if found else None
    if found is None or subject is None:
        return None
    rest = plain[found.end() :].removesuffix(".").strip()
    date, end = _date(rest, lead)
    said = _BREAK.split(rest[:end])[0].strip()
    return _Clause(*subject, found[1], said, date, rest)


def _lead(plain: str) -> tuple[str, int]:
    """Return the date that a sentence begins with ("in June 2024"), and where its subject does."""
    found = _LEAD.match(plain)
    if found is None:
        return "", 0
    lead = found[0].rstrip(", ")
    dated = _dated(lead)
    is_date = len(dated) == 1 and lead[: dated[0].span.start] in ("In ", "On ")
    whole = is_date and lead[dated[0].span.end :] == ""
    return (lead[0].lower() + lead[1:] if whole else ""), found.end()


def _date(rest: str, lead: str) -> tuple[str, int]:
    """Return when something was ("in June 2024"), and where in `rest` that stands."""
    for one in _dated(rest):
        before = _WHEN.search(rest[: one.span.start])
        told = rest[: before.start()] if before else ""
        # What stands between two commas only describes; behind one, another thing begins.
        if before and not len(_BREAK.findall(told)) % 2 and not _CLAUSE.search(_behind(told)):
            return rest[before.start() : one.span.end], before.start()
    return lead, len(rest)


def _behind(told: str) -> str:
    """Return what follows the first mark that divides."""
    return told[found.end() :] if (found := _BREAK.search(told)) else ""


def _dated(text: str) -> list[Figure]:
    return [one for one in figures(text) if one.kind in ("date", "year")]


def _things(said: str) -> str:
    """Return what is counted: "tonnes of freight"; empty where more is said than that."""
    things = _NUMBER.sub("", said, count=1)
    return "" if _OWN.search(things) or _FURTHER.search(things) else things


def _subject(text: str, named: Sequence[Name]) -> tuple[str, str] | None:
    """Return a subject as it stands within a sentence, and the last name in it.

    None where it names nothing, or is no subject.
    """
    text = _AT_END.sub("", text)
    inside = [one.text for one in named if one.text in text]
    if not inside or not _is_short(text):
        return None
    if _POINTING.match(text) or _BREAK.search(text) or _NO_SUBJECT.search(text):
        return None
    named_first = any(text.startswith(one) for one in inside)
    if named_first and not (_OPENS_NOUN.match(text) and fold(text.split()[0]) not in BODIES):
        return text, inside[-1]
    return text[0].lower() + text[1:], inside[-1]


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS

"""The words of a question that point back to what was said before it."""

from __future__ import annotations

import re

from assistant.understanding.kinds import PERSONS, is_adjective, kind_of
from vectorstore.text import STOP_WORDS, fold, names

AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)"
PREPOSITION = r"(?:about|after|against|at|before|by|for|from|in|into|like|of|on|than|to|with)"
PERSONAL = re.compile(
    r"\b(?P<word>it|its|he|him|his|she|her|they|them|their)\b(?!['’-])", re.IGNORECASE
)
FORM = {
    **dict.fromkeys("he him his she her".split(), "he"),
    **dict.fromkeys("they them their".split(), "they"),
    **dict.fromkeys("it its".split(), "it"),
}
THERE = re.compile(r"(?:\b(?P<before>\w+) )?\b(?P<word>there)\b(?P<after> \w+)?(?!['’])", re.I)
_UNSAID = re.compile(  # it is said that, how long does it take to, it rains
    rf"""\bit(?:\s(?:will|would|may|might|can))?\s(?:\w+ly\s)?(?:{AUXILIARY}|be|been|seems?
         |appears?)?\s?(?:\w+ly\s)?(?:not\s)?(?:said|true|believed|thought|known|reported|claimed
         |possible|likely|clear|important|necessary|safe|legal|easy|hard|difficult|expected)
         \s(?:that|to|for|if|whether)\b
    |   \b(?:do|does|did|would|will|can)\sit\s(?:take|cost|mean|matter|make\ssense)\b
        (?=.*\s(?:to|that|if)\b)
    |   \bit\s(?:rain|snow)s?\b | \bit\s(?:seems|appears)\b | \bit\slike\sto\b""",
    re.VERBOSE | re.IGNORECASE,
)
BOUNDARY = re.compile(
    r"[,.;:?!]|\b(?:and|but|when|if|after|before|because|since|while|although|as|that|or|says?|said)\b",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(r"\b(?:the|an?|any|some|many|which|what) \w", re.IGNORECASE)
ENDS = re.compile(rf"\s*(?:[?.!,;]|\Z)|\s(?:{PREPOSITION}|and|or|then|now|today|when)\b", re.I)
_BARE = re.compile(  # pronouns and ellipses that only the fallback can serve
    rf"""\A(?:this|that|these|those)\s(?:{AUXILIARY}\b|\w+s\b)
    |   \b(?:{AUXILIARY}|{PREPOSITION}|and|mean)\s(?:this|that|these|those)\b(?!\sof\b)
    |   \b(?:this|these|those|that)\s*[?.!]*\Z
    |   \b(?:this|these|those)\s(?!years?\b|months?\b|weeks?\b|who\b|of\b)\w+
    |   \b(?:the|this|that|which|an?|other|another)\s(?:\w+\s)?ones?
          (?=\s*(?:[?.!,;]|\Z)|\s(?:{AUXILIARY}|{PREPOSITION})\b)
    |   \bsuch\b(?!\sas\b)
    |   \bthe\ssame\s(?:year|month|day|time|place|city|country|summit|meeting)\b(?!\sas\b)
    |   \bthe\s(?:former|latter)\b(?!\s[a-z]+\s(?:of|{AUXILIARY})\b) | \bboth\b(?!\s.*\sand\b)
    |   \b(?:theirs|hers)\b | \b(?:since|by|until|back)\sthen\b | \bthen\s*[?.!]*\Z
    |   \b(?:it|he|she|they|there|that)['’](?:s|re|ll|d|ve)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def points_back(question: str) -> bool:
    """Tell whether a word in `question` stands for something said before it."""
    if _BARE.search(question):
        return True
    if any(is_outside(question, match) for match in PERSONAL.finditer(question)):
        return True
    return any(is_place(question, match) for match in THERE.finditer(question))


def is_outside(question: str, match: re.Match[str]) -> bool:
    """Tell whether a pronoun stands for nothing that the question itself names before it."""
    word = match["word"]
    if word.isupper() and len(word) > 1 and not question.isupper():  # IT
        return False
    if any(one.start() <= match.start() < one.end() for one in _UNSAID.finditer(question)):
        return False
    before = question[: match.start()]
    bounded = BOUNDARY.search(before) is not None
    if word.lower() in ("it", "them", "him") and _is_object(question, match) and not bounded:
        return True
    form = FORM[word.lower()]
    named = [one.text for one in names(before) if not is_adjective(one.text)]
    if form == "it":
        named = [name for name in named if kind_of(name) != "person"]
    if named:
        return False
    if form == "he":
        return not (bounded and any(person in fold(before).split() for person in PERSONS))
    if form == "they" and bounded and re.search(r"\b[a-z]{3,}(?<![suia])s\b", before):
        return False
    owns = word.lower() in ("its", "their") and not re.search(rf"\b{AUXILIARY}\b", before)
    return not ((bounded or owns) and _NOUN_BEFORE.search(before))


def _is_object(question: str, match: re.Match[str]) -> bool:
    """Tell whether a pronoun is what something is done to: "say about it", "support it"."""
    before = re.search(r"(\w+) \Z", question[: match.start()])
    subject = before is None or re.fullmatch(AUXILIARY, before[1], re.IGNORECASE) is not None
    return not subject and ENDS.match(question, match.end()) is not None


def is_place(question: str, match: re.Match[str]) -> bool:
    """Tell whether "there" is a place: not in "there is", nor in "are there"."""
    before = (match["before"] or "").lower()
    after = (match["after"] or "").strip().lower()
    exists = r"is|are|was|were|be|been|exists?|has|have|will|would|may|might|can|could|seems?"
    if re.fullmatch(exists, after) and before != "who":
        return False
    who = question.lower().startswith("who")
    if re.fullmatch(r"is|are|was|were|be|been|isn't|aren't", before) and not who:
        return False
    return not names(question[: match.start("word")]) or before not in STOP_WORDS

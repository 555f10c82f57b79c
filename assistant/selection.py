"""Choose the few sentences that are the answer, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers import Length
from assistant.evidence import Candidate
from assistant.mentions import Ask, ask_of
from vectorstore.text.words import content_words

LIMITS = {Length.SHORT: 680, Length.NORMAL: 680, Length.LONG: 1_370}
"""Most characters of an answer; with the marks of its citations it stays below 700, or 1,400."""

_NEARLY = {Length.SHORT: 0.7, Length.NORMAL: 0.7, Length.LONG: 0.5}
"""Further sentences must be at least this share as likely to answer as the best."""

_MOST = {Length.SHORT: 1, Length.NORMAL: 3, Length.LONG: 6}
_MOST_OF_A_LIST = {Length.SHORT: 1, Length.NORMAL: 5, Length.LONG: 6}
_MOST_OF_ONE_THING = {Length.SHORT: 1, Length.NORMAL: 1, Length.LONG: 3}
_SAME = 0.8
"""Share of the shorter sentence's words from which two sentences say the same."""

_ONE_THING = (Ask.NUMBER, Ask.DATE, Ask.PERSON, Ask.PLACE)
"""What asks for one of these is answered by one sentence; a long answer says more about it."""

_LIST = re.compile(
    r"\b(?:list|name (?:the|all)|(?:what|who) (?:are|were)"
    r"|(?:which|what) (?:\w+ ){0,2}(?!(?:does|was|has|this|its)\b)\w{3,}[^s\W]s)\b",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(
    r"(?:in other words|that is(?: to say)?,|this means|that means|namely|put differently)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"(?:he|she|they|it|its|his|her|their|this|these|those|such|both|that is why"
    r"|the (?:former|latter|same)|(?:therefore|thus|hence|consequently|as a result|moreover"
    r"|in addition|besides|likewise|however|but|instead|by contrast|meanwhile|then)\b"
    r"|(?:[\w’'-]+ ){1,6}(?:therefore|thus|consequently))\b",
    re.IGNORECASE,
)
# "It is not a secret that ..." stands on its own.
_EXPLETIVE = re.compile(
    r"it (?:is|was|will|would|seems|appears|remains|takes|took)\b.{3,60}?\b(?:that|to)\b",
    re.IGNORECASE,
)


def choose(
    question: str,
    candidates: Sequence[Candidate],
    scores: Sequence[float],
    threshold: float,
    length: Length = Length.NORMAL,
    *,
    limit: int | None = None,
) -> list[int]:
    """Return the indices of the sentences that answer `question`, in reading order; [] to abstain.

    It abstains where no score reaches `threshold`. The best sentence answers, alone where one
    number, date, person or place is asked for; otherwise those that are nearly as likely join it,
    more of them where a list is asked for. A sentence that points back ("They ...") brings the one
    before, one that is explained ("In other words, ...") the one after. No two say the same, and
    together they have at most `limit` characters, by default what `length` allows, one space
    between them. Documents come best first, the sentences of one document in its order.
    """
    limit = LIMITS[length] if limit is None else limit
    ranked = sorted(range(len(candidates)), key=lambda index: -scores[index])
    fitting = [index for index in ranked if len(candidates[index].text) <= limit]
    if not fitting or scores[fitting[0]] < threshold:
        return []
    least = max(threshold, _NEARLY[length] * scores[fitting[0]])
    most = _most(question, length)
    chosen: list[int] = []
    for index in fitting:
        if scores[index] < least or most == 0:
            break
        if not _has_room(index, chosen, candidates, limit):
            continue
        most -= 1
        chosen.append(index)
        for companion in _companions(index, candidates):
            if _has_room(companion, chosen, candidates, limit):
                chosen.append(companion)
    return _in_order(chosen, candidates)


def _most(question: str, length: Length) -> int:
    """Return how many sentences an answer may have, those that only explain not counted."""
    if _LIST.search(question):
        return _MOST_OF_A_LIST[length]
    return (_MOST_OF_ONE_THING if ask_of(question) in _ONE_THING else _MOST)[length]


def _companions(index: int, candidates: Sequence[Candidate]) -> list[int]:
    """Return the neighbours without which a sentence is not understood."""
    candidate = candidates[index]
    found: list[int | None] = []
    if candidate.before and _points_back(candidate.text):
        found.append(_neighbour(candidate, candidate.before, candidates))
    if candidate.after and (
        _EXPLAINS.match(candidate.after) or candidate.text.rstrip().endswith(":")
    ):
        found.append(_neighbour(candidate, candidate.after, candidates))
    return [neighbour for neighbour in found if neighbour is not None]


def _points_back(text: str) -> bool:
    """Tell whether a sentence begins with a word for something said before."""
    return _POINTS_BACK.match(text) is not None and _EXPLETIVE.match(text) is None


def _neighbour(candidate: Candidate, text: str, candidates: Sequence[Candidate]) -> int | None:
    """Return the index of the candidate with `text` that stands nearest in the same document."""
    same = [
        index
        for index, other in enumerate(candidates)
        if other.document == candidate.document and other.text == text
    ]
    return min(same, key=lambda i: abs(candidates[i].start - candidate.start), default=None)


def _has_room(
    index: int, chosen: Sequence[int], candidates: Sequence[Candidate], limit: int
) -> bool:
    """Tell whether a sentence adds something and fits."""
    texts = [candidates[other].text for other in chosen]
    length = sum(len(text) + 1 for text in texts) + len(candidates[index].text)
    return length <= limit and not any(_same(candidates[index].text, text) for text in texts)


def _same(a: str, b: str) -> bool:
    """Tell whether one text says no more than the other."""
    left, right = set(content_words(a)), set(content_words(b))
    return len(left & right) >= _SAME * max(1, min(len(left), len(right)))


def _in_order(chosen: Sequence[int], candidates: Sequence[Candidate]) -> list[int]:
    """Return best documents first, and the sentences of each in its order."""
    documents = list(dict.fromkeys(candidates[index].document for index in chosen))
    return sorted(
        chosen, key=lambda i: (documents.index(candidates[i].document), candidates[i].start)
    )

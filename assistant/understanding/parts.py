"""The questions that a question consists of, each of which can be asked by itself.

A comparison consists of its two sides, "When was it founded and who leads it?" of two questions.
Where it is in doubt whether a question has parts, it has none: rules alone do not see what words
mean, and half a question finds what nobody asked for.
"""

from __future__ import annotations

import re

from assistant.understanding.comparisons import compared, is_sound, sides, split_rest
from assistant.understanding.condense import condense
from vectorstore.text import content_words, figures, names, sentences

_MOST = 4
_LONGEST = 400
"""A question of more characters is a text that someone pasted."""

_QUESTION = r"(?:who|what|when|where|why|which|whose|how|is|are|was|were|do|does|did|has|have|can)"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)"
_ASKS = re.compile(rf"(?:(?:in|by|for|to) )?{_QUESTION} ", re.IGNORECASE)
_JOINT = re.compile(rf",? (?:and|but)(?: also)?,? (?=(?:(?:in|by|for|to) )?{_QUESTION} )", re.I)
_DIRECT = re.compile(  # "and who leads it", not "and what they want"
    rf"""(?:(?:in|by|for|to)\s)?(?:
      (?:when|where|why|how|who|what|whose|which\sones?)\s{_AUXILIARY}
    | (?:who|what|which\sone)\s[a-z]+(?:s|ed)
    | how\s(?:(?:many|much)\s(?!{_AUXILIARY}\b)|long|old|far|large|big|high|often)
    | (?:which|what)\s[a-z]+\s(?:\w+\s)?{_AUXILIARY}
    | {_AUXILIARY}\s(?:it|they|he|she|there)
    )\b""",
    re.VERBOSE,
)
_OPENING = re.compile(rf"\A(?:how [a-z]+|{_QUESTION})\s|\b{_AUXILIARY}\s", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:they|them|theirs?|these|those)\b", re.IGNORECASE)
_SINGULAR = re.compile(r"\b(?:its?|he|his|him|she|hers?)\b", re.IGNORECASE)
_WH = re.compile(r"\b(?:who|whom|what|when|where|why|which|how|whether|if|that)\b", re.IGNORECASE)
_THING = re.compile(  # what "one" is, in the question after "Which Asian state joined?"
    rf"(?:which|what) ((?:[\w'’-]+ ){{0,4}}?[a-z-]+) (?:{_AUXILIARY}|[a-z]+(?:s|ed))\b", re.I
)
_WHICH_ONE = re.compile(r"(?<=\bwhich )ones?\b|(?<=\bwhat )ones?\b", re.IGNORECASE)
_EACH_OF_THEM = re.compile(  # not "each deal"
    r"\beach(?: of (?:them|these|the two))?(?=\Z| (?:\w+ed|built|held|have|join|leave|begin|do)\b)"
)

_SHARED = re.compile(  # what each of several names has one of
    r"(?:what|which) (?:are|were) the (?:\w+ ){0,2}"
    r"(?:populations|capitals|areas|leaders|presidents|currencies|economies|gdps|sizes|languages"
    r"|exports|imports|members|headquarters) of ",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\?|(?: in \d{4})?[?.]?")
_EACH = re.compile(r",? (?:each|respectively)\b")
_BOTH = re.compile(
    r"((?:how|when|where|is|are|was|were|do|does|did|has|have)\b.*?) ?both ", re.IGNORECASE
)
_SINGULARS = {"are": "is", "were": "was", "do": "does", "have": "has"}
_PLURAL_VERB = re.compile(r"\b(?:are|were|do|have)\Z", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",? and (?:the )?|, (?:the )?")
_PARALLEL = re.compile(  # of the CSTO and of the OTS
    r"(?P<before>.+?)(?: both)? (?P<word>of|in|with|to|for|from|by|on|at)"
    r" (?P<left>(?:(?! (?P=word) )[^,?])+?) and (?P=word) (?P<right>[^,?]+)\?"
)
_CHOOSES = re.compile(  # what both are true of
    rf"(?:which|who|what (?!{_AUXILIARY} )\w+s) ", re.IGNORECASE
)


def parts(question: str) -> tuple[str, ...]:
    """Return the questions that `question` consists of, itself alone where it is one.

    Each can be understood without the others, and there are at most four. Every name, figure and
    date of the question is in one of them.
    """
    plain = " ".join(question.split())
    if len(plain) > _LONGEST:
        return (question,)
    asked = [span.of(plain) for span in sentences(plain)]
    if not asked or (len(asked) > 1 and not all(map(_is_whole, asked))):
        return (question,)
    found: list[str] = []
    for one in asked:
        found += _divided(_alone(one, found[-1]) if found else one)
    found = list(dict.fromkeys(found))
    return tuple(found) if 1 < len(found) <= _MOST and _keeps(plain, found) else (question,)


def _is_whole(sentence: str) -> bool:
    """Tell whether a sentence is a question that says what it asks about."""
    whole = sentence.endswith("?") and not sentence.lower().startswith("if ")
    return whole and len(sentence.split()) > 2 and bool(content_words(sentence))


def _keeps(question: str, found: list[str]) -> bool:
    """Tell whether each name, figure and date of `question` is in one of `found`."""
    text = " ".join(found)
    said = [name.text for name in names(question.removeprefix("Compare "))]
    written = [figure.span.of(question) for figure in figures(question)]
    # Of "signed first" and "which of the two" only the words go.
    said += [figure for figure in written if any(map(str.isdigit, figure))]
    return all(piece in text for piece in said)


def _divided(question: str) -> list[str]:
    """Return the parts of one sentence."""
    for divide in (compared, _joined, _listed, _parallel):
        if found := divide(question):
            return found
    return [question]


def _joined(question: str) -> list[str]:
    """Return the questions that "and" joins."""
    first, *others = _JOINT.split(question.rstrip("?. "))
    if len(others) == 1 and _EACH_OF_THEM.search(others[0]) and not names(others[0]):
        return _of_each(first, others[0])
    if not (others and _ASKS.match(first) and _is_plain(first) and all(map(_DIRECT.match, others))):
        return []
    alone = [_alone(f"{other}?", first, "and") for other in others]
    return [f"{first}?", *alone] if all(alone) else []


def _of_each(first: str, asked: str) -> list[str]:
    """Return what `first` asks, and what is asked of each thing in it: and when was each?"""
    things = sides(first) or _members(first)[2]
    each = [f"{_EACH_OF_THEM.sub(thing, asked)}?" for thing in things]
    before = compared(first) or [f"{first}?"]
    same = each and before[0].casefold().split()[:2] == each[0].casefold().split()[:2]
    return each if same or not each else [*before, *each]


def _alone(question: str, first: str, joint: str = "") -> str:
    """Return `question` with what it takes from the one before, the rest of its own sentence.

    "" where it takes what is not found there.
    """
    if _WHICH_ONE.search(question):
        thing = _THING.match(first)
        return _WHICH_ONE.sub(thing[1], question) if thing else ""
    known = bool(names(question)) or not (joint and names(first))
    if _PLURAL.search(question) or not (known or _SINGULAR.search(question)):
        return f"{question} ({_OPENING.sub('', first.rstrip('?'))})"
    return condense(question, [first])


def _is_plain(asked: str) -> bool:
    """Tell whether `asked` is a whole question in which none is embedded."""
    whole = len(content_words(asked)) > 1 or bool(names(asked))
    opening = _ASKS.match(asked)
    asking = opening is not None and _WH.search(opening[0]) is not None
    return whole and len(_WH.findall(asked)) <= asking


def _listed(question: str) -> list[str]:
    """Return the question about each of several names, where it is about each."""
    if _JOINT.search(question):
        return []
    start, end, members = _members(question)
    before, after = question[:start], question[end:]
    if both := _BOTH.fullmatch(before):
        before = _PLURAL_VERB.sub(_singular, both[1]) + " "
    elif each := _EACH.search(after):
        after = after[: each.start()] + after[each.end() :]
    elif not (_SHARED.fullmatch(before) and _ENDING.fullmatch(after)):
        return []
    return [f"{before}{member}{after}" for member in members]


def _singular(verb: re.Match[str]) -> str:
    form = _SINGULARS[verb[0].lower()]
    return form.capitalize() if verb[0][0].isupper() else form


def _members(question: str) -> tuple[int, int, list[str]]:
    """Return where the first list of names (A, B and the C) is, and its members, none if none."""
    found = [name.span for name in names(question)]
    for index, span in enumerate(found):
        run, joined = [span], ""
        for following in found[index + 1 :]:
            gap = question[run[-1].end : following.start]
            if "and" in joined or _BETWEEN_NAMES.fullmatch(gap) is None:
                break
            joined += gap
            run.append(following)
        if "and" in joined:
            starts = [one.start - 4 * question[: one.start].endswith(" the ") for one in run]
            members = [question[a : one.end] for a, one in zip(starts, run, strict=True)]
            return starts[0], run[-1].end, members
    return 0, 0, []


def _parallel(question: str) -> list[str]:
    """Return the question about each of two things that the same preposition introduces."""
    match = _PARALLEL.fullmatch(question)
    if match is None or not _ASKS.match(question) or _CHOOSES.match(question):
        return []
    before, word, left = match["before"], match["word"], match["left"]
    right, rest = split_rest(left, match["right"])
    if bool(names(f"in {left}")) != bool(names(f"in {right}")):
        return []
    if not (is_sound(left) and is_sound(right)):
        return []
    return [f"{before} {word} {side}{rest}?" for side in (left, right)]

"""Who wrote an article and when, and who took a picture: lines beside the text."""

from __future__ import annotations

import re

from ingest.dates import parse_date
from ingest.furniture.words import DOUBTFUL, LABELS, plain

_LONGEST = 200
"""Characters; a longer line is no byline."""
_MOST_WORDS = 14
"""Of one part of a byline."""
_NAME_WORDS = range(2, 6)
_WORD = re.compile(r"[^\W\d_](?:\.|[^\W\d_’'-]*(?:[’'-][^\W\d_]+)*)(?:-[^\W\d_]\.)?")
_PARTICLES = frozenset("al bin da de del der di du el ibn la le ter van von y".split())
_NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday across after and at before but by
    for from in not of on or the through under with without""".split()
)
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|(?<=\d)\s+(?=[Bb]y\s)")
_BY = re.compile(
    r"(?:(?:written|reported|words|text|story|report) )?by:? (.+)"
    r"|(?:authors?|text|авторы?|текст|мәтін) ?: ?(.+)",
    re.I,
)
_ALSO = re.compile(r", (?:and )?| (?:and|&|и|және) ")
_ROLE = re.compile(
    r"(?:an? |the |our )?(?:[\w-]+ ){0,3}(?:writer|reporter|correspondent|editor|journalist"
    r"|columnist|contributor|analyst|desk|newsroom|bureau|корреспондент|редактор|журналист"
    r"|обозреватель|тілші)(?: (?:at|for|in|of) (.+))?",
    re.I,
)
_PUBLISHED = re.compile(
    r"(?:(?:last |first )?(?:published|posted|updated|modified|edited)|created|опубликовано"
    r"|обновлено|дата публикации|жарияланды|жаңартылды)(?: on| at)?:?",
    re.I,
)
_AT = re.compile(
    r"(?:,|T|\s(?:at|в|[|·•–-]))?\s*\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?"
    r"(?:Z|\s?[+-]\d\d:?\d\d|\s\(?(?:[A-Z]{2,5}|UTC[+-]\d{1,2})\)?)?$"
)
_TWO_DAYS = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_OF_YEAR = re.compile(r"(?<=\d{4})\s?(?:года|г\.?)$", re.I)
_BESIDE = LABELS | DOUBTFUL
_CREDIT = re.compile(
    r"\b(?:photo|image|picture|credit|illustration|file photo)s?\s*:|\bфото\s*:", re.I
)


def is_byline(line: str) -> bool:
    """Tell whether a line says who wrote an article and when, and no more.

    Only where such a line is to be expected, before the first paragraph, is it surely that.
    """
    line = " ".join(line.split()) if len(line) <= _LONGEST else ""
    if is_date(line) or is_written_on(line):
        return True
    parts = _PARTS.split(line)
    told = [_tells(part) for part in parts]
    return any(told) and all(
        tells or is_name(part) or plain(part) in _BESIDE
        for tells, part in zip(told, parts, strict=True)
    )


def is_credited(line: str) -> bool:
    """Tell whether a line credits a picture, so that it is a caption wherever it stands again."""
    return _CREDIT.search(line[: 2 * _LONGEST]) is not None


def is_name(text: str) -> bool:
    """Tell whether words can be a person's name: two to five, with capitals, no day or month."""
    words = text.split()
    if len(words) not in _NAME_WORDS or words[-1].lower() in _PARTICLES:
        return False
    if not all(_WORD.fullmatch(each) for each in words):
        return False
    if not _NO_NAMES.isdisjoint(text.casefold().split()) or _is_month(words[-1]):
        return False
    return all(not each[0].islower() or each in _PARTICLES for each in words)


def is_date(text: str) -> bool:
    """Tell whether a text is a day, be it one of two, and perhaps a time."""
    if not any(map(str.isdigit, text)) or len(text.split()) > _MOST_WORDS:
        return False
    day = _OF_YEAR.sub("", _AT.sub("", text.strip()))
    if ":" in day:  # more than a day and a time
        return False
    return parse_date(day) is not None or _TWO_DAYS.fullmatch(day) is not None


def is_written_on(text: str) -> bool:
    """Tell whether a text says when an article was published, and no more."""
    said = _PUBLISHED.match(text)
    return said is not None and is_date(text[said.end() :])


def is_signed(text: str) -> bool:
    """Tell whether a text names its author with what the author is: "By Ana Reis, staff writer"."""
    name, comma, role = text.partition(", ")
    return bool(comma) and _names_author(name) and _is_role(role)


def _tells(part: str) -> bool:
    """Tell whether one part of a byline says who wrote the article, or when."""
    words = part.split()
    if not words or len(words) > _MOST_WORDS:
        return False
    if _names_author(part) or is_signed(part) or is_written_on(part):
        return True
    name, comma, role = part.partition(", ")
    if comma and is_name(name) and _is_role(role):
        return True
    for place in range(len(words)) if any(map(str.isdigit, part)) else ():
        if is_date(" ".join(words[place:])):
            named = " ".join(words[:place]).rstrip(",")
            return not named or is_name(named) or _names_author(named)
    return False


def _names_author(text: str) -> bool:
    said = _BY.fullmatch(text)
    return said is not None and all(map(is_name, _ALSO.split(said[1] or said[2])))


def _is_role(text: str) -> bool:
    said = _ROLE.fullmatch(text)
    return said is not None and (
        said[1] is None or all(each[0].isupper() or each == "the" for each in said[1].split())
    )


def _is_month(word: str) -> bool:
    return parse_date(f"1 {word} 2000") is not None

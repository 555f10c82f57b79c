"""Headings of what is no part of the article: other articles, what readers say."""

from __future__ import annotations

import re
from itertools import product

from ingest.furniture.words import plain, table

_LONGEST = 160
"""Characters of a heading."""
_FILE = table("headings.toml")


def _crossed(nouns: str) -> list[str]:
    return [" ".join(pair) for pair in product(_FILE["kinds"].split(), _FILE[nouns].split())]


def _any_of(headings: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, headings)).replace("…", r"\S+(?: \S+){0,7}"))


_ELSEWHERE = _any_of(_FILE["elsewhere"].strip().split("\n") + _crossed("articles"))
_WITH_LINKS = _any_of(_FILE["with_links"].strip().split("\n") + _crossed("things"))
_REPLIES = _any_of(_FILE["replies"].strip().split("\n"))


def opens_furniture(line: str) -> bool:
    """Tell whether a line is the heading of what is no part of the article: "Related stories".

    What comes below such a heading has to be looked at: the line itself says only what it may be.
    """
    return announces_articles(line) or opens_replies(line) or _is(_WITH_LINKS, line)


def announces_articles(line: str) -> bool:
    """Tell whether a heading announces other articles, and nothing that this one may list."""
    return _is(_ELSEWHERE, line)


def opens_replies(line: str) -> bool:
    """Tell whether a heading announces what readers say, or what they are asked to do: no links."""
    return _is(_REPLIES, line)


def _is(headings: re.Pattern[str], line: str) -> bool:
    line = line.strip()
    if len(line) > _LONGEST or line.endswith((".", ",", ";")):
        return False
    return headings.fullmatch(plain(line)) is not None

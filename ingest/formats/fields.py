"""What front matter, rows and objects say of an article, under the names that are usual."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ingest.dates import from_timestamp, parse_date, possible_day
from ingest.encoding import tidy
from ingest.formats.article import Article

_USUAL = {
    "text": """text body content article article_text article_body articlebody full_text fulltext
        maintext main_text body_text content_text text_content story""",
    "title": "title headline article_title heading",
    "author": "author authors byline creator writer by",
    "publisher": """publisher source outlet site site_name publication newspaper domain
        source_domain""",
    "published": """published date published_at publishedat publication_date publish_date
        date_publish date_published datepublished published_date pubdate pub_date""",
    "language": "language lang locale",
    "url": "url link canonical canonical_url permalink article_url uri href",
    "key": "id guid uuid key _id article_id",
}
NAMES: Mapping[str, tuple[str, ...]] = {
    role: tuple(names.split()) for role, names in _USUAL.items()
}
"""The names that each thing known of an article usually has, the likeliest first."""

ROLES: Mapping[str, str] = {name: role for role, names in NAMES.items() for name in names}
"""What each of those names stands for."""

_NOTHING = frozenset({"", "~", "null", "none", "nan", "n/a"})
_TIMESTAMP = re.compile(r"[1-9]\d{8,12}", re.ASCII)
"""Seconds or milliseconds since 1970; eight digits are a year, a month and a day."""
_LATEST = 1e13
_LONGEST_VALUE = 1000
_MOST_ITEMS = 20


def normal(name: str) -> str:
    """Return the name of a field as it is compared: whatever its case, spaces and hyphens."""
    return "_".join(name.strip().lower().replace("-", " ").split())


def by_usual_names(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `fields` hold for each of `NAMES` under the first usual name that says anything.

    The keys of `fields` are `normal`.
    """
    found: dict[str, Any] = {}
    for role, names in NAMES.items():
        for name in names:
            if name in fields and _says_something(fields[name]):
                found[role] = fields[name]
                break
    return found


def described(known: Mapping[str, Any], text: str, key: str = "") -> Article:
    """Return an article of `text` with what `known` says, under the names that are `NAMES`."""
    published, written_date = day(known.get("published"))
    publisher, url = address_apart(one_line(known.get("publisher")), one_line(known.get("url")))
    return Article(
        text=text,
        title=one_line(known.get("title")),
        author=one_line(known.get("author")),
        publisher=publisher,
        published=published,
        language=one_line(known.get("language")),
        url=url,
        written_date=written_date,
        key=key,
    )


def address_apart(publisher: str | None, url: str | None) -> tuple[str | None, str | None]:
    """Return both where the publisher is none but an address: `source` can mean either."""
    if publisher and publisher.startswith(("http://", "https://")):
        return None, url or publisher
    return publisher, url


def one_line(value: object) -> str | None:
    """Return a value as one tidy line; None for what says nothing.

    Read are words, numbers, what has a name, and lists of these. What lies deeper is nothing.
    """
    value = _named(value)
    items = value[:_MOST_ITEMS] if isinstance(value, list) else [value]
    lines = (_words(_named(item)) for item in items)
    return ", ".join(line for line in lines if line)[:_LONGEST_VALUE] or None


def day(value: object) -> tuple[date | None, str]:
    """Return the day that a field names, and what is written there where it names none."""
    if isinstance(value, float) and abs(value) < _LATEST:
        value = int(value)
    written = one_line(value)
    if written is None:
        return None, ""
    if _TIMESTAMP.fullmatch(written):
        found = from_timestamp(int(written))
    else:
        found = possible_day(parse_date(written))
    return found, "" if found else written


def _named(value: object) -> object:
    return value.get("name") if isinstance(value, Mapping) else value


def _words(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        value = str(value)
    if not isinstance(value, str):
        return None
    # Escapes in a quoted value can hold what was tidied away before.
    line = " ".join(tidy(value[: 10 * _LONGEST_VALUE]).split())[:_LONGEST_VALUE]
    return line if line.lower() not in _NOTHING else None


def _says_something(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() not in _NOTHING
    return value is not None and value != [] and value != {}

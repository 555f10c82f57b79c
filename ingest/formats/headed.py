"""A text that, as a rule, has its title at its head, and fields that may name another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ingest.formats.article import Article
from ingest.formats.fields import described


def headed(known: Mapping[str, Any], found_title: str | None, text: str, key: str = "") -> Article:
    """Return the article; `known` is as `fields.described` takes it.

    A title at the head of the text stays in the text where `known` has another, and is not
    repeated there where `known` has the same.
    """
    article = described(known, text, key)
    if article.title is None:
        return replace(article, title=found_title)
    if found_title is not None:
        text = f"{found_title}\n\n{text}"
    first, _, rest = text.partition("\n")
    if rest.strip() and first.strip().casefold() == article.title.casefold():
        text = rest.strip("\n ")
    return replace(article, text=text)

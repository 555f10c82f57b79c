"""What a user types, as the search takes it."""

from __future__ import annotations

from collections.abc import Iterable

from vectorstore.errors import InputError
from vectorstore.text import STOP_WORDS, words

LONGEST_QUERY = 2000
MOST_TERMS = 64


def check_query(query: str) -> None:
    """Raise InputError where a question or query is empty or too long."""
    if not query.strip():
        raise InputError("The question is empty.", 'Ask one: caravan ask "Who hosted the summit?"')
    if not words(query):
        raise InputError("The question holds no words.", "Ask it in words, in English.")
    if len(query) > LONGEST_QUERY:
        raise InputError(
            f"The question has {len(query):,} characters; at most {LONGEST_QUERY:,} are read.",
            "Ask it in fewer words; long texts are added with `caravan ingest`.",
        )


def match_expression(query: str, also: Iterable[str] = ()) -> str:
    """Return `query` as an FTS5 expression: any of its content words, or of the phrases in `also`.

    It is empty where there is nothing to look for. Every word is quoted, so that nothing in a
    question is read as FTS5 syntax, and as it was written, so that FTS5 takes it apart (25,000,
    U.S., Łódź) as it did the texts.
    """
    found = words(query)
    content = [word for word in found if word.text not in STOP_WORDS] or found
    written = [word.span.of(query) for word in content[:MOST_TERMS]]
    quoted = (text.replace('"', '""') for text in (*written, *also))
    return " OR ".join(f'"{text}"' for text in dict.fromkeys(quoted))

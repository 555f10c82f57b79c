"""What a user types, as the search takes it."""

from __future__ import annotations

from vectorstore.errors import InputError
from vectorstore.text import STOP_WORDS, words

LONGEST_QUERY = 2000
_MOST_TERMS = 64


def check_query(query: str) -> None:
    """Raise InputError where a question or query is empty or too long."""
    if not query.strip():
        raise InputError("The question is empty.", 'Ask one: caravan ask "Who hosted the summit?"')
    if len(query) > LONGEST_QUERY:
        raise InputError(
            f"The question has {len(query):,} characters; at most {LONGEST_QUERY:,} are read.",
            "Ask it in fewer words; long texts are added with `caravan ingest`.",
        )


def match_expression(query: str) -> str:
    """Return `query` as an FTS5 expression: any of its content words; empty if it has none.

    Every word is quoted, so that nothing in a question is read as FTS5 syntax.
    """
    terms = [word.text for word in words(query)]
    content = [term for term in terms if term not in STOP_WORDS] or terms
    return " OR ".join(f'"{term}"' for term in dict.fromkeys(content[:_MOST_TERMS]))

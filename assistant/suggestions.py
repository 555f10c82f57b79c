"""Questions to begin with, each of which the corpus is known to answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from assistant.session import Assistant
from vectorstore import Corpus, catalogue
from vectorstore.text import names

_DOCUMENTS = 5
"""How many of the newest documents are looked through for what they speak of."""
_NAMES_A_DOCUMENT = 2
_SURE = 0.5
"""Confidence below which an answer is no good example."""


def suggest(assistant: Assistant, candidates: Iterable[str], count: int) -> list[str]:
    """Return the first `count` of `candidates` that the sources answer with confidence."""
    return list(islice((each for each in candidates if _is_answered(assistant, each)), count))


def questions_about(corpus: Corpus) -> Iterator[str]:
    """Yield questions about what the newest documents speak of most, one document after another."""
    with corpus.database.read() as connection:
        newest = catalogue.list_documents(connection)[:_DOCUMENTS]
        texts = [catalogue.get_document(connection, each.ref.id).text for each in newest]
    topics = dict.fromkeys(topic for text in texts for topic in _topics(text))
    return (f"What is known about {topic}?" for topic in topics)


def _is_answered(assistant: Assistant, question: str) -> bool:
    answer = assistant.quote(question)
    return (
        answer.answered
        and answer.confidence >= _SURE
        and all(sentence.verified for sentence in answer.sentences)
    )


def _topics(text: str) -> list[str]:
    """Return the names of two words and more that occur most, with the article they stand with."""
    counts: Counter[str] = Counter()
    with_article: Counter[str] = Counter()
    for name in names(text):
        if " " in name.text and name.text.isprintable():
            counts[name.text] += 1
            with_article[name.text] += text[: name.span.start].lower().endswith("the ")
    return [
        f"the {name}" if 2 * with_article[name] > count else name
        for name, count in counts.most_common(_NAMES_A_DOCUMENT)
        if count > 1
    ]

"""Questions to begin with and to go on with, each of which the corpus is known to answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from assistant.answers import Answer, Question
from assistant.questions import questions_of
from assistant.session import Assistant
from assistant.understanding.kinds import kind_of
from vectorstore import Corpus, Filters, InputError, catalogue
from vectorstore.text import Name, Span, content_words, names, same_name, sentences
from vectorstore.text.names import TITLES

_DOCUMENTS = 5
"""How many of the newest documents are looked through for what they speak of."""
_NAMES_A_DOCUMENT = 2
_SURE = 0.5
"""Confidence below which an answer is no good example."""

_SOURCES = 3
"""How many of the documents that an answer cites are looked through for what to ask next."""
_AROUND = 6_000
"""Characters of them, before and behind what is cited."""
_MOST_CHECKED = 8
"""Checking is what a follow-up costs: so many are asked of the corpus at most."""
_ANOTHER = 0.2
"""How much stranger to the answer a question may be for being of a kind that is not there yet."""
_OFFICE = re.compile(rf"(?:{'|'.join(sorted(TITLES))}) of\b", re.IGNORECASE)
_ENGLISH = ("", "en")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question, and the sentence that it was made of; "" where of a name alone."""

    question: str
    source: str = ""


def suggest(assistant: Assistant, candidates: Iterable[str], count: int) -> list[str]:
    """Return the first `count` of `candidates` that the sources answer with confidence."""
    return list(islice((each for each in candidates if _answer(assistant, each)), count))


def questions_about(corpus: Corpus) -> Iterator[str]:
    """Yield questions about what the newest documents speak of most, one document after another."""
    with corpus.database.read() as connection:
        newest = catalogue.list_documents(connection)[:_DOCUMENTS]
        texts = [catalogue.get_document(connection, each.ref.id).text for each in newest]
    topics = dict.fromkeys(topic for text in texts for topic in _topics(text, _NAMES_A_DOCUMENT))
    return (f"What is known about {topic}?" for topic in topics)


def follow_ups(
    assistant: Assistant,
    corpus: Corpus,
    answer: Mapping[str, Any],
    asked: Sequence[str],
    count: int = 3,
    is_wanted: Callable[[], bool] = lambda: True,
) -> list[str]:
    """Return questions that go on from an answer and that the corpus answers with confidence.

    `answer` is as `Answer.as_json` gives it; `asked` are the questions of its conversation. Each
    one is answered within the filters of `answer` by a sentence that this has not shown: the
    questions are made of other sentences near the cited ones, and of what those name. Once it is
    not wanted any more, the search is broken off with what was found.
    """
    filters = _filters(answer["filters"])
    shown = {_plain(cited["quote"]) for cited in answer["citations"]}
    found: list[str] = []
    candidates = _candidates(assistant, corpus, answer, asked, filters)
    for each in islice(candidates, _MOST_CHECKED):
        told = _answer(assistant, each.question, filters)
        quotes = {_plain(cited.quote) for cited in told.citations} if told else set()
        # Of a name, any other sentence may tell; else that one answers which the question is of.
        new = quotes & {each.source} if each.source else quotes
        if new - shown:
            found.append(each.question)
            shown |= new
        if len(found) == count or not is_wanted():
            break
    return found


def _answer(assistant: Assistant, question: str, filters: Filters | None = None) -> Answer | None:
    """Return the answer to a question, None where it is not a sure one."""
    answer = assistant.quote(question, filters)
    sure = answer.answered and answer.confidence >= _SURE
    return answer if sure and all(sentence.verified for sentence in answer.sentences) else None


def _candidates(
    assistant: Assistant,
    corpus: Corpus,
    answer: Mapping[str, Any],
    asked: Sequence[str],
    filters: Filters,
) -> Iterator[_Candidate]:
    """Yield what may be asked next: of what is cited, of what else was found, then of names."""
    standalone = answer["standalone_question"]
    before = [*asked, answer["question"], standalone]
    shown = {_plain(cited["quote"]) for cited in answer["citations"]}
    about = {*content_words(answer["text"]), *content_words(standalone)}
    cited = answer["citations"] or answer["related"]
    texts = _texts_around(corpus, [(one["document"]["id"], one["quote"]) for one in cited])
    yield from _ordered(texts, shown, about, before)
    wider = Question(standalone, filters=filters, infer=False)
    hits = assistant.retrieval(wider).evidence.hits
    read = {one["document"]["id"] for one in cited}
    places = [(hit.passage.document.id, hit.passage.text) for hit in hits]
    further = _texts_around(corpus, [place for place in places if place[0] not in read])
    known = _names_in([*before, *shown])
    for each in _ordered(further, shown, about, before):
        if any(same_name(name, one) for name in _names_in([each.question]) for one in known):
            yield each
    asked_of = _names_in(before)
    for topic in dict.fromkeys(topic for text in texts for topic in _topics(text, _MOST_CHECKED)):
        if kind_of(topic) != "country" and not any(same_name(topic, one) for one in asked_of):
            yield _Candidate(f"What is known about {topic}?")


def _ordered(
    texts: Sequence[str], shown: set[str], about: set[str], before: Sequence[str]
) -> list[_Candidate]:
    """Return what the sentences of texts answer, what is nearest to `about` first, one of each.

    The more there is of a kind (when, who), the later another one comes.
    """
    asked = [set(content_words(each)) for each in before]
    made = {each.question: each for text in texts for each in _made_of(text, shown)}
    new = [each for each in made.values() if set(content_words(each.question)) not in asked]

    def strangeness(each: _Candidate) -> float:
        said = set(content_words(each.question))
        return len(said - about) / max(1, len(said))

    kinds: Counter[str] = Counter()
    ranked: list[tuple[float, _Candidate]] = []
    sources: set[str] = set()
    for each in sorted(new, key=strangeness):
        if each.source not in sources:
            kind = each.question.split()[0]
            ranked.append((strangeness(each) + _ANOTHER * kinds[kind], each))
            kinds[kind] += 1
            sources.add(each.source)
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]


def _texts_around(corpus: Corpus, places: Sequence[tuple[str, str]]) -> list[str]:
    """Return of the first documents what stands about a quote; `places` have a document's and it.

    Documents that are no longer there, or are known to be in another language than English, are
    left out: the questions are made of their words.
    """
    quotes = dict(reversed(places))
    found: list[str] = []
    with corpus.database.read() as connection:
        for id_ in list(dict.fromkeys(id_ for id_, _ in places))[:_SOURCES]:
            try:
                document = catalogue.get_document(connection, id_)
            except InputError:
                continue
            if (document.ref.metadata.language or "")[:2] in _ENGLISH:
                place = max(0, document.text.find(quotes[id_]))
                found.append(document.text[max(0, place - _AROUND) : place + _AROUND])
    return found


def _made_of(text: str, shown: set[str]) -> Iterator[_Candidate]:
    """Yield the questions that the sentences of a text answer, but for those shown already."""
    named = names(text)
    for span in sentences(text):
        source = _plain(span.of(text))
        if source not in shown:
            inside = [
                Name(name.text, Span(name.span.start - span.start, name.span.end - span.start))
                for name in named
                if span.start <= name.span.start and name.span.end <= span.end
            ]
            for question in questions_of(span.of(text), inside):
                yield _Candidate(question, source)


def _names_in(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.text for text in texts for name in names(text)))


def _filters(told: Mapping[str, Any]) -> Filters:
    """Return the limits that were set for an answer, without those that its question's words set.

    `told` is as `Answer.as_json` gives them.
    """
    inferred = {limit["filter"] for limit in told["inferred"]}
    since, until = (
        date.fromisoformat(told[name]) if told[name] and name not in inferred else None
        for name in ("since", "until")
    )
    return Filters(
        since,
        until,
        told["publisher"],
        told["source"],
        told.get("language"),
        told.get("document"),
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _topics(text: str, most: int) -> list[str]:
    """Return the names of two words and more that occur most, with the article they stand with."""
    counts: Counter[str] = Counter()
    with_article: Counter[str] = Counter()
    for name in names(text):
        if " " in name.text and name.text.isprintable() and not _OFFICE.match(name.text):
            counts[name.text] += 1
            with_article[name.text] += text[: name.span.start].lower().endswith("the ")
    return [
        f"the {name}" if 2 * with_article[name] > count else name
        for name, count in counts.most_common(most)
        if count > 1
    ]

"""Check a draft against its sources before anyone sees it.

A citation whose words are not at their place is removed. A sentence is verified when it cites
something and every figure, date and name in it occurs in what it cites; otherwise it stays, with
its problems beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.answers import Citation, Sentence
from assistant.attribution import attribution_at
from assistant.drafts import Draft, DraftSentence, Quote
from vectorstore import CaravanError
from vectorstore.text import figures, names, same_name, states, words

TextOf = Callable[[str, str], str]
"""Returns the text of a document's version, given the document's id and the version."""


def verify(draft: Draft, text_of: TextOf) -> Iterator[tuple[Sentence, tuple[Citation, ...]]]:
    """Yield the draft's sentences in order, each judged, with the citations that it brings in.

    Only citations that hold are among them, numbered from 1.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    for sentence in draft.sentences:
        sound = [quote for quote in sentence.quotes if _is_in_place(quote, text_of)]
        new: list[Citation] = []
        for quote in sound:
            key = _key(quote)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                new.append(_attributed(quote, _cite(quote, numbers[key])))
        cited = tuple(dict.fromkeys(numbers[_key(quote)] for quote in sound))
        problems = tuple(_problems(sentence, sound))
        yield Sentence(sentence.text, cited, not problems, problems), tuple(new)


def _is_in_place(quote: Quote, text_of: TextOf) -> bool:
    passage = quote.hit.passage
    try:
        text = text_of(passage.document.id, passage.document.version)
    except CaravanError:
        return False
    within = passage.start <= quote.span.start < quote.span.end <= passage.end
    return within and text[passage.start : passage.end] == passage.text


def _problems(sentence: DraftSentence, sound: list[Quote]) -> Iterator[str]:
    if len(sound) < len(sentence.quotes):
        yield "a quotation is not in its source"
    if not sound:
        yield "no source supports it"
        return
    quoted = "\n".join(_cite(quote, 0).quote for quote in sound)
    evidence = figures(quoted)
    for figure in figures(sentence.text):
        if not states(evidence, figure):
            yield f"{figure.span.of(sentence.text)!r} is not in the source cited"
    known = [name.text for name in names(quoted)]
    said = [word.text for word in words(quoted)]
    for name in names(sentence.text):
        if _occurs([word.text for word in words(name.text)], said):
            continue
        if any(same_name(name.text, other) for other in known):
            continue
        yield f"{name.text!r} is not in the source cited"


def _occurs(run: list[str], said: list[str]) -> bool:
    """Tell whether these words stand together in what is said."""
    return any(said[i : i + len(run)] == run for i in range(len(said) - len(run) + 1))


def _cite(quote: Quote, number: int) -> Citation:
    citation = Citation.of(quote.hit, quote.span.start, quote.span.end, number)
    if quote.highlight is None:
        return citation
    start = quote.span.start
    short = (quote.highlight.start - start, quote.highlight.end - start)
    return replace(citation, highlight=short)


def _attributed(quote: Quote, citation: Citation) -> Citation:
    """Return the citation with who says it, as the quote's passage tells."""
    passage, span = quote.hit.passage, quote.span
    found = attribution_at(passage.text, span.start - passage.start, span.end - passage.start)
    return replace(citation, attribution=found)


def _key(quote: Quote) -> tuple[str, int, int]:
    return quote.hit.passage.document.id, quote.span.start, quote.span.end

"""Whether quotes stand where they say, and the citations that they become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answers import Citation
from assistant.attribution import attribution_at
from assistant.drafts import Quote
from vectorstore import CaravanError, Hit

TextOf = Callable[[str, str], str]
"""Returns the text of a document's version, given the document's id and the version."""


def is_in_place(quote: Quote, text_of: TextOf) -> bool:
    """Tell whether a quote lies in its passage, and the passage in the stored text."""
    passage = quote.hit.passage
    within = passage.start <= quote.span.start < quote.span.end <= passage.end
    return within and is_stored(quote.hit, text_of)


def is_stored(hit: Hit, text_of: TextOf) -> bool:
    """Tell whether the stored text has the passage's words at its place."""
    passage = hit.passage
    try:
        text = text_of(passage.document.id, passage.document.version)
    except CaravanError:
        return False
    return text[passage.start : passage.end] == passage.text


def words_of(quote: Quote) -> str:
    """Return the very words of a quote."""
    passage, span = quote.hit.passage, quote.span
    return passage.text[span.start - passage.start : span.end - passage.start]


def cite(quote: Quote, number: int) -> Citation:
    """Return the citation of a quote, with who says it, as the quote's passage tells."""
    passage, span = quote.hit.passage, quote.span
    found = attribution_at(passage.text, span.start - passage.start, span.end - passage.start)
    citation = replace(Citation.of(quote.hit, span.start, span.end, number), attribution=found)
    if quote.highlight is None:
        return citation
    short = (quote.highlight.start - span.start, quote.highlight.end - span.start)
    return replace(citation, highlight=short)

"""Drafts made without files, and the way into a corpus for them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tests.fake_embedder import HashedEmbedder
from vectorstore import Corpus, Draft, Extract, Metadata, Page, Result, Span
from vectorstore.nearness import signature


def draft(
    source: str,
    text: str,
    title: str = "News",
    pages: tuple[Page, ...] = (),
    cuts: Sequence[int] = (),
    given: str = "",
    note: str = "",
) -> Draft:
    """Return a draft of one passage, or of more that begin at `cuts`, with its vectors."""
    ends = [*cuts, len(text)]
    spans = tuple(map(Span, [0, *cuts], ends))
    vectors = HashedEmbedder().encode_documents([span.of(text) for span in spans])
    return Draft(
        source,
        hashlib.sha256(text.encode()).hexdigest(),
        "text-1",
        Extract(text, Metadata(title), pages),
        spans,
        vectors,
        given,
        signature(text),
        note,
    )


def write(corpus: Corpus, *drafts: Draft) -> list[Result]:
    """Write drafts together and return what became of each."""
    results = corpus.write(drafts, HashedEmbedder().identity)
    assert None not in results
    return [result for result in results if result is not None]

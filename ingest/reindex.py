"""Cut and embed the whole corpus anew, by another model or with another passage size."""

from __future__ import annotations

from collections.abc import Callable

from ingest.passages import embedded_text, passages_for
from vectorstore import Corpus, Embedder

_DOCUMENTS_A_BATCH = 64


def reindex(
    corpus: Corpus, embedder: Embedder, on_done: Callable[[int], None] = lambda _count: None
) -> int:
    """Embed every document by `embedder` and return how many there were.

    The corpus is searched as it was until all are done. Interrupted, the next call goes on from
    there. `on_done` is told how many documents this call has done so far.
    """
    total = 0
    while not corpus.switch_model(embedder.identity):
        for document in corpus.unstaged(embedder.identity, _DOCUMENTS_A_BATCH):
            spans = passages_for(embedder, document.text, document.context)
            texts = [embedded_text(document.context, span.of(document.text)) for span in spans]
            vectors = embedder.encode_documents(texts)
            corpus.stage(document, embedder.identity, spans, vectors)
            total += 1
            on_done(total)
    return total

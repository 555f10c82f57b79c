"""From drafts to the corpus: embedded in batches across documents, written while the next embed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from ingest.containers import Container
from ingest.passages import embedded, passages_for
from ingest.threads import in_thread
from vectorstore import Corpus, Draft, Embedder, Result

BATCH_PASSAGES = 128
"""How many passages are embedded and written together; a longer document is written whole.

A run that is killed does up to two batches again.
"""

_BATCH_DOCUMENTS = 200


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A draft, and the file that waits for it."""

    draft: Draft
    container: Container | None


class Writer:
    """Takes the drafts of one run. `on_result` gets what became of each, in order."""

    left: frozenset[str] = frozenset()
    """Sources whose documents have moved away though the catalogue still names them: none."""

    def __init__(
        self,
        corpus: Corpus,
        embedder: Embedder,
        run_id: int,
        on_result: Callable[[Result, Container | None], None],
        on_embedded: Callable[[int], None],
    ) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._run_id = run_id
        self._on_result = on_result
        self._on_embedded = on_embedded
        self._waiting: list[_Waiting] = []
        self._passages = 0
        self._encoding: tuple[list[_Waiting], Future[list[Draft]]] | None = None

    def add(self, draft: Draft, container: Container | None) -> None:
        """Take a draft, to be written with others."""
        draft = self._cut(draft)
        self._waiting.append(_Waiting(draft, container))
        self._passages += len(draft.spans)
        if self._passages >= BATCH_PASSAGES or len(self._waiting) >= _BATCH_DOCUMENTS:
            self._go_on()

    def flush(self) -> None:
        """Embed and write all that is waiting."""
        while self._waiting or self._encoding is not None:
            self._go_on()

    def _go_on(self) -> None:
        """Set the encoder to what is waiting, and meanwhile write what it has done."""
        waiting, self._waiting, self._passages = self._to_embed(), [], 0
        done, self._encoding = self._encoding, None
        drafts = done[1].result() if done is not None else []
        if waiting:
            # The encoder leaves the interpreter to others while it works.
            future = in_thread(embedded, [one.draft for one in waiting], self._embedder)
            self._encoding = (waiting, future)
        if done is not None:
            self._write(drafts, [one.container for one in done[0]])

    def _to_embed(self) -> list[_Waiting]:
        """Return what is waiting, without the passages of what needs no vectors.

        Few do not: so the corpus is asked once for all, and not before a text is cut.
        """
        need_vectors = self._corpus.need_vectors([one.draft for one in self._waiting])
        return [
            one if needs_vectors else replace(one, draft=replace(one.draft, spans=()))
            for one, needs_vectors in zip(self._waiting, need_vectors, strict=True)
        ]

    def _write(self, drafts: list[Draft], containers: list[Container | None]) -> None:
        """Write what is embedded.

        Another process may have changed the corpus since a draft was made, so that it needs vectors
        after all.
        """
        self._on_embedded(sum(len(draft.spans) for draft in drafts))
        results = self._corpus.write(drafts, self._embedder.identity, self._run_id)
        again: list[_Waiting] = []
        for draft, container, result in zip(drafts, containers, results, strict=True):
            if result is None:
                again.append(_Waiting(self._cut(draft), container))
            else:
                self._on_result(result, container)
        if again:
            whole = embedded([one.draft for one in again], self._embedder)
            self._write(whole, [one.container for one in again])

    def _cut(self, draft: Draft) -> Draft:
        context = draft.extract.metadata.context
        spans = passages_for(self._embedder, draft.extract.text, context)
        return replace(draft, spans=tuple(spans))

"""The search as LangChain knows it."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vectorstore.documents import Filters, Hit
from vectorstore.search import HybridSearch


class HybridRetriever(BaseRetriever):
    """A `BaseRetriever` over a corpus.

    Each LangChain document is one passage; its metadata holds `hit`, the `Hit` itself, beside the
    plain values that other programs may want.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    search: HybridSearch
    count: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **_: Any
    ) -> list[Document]:
        return [_document(hit) for hit in self.search.search(query, self.count, self.filters)]


def _document(hit: Hit) -> Document:
    passage, reference = hit.passage, hit.passage.document
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "hit": hit,
            "score": hit.score,
            "document": reference.id,
            "version": reference.version,
            "title": reference.metadata.title,
            "source": reference.source,
            "start": passage.start,
            "end": passage.end,
        },
    )

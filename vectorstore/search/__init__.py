"""From a query to passages: candidates by words and by vectors, ranked, without repetition."""

from vectorstore.search.hybrid import HybridSearch
from vectorstore.search.settings import SearchSettings
from vectorstore.search.terms import respelled_tokens

__all__ = ["HybridSearch", "SearchSettings", "respelled_tokens"]

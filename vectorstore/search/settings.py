"""How a search weighs what it finds."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class SearchSettings(BaseSettings):
    """Read from CARAVAN_SEARCH_CANDIDATES and so on.

    The defaults are those that served best over five sets of public questions at once
    (`benchmarks/README.md` has the table); none of them is tuned to one set.
    """

    model_config = SettingsConfigDict(
        env_prefix="CARAVAN_SEARCH_",
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
    )

    candidates: int = Field(default=50, ge=1, le=500)
    """How many passages each leg, lexical and dense, puts forward."""

    reranked: int = Field(default=15, ge=0, le=500)
    """How many of them are read sentence by sentence; 0 leaves the reranking out."""

    sentences: int = Field(default=3, ge=1, le=100)
    """How many sentences of a passage are read: those that have most of the query's words."""

    coverage: float = Field(default=0.2, ge=0)
    """Weight of the share of the query's words that a passage has; its cosine weighs 1."""

    sentence: float = Field(default=0.75, ge=0)
    """Weight of a passage's best sentence."""

    sentence_coverage: float = Field(default=0.1, ge=0)
    """Within a sentence, weight of the query's words; its cosine weighs 1."""

    read: int = Field(default=2, ge=1, le=100)
    """How many sentences of a passage the cross-encoder reads, of those read otherwise the best."""

    relevance: float = Field(default=0.0, ge=0)
    """Within a sentence, weight of the logit that the cross-encoder gives; with 0 it reads none. At
    0.03 it orders no better than the rest does, and takes three times as long."""

    exact: float = Field(default=1.0, ge=0)
    """Weight of the share of the query's exact tokens (PPR-9087, "a quoted phrase")."""

    same: float = Field(default=1.0, gt=0)
    """Share of a passage's content words in a better one from which it says the same; above 1, none
    does."""

    joined: int = Field(default=3, ge=1)
    """How many passages that stand side by side make one hit."""

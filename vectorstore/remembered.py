"""What can be asked of a corpus's catalogue alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vectorstore import catalogue, ledger, placement, sources, staging
from vectorstore.database import Database
from vectorstore.documents import Outcome
from vectorstore.drafts import Draft
from vectorstore.embedding.base import ModelIdentity
from vectorstore.sources import Known


class Remembered:
    """The questions that a corpus answers from its catalogue: no lock is taken for them."""

    database: Database

    def is_empty(self) -> bool:
        """Tell whether nothing has ever been written here."""
        with self.database.read() as connection:
            return catalogue.model(connection) is None

    def need_vectors(self, drafts: Sequence[Draft]) -> list[bool]:
        """Tell for each of `drafts` whether writing it would need vectors, as things stand now."""
        with self.database.read() as connection:
            return [
                placement.needs_vectors(connection, draft, place)
                for draft, place in zip(
                    drafts, placement.places_of(connection, drafts), strict=True
                )
            ]

    def outcome_of(self, draft: Draft) -> Outcome:
        """Return what `write` would make of a draft's source, as things stand now.

        Nothing is written; the draft needs neither passages nor vectors.
        """
        with self.database.read() as connection:
            place = placement.place_of(connection, draft)
            return placement.outcome_of(connection, draft, place)

    def known(self, asked: Sequence[str]) -> dict[str, Known]:
        """Return what is known of those of these sources that were read before.

        Sources of articles and files of many articles alike; one question answers for thousands.
        """
        with self.database.read() as connection:
            return sources.known(connection, asked)

    def sources_below(self, folders: Sequence[Path]) -> list[str]:
        """Return the active documents' sources that lie in `folders` or below."""
        with self.database.read() as connection:
            return [
                source for folder in folders for source in sources.sources_below(connection, folder)
            ]

    def sources_within(self, container: str) -> list[str]:
        """Return the active documents' sources that lie in a file of many articles."""
        with self.database.read() as connection:
            return sources.sources_within(connection, container)

    def sources_of_text(self, version: str) -> list[str]:
        """Return the sources of the active document with this very text."""
        with self.database.read() as connection:
            return sources.sources_of_text(connection, version)

    def failed_sources(self) -> list[str]:
        """Return the sources whose latest outcome in the ledger is a failure."""
        with self.database.read() as connection:
            return ledger.failed_sources(connection)

    def unstaged(self, model: ModelIdentity, limit: int) -> list[staging.Unstaged]:
        """Return up to `limit` documents that a reindex by `model` has yet to embed."""
        with self.database.read() as connection:
            return staging.unstaged(connection, model, limit)

"""Files that hold any number of articles: archives, tables and feeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Forgetting(Enum):
    """When an article that a file no longer holds is taken out of the corpus."""

    ALWAYS = "always"
    """A table is one text: a row that is gone or rewritten is no longer what it says."""

    PRUNING = "pruning"
    """An archive is a folder: only who asks for it loses what is gone from it."""

    NEVER = "never"
    """A feed only ever shows its latest entries."""

    def applies(self, prune: bool) -> bool:
        """Tell whether a run that prunes, or does not, takes out what is gone."""
        return self is Forgetting.ALWAYS or (prune and self is Forgetting.PRUNING)


@dataclass(slots=True, eq=False)
class Container:
    """One such file while its articles are on their way into the corpus.

    `seen` are the sources of the articles that it holds now. `parent` is the archive that it lies
    in, if any.
    """

    source: str
    raw_sha256: str
    extractor: str
    given: str
    forgetting: Forgetting
    parent: Container | None = None
    seen: set[str] = field(default_factory=set)
    is_whole: bool = True
    _pending: int = 1  # itself, until it has been read to its end

    def expect(self, source: str) -> None:
        """Wait for one more article."""
        self.seen.add(source)
        self._pending += 1

    def settle(self, is_good: bool) -> bool:
        """Note that one article, or the reading of the file itself, has ended.

        Return True where that was the last.
        """
        self.is_whole = self.is_whole and is_good
        self._pending -= 1
        return self._pending == 0

    def holds(self, source: str) -> bool:
        """Tell whether the file still holds this source, or the table that it is a row of."""
        if source in self.seen:
            return True
        marks = (at for at, char in enumerate(source) if char == "#")
        return any(source[:at] in self.seen for at in marks)

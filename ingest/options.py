"""What is asked of an ingest run, beside its inputs."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.given import Given
from ingest.settings import IngestSettings


@dataclass(frozen=True, slots=True)
class Options:
    """How a run goes about its inputs.

    `prune` takes out what is gone from the given folders and archives. `dry_run` tells what would
    become of each source and writes nothing. `retry` takes only those sources, among the inputs or
    of the whole corpus, whose latest outcome was a failure. `feeds` are addresses of RSS or Atom
    feeds whose articles are fetched. `allow_private` lets addresses lead to hosts that are not
    public. `jobs` is how many processes read files; None leaves it to the machine.
    """

    prune: bool = False
    dry_run: bool = False
    retry: bool = False
    feeds: tuple[str, ...] = ()
    given: Given = field(default_factory=Given)
    allow_private: bool = False
    jobs: int | None = None
    settings: IngestSettings = field(default_factory=IngestSettings)

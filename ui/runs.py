"""How a call of `caravan ingest` is to go about its work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from ui.addresses import web_address
from ui.options import check_unicode

if TYPE_CHECKING:
    from ingest.given import Given
    from ingest.options import Options
    from ingest.settings import IngestSettings


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of a run, as they were typed."""

    feed: Annotated[
        list[str] | None,
        typer.Option(metavar="URL", help="Add the articles of an RSS or Atom feed."),
    ] = None
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Take out what is gone from the given folders and archives."),
    ] = False
    retry: Annotated[
        bool, typer.Option("--retry", help="Take only what failed the last time it was tried.")
    ] = False
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be done, and write nothing.")
    ] = False
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and follow every change until Ctrl-C.")
    ] = False
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, metavar="N", help="How many processes read files.")
    ] = None
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from hosts that are not public, too.")
    ] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but what failed.")] = (
        False
    )

    def check(self, inputs: Sequence[str]) -> None:
        """Raise InputError where the options contradict each other, or there is nothing to do."""
        from vectorstore import InputError

        if not (inputs or self.feed or self.retry):
            raise InputError(
                "There is nothing to ingest.",
                "Name a file, a folder or an address, or add the --sample articles.",
            )
        for feed in self.feed or ():
            check_unicode("value of --feed", feed)
            if web_address(feed) is None:
                raise InputError(
                    f"--feed {feed} is no web address.",
                    "Write it whole, like https://example.org/feed.xml; a feed in a file is "
                    "ingested like any other file.",
                )
        if self.watch and (self.dry_run or self.retry):
            other = "--dry-run" if self.dry_run else "--retry"
            raise InputError(
                f"--watch does not go with {other}.", f"Run it with {other} first, then watch."
            )
        if self.watch and not inputs:
            raise InputError("There is nothing to watch.", "Name a file or a folder.")

    def options(self, given: Given, settings: IngestSettings) -> Options:
        """Return what is asked of the run."""
        from ingest.options import Options

        return Options(
            prune=self.prune,
            dry_run=self.dry_run,
            retry=self.retry,
            feeds=tuple(self.feed or ()),
            given=given,
            allow_private=self.allow_private,
            jobs=self.jobs,
            settings=settings,
        )

"""Ingest again whenever something changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.discovery import discover, is_address
from ingest.given import SIDECARS
from ingest.options import Options
from ingest.pipeline import ingest
from ingest.report import Progress, Report
from vectorstore import Corpus, Embedder, InputError
from vectorstore.files import is_gone

_SETTLING_MS = 1600
"""How long changes are gathered: a file that is being written changes many times."""
_LOOK_MS = 200


def watch(
    corpus: Corpus,
    embedder: Embedder,
    inputs: Sequence[str],
    options: Options | None = None,
    progress: Progress | None = None,
) -> Iterator[Report]:
    """Ingest `inputs`, then what changes in them, until asked to stop. Yield each run's report.

    Only what has changed is read again. With `prune`, what is deleted is taken out. Raises
    InputError where there is no file or folder to watch.
    """
    import watchfiles

    options, progress = options or Options(), progress or Progress()
    watched = [Path(one).expanduser().resolve() for one in inputs if not is_address(one)]
    if not watched or not all(path.exists() for path in watched):
        raise InputError(
            "There is nothing to watch.", "Name files or folders that are there, not addresses."
        )
    home = corpus.home.resolve()
    # A file that an editor saves is another one of its name: its folder has to be watched.
    folders = {path if path.is_dir() else path.parent for path in watched}
    rounds = watchfiles.watch(
        *folders,
        watch_filter=lambda _, path: not Path(path).is_relative_to(home),
        debounce=_SETTLING_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    changes = next(rounds, None)  # from now on, nothing that changes is missed
    report = ingest(corpus, embedder, inputs, options, progress)
    yield report
    later = replace(options, feeds=(), retry=False)
    while changes is not None and not (report.stopped or progress.should_stop()):
        is_wanted = _within({_described(path) for _, path in changes})
        if changes and _asks_for_a_run(corpus, watched, later, is_wanted):
            report = ingest(corpus, embedder, list(map(str, watched)), later, progress, is_wanted)
            yield report
        changes = next(rounds, None)


def _asks_for_a_run(
    corpus: Corpus, watched: Sequence[Path], options: Options, is_wanted: Callable[[str], bool]
) -> bool:
    """Tell whether among what has changed are articles, or with `prune`, some that are gone."""
    found = discover(map(str, watched), home=corpus.home)
    if any(is_wanted(item.source) and not item.is_empty for item in found):
        return True
    if not options.prune:
        return False
    return any(is_wanted(one) and is_gone(one) for one in corpus.sources_below(watched))


def _described(path: str) -> str:
    """Return the file that a sidecar describes, or the path itself."""
    stem = next((path[: -len(s)] for s in SIDECARS if path.endswith(s)), "")
    return stem if stem and Path(stem).exists() else path


def _within(changed: Collection[str]) -> Callable[[str], bool]:
    """Return what tells whether a path has changed, or a folder above it that came with it."""

    def is_within(source: str) -> bool:
        if not changed:
            return False
        return source in changed or any(str(parent) in changed for parent in Path(source).parents)

    return is_within

"""The way of articles into the corpus: load, read, cut, embed in batches, write."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from pathlib import Path, PurePath

from ingest.containers import Container, Forgetting
from ingest.discovery import Item, discover, folders, is_address, readable
from ingest.foresight import Foresight
from ingest.intake import (
    FEED,
    Intake,
    Settled,
    Source,
    Unpacked,
    failed,
    in_chunks,
    is_same,
    rows_of,
)
from ingest.language import note_on
from ingest.options import Options
from ingest.readers import readers, usual_jobs
from ingest.reading import Part
from ingest.report import Progress, Report
from ingest.writer import Writer
from vectorstore import Corpus, Draft, Embedder, Outcome, Result, SourceError
from vectorstore.embedding import DEFAULT_MODEL
from vectorstore.files import container_of, is_gone

_MOST_AHEAD = 128 * 2**20
"""Bytes of files that are being read, or wait for their turn to be written."""
_LEDGER_AT_ONCE = 1000
_ROWS_AT_ONCE = 100


def ingest(
    corpus: Corpus,
    embedder: Embedder | None,
    inputs: Sequence[str],
    options: Options | None = None,
    progress: Progress | None = None,
    is_wanted: Callable[[str], bool] = lambda _source: True,
) -> Report:
    """Bring the corpus up to date with `inputs`: files, folders of them, archives, addresses.

    A source that cannot be read is reported and costs no other. With `is_wanted`, only such sources
    among the inputs are taken. Asked to stop, a run finishes what it has begun. A dry run needs no
    embedder. Raises CorpusError where the corpus cannot be written.
    """
    options = options or Options()
    if embedder is not None:
        corpus.require_model(embedder.identity)
    elif not options.dry_run:
        raise ValueError("only a dry run does without an embedder")
    command = _command(inputs, options)
    if options.retry:
        inputs, options, is_wanted = _retried(corpus, inputs, options, is_wanted)
    run = _Run(corpus, embedder, options, progress or Progress())
    return run.over(inputs, is_wanted, command)


class _Run:
    """One run: what is being read, in order, and what has been settled so far."""

    def __init__(
        self, corpus: Corpus, embedder: Embedder | None, options: Options, progress: Progress
    ) -> None:
        self._corpus = corpus
        self._embedder = embedder
        self._model = embedder.identity.name if embedder is not None else DEFAULT_MODEL
        self._options = options
        self._progress = progress
        self._report = Report(dry_run=options.dry_run)
        self._total = 0
        self._settled: list[Result] = []
        self._ahead: deque[tuple[Source, Future[list[Part]]]] = deque()
        self._bytes_ahead = 0
        self._spared: set[str] = set()
        self._readers = readers(options.jobs or usual_jobs())
        self._writer: Writer | Foresight = Foresight(corpus, self._count)

    def over(self, inputs: Sequence[str], is_wanted: Callable[[str], bool], command: str) -> Report:
        started = time.monotonic()
        state = "failed"
        run_id = self._begin(command)
        try:
            self._take_all(inputs, is_wanted)
            state = "interrupted" if self._report.stopped else "done"
        except KeyboardInterrupt:
            state = "interrupted"
            raise
        finally:
            for _, future in self._ahead:
                future.cancel()
            if run_id is not None:
                self._corpus.end_run(run_id, self._settled, state)
        self._report.seconds = time.monotonic() - started
        return self._report

    def _begin(self, command: str) -> int | None:
        if self._options.dry_run or self._embedder is None:
            return None
        run_id = self._corpus.begin_run(command)
        self._report.run = run_id
        self._writer = Writer(
            self._corpus, self._embedder, run_id, self._count, self._progress.on_embedded
        )
        return run_id

    def _take_all(self, inputs: Sequence[str], is_wanted: Callable[[str], bool]) -> None:
        home = self._corpus.home
        wanted = (item for item in discover(inputs, home=home) if is_wanted(item.source))
        self._found(sum(1 for _ in wanted) + len(self._options.feeds))
        with Intake(self._corpus, self._options, self._found, self._pass_over) as intake:
            found = discover(inputs, self._pass_over, home)
            items = (item for item in found if is_wanted(item.source))
            for taken in intake.take(self._with_feeds(items, intake)):
                self._take(taken)
                if self._report.stopped:
                    break
        while self._ahead and (not self._is_to_stop() or self._ahead[0][1].done()):
            self._take_next()
        self._writer.flush()
        if not self._report.stopped:
            self._prune(folders(inputs))

    def _with_feeds(self, items: Iterable[Item], intake: Intake) -> Iterator[Item]:
        for each in (items, intake.feed_items()):
            for item in each:
                yield from self._looked_at(item)

    def _looked_at(self, item: Item) -> Iterator[Item]:
        """Yield an item; where it is a folder that has been emptied, only if that looks wrong."""
        within = self._corpus.sources_below(folders([item.source])) if item.is_empty else []
        if not (self._options.prune and within):
            yield item
        elif len(within) == 1:
            self._found(-1)
        else:
            self._spared.update(within)
            problem = f"The folder is empty, though {len(within):,} sources in the corpus are of it"
            hint = (
                "Nothing was taken out: is a disk not connected? If they are meant to go, "
                "`caravan remove` takes out documents."
            )
            yield replace(item, error=SourceError(problem, hint))

    def _prune(self, below: Sequence[Path]) -> None:
        """Take out what is gone from these folders, if that is asked for, or count it."""
        gone = {one for one in self._corpus.sources_below(below) if is_gone(one)} - self._spared
        if self._options.prune:
            self._drop(sorted(gone))
        else:
            self._report.gone = len(gone - self._writer.left)

    def _take(self, taken: Source | Settled | Unpacked) -> None:
        if isinstance(taken, Unpacked):
            self._end(taken.container, is_good=True)
            return
        if self._is_to_stop():
            return
        if isinstance(taken, Settled):
            self._settle(taken.result, taken.container)
        else:
            self._ahead.append((taken, self._readers.submit(taken.file, taken.given)))
            self._bytes_ahead += len(taken.file.content)
            while self._is_far_ahead() or (self._ahead and self._ahead[0][1].done()):
                self._take_next()

    def _is_to_stop(self) -> bool:
        self._report.stopped = self._report.stopped or self._progress.should_stop()
        return self._report.stopped

    def _is_far_ahead(self) -> bool:
        return len(self._ahead) > 2 * self._readers.jobs or self._bytes_ahead > _MOST_AHEAD

    def _take_next(self) -> None:
        """Wait for the file that was submitted first, and have its articles written."""
        source, future = self._ahead.popleft()
        self._bytes_ahead -= len(source.file.content)
        try:
            parts = future.result()
        except SourceError as error:
            self._settle(failed(source.name, error).result, source.container)
            return
        except CancelledError:
            return
        if source.forgetting is not None:
            self._take_rows(source, parts, source.forgetting)
        else:
            self._take_with_attached(source, parts)

    def _take_with_attached(self, source: Source, parts: Sequence[Part]) -> None:
        """Take one article, and what is attached to it if it is a message."""
        self._found(len(parts) - 1)
        if any(part.error is not None for part in parts):
            # Without its extractor, the file is read again, and what is wrong told again.
            source = replace(source, extractor="")
        # The message last: once it is in the corpus, the file is not read again.
        for part in sorted(parts, key=lambda part: not part.key):
            name = f"{source.name}#{part.key}" if part.key else source.name
            if part.key and source.container is not None:
                source.container.expect(name)
            self._take_part(source, name, source.raw_sha256, part, source.container)
        if source.container is not None and all(part.key for part in parts):
            self._end(source.container, is_good=True)  # no message that it waits for

    def _take_rows(self, source: Source, parts: Sequence[Part], forgetting: Forgetting) -> None:
        """Take the articles of a table or feed, leaving out those that the corpus has."""
        table = Container(
            source.name,
            source.raw_sha256,
            source.extractor,
            source.kept,
            forgetting,
            source.container,
        )
        self._found(len(parts) - 1)
        for chunk in in_chunks(parts, _ROWS_AT_ONCE):
            if self._is_to_stop():
                return  # the rest comes with the next run: the table is not closed
            names = [f"{source.name}#{part.key}" for part in chunk]
            known = self._corpus.known(names)
            for name, part in zip(names, chunk, strict=True):
                table.expect(name)
                before, digest = known.get(name), _row_digest(source, part)
                if before and is_same(before, digest, source.extractor, source.kept):
                    self._settle(Result(name, Outcome.UNCHANGED), table)
                else:
                    self._take_part(source, name, digest, part, table)
        self._end(table, is_good=True)

    def _take_part(
        self, source: Source, name: str, sha256: str, part: Part, container: Container | None
    ) -> None:
        if part.extract is None:
            error = part.error or SourceError("It holds no article")
            self._settle(failed(name, error).result, container)
            return
        draft = Draft(
            name,
            sha256,
            source.extractor,
            part.extract,
            given=source.kept,
            signature=part.signature,
            note=self._noted(part),
        )
        self._writer.add(draft, container)

    def _noted(self, part: Part) -> str:
        """Return what to know of an article, the embedding model's weakness among it."""
        language = part.extract.metadata.language if part.extract is not None else None
        return " ".join(filter(None, (part.note, note_on(language, self._model))))

    def _settle(self, result: Result, container: Container | None) -> None:
        """Count a source that the corpus was not asked to write; the ledger has yet to be told."""
        if self._report.run is not None:
            self._settled.append(result)
            if len(self._settled) >= _LEDGER_AT_ONCE:
                self._corpus.record(self._report.run, self._settled)
                self._settled = []
        self._count(result, container)

    def _count(self, result: Result, container: Container | None) -> None:
        self._report.add(result)
        self._progress.on_done(result)
        if container is not None:
            self._end(container, result.outcome is not Outcome.FAILED)

    def _end(self, container: Container, is_good: bool) -> None:
        """Note that an article of a file is done with, or its reading; after the last, close it."""
        if not container.settle(is_good):
            return
        if container.is_whole:
            self._forget(container)
        if not self._options.dry_run:
            # Without its extractor, a file of which something failed is read again.
            extractor = container.extractor if container.is_whole else ""
            self._corpus.close_container(
                container.source, container.raw_sha256, extractor, container.given
            )
        if container.parent is not None:
            self._end(container.parent, container.is_whole)

    def _forget(self, container: Container) -> None:
        """Take out what a file no longer holds."""
        if container.forgetting.applies(self._options.prune):
            within = rows_of(self._corpus, container.source)
            self._drop(one for one in within if not container.holds(one))

    def _drop(self, sources: Iterable[str]) -> None:
        gone = [one for one in sources if one not in self._writer.left]
        if not gone:
            return
        if self._report.run is None:
            results = [Result(one, Outcome.REMOVED) for one in gone]
        else:
            results = self._corpus.drop_sources(gone, self._report.run)
        self._found(len(results))
        for result in results:
            self._count(result, None)

    def _found(self, more: int) -> None:
        self._total += more
        self._progress.on_found(self._total)

    def _pass_over(self, name: str) -> None:
        self._report.passed_over[PurePath(name).suffix.lower() or name] += 1


def _row_digest(source: Source, part: Part) -> str:
    """Return the digest of everything that an article of a table or feed is made from."""
    return hashlib.sha256(f"{part.sha256} {source.given.to_json()}".encode()).hexdigest()


def _command(inputs: Sequence[str], options: Options) -> str:
    """Return what was asked for, as the ledger keeps it."""
    flags = [f"--{name}" for name in ("prune", "retry") if getattr(options, name)]
    feeds = (f"--feed {address}" for address in options.feeds)
    return " ".join(["ingest", *flags, *map(readable, inputs), *feeds])


def _retried(
    corpus: Corpus, inputs: Sequence[str], options: Options, is_wanted: Callable[[str], bool]
) -> tuple[Sequence[str], Options, Callable[[str], bool]]:
    """Return inputs and options of a run that takes only what failed, and is still there."""
    to_retry = _still_failed(corpus)
    feeds = {source for source in to_retry if source.startswith(FEED)}
    if inputs:
        return inputs, options, lambda source: source in to_retry and is_wanted(source)
    again = sorted(source for source in to_retry - feeds if _can_be_retried(source))
    addresses = tuple(sorted(source.removeprefix(FEED) for source in feeds))
    return again, replace(options, feeds=options.feeds + addresses), is_wanted


def _still_failed(corpus: Corpus) -> set[str]:
    """Return the files and addresses that failed, or of which something did, and was not mended."""
    files = {source: container_of(source) or source for source in corpus.failed_sources()}
    known = corpus.known(sorted({file for source, file in files.items() if file != source}))
    return {
        file
        for source, file in files.items()
        # A file of which something failed is kept without its extractor.
        if file == source or file not in known or not known[file].extractor
    }


def _can_be_retried(source: str) -> bool:
    """Tell whether a source is there; a link in a folder is not followed now either."""
    if is_address(source):
        return True
    path = Path(source)
    try:
        if is_gone(source) or path.is_dir():  # a folder holds more than what failed
            return False
        return path.resolve() == path.absolute()
    except (OSError, RuntimeError):  # a link that leads in a circle
        return False

"""From what was discovered to what is to be read: loaded, unpacked, and left out if known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from ingest.archives import Member, members
from ingest.containers import Container, Forgetting
from ingest.discovery import Item, is_no_article
from ingest.formats import File, format_of
from ingest.formats.registry import is_archive
from ingest.given import Given, read_sidecar
from ingest.options import Options
from ingest.settings import IngestSettings
from vectorstore import Corpus, Known, Outcome, Result, SourceError
from vectorstore.files import container_of

if TYPE_CHECKING:
    from ingest.web import Fetcher

ARCHIVE = "zip-1"
"""The extractor of archives: raised when other members of the same bytes are taken."""

FEED = "feed:"
"""Before the address of a feed that could not be had: the source of that failure."""

_AT_ONCE = 200
"""How many sources the catalogue is asked about in one query."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Source:
    """One file that is to be read, from a folder, an archive or an address.

    `given` is what is said about it from outside. `kept` is the part of that which a later run has
    to remember, as JSON: what came with the command. `container` is the archive it lies in.
    """

    name: str
    file: File
    raw_sha256: str
    extractor: str
    given: Given
    kept: str
    forgetting: Forgetting | None
    container: Container | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A source that needs no reading: it is as it was, or cannot be loaded."""

    result: Result
    container: Container | None


@dataclass(frozen=True, slots=True)
class Unpacked:
    """An archive of which every member has been named."""

    container: Container


Taken: TypeAlias = Source | Settled | Unpacked


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The bytes of a source, with what is known of it before it is read.

    `archive` is the file of an archive that is too large to be loaded.
    """

    name: str
    content: bytes
    sidecar: bytes | None = None
    encoding: str | None = None
    url: str | None = None
    archive: Path | None = None

    def sha256(self, around: Given) -> str:
        """Return the digest of the bytes, of the sidecar, and of what is said of the archive."""
        if self.archive is None:
            digest = hashlib.sha256(self.content)
        else:
            with self.archive.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256")
        if self.sidecar is not None:
            digest.update(b"\0" + self.sidecar)
        digest.update(around.to_json().encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of an archive, and so of its members: by the command, and beside it."""

    flags: Given = field(default_factory=Given)
    beside: Given = field(default_factory=Given)


class Intake:
    """Loads the sources of one run. As a context manager, it closes its connections.

    `on_found` gets how many sources an archive adds to those discovered; `passed_over` the names of
    its members that are no articles.
    """

    def __init__(
        self,
        corpus: Corpus,
        options: Options,
        on_found: Callable[[int], None],
        passed_over: Callable[[str], None],
    ) -> None:
        self._corpus = corpus
        self._options = options
        self._on_found = on_found
        self._passed_over = passed_over
        self._fetcher: Fetcher | None = None
        self._open = ExitStack()

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def take(self, items: Iterable[Item]) -> Iterator[Taken]:
        """Yield what is to become of each item, in order, loading them one at a time."""
        for chunk in in_chunks(items, _AT_ONCE):
            known = self._corpus.known([item.source for item in chunk])
            for item in chunk:
                yield from self._item(item, known.get(item.source))

    def feed_items(self) -> Iterator[Item]:
        """Yield the articles of the feeds that were asked for; a feed that fails is an item too."""
        for address in self._options.feeds:
            try:
                links = self._web().feed(address)
            except SourceError as error:
                yield Item(f"{FEED}{address}", error=error)
                continue
            self._on_found(len(links) - 1)
            yield from map(Item, links)

    def _item(self, item: Item, known: Known | None) -> Iterator[Taken]:
        try:
            if item.error is not None:
                raise item.error
            loaded = self._load(item)
        except SourceError as error:
            yield failed(item.source, error)
            return
        try:
            yield from self._sort(item.source, loaded, known, None)
        except OSError as error:  # an archive, which is read piece by piece
            yield failed(item.source, _unopened(error))

    def _load(self, item: Item) -> _Loaded:
        if item.path is None:
            reply = self._web().fetch(item.source)
            return _Loaded(reply.name, reply.content, None, reply.encoding, reply.url)
        settings, path = self._options.settings, item.path
        sidecar = content_of(item.sidecar, settings) if item.sidecar is not None else None
        if path.suffix.lower() == ".zip" and _size(path) > settings.file_bytes:
            _check_size(path, settings.unpacked_mb, "CARAVAN_INGEST_UNPACKED_MB")
            return _Loaded(path.name, b"", sidecar, archive=path)
        return _Loaded(path.name, content_of(path, settings), sidecar)

    def _web(self) -> Fetcher:
        if self._fetcher is None:
            from ingest.web import Fetcher

            fetcher = Fetcher(self._options.settings, self._options.allow_private)
            self._fetcher = self._open.enter_context(fetcher)
        return self._fetcher

    def _sort(
        self,
        source: str,
        loaded: _Loaded,
        known: Known | None,
        container: Container | None,
        around: _Said | None = None,
    ) -> Iterator[Taken]:
        """Yield what is to become of loaded bytes. `around` is what is said of their archive."""
        around = around or _Said()
        earlier = Given.from_json(known.given) if known is not None else around.flags
        flags = self._options.given.over(earlier)
        kept, digest = flags.to_json(), loaded.sha256(around.beside)
        packed = loaded.archive is not None or is_archive(loaded.name, loaded.content)
        format_ = None if packed else format_of(loaded.name, loaded.content)
        extractor = ARCHIVE if packed else format_.extractor if format_ is not None else ""
        forgetting = format_.forgetting if format_ is not None else None
        if known is not None and is_same(known, digest, extractor, kept):
            yield from self._unchanged(source, packed or forgetting is not None, container)
            return
        try:
            beside = read_sidecar(loaded.sidecar) if loaded.sidecar is not None else Given()
        except SourceError as error:
            yield failed(source, error, container)
            return
        beside = beside.over(around.beside)
        given = flags.over(beside)
        if packed:
            archive = Container(source, digest, ARCHIVE, kept, Forgetting.PRUNING)
            said = _Said(flags, beside)
            yield from self._unpack(archive, loaded.archive or loaded.content, said)
        else:
            file = File(
                loaded.name,
                loaded.content,
                loaded.encoding,
                loaded.url,
                dict(given.columns),
                self._options.settings,
            )
            yield Source(source, file, digest, extractor, given, kept, forgetting, container)

    def _unchanged(
        self, source: str, holds_many: bool, container: Container | None
    ) -> Iterator[Settled]:
        within = rows_of(self._corpus, source) if holds_many else []
        names = within or [source]
        self._on_found(len(names) - 1)
        for _ in names[1:]:
            if container is not None:  # which waits for one already
                container.expect(source)
        for one in names:
            yield Settled(Result(one, Outcome.UNCHANGED), container)

    def _unpack(self, archive: Container, content: bytes | Path, said: _Said) -> Iterator[Taken]:
        self._on_found(-1)
        found = (
            member
            for member in members(content, self._options.settings)
            if member.error is not None or not self._is_passed_over(member)
        )
        try:
            for chunk in _by_nesting(found):
                names = {id(member): f"{archive.source}!/{member.name}" for member in chunk}
                self._on_found(len(chunk))
                known = self._corpus.known(list(names.values()))
                for member in chunk:
                    name = names[id(member)]
                    archive.expect(name)
                    yield from self._member(name, member, known.get(name), archive, said)
        except SourceError as error:
            archive.expect(archive.source)
            yield failed(archive.source, error, archive)
        yield Unpacked(archive)

    def _member(
        self, source: str, member: Member, known: Known | None, archive: Container, said: _Said
    ) -> Iterator[Taken]:
        try:
            if member.error is not None:
                raise member.error
            loaded = _Loaded(Path(member.name).name, member.read(), member.sidecar)
        except SourceError as error:
            yield failed(source, error, archive)
            return
        yield from self._sort(source, loaded, known, archive, said)

    def _is_passed_over(self, member: Member) -> bool:
        name = Path(member.name).name
        if not is_no_article(name):
            return False
        self._passed_over(name)
        return True


def rows_of(corpus: Corpus, container: str) -> list[str]:
    """Return the sources in a file of many. A file of its own may be called like one of them."""
    within = corpus.sources_within(container)
    return [source for source in within if container_of(source) is not None]


def is_same(known: Known, raw_sha256: str, extractor: str, kept: str) -> bool:
    """Tell whether the corpus has this very source, read in this very way."""
    was = (known.raw_sha256, known.extractor, known.given)
    return known.is_current and was == (raw_sha256, extractor, kept)


def failed(source: str, error: SourceError, container: Container | None = None) -> Settled:
    """Return the outcome of a source that cannot be read."""
    reason = f"{str(error).rstrip('.')}. {error.hint}".strip()
    return Settled(Result(source, Outcome.FAILED, reason=reason), container)


def content_of(path: Path, settings: IngestSettings) -> bytes:
    """Return the bytes of a file.

    Raises SourceError where it is too large or cannot be opened.
    """
    _check_size(path, settings.file_mb, "CARAVAN_INGEST_FILE_MB")
    try:
        with path.open("rb") as file:  # it may be growing
            content = file.read(settings.file_bytes + 1)
    except OSError as error:
        raise _unopened(error) from error
    if len(content) > settings.file_bytes:
        raise SourceError("The file grows while it is read", "Wait until it is whole.")
    return content


def _check_size(path: Path, most_mb: int, setting: str) -> None:
    size = _size(path)
    if size > most_mb * 2**20:
        raise SourceError(
            f"The file has {size / 2**20:,.0f} MB, the limit is {most_mb:,} MB",
            f"Split it, or raise {setting}.",
        )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise _unopened(error) from error


def _unopened(error: OSError) -> SourceError:
    return SourceError(
        f"The file cannot be read: {error.strerror or error}", "Check its permissions."
    )


def _by_nesting(found: Iterable[Member]) -> Iterator[list[Member]]:
    """Yield members in chunks. One of an archive within goes alone: it holds that one in memory."""
    for is_nested, run in groupby(found, lambda member: "!/" in member.name):
        yield from in_chunks(run, 1 if is_nested else _AT_ONCE)


def in_chunks(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield `values` in lists of up to `size`."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk

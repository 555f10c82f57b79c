"""What a server sends, unpacked piece by piece, never more than is allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vectorstore import SourceError

_PIECE = 64 * 1024
_HARMLESS = 2**20
"""Bytes up to which anything may have been packed however tightly."""
_GZIP = 16 + zlib.MAX_WBITS
_MAGIC = b"\x1f\x8b"
_MOST_STREAMS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken: bytes in all, and how many times what was sent it may unpack to.

    Where `cut` is set, what is beyond `size` is left; otherwise it is an error, whose hint is
    `advice`.
    """

    size: int
    expansion: int
    cut: bool = False
    advice: str = "If you want all of it, raise CARAVAN_INGEST_FILE_MB."


def collect(stream: Iterable[bytes], coding: str, limits: Limits) -> bytes:
    """Return what a server sends, whole. `coding` is its Content-Encoding.

    Raises SourceError where it is larger than `limits`, or packed in another way than gzip.
    """
    content = bytearray()
    unpacker = _unpacker(coding)
    sent = 0
    for chunk in stream:
        sent += len(chunk)
        for piece in unpacker.pieces(chunk):
            content += piece
            if len(content) > limits.size:
                if limits.cut:
                    return bytes(content[: limits.size])
                raise too_large(limits)
            if len(content) > max(_HARMLESS, limits.expansion * sent):
                raise SourceError(
                    f"It unpacks to more than {limits.expansion} times what was sent, as only"
                    " traps do",
                    "If you trust it, raise CARAVAN_INGEST_EXPANSION.",
                )
    if sent and not unpacker.is_whole:
        raise _damaged()
    return bytes(content)


def too_large(limits: Limits) -> SourceError:
    """Return the error for what is larger than `limits` allow."""
    return SourceError(f"It is larger than {limits.size // 2**20:,} MiB", limits.advice)


class _Plain:
    is_whole = True

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class _Packed:
    """A stream of gzip or zlib. Of gzip, one may follow another; whatever else follows is left."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._stream = zlib.decompressobj(bits)
        self._streams = 1
        self._behind = b""

    @property
    def is_whole(self) -> bool:
        return self._stream.eof

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        while chunk:
            if self._stream.eof:
                chunk = self._next(chunk)
                continue
            try:
                piece = self._stream.decompress(chunk, _PIECE)
            except zlib.error as error:
                raise _damaged() from error
            chunk = self._stream.unconsumed_tail or self._stream.unused_data
            if piece:
                yield piece

    def _next(self, chunk: bytes) -> bytes:
        """Return what the next stream begins with; nothing where what is behind the last is none.

        The first two bytes tell, of which one may still be on its way.
        """
        behind = self._behind + chunk
        if len(behind) < len(_MAGIC):
            self._behind = behind
            return b""
        if self._bits != _GZIP or not behind.startswith(_MAGIC):
            self._behind = b"\0\0"
            return b""
        if self._streams == _MOST_STREAMS:
            raise _damaged()
        self._streams += 1
        self._stream, self._behind = zlib.decompressobj(self._bits), b""
        return behind


def _unpacker(coding: str) -> _Plain | _Packed:
    match coding.strip().lower():
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip":
            return _Packed(_GZIP)
        case "deflate":
            return _Packed(zlib.MAX_WBITS)
    raise SourceError(
        f"The server packs what it sends in a way that was not asked for ({coding[:40]!r})",
        "Open the page in a browser, save it, and ingest the file.",
    )


def _damaged() -> SourceError:
    return SourceError(
        "What the server sends is packed, and damaged or cut off", "Try again later with --retry."
    )

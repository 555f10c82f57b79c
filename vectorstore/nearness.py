"""How nearly one text repeats another, told from short signatures and from the figures.

Signatures are MinHash (Broder, 1997, "On the resemblance and containment of documents") over the
triples of consecutive words, by datasketch. Two texts agree in about as many of a signature's
places as the share of triples that they have in common.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vectorstore.text import fold

if TYPE_CHECKING:
    from datasketch import MinHash

LIKELY = 0.5
"""The similarity from which two texts are worth being compared word by word."""

_REPEATED = 0.8
"""The share of the shorter text's triples, in the longer one, from which it repeats it.

A report reprinted with another headline, a line before it and a paragraph less has over 0.9 of
them; two reports on one event in their own words have under 0.1.
"""

FEWEST_WORDS = 30
"""Shorter texts repeat nothing: a caption or a notice says little that is its own."""

_PLACES = 128
_ROWS = 4
BANDS = 32
"""32 bands of 4 places find 99 % of the pairs that have 0.6 of their triples in common, as a short
report and its reprint with a paragraph less may. 25 bands of 5 would miss one in eight of those.
Pairs that share but boilerplate are found too, one in four at 0.3; they cost a comparison of two
signatures."""

_MOST_CHARACTERS = 1_000_000
"""Of a longer text, a book, the beginning tells."""
_SHINGLE = 3
_AT_ONCE = 4096
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_IDEOGRAPHS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts that put no spaces between words: each sign counts as one."""
_FIGURE = r"\d+(?:[.,]\d+)*"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|{_FIGURE}|[^\W\d_{_IDEOGRAPHS}]+")


def signature(text: str) -> bytes:
    """Return the signature of a text: 128 numbers of 32 bits; b"" where it is too short for one."""
    found = _words(text)
    if len(found) < FEWEST_WORDS:
        return b""
    hashes = _hashes(found)
    made = _empty().copy()
    for start in range(0, len(hashes), _AT_ONCE):
        made.update_batch(hashes[start : start + _AT_ONCE].tolist())
    return np.asarray(made.hashvalues, "<u4").tobytes()


def similarity(a: bytes, b: bytes) -> float:
    """Return the share of triples, from 0 to 1, that two texts seem to have in common."""
    if not a or not b:
        return 0.0
    return float(np.mean(_places(a) == _places(b)))


def are_near(a: str, b: str) -> bool:
    """Tell whether the shorter of two texts is, by and large, in the longer, figures and all.

    Bulletins made from one template share all but their figures and names, and yet each says
    something of its own.
    """
    shorter, longer = sorted((_words(a), _words(b)), key=len)
    triples = _shingles(shorter)
    shared = len(triples & _shingles(longer))
    return shared >= _REPEATED * len(triples) and _agree_in_figures(set(shorter), set(longer))


def bands(signature: bytes) -> list[int]:
    """Return the keys under which a signature is looked up: near texts share one or more.

    They are signed numbers of 64 bits.
    """
    if not signature:
        return []
    size = _ROWS * 4
    cut = (signature[band * size : (band + 1) * size] for band in range(BANDS))
    return [_key(bytes([band]) + piece) for band, piece in enumerate(cut)]


def _key(band: bytes) -> int:
    digest = hashlib.blake2b(band, digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text[:_MOST_CHARACTERS]))


def _shingles(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def _hashes(words: list[str]) -> NDArray[np.uint64]:
    """Return the hashes, of 32 bits, of the triples: made from those of the words, all at once."""
    codes = np.fromiter((zlib.crc32(word.encode()) for word in words), np.uint64, len(words))
    mixed = codes[: len(codes) - _SHINGLE + 1]
    for place in range(1, _SHINGLE):
        mixed = mixed * _MULTIPLIER + codes[place : place + len(mixed)]
    return np.unique((mixed * _MULTIPLIER) >> np.uint64(32))


def _agree_in_figures(a: set[str], b: set[str]) -> bool:
    """Tell whether the figures of the text that has fewer are by and large in the other too.

    One may differ, as the day in a dateline does, or a third of them.
    """
    fewer, more = sorted(
        ({word for word in words if word[0].isdigit()} for words in (a, b)), key=len
    )
    return len(fewer - more) <= max(1, len(fewer) // 3)


def _places(signature: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(signature, "<u4")


@cache
def _empty() -> MinHash:
    from datasketch import MinHash

    # Signatures are stored: the permutations must stay what they are, whatever the default.
    return MinHash(_PLACES, seed=1, scheme="affine32", hashfunc=int)

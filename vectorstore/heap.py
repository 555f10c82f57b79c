"""Memory that native libraries have freed, given back to the system.

Chroma reads its graph anew each time that it is opened, in threads that come and go. The GNU C
library gives threads heaps of their own, each of which grows to what it once held, and keeps what
is freed for later: over a long ingest that would come to twice what is in use.
"""

from __future__ import annotations

import ctypes
import platform
from functools import cache

_ARENA_MAX = -8
"""`M_ARENA_MAX` of malloc.h."""
_HEAPS = 2


@cache
def share_heaps() -> None:
    """Let all threads to come share a few heaps; without effect where there is no GNU C library."""
    library = _gnu_library()
    if library is not None:
        library.mallopt(_ARENA_MAX, _HEAPS)


def give_back() -> None:
    """Give freed memory back to the system; without effect where there is no GNU C library."""
    library = _gnu_library()
    if library is not None:
        library.malloc_trim(0)


@cache
def _gnu_library() -> ctypes.CDLL | None:
    return ctypes.CDLL("libc.so.6") if platform.libc_ver()[0] == "glibc" else None

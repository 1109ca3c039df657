"""How the C library hands out memory while a network is trained."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_MAX, _ARENA_MAX = -1, -2, -4, -8
"""Parameters of mallopt(3)."""
_ALL = 2**31 - 1
_PAD = 64 * 2**20


def keep_memory() -> None:
    """Keep what was freed for the next step, where the C library is glibc.

    It would give every large array back to the system, and take it again zeroed, page by page: over a third of the time
    that a step takes on a machine of two cores.
    """
    if not sys.platform.startswith("linux"):
        return
    with suppress(OSError, AttributeError):  # another C library
        change = ctypes.CDLL(None).mallopt
        for parameter, value in ((_MMAP_MAX, 0), (_TRIM_THRESHOLD, _ALL), (_TOP_PAD, _PAD), (_ARENA_MAX, 1)):
            change(parameter, value)

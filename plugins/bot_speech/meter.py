"""The level meter: how loud it is, in a row of signs."""

from __future__ import annotations

import array
import math
import sys

from bot import Message, message

_WIDTH = 24
_QUIET = -60.0
"""Decibels below the loudest, at which the meter shows nothing."""


def level(block: bytes) -> float:
    """Return how loud PCM of 16 bits is, in decibels below the loudest there can be."""
    samples = array.array("h", block[: len(block) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    power = sum(sample * sample for sample in samples) / max(1, len(samples)) / 32768**2
    return 10 * math.log10(power) if power > 0 else _QUIET


def meter(block: bytes, *, speaking: bool) -> Message:
    """Return a line that shows how loud a block is, and whether speech is heard in it."""
    full = round(_WIDTH * min(1.0, max(0.0, 1 - level(block) / _QUIET)))
    bar = "#" * full + "." * (_WIDTH - full)
    return message("I hear you [{bar}]" if speaking else "Listening [{bar}] speak now", bar=bar)

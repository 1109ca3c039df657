"""Pace: how fast drawings follow each other, so that a person can watch."""

from __future__ import annotations

FASTEST = 1 / 12
"""Seconds between two drawings on the screen, at least; those in between are dropped."""
_FIRST = 0.14
_LAST = 0.03
_QUICKEN = 0.97
"""A long program goes quicker the longer it lasts: 20 steps take 2 s, 100 steps 5 s."""


class Pace:
    """How long to rest after each drawing of one program."""

    def __init__(self) -> None:
        """Start slowly."""
        self._next = _FIRST

    def rest(self) -> float:
        """Return the seconds to rest after the drawing just made."""
        now = self._next
        self._next = max(_LAST, now * _QUICKEN)
        return now

"""Growing answers: written as they come, where what was written stays."""

from __future__ import annotations

from collections.abc import Callable

from bot.words import printable


class GrowingAnswer:
    """One answer, of which any part may have been written before it is whole."""

    def __init__(self, write: Callable[[str], object]) -> None:
        """Take what writes a text as it is."""
        self._write = write
        self._written = ""
        self._paused = False

    def add(self, piece: str) -> None:
        """Write a piece of the answer."""
        self._written += piece
        self._write(piece.removeprefix("\n") if self._paused else piece)
        self._paused = False

    def pause(self) -> None:
        """End the line: something else stands there before the answer goes on."""
        if self._written and not self._paused:
            self._write("\n")
            self._paused = True

    def ended(self, text: str) -> bool:
        """Write what is left of a whole answer; return False where nothing of it was written yet."""
        if not self._written:
            return False
        whole = printable(text)
        rest = whole.removeprefix(self._written) if whole.startswith(self._written) else f"\n{whole}"
        if rest:
            self.add(rest)
        self.pause()
        return True

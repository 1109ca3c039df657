"""Lines: what was typed, now and in earlier sessions."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from bot.words import encodable

MOST = 10_000
"""Lines that are remembered; older ones are read no more, and dropped at the next start."""
LONGEST = 2000
"""A longer line is no command and is not kept."""
_OWN = 0o600
"""Other users are not to read what was typed."""


class Lines:
    """What was typed, oldest first; kept in a file where there is one."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what was kept; a file that cannot be read or written costs the memory of it, nothing else."""
        self.path = path
        self._lines = self._read()

    def all(self) -> tuple[str, ...]:
        """Return the lines, oldest first."""
        return tuple(self._lines)

    def add(self, line: str) -> None:
        """Remember a line; the same one twice in a row, an empty or an endless one is left out."""
        text = encodable(" ".join(line.split()))
        if not text or len(text) > LONGEST or (self._lines and self._lines[-1] == text):
            return
        self._lines.append(text)
        if self.path is not None:
            with suppress(OSError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(_OWN)
                with self.path.open("a", encoding="utf-8") as file:  # one short write: two terminals do not mix
                    file.write(f"{text}\n")

    def clear(self) -> None:
        """Forget all lines, in the file too; raises OSError where it cannot be deleted."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
        self._lines.clear()

    def matching(self, words: str, count: int = 20) -> list[tuple[int, str]]:
        """Return the last lines that hold all of some words, each with its number, oldest first."""
        wanted = words.casefold().split()
        found = [
            (number, line)
            for number, line in enumerate(self._lines, start=1)
            if all(word in line.casefold() for word in wanted)
        ]
        return found[-count:]

    def _read(self) -> list[str]:
        kept: list[str] = []
        if self.path is not None:
            with suppress(OSError):
                text = self.path.read_text(encoding="utf-8", errors="replace")
                kept = [line for line in text.splitlines() if line]
                self.path.chmod(_OWN)  # an older one may have been made for all to read
            if len(kept) > 2 * MOST:
                self._shorten(kept[-MOST:])
        return kept[-MOST:]

    def _shorten(self, kept: list[str]) -> None:
        from bot.files import write_atomically

        if self.path is not None:
            with suppress(OSError):
                write_atomically(self.path, "\n".join(kept) + "\n")

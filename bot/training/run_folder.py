"""The folder where a training run leaves what it has until the model is written. Needs the extra `train`."""

from __future__ import annotations

import glob
import hashlib
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError
from bot.files import need_writable

_SECONDS = "seconds"
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class RunFolder:
    """What a run leaves of itself; it can be sent to another process."""

    path: Path

    @classmethod
    def of(cls, out: Path, preset: str, seed: int, learned: Iterable[str]) -> RunFolder:
        """Return the folder of a run: beside `out`, and for the same preset, seed and things to learn alone."""
        print_ = hashlib.sha256("\n".join(learned).encode("utf-8", "replace")).hexdigest()[:8]
        return cls(out.with_name(f".{out.name}.{preset}.{seed}.{print_}.resume"))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder; raises BotError where another run holds it, or where it cannot be written."""
        # Imported here: the core alone does not bring it.
        from filelock import FileLock, Timeout

        need_writable(self.path)
        lock = FileLock(self.path / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise BotError(f"another run trains the same in {self.path}: let it end, or stop it") from None
        try:
            yield
        finally:
            lock.release()
            if not any(each.name != _LOCK for each in self.path.glob("*")):  # there is nothing to go on with
                shutil.rmtree(self.path, ignore_errors=True)

    def remove(self) -> None:
        """Remove what the run left, and what others left for the same place, preset and seed, which learned other things."""
        *begins, print_, end = self.path.name.split(".")
        for each in self.path.parent.glob(".".join([*map(glob.escape, begins), "?" * len(print_), end])):
            shutil.rmtree(each, ignore_errors=True)

    def note_seconds(self, begun: float) -> None:
        """Note how many seconds a run has taken that began at a time in seconds since the epoch; raises OSError."""
        (self.path / _SECONDS).write_text(f"{time.time() - begun:.1f}", encoding="utf-8")

    def spent(self) -> float:
        """Return how many seconds a run took before it was interrupted, up to when it last kept what it had learned."""
        try:
            return float((self.path / _SECONDS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return 0.0

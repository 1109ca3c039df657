"""The folder where a training run leaves what it has until the model is written. Needs the extra `train`."""

from __future__ import annotations

import glob
import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot import BotError, Corpus, ModelFolder, need_writable
from bot_bert.presets import Preset

_SECONDS = "seconds"
_LOCK = "lock"


def folder_of(out: Path, preset: Preset, corpus: Corpus, encoder: ModelFolder, seed: int) -> Path:
    """Return where a run leaves what it has: beside `out`, and for the same corpus and encoder alone."""
    files = repr(sorted(encoder.data["hashes"].items()))
    told = "\n".join([repr(preset), files, *corpus.labels, *corpus.slots, *map(repr, corpus.utterances)])
    print_ = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:8]
    return out.with_name(f".{out.name}.{preset.name}.{seed}.{print_}.resume")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a run's folder; raises BotError where another run holds it, or where it cannot be written."""
    need_writable(folder)
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BotError(f"another run trains the same in {folder}: let it end, or stop it") from None
    try:
        yield
    finally:
        lock.release()
        if not any(each.name != _LOCK for each in folder.glob("*")):  # there is nothing to go on with
            shutil.rmtree(folder, ignore_errors=True)


def remove(folder: Path) -> None:
    """Remove what a run left, and what others left for the same place, preset and seed, which learned from other sentences."""
    *begins, print_, end = folder.name.split(".")
    for each in folder.parent.glob(".".join([*map(glob.escape, begins), "?" * len(print_), end])):
        shutil.rmtree(each, ignore_errors=True)


def note_seconds(folder: Path, begun: float) -> None:
    """Note how many seconds a run has taken that began at a time in seconds since the epoch; raises OSError."""
    (folder / _SECONDS).write_text(f"{time.time() - begun:.1f}", encoding="utf-8")


def spent(folder: Path) -> float:
    """Return how many seconds a run took before it was interrupted, up to when it last kept what it had learned."""
    try:
        return float((folder / _SECONDS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0.0

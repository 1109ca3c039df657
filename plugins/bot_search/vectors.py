"""Sentence vectors of passages: kept in 8 bits, compared all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import encode, has_han
from bot_search.index import Index

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MOST = 100_000
"""Of more passages none has a vector: the encoder then ranks anew what the words found."""
_BATCH = 64
_CHUNK = 512
"""So many vectors are unpacked at once: they fit the processor's cache, which is four times as fast as ten times as many."""
_ALIKE = 0.2
"""A passage whose likeness to a question is less has nothing to do with it; what is said of the same thing has 0.3 to 0.6."""
_LETTERS = 600
"""A passage is encoded by so many of its first characters."""


def encode_missing(index: Index, progress: Callable[[str, int, int], None]) -> None:
    """Encode the passages that have no vector yet, a batch a change, so that a killed run goes on; raises BotError."""
    count = index.count("passages")
    if count > MOST:
        with index.change():
            index.connection.execute("DELETE FROM vectors")
        return
    missing = index.rows("SELECT id, title, text FROM passages WHERE id NOT IN (SELECT passage FROM vectors)")
    for start in range(0, len(missing), _BATCH):
        progress("passages", start, len(missing))
        batch = missing[start : start + _BATCH]
        vectors = encoded([f"{title}\n{text}" for _, title, text in batch])
        with index.change():
            index.connection.executemany(
                "INSERT OR REPLACE INTO vectors SELECT ?, ? WHERE EXISTS (SELECT 1 FROM passages WHERE id = ?)",
                [(row, pack(vector), row) for (row, _, _), vector in zip(batch, vectors, strict=True)],
            )


def encoded(texts: Sequence[str]) -> Floats:
    """Return float32 [texts, width], vectors of length 1; zeros for Chinese, which the encoder does not read."""
    cut = [text[:_LETTERS] for text in texts]
    found: Floats = encode(["" if has_han(text) else text for text in cut])
    found[[has_han(text) for text in cut]] = 0.0
    return found


def pack(vector: Floats) -> bytes:
    """Return a vector in 8 bits a number, behind its scale in 32 bits."""
    scale = np.float32(max(float(np.abs(vector).max()), 1e-9) / 127)
    return scale.tobytes() + np.round(vector / scale).astype(np.int8).tobytes()


class Vectors:
    """The vectors of an index, read once and again where somebody changed it."""

    def __init__(self, index: Index) -> None:
        """Take the index; nothing is read before the first question."""
        self._index = index
        self._state: object = None
        self._rows: Any = np.zeros(0, np.int64)
        self._scales: Floats = np.zeros(0, np.float32)
        self._packed: NDArray[np.int8] = np.zeros((0, 0), np.int8)

    def __bool__(self) -> bool:
        """Return whether there are any: a large collection has none, and its size need not be counted at every question."""
        return bool(self._index.rows("SELECT 1 FROM vectors LIMIT 1"))

    def nearest(self, query: str, count: int) -> list[int]:
        """Return the passages whose vectors are most like a question's, nearest first; raises BotError."""
        self._read()
        if not len(self._rows) or has_han(query):
            return []
        asked = encoded([query])[0]
        starts = range(0, len(self._packed), _CHUNK)
        likeness = np.concatenate([self._packed[at : at + _CHUNK].astype(np.float32) @ asked for at in starts])
        likeness *= self._scales
        best = np.argpartition(-likeness, min(count, len(likeness)) - 1)[:count]
        return [int(self._rows[at]) for at in best[np.argsort(-likeness[best])] if likeness[at] >= _ALIKE]

    def _read(self) -> None:
        state = self._index.state()
        if state == self._state:
            return
        rows = self._index.rows("SELECT passage, vector FROM vectors")
        self._state = state
        self._rows = np.array([row for row, _ in rows], np.int64)
        joined = np.frombuffer(b"".join(vector for _, vector in rows), np.uint8)
        joined = joined.reshape(len(rows), -1) if rows else np.zeros((0, 4), np.uint8)
        self._scales = np.ascontiguousarray(joined[:, :4]).view(np.float32).reshape(-1)
        self._packed = joined[:, 4:].view(np.int8)

"""The classes that the reader's heads tell apart, and how a labelled utterance is written in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot import COUNT, STRUCTURE, UNTAGGED, Catalog, Labelled, Word, action_of

if TYPE_CHECKING:
    import numpy as np

OUTSIDE, BEGIN, INSIDE, SCRAP = range(4)
"""Places in STRUCTURE."""
NEVER = -1e4
"""The score of what cannot be."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The names of all classes, in the order of the heads' outputs."""

    labels: tuple[str, ...]
    slots: tuple[str, ...]
    """Slot names; slot n has the tags 2 n + 1 (its first word) and 2 n + 2 (a further word), 0 is outside."""

    @property
    def tags(self) -> int:
        """How many slot tags there are."""
        return 2 * len(self.slots) + 1

    @property
    def widths(self) -> dict[str, int]:
        """How many classes each head tells apart, by its name."""
        return {"structure": len(STRUCTURE), "slots": self.tags, "labels": len(self.labels)}


def allowed_tags(scheme: Scheme, catalog: Catalog) -> np.ndarray:
    """Return float32 [labels, tags]: 0 for the slot tags that a clause of a label may have, NEVER for the others."""
    import numpy as np

    mask = np.full((len(scheme.labels), scheme.tags), NEVER, np.float32)
    mask[:, 0] = 0.0
    for row, label in enumerate(scheme.labels):
        action, fixed = action_of(label)
        for number, name in enumerate(scheme.slots):
            repeats = name == COUNT and label not in UNTAGGED
            if repeats or (catalog.slot(action, name) is not None and name not in fixed):
                mask[row, 2 * number + 1 : 2 * number + 3] = 0.0
    return mask


def structure_tags(utterance: Labelled, words: Sequence[Word]) -> np.ndarray:
    """Return the structure class of each word: int32 [words]."""
    import numpy as np

    tags = np.zeros(len(words), np.int32)
    for span in utterance.structure:  # scraps come after the clause that they lie in
        inside = _inside(span, words)
        tags[inside] = STRUCTURE.index(span.name)
        if span.name == "B":
            tags[inside[1:]] = INSIDE
    for span in utterance.clauses:  # a clause that starts with words taken back begins behind them
        kept = [index for index in _inside(span, words) if tags[index] in (BEGIN, INSIDE)]
        if kept:
            tags[kept[0]] = BEGIN
    return tags


def slot_tags(utterance: Labelled, words: Sequence[Word], structure: np.ndarray, scheme: Scheme) -> np.ndarray:
    """Return the slot tag of each word: int32 [words]."""
    import numpy as np

    tags = np.zeros(len(words), np.int32)
    for span in utterance.slots:
        slot = scheme.slots.index(span.name)
        kept = [index for index in _inside(span, words) if structure[index] in (BEGIN, INSIDE)]
        tags[kept] = 2 * slot + 2
        tags[kept[:1]] = 2 * slot + 1
    return tags


def clause_words(utterance: Labelled, words: Sequence[Word], structure: np.ndarray) -> list[tuple[str, list[int]]]:
    """Return the label of each clause and the indices of its words."""
    found = []
    for span in utterance.clauses:
        kept = [index for index in _inside(span, words) if structure[index] in (BEGIN, INSIDE)]
        if kept:
            found.append((span.name, kept))
    return found


def _inside(span: Any, words: Sequence[Word]) -> list[int]:
    return [index for index, word in enumerate(words) if span.start <= word.start < span.end]

"""Trigrams: how likely words follow one another, smoothed after Witten and Bell, in the ARPA format."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

_ORDER = 3
_BEGIN, _END = "<s>", "</s>"
_NEVER = -99.0
"""The logarithm that ARPA has for what is never predicted."""

Gram = tuple[str, ...]


class Trigrams:
    """A language model, counted from sentences."""

    def __init__(self, sentences: Iterable[tuple[Sequence[str], float]]) -> None:
        """Count what follows up to two words; each sentence stands there as often as the number beside it says."""
        self._following: dict[Gram, Counter[str]] = defaultdict(Counter)
        for sentence, often in sentences:
            words = (_BEGIN, *sentence, _END)
            for at in range(1, len(words)):
                for before in range(min(_ORDER, at + 1)):
                    self._following[words[at - before : at]][words[at]] += often  # type: ignore[assignment]

    def arpa(self) -> str:
        """Return the model as a file in the ARPA format."""
        grams = self._grams()
        counts = [f"ngram {order}={len(of_order)}" for order, of_order in enumerate(grams, 1)]
        lines = ["\\data\\", *counts]
        for order, of_order in enumerate(grams, 1):
            lines += ["", f"\\{order}-grams:"]
            lines += [self._line(gram, chance, order) for gram, chance in sorted(of_order.items())]
        return "\n".join([*lines, "", "\\end\\", ""])

    def _line(self, gram: Gram, chance: float, order: int) -> str:
        line = f"{chance:.4f}\t{' '.join(gram)}"
        return line if order == _ORDER else f"{line}\t{math.log10(self._unseen(gram)):.4f}"

    def _unseen(self, gram: Gram) -> float:
        """Return the share of what follows a gram that is left to what never followed it."""
        following = self._following.get(gram)
        return len(following) / (following.total() + len(following)) if following else 1.0

    def _grams(self) -> list[dict[Gram, float]]:
        """Return the grams of each order with the logarithms of their chances."""
        words = self._following[()]
        chances: dict[Gram, float] = {
            (word,): (count + 1) / (words.total() + len(words)) for word, count in words.items()
        }
        grams = [{(_BEGIN,): _NEVER} | {gram: math.log10(chance) for gram, chance in chances.items()}]
        for order in range(2, _ORDER + 1):
            of_order = dict(self._chances(order, chances))
            grams.append({gram: math.log10(chance) for gram, chance in of_order.items()})
            chances |= of_order
        return grams

    def _chances(self, order: int, shorter: dict[Gram, float]) -> Iterator[tuple[Gram, float]]:
        """Yield the grams of an order, each chance its share of what followed and a part of that of the shorter gram."""
        for before, following in self._following.items():
            if len(before) == order - 1:
                unseen = self._unseen(before)
                for word, count in following.items():
                    share = (1 - unseen) * count / following.total()
                    yield (*before, word), share + unseen * shorter[(*before[1:], word)]

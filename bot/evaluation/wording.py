"""How each intent is worded, learned from clauses: it says which words of a sentence belong to which of its intents."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

START, END = "<s>", "</s>"
_PAIR, _WORD = 2.0, 5.0
"""How many words of the coarser estimate the finer one is mixed with (Dirichlet smoothing)."""


class Wording:
    """A bigram model of the words of clauses for each intent, backed by its single words, and those by all words."""

    def __init__(self) -> None:
        """Begin with nothing learned: then every word is as likely as any other."""
        self._pairs: Counter[tuple[str, str, str]] = Counter()
        self._befores: Counter[tuple[str, str]] = Counter()
        self._words: Counter[tuple[str, str]] = Counter()
        self._totals: Counter[str] = Counter()
        self._all: Counter[str] = Counter()
        self._joiners: Counter[tuple[str, ...]] = Counter()
        self._total = 0
        self._known: dict[tuple[str, str, str], float] = {}

    def learn(self, intent: str, words: Sequence[str]) -> None:
        """Count the words of a clause."""
        before = START
        for word in (*words, END):
            self._pairs[intent, before, word] += 1
            self._befores[intent, before] += 1
            self._words[intent, word] += 1
            self._all[word] += 1
            before = word
        self._totals[intent] += len(words) + 1
        self._total += len(words) + 1
        self._known.clear()

    def learn_joiner(self, words: tuple[str, ...]) -> None:
        """Count a joiner."""
        self._joiners[words] += 1

    def joiner(self, words: tuple[str, ...]) -> float:
        """Return the log-probability of a joiner; before any was seen, short ones are likelier."""
        prior = 0.05 ** len(words)
        return math.log((self._joiners[words] + prior) / (self._joiners.total() + 1.0))

    def pair(self, intent: str, before: str, word: str) -> float:
        """Return the log-probability of a word behind another one in a clause of an intent."""
        key = (intent, before, word)
        if key not in self._known:
            anywhere = (self._all[word] + 0.5) / (self._total + len(self._all) + 1.0)
            alone = (self._words[intent, word] + _WORD * anywhere) / (self._totals[intent] + _WORD)
            both = (self._pairs[key] + _PAIR * alone) / (self._befores[intent, before] + _PAIR)
            self._known[key] = math.log(both)
        return self._known[key]

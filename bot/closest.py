"""The closest: which actions come near to what was said, where none fits."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.plugins import Plugins
from bot.services import Models
from bot.words import folded_words

_NEAR = 0.45
"""How like its sentences something has to be, by their vectors, before an action is named: measured on things not done."""
_NEAR_IN_WORDS = 0.35
"""The same, where no encoder reads the language and words are compared."""
_PLAIN = 0.3
"""What a Chinese character that stands alone counts for, beside one with its neighbour."""
_MOST = 600
"""Of an action with more sentences so many are compared with, evenly apart: neighbours are variants of one template."""
_HOLE = re.compile(r"\{\w+\}")


class Closest:
    """Finds the actions whose sentences are most like an utterance; what it needs is made at its first use."""

    def __init__(self, plugins: Plugins, models: Models) -> None:
        """Take what is installed."""
        self._plugins = plugins
        self._models = models
        self._wordings: dict[str, Wordings] = {}

    def to(self, text: str, language: str) -> tuple[str, ...]:
        """Return the names of the actions that come near to a text, the nearest first; none where none is near."""
        likeness, near = self._models.likeness(text, language), _NEAR
        if not likeness:
            likeness, near = self._wording(language).likeness(text), _NEAR_IN_WORDS
        names = [name for name, alike in likeness.items() if alike >= near]
        return tuple(sorted(names, key=lambda name: (-likeness[name], name)))

    def _wording(self, language: str) -> Wordings:
        if language not in self._wordings:
            said: dict[str, list[str]] = {}
            for plugin in self._plugins.loaded:
                for pattern in plugin.sentences[language].patterns if language in plugin.sentences else ():
                    said.setdefault(pattern.action, []).append(pattern.text)
            self._wordings[language] = Wordings(said)
        return self._wordings[language]


class Wordings:
    """Sentences as bags of words, a rarer word counting more: the cosine of their TF-IDF vectors says how alike two are."""

    def __init__(self, said: Mapping[str, Sequence[str]]) -> None:
        """Take the sentences of each action, with holes where slots stand."""
        bags: list[set[str]] = []
        self._actions: list[str] = []
        self._counts: Counter[str] = Counter()
        for action, sentences in said.items():
            mine = [_words(_HOLE.sub(" ", sentence)) for sentence in sentences[:: len(sentences) // _MOST + 1]]
            bags += mine
            self._actions += [action] * len(mine)
            self._counts.update(set[str]().union(*mine))
        self._count = len(said)
        self._weights = {word: self._weight(word) for word in self._counts}
        self._lengths = [sum(self._weights[word] for word in bag) for bag in bags]
        self._holding: dict[str, list[int]] = defaultdict(list)
        """Which sentences hold a word."""
        for number, bag in enumerate(bags):
            for word in bag:
                self._holding[word].append(number)

    def likeness(self, text: str) -> dict[str, float]:
        """Return each action that a text has a word of, with how like the nearest of its sentences it is, from 0 to 1."""
        words = _words(text)
        length = sum(self._weight(word) for word in words)
        shared: dict[int, float] = defaultdict(float)
        for word in words & self._holding.keys():
            for number in self._holding[word]:
                shared[number] += self._weights[word]
        found: dict[str, float] = {}
        for number, weight in shared.items():
            alike = weight / math.sqrt(length * self._lengths[number]) if weight else 0.0
            found[self._actions[number]] = max(alike, found.get(self._actions[number], 0.0))
        return found

    def _weight(self, word: str) -> float:
        """Return the square of what a word counts for."""
        rarity = math.log((self._count + 1) / (self._counts.get(word, 0) + 0.5))
        return float((rarity * (_PLAIN if len(word) == 1 else 1.0)) ** 2)


def _words(text: str) -> set[str]:
    """Return the words of a text, and each two that stand together: in Chinese these are the words."""
    words = folded_words(text)
    return {*words, *(before + after for before, after in pairwise(words))}

"""The closest: which actions come near to what was said, where none fits."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from bot.plugins import Plugins
from bot.services import Models
from bot.words import split_words

_NEAR = 0.45
"""How like its sentences something has to be, by their vectors, before an action is named: measured on things not done."""
_NEAR_IN_WORDS = 0.35
"""The same, where no encoder reads the language and words are compared."""
_PLAIN = 0.3
"""What a Chinese character that stands alone counts for, beside one with its neighbour."""
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
                    said.setdefault(pattern.action, []).append(_HOLE.sub(" ", pattern.text))
            self._wordings[language] = Wordings(said)
        return self._wordings[language]


class Wordings:
    """Sentences as bags of words, a rarer word counting more: the cosine of their TF-IDF vectors says how alike two are."""

    def __init__(self, said: Mapping[str, Iterable[str]]) -> None:
        """Take the sentences of each action."""
        self._bags = {action: [_words(sentence) for sentence in sentences] for action, sentences in said.items()}
        self._counts = Counter(word for bags in self._bags.values() for word in set().union(*bags))

    def likeness(self, text: str) -> dict[str, float]:
        """Return each action with how like the nearest of its sentences a text is, from 0 to 1."""
        words = _words(text)
        return {action: max(self._cosine(words, bag) for bag in bags) for action, bags in self._bags.items()}

    def _cosine(self, left: set[str], right: set[str]) -> float:
        lengths = self._squares(left) * self._squares(right)
        return self._squares(left & right) / math.sqrt(lengths) if lengths else 0.0

    def _squares(self, words: set[str]) -> float:
        return sum(self._weight(word) ** 2 for word in words)

    def _weight(self, word: str) -> float:
        rarity = math.log((len(self._bags) + 1) / (self._counts.get(word, 0) + 0.5))
        return rarity * (_PLAIN if len(word) == 1 else 1.0)


def _words(text: str) -> set[str]:
    """Return the words of a text, and each two that stand together: in Chinese these are the words."""
    words = [word.text.casefold() for word in split_words(text)]
    return {*words, *(before + after for before, after in pairwise(words))}

"""Engines that translate word by word, so that what is done with them can be told from what they do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot_translate.engines import Translation

WORDS = {
    ("en", "fr"): {"good": "bon", "morning": "matin", "bread": "pain", "the": "le", "cat": "chat", "sleeps": "dort"},
    ("fr", "en"): {"bonjour": "hello", "chat": "cat", "le": "the", "dort": "sleeps", "pain": "bread"},
    ("zh", "en"): {"猫": "cat", "早上好": "good morning"},
}


class WordByWord:
    """Translates what its dictionary has, and is unsure of the rest."""

    name = "words"

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.asked: list[str] = []

    def translates(self, source: str, target: str) -> bool:
        """Return whether there is a dictionary."""
        return (source, target) in WORDS

    def sources(self) -> frozenset[str]:
        """Return what dictionaries are from."""
        return frozenset(source for source, _ in WORDS)

    def targets(self) -> frozenset[str]:
        """Return what dictionaries are into."""
        return frozenset(target for _, target in WORDS)

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[Translation]:
        """Return each sentence word by word, with a full stop where it had one or not, as models do."""
        self.asked += sentences
        return [self._one(sentence, WORDS[source, target]) for sentence in sentences]

    def _one(self, sentence: str, words: dict[str, str]) -> Translation:
        plain = sentence.rstrip(".。!?").lower()
        parts = [plain] if plain in words else plain.split()
        known = sum(part in words for part in parts)
        text = " ".join(words.get(part, part) for part in parts).capitalize()
        return Translation(f"{text}.", 0.1 + 0.8 * known / max(1, len(parts)))


@pytest.fixture
def engine() -> WordByWord:
    """An engine of three dictionaries."""
    return WordByWord()

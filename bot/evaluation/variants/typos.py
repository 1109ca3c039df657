"""Slips of the finger."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

from bot.catalog import Catalog
from bot.evaluation.dataset import Sentence
from bot.evaluation.variants.stretches import changed, drawn, kept, touches, words_of_letters
from bot.sentences.furniture import load_furniture
from bot.sentences.noise import replaced
from bot.words import split_words

_EVERY = 3
"""One slip in so many words."""
_SHORTEST = 4
"""Shorter words are left alone: a slip makes other words of them."""


class Typist:
    """Types sentences with a slip in about every third word."""

    def __init__(self, catalog: Catalog, language: str = "en") -> None:
        """Take the actions of programs, and the language whose keyboard it types on."""
        self._catalog = catalog
        self._near = _keyboard(language)

    def change(self, sentence: Sentence) -> Sentence:
        """Return a sentence with slips in its longer words; at least one where it has any."""
        random = drawn("typos", sentence)
        quoted = kept(sentence, self._catalog)
        long = [w for w in words_of_letters(sentence.text, _SHORTEST) if not touches(w.start, w.end, quoted)]
        count = max(1, round(len(split_words(sentence.text)) / _EVERY))
        said = sentence.said
        for word in sorted(random.sample(long, min(count, len(long))), key=lambda word: -word.start):
            said = replaced(said, word.start, word.end, self._slip(word.text, random))
        return changed(sentence, said)

    def _slip(self, word: str, random: Random) -> str:
        """Return a word with one slip: two letters swapped, one dropped, doubled, or a neighbouring key."""
        found = word
        while found == word:  # swapping the two letters in "oo" is no slip
            at = random.randrange(len(word))
            found = random.choice(self._slips(word, at, random))
        return found

    def _slips(self, word: str, at: int, random: Random) -> tuple[str, ...]:
        before, letter, behind = word[:at], word[at], word[at + 1 :]
        near = random.choice(self._near.get(letter.lower(), letter))
        return (
            before + behind[:1] + letter + behind[1:],
            before + behind,
            before + letter + letter.lower() + behind,
            before + (near.upper() if letter.isupper() else near) + behind,
        )


@cache
def _keyboard(language: str) -> Mapping[str, str]:
    """Return the letters beside each letter; read once, since the file with them is long."""
    return load_furniture(language).typos

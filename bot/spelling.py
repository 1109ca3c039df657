"""Spelling: words that neither the encoder nor the training sentences know, read as the known word one slip away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST, _LONGEST = 3, 24
LIKELY_SLIPS = 2
"""The kinds of slips that no other word comes of so easily: letters exchanged or left out; see Speller."""


class Speller:
    """Corrects one slip a word: a letter too many, too few, wrong, or two exchanged (Damerau 1964, Norvig 2007)."""

    def __init__(self, counts: Mapping[str, int], is_word: Callable[[str], bool], *, of: int = 0) -> None:
        """Take how often each known word is said in training; `is_word` says of any word that it needs no correction.

        `of`: how likely the slips are that are corrected: all of them (0), none where the letter is wrong (1), ...
        """
        self._counts, self._is_word, self._of = counts, is_word, of
        self.corrected = lru_cache(maxsize=8192)(self._corrected)

    def _corrected(self, word: str) -> str:
        """Return the word in lower case as it was most likely meant; itself where it is known or nothing is near."""
        small = word.casefold()
        if not (_SHORTEST <= len(small) <= _LONGEST and small.isascii() and small.isalpha()):
            return small
        if small in self._counts or self._is_word(small):
            return small
        near = {other for other in slips(small) if other in self._counts and _likelihood(small, other) >= self._of}
        return max(near, key=lambda other: (_likelihood(small, other), self._counts[other], other), default=small)


def _likelihood(typed: str, meant: str) -> int:
    """Return how likely a slip is, by its kind: letters exchanged, then one left out, then one too many, then a wrong one."""
    if sorted(typed) == sorted(meant):
        return 3
    return 2 if len(meant) > len(typed) else 1 if len(meant) < len(typed) else 0


def slips(word: str) -> Iterator[str]:
    """Yield all words one slip away."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    for left, right in cuts:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]

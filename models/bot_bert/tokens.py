"""Word pieces of an utterance, and the letters of its words, as the network takes them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import ModelError, Speller, Word, encodable, split_words

if TYPE_CHECKING:
    import numpy as np

MAX_PIECES = 128
"""Longer utterances are cut; a sentence has 10 to 30."""
GRAMS = 12
"""Hashed letter features a word has; the rest is padding, 0."""
BUCKETS = 8192


@dataclass(frozen=True, slots=True)
class Pieces:
    """An utterance cut into word pieces."""

    words: list[Word]
    ids: np.ndarray
    """int32 [1, pieces], with [CLS] and [SEP]."""
    grams: np.ndarray
    """int32 [words, GRAMS]: hashed letter features of each word."""
    first: list[int]
    """Index of the first piece of each word; words that were cut off are not in `words` either."""
    cut: int | None = None
    """Where the utterance is cut off, in characters; None where all of it is there."""


class Tokenizer:
    """A BERT tokenizer over the words that `split_words` finds."""

    def __init__(self, path: Path, counts: Mapping[str, int] | None = None) -> None:
        """Load a tokenizer.json; `counts` are the words of training, towards which slips are corrected. Raises ModelError."""
        from tokenizers import Tokenizer as Fast

        try:
            self._fast: Any = Fast.from_file(str(path))
        except Exception as error:  # noqa: BLE001 - the library raises plain Exception
            raise ModelError(f"{path} is damaged: {error}") from None
        self._fast.no_padding()
        most = (self._fast.truncation or {}).get("max_length", MAX_PIECES)
        self._most = min(most, MAX_PIECES)
        self._fast.enable_truncation(self._most)
        self._speller = Speller(counts or {}, lambda word: self._fast.token_to_id(word) is not None)

    def pieces(self, text: str) -> Pieces:
        """Return the pieces of an utterance."""
        import numpy as np

        every = split_words(encodable(text))
        words = every[:MAX_PIECES]
        spelled = [self._speller.corrected(word.text) for word in words]
        encoded = self._fast.encode(spelled, is_pretokenized=True)
        word_of = encoded.word_ids
        first: dict[int, int] = {}
        for index, word in enumerate(word_of):
            if word is not None:
                first.setdefault(word, index)
        # Marks that the vocabulary drops have no piece.
        kept = [replace(words[index], spelled=spelled[index]) for index in sorted(first)]
        grams = np.zeros((len(first), GRAMS), np.int32)
        for index, word in enumerate(sorted(first)):
            grams[index] = letter_features(spelled[word])
        beyond = [word for word in every[max(first, default=0) + 1 :] if any(map(str.isalnum, word.text))]
        all_seen = len(word_of) < self._most and len(words) == len(every)
        cut = beyond[0].start if beyond and not all_seen else None
        return Pieces(kept, np.array([encoded.ids], np.int32), grams, [first[index] for index in sorted(first)], cut)

    def ids(self, text: str) -> np.ndarray:
        """Return int32 [1, pieces] of a text, for the sentence encoder."""
        import numpy as np

        return np.array([self._fast.encode(encodable(text)).ids], np.int32)


@lru_cache(maxsize=16384)
def letter_features(word: str) -> Sequence[int]:
    """Return GRAMS hashed features of a word: itself, its ends, its shape and its trigrams (as in fastText)."""
    marked = f"<{word}>"
    shape = "d" if word.isdigit() else "a" if word.isalpha() else "p" if not any(map(str.isalnum, word)) else "m"
    found = [f"w{word}", f"p{word[:3]}", f"s{word[-3:]}", f"h{shape}"]
    found += [f"t{marked[i : i + 3]}" for i in range(len(marked) - 2)]
    hashed = [1 + zlib.crc32(feature.encode()) % (BUCKETS - 1) for feature in found[:GRAMS]]
    return tuple(hashed + [0] * (GRAMS - len(hashed)))

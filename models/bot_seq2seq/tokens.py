"""Tokens of an utterance, and the letters of its words, as the network takes them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import LIKELY_SLIPS, ModelError, Speller, Word, encodable, has_han, simplified_words, split_words

if TYPE_CHECKING:
    import numpy as np

PAD, UNKNOWN, BEGIN, END = range(4)
SPECIAL = ("[PAD]", "[UNK]", "[BEGIN]", "[END]")
"""The first tokens of every vocabulary."""
_BEGINS = "\u2581"
MAX_TOKENS = 128
"""Longer utterances are cut; a sentence has 10 to 30."""
GRAMS, NEARBY = 18, 5
"""Hashed features a word has, and how many of them, the first ones, are of the words around it; 0 is padding."""
BUCKETS = 16384
REACH = 2
"""So many words on either side a word's features may hold."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """An utterance cut into tokens."""

    words: list[Word]
    ids: np.ndarray
    """int32 [tokens]."""
    grams: np.ndarray
    """int32 [tokens, GRAMS]: hashed features of the word of each token."""
    first: list[int]
    """Index of the first token of each word."""
    cut: int | None = None
    """Where the utterance is cut off, in characters; None where all of it is there."""


class Tokenizer:
    """Subwords of the words that `split_words` finds, learned by byte-pair encoding (Sennrich et al. 2016)."""

    def __init__(self, fast: Any, counts: Mapping[str, int] | None = None) -> None:
        """Take a tokenizer of the library `tokenizers`; `counts` are the words towards which slips are corrected."""
        self._fast = fast
        self._speller = Speller(counts, lambda _: False, of=LIKELY_SLIPS) if counts else None

    @classmethod
    def load(cls, path: Path, counts: Mapping[str, int] | None = None) -> Tokenizer:
        """Load a tokenizer.json; raises ModelError."""
        from tokenizers import Tokenizer as Fast

        try:
            return cls(Fast.from_file(str(path)), counts)
        except Exception as error:  # noqa: BLE001 - the library raises plain Exception
            raise ModelError(f"{path} is damaged: {error}") from None

    @classmethod
    def learn(cls, texts: Iterable[str], most: int) -> Tokenizer:
        """Learn at most so many subwords from texts; each Chinese character is a word, and so a token, of its own."""
        from tokenizers import Tokenizer as Fast
        from tokenizers import models, trainers

        fast = Fast(models.BPE(unk_token=SPECIAL[UNKNOWN]))
        trainer = trainers.BpeTrainer(
            vocab_size=most, min_frequency=2, special_tokens=list(SPECIAL), show_progress=False
        )
        # Words come as texts of their own: nothing in the library cuts them otherwise than `split_words` does.
        fast.train_from_iterator(
            (_begun(word.text.casefold()) for text in texts for word in split_words(encodable(text))), trainer
        )
        return cls(fast)

    def save(self, path: Path) -> None:
        """Write a tokenizer.json."""
        self._fast.save(str(path))

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return int(self._fast.get_vocab_size())

    def tokens(self, text: str) -> Tokens:
        """Return the tokens of an utterance."""
        import numpy as np

        every = [self._spelled(word) for word in simplified_words(encodable(text))]
        said = [(word.spelled or word.text).casefold() for word in every]
        words: list[Word] = []
        ids: list[int] = []
        grams: list[Sequence[int]] = []
        first: list[int] = []
        for place, (word, small) in enumerate(zip(every, said, strict=True)):
            pieces = self._pieces(small)
            if len(ids) + len(pieces) > MAX_TOKENS:
                break
            first.append(len(ids))
            words.append(word)
            ids += pieces
            grams += [_features(said, place)] * len(pieces)
        beyond = [word for word in every[len(words) :] if any(map(str.isalnum, word.text))]
        return Tokens(
            words, np.array(ids, np.int32), np.array(grams, np.int32).reshape(-1, GRAMS), first,
            beyond[0].start if beyond else None,
        )  # fmt: skip

    def _spelled(self, word: Word) -> Word:
        if self._speller is None or word.spelled:
            return word
        meant = self._speller.corrected(word.text)
        return word if meant == word.text.casefold() else replace(word, spelled=meant)

    @lru_cache(maxsize=65536)  # noqa: B019 - one tokenizer a model, which lives as long as its words are kept
    def _pieces(self, word: str) -> Sequence[int]:
        return tuple(self._fast.encode(_begun(word)).ids)[:MAX_TOKENS] or (UNKNOWN,)


def _begun(word: str) -> str:
    """Return a word with a mark of where it begins; one letter needs none.

    The library has a prefix for tokens that go on with a word, under which each run learns other ones.
    """
    return f"{_BEGINS}{word}" if len(word) > 1 else word


def _features(said: Sequence[str], place: int) -> Sequence[int]:
    """Return GRAMS hashed features of a word among others."""
    reach = REACH if has_han(said[place]) else 1
    first = max(0, place - reach)
    around = nearby_features(tuple(said[first : place + reach + 1]), place - first, reach + 1)
    return (*around, *letter_features(said[place]))


@lru_cache(maxsize=65536)
def nearby_features(words: Sequence[str], at: int, longest: int) -> Sequence[int]:
    """Return NEARBY hashed features of a word among those around it: the rows of two words, or up to `longest`, it stands in.

    A Chinese character tells little alone: what is written with two or three of them is told by such rows.
    """
    rows = [
        words[start : start + length]
        for length in range(2, longest + 1)
        for start in range(max(0, at + 1 - length), min(at, len(words) - length) + 1)
    ]
    return _hashed([f"r{' '.join(row)}" for row in rows], NEARBY)


@lru_cache(maxsize=65536)
def letter_features(word: str) -> Sequence[int]:
    """Return hashed features of a word's letters: all, its ends, its shape and its trigrams (as in fastText)."""
    if len(word) == 1 and has_han(word):
        return _hashed([f"w{word}"], GRAMS - NEARBY)
    marked = f"<{word}>"
    shape = "d" if word.isdigit() else "a" if word.isalpha() else "p" if not any(map(str.isalnum, word)) else "m"
    found = [f"w{word}", f"p{word[:3]}", f"s{word[-3:]}", f"h{shape}"]
    found += [f"t{marked[i : i + 3]}" for i in range(len(marked) - 2)]
    return _hashed(found, GRAMS - NEARBY)


def _hashed(features: Sequence[str], count: int) -> Sequence[int]:
    hashed = [1 + zlib.crc32(feature.encode()) % (BUCKETS - 1) for feature in features[:count]]
    return tuple(hashed + [0] * (count - len(hashed)))

"""A lexicon out of sentence pairs: words that stand in each other's translations far more often than not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENGLISH_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_CHARACTERS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LONGEST = 4
"""Chinese is written without spaces: a word may be any so many characters in a row, at most."""
_LEAST = 4
"""Words that meet in fewer sentences tell nothing of each other."""
_SURE = 0.5
"""Words of this Dice coefficient on are learned; of those below, every second one is a part or a relative of the right one."""
_LONGER = 0.02
"""Added for each character of a Chinese word, for a part of a word stands wherever the whole one does."""


def lexicon(pairs: Sequence[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    """Return English words with what stands for them in a language: those that are each other's best by Dice's coefficient.

    Dice (1945), for words of translations Smadja et al. (1996).
    """
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for english, other in pairs:
        ours, theirs = set(_ENGLISH_WORD.findall(english.lower())), _words(other, language)
        first.update(ours)
        second.update(theirs)
        both.update((one, another) for one in ours for another in theirs)
    dice = {pair: 2 * count / (first[pair[0]] + second[pair[1]]) for pair, count in both.items() if count >= _LEAST}
    longer = _LONGER if language == "zh" else 0.0
    ahead, back = _best(dice, 0, longer), _best(dice, 1, 0.0)
    sure = sorted(pair for pair in ahead.values() if dice[pair] >= _SURE and back[pair[1]][0] == pair[0])
    here, there = _written(text for text, _ in pairs), _written(text for _, text in pairs)
    return [(here.get(one, one), there.get(another, another)) for one, another in sure]


def _best(dice: Mapping[tuple[str, str], float], side: int, longer: float) -> dict[str, tuple[str, str]]:
    """Return the best pair of each word of a side."""
    best: dict[str, tuple[str, str]] = {}
    for pair in sorted(dice, key=lambda pair: (dice[pair] + longer * len(pair[1]), pair)):
        best[pair[side]] = pair
    return best


def _written(texts: Iterable[str]) -> Mapping[str, str]:
    """Return how words are written most often where no sentence begins with them: a noun is German, a name is a name."""
    counted: dict[str, Counter[str]] = {}
    for text in texts:
        for match in list(_ENGLISH_WORD.finditer(text))[1:]:
            counted.setdefault(match[0].lower(), Counter())[match[0]] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in counted.items()}


def _words(text: str, language: str) -> Collection[str]:
    """Return the words of a text, or whatever may be one."""
    text = text.lower()
    if language != "zh":
        return set(_WORD.findall(text))
    every = range(1, _LONGEST + 1)
    return {run[at : at + n] for run in _CHARACTERS.findall(text) for n in every for at in range(len(run) - n + 1)}

"""Aligning words with the tokens that stand for them, and finding the words that may stand for one another.

A word and a token belong together where each occurs in just the pairs in which the other does. Two such words are of
one class where their pairs are the same but for them: minimal pairs, as in Andreas, "Good-Enough Compositional Data
Augmentation" (ACL 2020), for the whole lexicon at once, as in Akyürek and Andreas, "LexSym" (ACL 2023).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.evaluation.pairs.pair import Pair, Tokens

_AGREEING = 0.95
"""Of the frames with both words in them, how many must have them in the same places of the target."""
_SHARED = 3
"""Frames that two words must share, where the rarer has many."""
_SHARE = 0.1
"""Of the frames of the rarer word, how many must be frames of the other, where it has few."""

Frame = tuple[tuple[str | None, ...], tuple[str | None, ...]]
"""A pair with a hole for a word, and one in each place of its token."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that may be exchanged, each with its token."""

    tokens: Mapping[str, str]
    """Word to its token; only words of a class of several."""
    classes: Mapping[str, Tokens]
    """Class, named by its first word, to its words."""
    class_of: Mapping[str, str]
    """Word to its class."""


def learn_lexicon(pairs: Iterable[Pair]) -> Lexicon:
    """Return the exchangeable words of some pairs; how often a pair is there says nothing."""
    distinct = sorted({(pair.source, pair.target) for pair in pairs})
    tokens = _aligned(distinct)
    groups = _groups(_frames(distinct, tokens))
    classes = {group[0]: group for group in groups if len(group) > 1}
    class_of = {word: name for name, group in classes.items() for word in group}
    return Lexicon({word: tokens[word] for word in class_of}, classes, class_of)


def _aligned(distinct: Sequence[tuple[Tokens, Tokens]]) -> dict[str, str]:
    """Return word to token where both occur in the same pairs, and no other word and no other token in just these."""
    words: defaultdict[str, set[int]] = defaultdict(set)
    tokens: defaultdict[str, set[int]] = defaultdict(set)
    for number, (source, target) in enumerate(distinct):
        for word in source:
            words[word].add(number)
        for token in target:
            tokens[token].add(number)
    by_pairs: defaultdict[frozenset[int], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for word, numbers in words.items():
        by_pairs[frozenset(numbers)][0].append(word)
    for token, numbers in tokens.items():
        by_pairs[frozenset(numbers)][1].append(token)
    return {found[0]: made[0] for found, made in by_pairs.values() if len(found) == len(made) == 1}


def _frames(distinct: Sequence[tuple[Tokens, Tokens]], tokens: Mapping[str, str]) -> dict[str, dict[Tokens, Frame]]:
    """Return word to its frames, by their source sides; a word that is said twice leaves none."""
    frames: defaultdict[str, dict[tuple[str | None, ...], Frame]] = defaultdict(dict)
    for source, target in distinct:
        for word, count in Counter(source).items():
            if word in tokens and count == 1:
                side = tuple(None if other == word else other for other in source)
                made = tuple(None if token == tokens[word] else token for token in target)
                frames[word][side] = (side, made)
    return frames  # type: ignore[return-value]


def _groups(frames: Mapping[str, Mapping[Tokens, Frame]]) -> list[Tokens]:
    """Return the classes of words, each in order."""
    words = sorted(frames)
    sides: defaultdict[Tokens, list[str]] = defaultdict(list)
    for word in words:
        for side in frames[word]:
            sides[side].append(word)
    common: Counter[tuple[str, str]] = Counter()
    agreeing: Counter[tuple[str, str]] = Counter()
    for side, sharing in sides.items():
        for pair in combinations(sharing, 2):
            common[pair] += 1
            agreeing[pair] += frames[pair[0]][side] == frames[pair[1]][side]
    group_of = {word: {word} for word in words}
    for (one, two), count in sorted(common.items()):
        rarer = min(len(frames[one]), len(frames[two]))
        if agreeing[one, two] >= _AGREEING * count and count >= min(_SHARED, _SHARE * rarer):
            merged = group_of[one] | group_of[two]
            group_of.update(dict.fromkeys(merged, merged))
    return sorted({tuple(sorted(group)) for group in group_of.values()})

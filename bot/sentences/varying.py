"""Given utterances said otherwise: with other values, invented names, slips of the finger, politeness, and joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from bot.sentences.freetext import invented_name
from bot.sentences.furniture import Furniture
from bot.sentences.labelled import OUTSIDE, SCRAP, Draft, Labelled
from bot.sentences.noise import mistyped, replaced, without_marks
from bot.sentences.sampler import Span
from bot.sentences.speech import filler
from bot.words import folded_words, gap, has_han, split_words, spoken_words

_OTHER_VALUES, _EACH_VALUE = 0.3, 0.6
"""Share of utterances that get other values, and of their slots that do."""
_NAMES, _EACH_WORD, _COMMON = 0.2, 0.8, 10
"""Share of utterances that get invented names, of the words of a name that are invented, and how often a word must be
said not to be: "the" and "forest" stay in a name."""
_TYPOS, _TYPO_SHARES = 0.27, (0.1, 0.2, 0.35, 0.35)
"""Share of utterances with slips, and how many of their words have one."""
_POLITE, _BEFORE, _BEHIND = 0.35, 0.6, 0.5
"""Share of utterances with politeness, and where it stands."""
_FILLERS = 0.15
"""Share of utterances with a filler between two words."""
_BARE = 0.1
"""Share of utterances that lose their punctuation and apostrophes."""
_JOINED = 0.12
"""Share of utterances with another one behind them."""
_MARKS = " ,.;!，。；！"
_SHORT = 2
"""A connective between given utterances has this many words at most."""
_MANY = 50
"""A slot with more values than this may take any name."""

_Key = tuple[str, str]
"""The label of a clause and the name of one of its slots."""


class Varier:
    """Varies utterances that were given, so that a reader learns what does not matter."""

    def __init__(self, utterances: Sequence[Labelled], furniture: Furniture) -> None:
        """Take the utterances, whose values stand in for one another, and the words of a language around them."""
        self._furniture = furniture
        self._utterances = utterances
        self._values: dict[_Key, list[str]] = defaultdict(list)
        for utterance in utterances:
            for slot in utterance.slots:
                surface = utterance.text[slot.start : slot.end]
                self._values[_label_at(utterance, slot), slot.name].append(surface)
        # Short ones: the long ones ask for a verb in another form, or say "please" too.
        self._joiners = {
            key: [line for line in map(_plain, furniture.lines[key]) if line and _is_short(line)]
            for key in ("join_and", "join_then")
        }
        said = Counter(word for utterance in utterances for word in folded_words(utterance.text))
        self._common = {word for word, count in said.items() if count > _COMMON}
        self._open = _openness(self._values, said)

    def vary(self, utterance: Labelled, random: Random) -> Labelled:
        """Return an utterance as it is or said otherwise; its labels stay right."""
        if random.random() < _OTHER_VALUES:
            utterance = self._revalued(utterance, random)
        if random.random() < _NAMES:
            utterance = self._renamed(utterance, random)
        if random.random() < _FILLERS:
            utterance = self._paused(utterance, random)
        if random.random() < _JOINED:
            utterance = self._joined(utterance, random)
        if random.random() < _POLITE:
            utterance = self._polite(utterance, random)
        if random.random() < _BARE:
            utterance = without_marks(utterance, ",.;!?'’，。；！？、")
        if random.random() < _TYPOS:
            words = len(spoken_words(utterance.text))
            for _ in range(max(1, round(words * random.choice(_TYPO_SHARES)))):
                utterance = mistyped(utterance, self._furniture, random)
        return utterance

    def _revalued(self, utterance: Labelled, random: Random) -> Labelled:
        for slot in sorted(utterance.slots, key=lambda slot: -slot.start):
            if random.random() < _EACH_VALUE:
                known = self._values.get((_label_at(utterance, slot), slot.name))
                surface = random.choice(known or [utterance.text[slot.start : slot.end]])
                utterance = replaced(utterance, slot.start, slot.end, surface)
        return utterance

    def _renamed(self, utterance: Labelled, random: Random) -> Labelled:
        for slot in sorted(utterance.slots, key=lambda slot: -slot.start):
            if random.random() < self._open.get((_label_at(utterance, slot), slot.name), 0.0):
                for word in reversed(split_words(utterance.text[slot.start : slot.end])):
                    if self._is_name(word.text) and random.random() < _EACH_WORD:
                        at = slot.start + word.start
                        utterance = replaced(utterance, at, at + len(word.text), invented_name(random))
        return utterance

    def _is_name(self, word: str) -> bool:
        return len(word) > 2 and word.isalpha() and word.casefold() not in self._common  # noqa: PLR2004

    def _joined(self, utterance: Labelled, random: Random) -> Labelled:
        draft = self._draft(utterance)
        if random.random() < 0.4:  # noqa: PLR2004 - a comma before the connective, or alone
            draft.add(",", OUTSIDE)
        key, tag = random.choice((("join_and", "and"), ("join_then", "then")))
        draft.add(random.choice(self._joiners[key]), tag)
        draft.extend(self._draft(random.choice(self._utterances)))
        return draft.done()

    def _polite(self, utterance: Labelled, random: Random) -> Labelled:
        draft = Draft(language=self._furniture.language)
        if random.random() < _BEFORE:
            draft.add(self._furniture.text(random.choice(("polite_before", "openers")), random), OUTSIDE)
        draft.extend(self._draft(utterance))
        if random.random() < _BEHIND:
            draft.add(self._furniture.text(random.choice(("polite_after", "asides")), random), OUTSIDE)
        return draft.done()

    def _draft(self, utterance: Labelled) -> Draft:
        spans = (list(utterance.structure), list(utterance.slots), list(utterance.clauses))
        return Draft(utterance.text, self._furniture.language, *spans)

    def _paused(self, utterance: Labelled, random: Random) -> Labelled:
        """Return an utterance with a filler before a word that is neither its first nor inside a slot."""
        words = split_words(utterance.text)[1:]
        edges = {edge for slot in utterance.slots for edge in (slot.start, slot.end)}
        free = [
            word.start
            for word in words
            if (utterance.text[word.start - 1].isspace() or (has_han(word.text) and word.start in edges))
            and not any(slot.start < word.start < slot.end for slot in utterance.slots)
        ]
        if not free:
            return utterance
        at, said = random.choice(free), filler(self._furniture, random)
        utterance = replaced(utterance, at, at, said + gap(said, utterance.text[at:]))
        return replace(utterance, structure=(*utterance.structure, Span(at, at + len(said), SCRAP)))


def _openness(values: Mapping[_Key, Sequence[str]], said: Mapping[str, int]) -> dict[_Key, float]:
    """Return how likely each slot of many values takes a word that nobody has heard, the likeliest of them always.

    As likely as its words are to stand once in all that was said (Good 1953): new places are towns, seldom countries.
    """
    fresh = {}
    for key, surfaces in values.items():
        words = [word for surface in surfaces for word in folded_words(surface)]
        if len(set(surfaces)) > _MANY and words:
            fresh[key] = sum(said[word] == 1 for word in words) / len(words)
    most = max(fresh.values(), default=0.0)
    return {key: share / most for key, share in fresh.items() if share}


def _plain(line: Any) -> str:
    """Return a line of the furniture without marks and holes, or nothing for one of another form."""
    return line.strip(_MARKS) if isinstance(line, str) and line.replace(" ", "").strip(_MARKS).isalpha() else ""


def _is_short(line: str) -> bool:
    return len(spoken_words(line)) <= _SHORT * (2 if has_han(line) else 1)  # a word of two characters is common


def _label_at(utterance: Labelled, slot: Span) -> str:
    return next((span.name for span in utterance.clauses if span.start <= slot.start < span.end), "")

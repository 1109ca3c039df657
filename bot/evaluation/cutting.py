"""Cutting sentences with several intents into clauses, where the data says only which intents follow each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from bot.evaluation.joiners import Joiner, find_joiners, joiner_spans, joiner_words
from bot.evaluation.wording import END, START, Wording
from bot.sentences.labelled import BEGIN, Labelled
from bot.sentences.sampler import Span
from bot.words import Word, split_words

_ROUNDS = 2
"""How often the wording is learned again from what was cut."""


@dataclass(frozen=True, slots=True)
class Uncut:
    """A sentence as the data gives it."""

    text: str
    slots: tuple[Span, ...]
    labels: tuple[str, ...]
    """The intents of its clauses, in the order of the words."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence ready to be cut."""

    words: tuple[Word, ...]
    """Those of a slot are one word, named after it: no clause ends within."""
    keys: tuple[str, ...]
    """The words as their wording is learned."""
    labels: tuple[str, ...]
    joiners: tuple[Joiner, ...]


class Cutter:
    """Finds the clauses of sentences; what it knows of their wording it learned from the train split."""

    def __init__(self, sentences: Iterable[Uncut], language: str = "en") -> None:
        """Learn from sentences with one intent, then a few times from all of them, cut with what was learned."""
        self._joiners = joiner_words(language)
        self._wording = Wording()
        lines = [self._line(sentence) for sentence in sentences]
        several = [line for line in lines if len(line.labels) > 1]
        if several:
            self._learn([line for line in lines if len(line.labels) == 1], several)

    def cut(self, sentence: Uncut) -> Labelled | None:
        """Return a sentence with its clauses, or None where it has too few words that may join them."""
        if len(sentence.labels) == 1:
            return one_clause(sentence)
        line = self._line(sentence)
        joiners = self._best(line)
        if joiners is None:
            return None
        stretches = [(line.words[each.first].start, line.words[each.past - 1].end, each.tag) for each in joiners]
        return cut_at(sentence, stretches)

    def _line(self, sentence: Uncut) -> _Line:
        words = tuple(_units(sentence))
        keys = tuple(word.text.casefold() for word in words)
        found = find_joiners(sentence.text, words, self._joiners) if len(sentence.labels) > 1 else ()
        inner = tuple(joiner for joiner in found if joiner.first > 0 and joiner.past < len(words))
        return _Line(words, keys, sentence.labels, inner)

    def _learn(self, whole: Sequence[_Line], several: Sequence[_Line]) -> None:
        alone = {line.labels[0] for line in whole}
        for line in several:  # an intent that never stands alone is first learned from all words said with it
            joining = {at for joiner in line.joiners for at in range(joiner.first, joiner.past)}
            keys = [key for at, key in enumerate(line.keys) if at not in joining]
            for label in set(line.labels) - alone:
                self._wording.learn(label, keys)
        for line in whole:
            self._wording.learn(line.labels[0], line.keys)
        for _ in range(_ROUNDS):
            wording = Wording()
            for line in whole:
                wording.learn(line.labels[0], line.keys)
            for line in several:
                for joiner, (label, begin, end) in _clauses(line, self._best(line)):
                    wording.learn(label, line.keys[begin:end])
                    wording.learn_joiner(joiner)
            self._wording = wording

    def _best(self, line: _Line) -> tuple[Joiner, ...] | None:
        """Return the likeliest joiners, one fewer than there are clauses, by dynamic programming over the cuts."""
        ways: list[tuple[float, tuple[Joiner, ...], int]] = [(0.0, (), 0)]
        for label in line.labels[:-1]:
            score = _scorer(self._wording, label, line.keys)
            following = []
            for joiner in line.joiners:
                reached = [(so_far + score(at, joiner.first), cut) for so_far, cut, at in ways if at < joiner.first]
                if reached:
                    best, cut = max(reached, key=lambda way: way[0])
                    following.append((best + self._wording.joiner(joiner.words), (*cut, joiner), joiner.past))
            ways = following
        score = _scorer(self._wording, line.labels[-1], line.keys)
        ended = [(so_far + score(at, len(line.keys)), cut) for so_far, cut, at in ways]
        return max(ended, key=lambda way: way[0])[1] if ended else None


def one_clause(sentence: Uncut) -> Labelled:
    """Return a sentence that is one clause as a whole."""
    return cut_at(sentence, [])


def cut_evenly(sentence: Uncut) -> Labelled:
    """Return a sentence with a stretch of about equal length for each label: their order is right, their ends are not."""
    starts = [word.start for word in split_words(sentence.text)]
    count = len(sentence.labels)
    cuts = [starts[len(starts) * number // count] if starts else 0 for number in range(1, count)]
    return cut_at(sentence, [(cut, cut, "") for cut in cuts])


def cut_at(sentence: Uncut, joiners: Sequence[tuple[int, int, str]]) -> Labelled:
    """Return a sentence with clauses between joiners, each given by start, end and tag."""
    text = sentence.text
    bounds = [(0, 0, ""), *joiners, (len(text), len(text), "")]
    clauses, structure = [], []
    for label, ((_, start, _), (end, past, tag)) in zip(sentence.labels, pairwise(bounds), strict=True):
        begin, stop = trimmed(text, start, end)
        clauses.append(Span(begin, stop, label))
        structure.append(Span(begin, stop, BEGIN))
        structure += joiner_spans(text, end, past, tag)
    return Labelled(text, tuple(structure), sentence.slots, tuple(clauses))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without the spaces at its ends."""
    said = text[start:end]
    begin = start + len(said) - len(said.lstrip())
    return begin, max(begin, start + len(said.rstrip()))


def _units(sentence: Uncut) -> Iterable[Word]:
    """Yield the words of a sentence, each slot as one word."""
    slots = list(sentence.slots)
    for word in split_words(sentence.text):
        while slots and slots[0].end <= word.start:
            slots.pop(0)
        if slots and word.start >= slots[0].start:
            if word.start == slots[0].start:
                yield Word(f"@{slots[0].name}", slots[0].start, slots[0].end)
            continue
        yield word


def _clauses(line: _Line, joiners: tuple[Joiner, ...] | None) -> Iterable[tuple[tuple[str, ...], tuple[str, int, int]]]:
    """Yield each clause of a line as cut, as label, first word and one past its last, with the joiner behind it."""
    if joiners is None:
        return
    begin = 0
    for label, joiner in zip(line.labels, (*joiners, None), strict=True):
        end = joiner.first if joiner else len(line.keys)
        yield joiner.words if joiner else (), (label, begin, end)
        begin = joiner.past if joiner else end


def _scorer(wording: Wording, label: str, keys: Sequence[str]) -> Callable[[int, int], float]:
    """Return a function that gives the log-probability of a stretch of words as a clause of a label."""
    within = [0.0, *accumulate(wording.pair(label, before, word) for before, word in pairwise(keys))]

    def score(begin: int, end: int) -> float:
        edges = wording.pair(label, START, keys[begin]) + wording.pair(label, keys[end - 1], END)
        return edges + within[end - 1] - within[begin]

    return score

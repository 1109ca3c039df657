"""Decoding: a written program becomes readings. NumPy only; it sees a step function, never the network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bot import NONE, Attention, Catalog, Clause, Reading, SlotSpan, Word, action_of, gap
from bot_seq2seq.confidence import Judge, Sums
from bot_seq2seq.grammar import Grammar, Place
from bot_seq2seq.scheme import Choice, Scheme
from bot_seq2seq.search import Found, Step, Target, search
from bot_seq2seq.tagging import Tagging
from bot_seq2seq.tokens import Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Tags = tuple[Floats, Floats]

BEAM = 8
_MOST = 3
"""How many readings an utterance has."""
_FAR = 6.0
"""A reading this much less likely than the best one (in nats) is no alternative any more."""
_KEPT = 3
"""How many runners-up a clause keeps."""


@dataclass(frozen=True, slots=True)
class Written:
    """A reading, with what its confidence is weighed from."""

    reading: Reading
    sums: Sums


@dataclass(slots=True)
class _Clause:
    """A clause on its way."""

    join: Any
    label: str = ""
    share: float = 1.0
    """Probability of the label."""
    words: list[int] = field(default_factory=list)
    """Its first and its last word."""
    ranked: list[tuple[int, float]] = field(default_factory=list)
    """Labels and their probabilities, best first."""
    slots: list[tuple[str, list[int], float]] = field(default_factory=list)
    """Name, first and last word of each stretch, and log-probability."""

    def add(self, slot: str, word: int, sure: float) -> None:
        """Add a slot or, where none is named, a word of the last one, or of the clause before it has any."""
        if slot:
            self.slots.append((slot, [], sure))
        elif self.slots:
            name, places, certainty = self.slots[-1]
            self.slots[-1] = (name, [*places, word], certainty + sure)
        else:
            self.words.append(word)


class _Rules:
    """The grammar and the tags of words, over the choices of a step: symbols, then tokens."""

    def __init__(self, grammar: Grammar, scheme: Scheme, tokens: Tokens, tagging: Tagging | None) -> None:
        self._grammar, self._size, self._tokens, self._tagging = grammar, scheme.size, tokens, tagging
        self._words = scheme.size + np.array(tokens.first)
        self._behind = _behind(tokens.words)
        self.word_of = {token: word for word, token in enumerate(tokens.first)}

    def by_word(self, looks: Floats) -> Floats:
        """Return weights of words, float32 [steps, words], of those of tokens."""
        return np.add.reduceat(looks, self._tokens.first, axis=1)

    def begin(self) -> Place:
        return Place()

    def scores(self, place: Place) -> Floats:
        found = self._grammar.scores(place, self._behind, len(self._tokens.ids))
        low, high = self._grammar.pointed(place, self._behind)
        found[self._words[low:high]] = 0.0
        if self._tagging is not None:
            self._tagging.add(found, place, low, high, self._words)
        return found

    def after(self, place: Place, choice: int) -> Place | None:
        after = Grammar.after(place, self.choice(choice))
        return None if after.phase == "done" else after

    def choice(self, choice: int) -> Choice:
        """Return a choice as a symbol or a word."""
        return Choice(choice) if choice < self._size else Choice(word=self.word_of[choice - self._size])


class Decoder:
    """Makes readings, for one scheme and one catalog of actions."""

    def __init__(
        self, scheme: Scheme, catalog: Catalog, repeated: frozenset[str] = frozenset(), judge: Judge | None = None
    ) -> None:
        """Prepare what is well formed, and take what says how sure readings are."""
        self.scheme = scheme
        self._grammar = Grammar(scheme, catalog, repeated)
        self._judge = judge or Judge()
        self._none = scheme.symbols.get(("label", NONE))

    def readings(
        self, tokens: Tokens, step: Step, state: Any, tags: Tags | None = None, *, beam: int = BEAM
    ) -> list[Reading]:
        """Return the readings of an utterance that has words, most likely first; none is surer than the one before it.

        How sure to be is learned of the most likely readings alone, so it ranks no others.
        """
        found: list[Reading] = []
        for each in self.written(tokens, step, state, tags, beam=beam):
            surest = found[-1].score if found else each.reading.score
            found.append(replace(each.reading, score=min(each.reading.score, surest)))
        return found

    def written(
        self, tokens: Tokens, step: Step, state: Any, tags: Tags | None = None, *, beam: int = BEAM
    ) -> list[Written]:
        """Return the readings of an utterance, most likely first, with what their confidence is weighed from.

        `tags`: log-probabilities of the tags of each token, of its clause and of its slot; None asks the decoder alone.
        """
        rules = _Rules(self._grammar, self.scheme, tokens, self._tagging(tokens, tags))
        # A clause of one word takes five steps and each of its slots three; none of them begins before the last.
        most = 10 * len(tokens.first) + 2
        found = search(step, state, rules, beam=beam, most=_MOST, steps=most, far=_FAR)
        return [self._written(tokens.words, rules, found, target) for target in found.targets]

    def _tagging(self, tokens: Tokens, tags: Tags | None) -> Tagging | None:
        if tags is None or not self._judge.trust:
            return None
        clauses, slots = (each[tokens.first] for each in tags)
        return Tagging(self.scheme, clauses, slots, self._judge.trust)

    def _written(self, words: Sequence[Word], rules: _Rules, found: Found[Place], target: Target[Place]) -> Written:
        clauses: list[_Clause] = []
        sums = {"ordered": 0.0, "named": 0.0, "filled": 0.0}
        fits = 0.0
        for number, (index, sure) in enumerate(zip(target.choices, target.certainties, strict=True)):
            choice = rules.choice(index)
            kind, name = self.scheme.names[choice.symbol] if choice.word < 0 else ("word", "")
            if kind == "join":
                clauses.append(_Clause(name))
            elif kind == "label":
                spread = found.spread[number][target.rows[number], : self.scheme.size]
                clauses[-1].label, clauses[-1].share, clauses[-1].ranked = name, math.exp(sure), self._ranked(spread)
                fits = max(fits, 1.0 - math.exp(float(spread[self._none])) if self._none is not None else 1.0)
            elif kind != "stop":
                clauses[-1].add(name, choice.word, sure)
            part = (
                "named"
                if kind == "label"
                else "filled"
                if clauses[-1].slots and kind in ("slot", "word")
                else "ordered"
            )
            sums[part] += sure
        told = Sums(**sums, agreed=min(target.total - sum(target.certainties), 0.0), fits=fits)
        reading = Reading(
            tuple(self._clause(words, clause) for clause in clauses),
            self._judge.confidence(told),
            self._judge.scope(told),
            self._attention(words, rules, found, target),
        )
        return Written(reading, told)

    def _attention(self, words: Sequence[Word], rules: _Rules, found: Found[Place], target: Target[Place]) -> Attention:
        """Return what was looked at for each label and slot, and for the words that are pointed at."""
        choices = [rules.choice(index) for index in target.choices]
        names = [
            words[choice.word].text if choice.word >= 0 else self.scheme.names[choice.symbol][1] for choice in choices
        ]
        looks = rules.by_word(np.stack([found.looks[at][row] for at, row in enumerate(target.rows)]))
        rows = tuple(tuple(round(float(weight), 4) for weight in row) for row in looks)
        return Attention(tuple(word.text for word in words), (*names[:-1], "end"), rows)

    def _ranked(self, spread: Floats) -> list[tuple[int, float]]:
        order = np.argsort(-spread)[: _KEPT + 1]
        return [(int(label), math.exp(float(spread[label]))) for label in order if spread[label] > -20]  # noqa: PLR2004

    def _clause(self, words: Sequence[Word], clause: _Clause) -> Clause:
        action, fixed = action_of(clause.label)
        names = [(self.scheme.names[label][1], share) for label, share in clause.ranked]
        others = tuple((action_of(name)[0], share) for name, share in names if name != clause.label)
        start, end = (words[at] for at in clause.words)
        slots = tuple(_slot(words, *slot) for slot in clause.slots)
        return Clause(action, start.start, end.end, clause.join, slots, dict(fixed), clause.share, others)


def _behind(words: Sequence[Word]) -> Ints:
    """Return int [words]: the place behind the next word of letters, from each on."""
    found, behind = [], len(words)
    for at in reversed(range(len(words))):
        behind = at + 1 if any(map(str.isalpha, words[at].text)) else behind
        found.append(behind)
    return np.array(found[::-1], np.int64)


def _slot(words: Sequence[Word], name: str, places: Sequence[int], certainty: float) -> SlotSpan:
    """Return a slot of the words between each first and last."""
    text = spelled = ""
    for first, last in zip(places[::2], places[1::2], strict=True):
        space = gap(text, words[first].text) if text else ""  # behind words that were taken back
        for before, word in zip([None, *words[first:last]], words[first : last + 1], strict=True):
            if before is not None:
                space = " " if word.start > before.end else ""
            text += space + word.text
            spelled += space + (word.spelled or word.text)
    start, end = words[places[0]].start, words[places[-1]].end
    return SlotSpan(name, text, start, end, math.exp(certainty), spelled)

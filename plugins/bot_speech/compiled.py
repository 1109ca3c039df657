"""What the installed plugins can be told, compiled for a recogniser and cached by the hash of their sentence files."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, islice, pairwise
from pathlib import Path
from random import Random

from bot import Furniture, cache_folder, installed, load_furniture, read_sentence_file
from bot_speech.automaton import Automaton, folded
from bot_speech.grammar import Clauses, spoken
from bot_speech.ngram import Trigrams

FORMAT = 4
_SAMPLES = 40_000
"""So many utterances are made to count which words follow which."""
_RARE = 0.3
"""How often each arc counts as taken beside the times it was."""
_CLAUSES = (1, 1, 1, 1, 1, 2, 2, 3)
_BEFORE, _AFTER = 0.1, 0.06
"""How often politeness stands before an utterance, and politeness or a count behind it."""
_PLAIN, _ORDERED = 0.8, 0.1
"""Shares of the joiners that are the plainest ones, and that turn the order round."""
_GOES_ON = 0.25
"""How often another clause follows."""
_DRAWN = 3000
"""So many times each kind of phrase is drawn."""

Arc = tuple[str, int, float]
"""Word, state and chance."""


Step = tuple[int, int, float, str] | tuple[int, int, float]
"""From a state to another, with what chance, and saying what word."""
_BEGIN, _END, _BETWEEN, _BEHIND, _OVER, _FIRST = range(6)
"""States of the grammar: where an utterance begins and ends, where a joiner and where what stands behind a clause begins,
where that ends, and the first one that is free."""


_WAYS_ON = ((_END, 1 - _GOES_ON - _AFTER), (_BETWEEN, _GOES_ON), (_BEHIND, _AFTER))
"""What follows a clause."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The clauses as an automaton with chances, and what stands around them."""

    arcs: Sequence[Sequence[Arc]]
    final: Mapping[int, float]
    """State in which a clause may end to the chance that it does."""
    start: int
    phrases: Mapping[str, Mapping[str, float]]
    """`before` utterances, `behind` clauses and `joining` them: phrase to its chance."""

    def transitions(self, words: Collection[str]) -> list[Step]:
        """Return the part of it that some words are enough for, as steps from state 0 to 1; empty for none."""
        alive = self._alive(words)
        if self.start not in alive:
            return []
        numbers = {state: number for number, state in enumerate(sorted(alive), _FIRST)}
        start = numbers[self.start]
        found: list[Step] = [(_BEGIN, start, 1 - _BEFORE)]
        for state, number in numbers.items():
            found += [
                (number, numbers[target], chance, word)
                for word, target, chance in self.arcs[state]
                if word in words and target in numbers
            ]
            ends = self.final.get(state, 0)
            found += [(number, end, ends * chance) for end, chance in _WAYS_ON if ends]
        found += [(_OVER, _END, 1 - _GOES_ON), (_OVER, _BETWEEN, _GOES_ON)]
        free = count(len(numbers) + _FIRST)
        for source, key, chance, target in (
            (_BEGIN, "before", _BEFORE, start), (_BETWEEN, "joining", 1.0, start), (_BEHIND, "behind", 1.0, _OVER),
        ):  # fmt: skip
            for phrase, share in self.phrases[key].items():
                said = phrase.split()
                if set(said) <= set(words):
                    found += _steps([source, *islice(free, max(0, len(said) - 1)), target], said, chance * share)
        return found

    def _alive(self, words: Collection[str]) -> set[int]:
        """Return the states through which a clause of some words may lead."""
        ends: set[int] = set()
        for state, arcs in enumerate(self.arcs):  # arcs lead to lower numbers
            if state in self.final or any(word in words and target in ends for word, target, _ in arcs):
                ends.add(state)
        reached, waiting = {self.start}, [self.start]
        while waiting:
            for word, target, _ in self.arcs[waiting.pop()]:
                if word in words and target in ends and target not in reached:
                    reached.add(target)
                    waiting.append(target)
        return reached & ends


def _steps(states: Sequence[int], said: Sequence[str], chance: float) -> list[Step]:
    """Return the steps of a phrase, which may be empty, taken as a whole with a chance."""
    if not said:
        return [(states[0], states[-1], chance)]
    first, *rest = zip(pairwise(states), said, strict=True)
    return [(*first[0], chance, first[1]), *((*step, 1.0, word) for step, word in rest)]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The two models of what plugins can be told."""

    grammar: Grammar
    language_model: Path
    """A file in the ARPA format."""


def compiled(known: frozenset[str], language: str) -> Compiled:
    """Return the models of the installed plugins' sentences, from the cache where they are there.

    known: the words that the recogniser knows.
    """
    plugins = installed()
    paths = plugins.sentence_paths(language)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:24]
    folder = cache_folder() / "speech"
    model, kept = folder / f"{digest}.{FORMAT}.arpa", folder / f"{digest}.{FORMAT}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        if model.is_file():
            return Compiled(_from_json(json.loads(kept.read_text(encoding="utf-8"))), model)
    furniture = load_furniture(language)
    random = Random(1)
    pronouns = {furniture.text("pronouns", random) for _ in range(_DRAWN)}
    clauses = Clauses(known, furniture.lines["articles"], pronouns)
    for path in paths:
        clauses.add(read_sentence_file(path), plugins.catalog.slot_types)
    clauses.finish()
    made = Maker(clauses, furniture)
    folder.mkdir(parents=True, exist_ok=True)
    _replace(model, made.language_model())
    grammar = made.grammar()
    _replace(kept, json.dumps(_to_json(grammar)))
    return Compiled(grammar, model)


def _replace(path: Path, text: str) -> None:
    """Write a file beside the old one and rename it into place."""
    beside = path.with_suffix(f"{path.suffix}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _to_json(grammar: Grammar) -> dict[str, object]:
    return {"arcs": grammar.arcs, "final": grammar.final, "start": grammar.start, "phrases": grammar.phrases}


def _from_json(data: dict[str, object]) -> Grammar:
    final = {int(state): chance for state, chance in data["final"].items()}  # type: ignore[attr-defined]
    return Grammar(data["arcs"], final, data["start"], data["phrases"])  # type: ignore[arg-type]


class Maker:
    """Makes utterances of clauses as people say them, and counts what is said how often."""

    def __init__(self, clauses: Clauses, furniture: Furniture) -> None:
        """Take the clauses and what the language puts around them."""
        self._clauses = clauses
        self._random = Random(1)
        self._furniture = furniture
        self._phrases = {
            "before": self._drawn(self._beginning),
            "behind": self._drawn(lambda: self._line(self._random.choice(("polite_after", "repeat")))),
            "joining": self._drawn(self._joiner),
        }

    def language_model(self) -> str:
        """Return a trigram model of utterances."""
        return Trigrams(self._utterance() for _ in range(_SAMPLES)).arpa()

    def grammar(self) -> Grammar:
        """Return the grammar of clauses, with how often each of its words follows."""
        automaton = folded(self._clauses.network)
        taken: Counter[tuple[int, str]] = Counter()
        for _ in range(_SAMPLES):
            state = automaton.start
            for word in self._clauses.sample(self._random):
                taken[state, word] += 1
                state = automaton.arcs[state][word]
            taken[state, ""] += 1
        return Grammar(*_weighed(automaton, taken), automaton.start, self._phrases)

    def _utterance(self) -> list[str]:
        words = self._said("before", _BEFORE)
        for number in range(self._random.choice(_CLAUSES)):
            words += [*(self._said("joining", 1) if number else ()), *self._clauses.sample(self._random)]
        return words + self._said("behind", _AFTER)

    def _said(self, key: str, often: float) -> list[str]:
        phrases = self._phrases[key]
        if self._random.random() >= often:
            return []
        return self._random.choices([*phrases], [*phrases.values()])[0].split()

    def _drawn(self, draw: Callable[[], str]) -> dict[str, float]:
        """Return phrases that are known, and how often each is drawn."""
        drawn = (spoken(draw()) for _ in range(_DRAWN))
        found = Counter(" ".join(words) for words in drawn if self._clauses.known.issuperset(words))
        return {phrase: times / found.total() for phrase, times in found.items()}

    def _line(self, key: str) -> str:
        return self._furniture.text(key, self._random).replace("{count}", str(self._random.randint(2, 9)))

    def _beginning(self) -> str:
        if self._random.random() < _ORDERED:
            return self._ordering("before_first", "after_first")
        return self._line("polite_before")

    def _joiner(self) -> str:
        kind = self._random.random()
        if kind < _PLAIN:
            return self._line("join_terse")
        if kind < _PLAIN + _ORDERED:
            return self._ordering("before", "after")
        return self._line(self._random.choice(("join_then", "join_and")))

    def _ordering(self, *keys: str) -> str:
        """Return words that put what follows before or after something else; not those behind which verbs change."""
        lines = [line for key in keys for line in self._furniture.lines[key] if line["form"] == "base"]
        return str(self._random.choice(lines)["join"])


def _weighed(automaton: Automaton, taken: Mapping[tuple[int, str], int]) -> tuple[list[list[Arc]], dict[int, float]]:
    """Return the arcs of an automaton with their chances, and the chances that a clause ends."""
    weighed: list[list[Arc]] = []
    final: dict[int, float] = {}
    for state, arcs in enumerate(automaton.arcs):
        words = [*arcs, *([""] if state in automaton.final else [])]
        counts = {word: taken.get((state, word), 0) + _RARE for word in words}
        total = sum(counts.values())
        weighed.append([(word, target, counts[word] / total) for word, target in arcs.items()])
        if state in automaton.final:
            final[state] = counts[""] / total
    return weighed, final

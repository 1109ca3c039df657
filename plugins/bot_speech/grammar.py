"""The grammar: what the installed plugins can be told, as words, from their sentence files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

from bot import SentenceFile, SlotType
from bot_speech.automaton import EMPTY, END, START, Automaton, Network, folded, usual

if TYPE_CHECKING:
    from hassil.expression import Expression, ListReference

_SURFACES = 5000
"""So many times a slot type is asked for an example."""
_DIGITS = re.compile(r"\d+")
ANY = "*"
"""Stands in the network where any text may be said."""
_WORDS = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spoken(text: str) -> list[str]:
    """Return the words that are said for a text: `Go 21 steps!` is go, twenty, one, steps."""
    text = _DIGITS.sub(lambda digits: f" {' '.join(_number(int(digits[0])))} ", text.casefold().replace("’", "'"))
    return _WORDS.findall(text)


def _number(number: int) -> list[str]:
    if number < len(_ONES):
        return [_ONES[number]]
    if number < 100:  # noqa: PLR2004 - tens and ones
        return [_TENS[number // 10 - 2], *(_number(number % 10) if number % 10 else [])]
    if number < 1000:  # noqa: PLR2004
        return [_ONES[number // 100], "hundred", *(["and", *_number(number % 100)] if number % 100 else [])]
    return [word for digit in str(number) for word in _number(int(digit))]


@dataclass(slots=True)
class Clauses:
    """The clauses that plugins can be told, as a network of words that a recogniser knows."""

    known: frozenset[str]
    """The words that can be recognised; what holds another one is left out."""
    articles: Collection[str] = ()
    """Words that a thing is named with first."""
    pronouns: Collection[str] = ()
    """What may be said in place of a thing."""
    texts: Sequence[str] = ()
    """What people say where any text may be said; of those that hold an unknown word, what stands around it."""
    network: Network = field(default_factory=Network)
    begins: dict[str, list[int]] = field(default_factory=dict)
    """Action to where its templates begin; those that are said more often stand there several times."""
    unknown: set[str] = field(default_factory=set)
    """The words that are left out."""
    _said: list[list[str]] = field(default_factory=list)
    _weights: list[float] = field(default_factory=list)
    _surfaces: dict[Hashable, Automaton] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Cut the texts into words that are known."""
        for text in self.texts:
            said = [word for word in spoken(text) if word in self.known]
            self._said += [said] if said else []

    def add(self, file: SentenceFile, slot_types: Mapping[str, Mapping[str, SlotType]]) -> None:
        """Add the templates of a sentence file."""
        for template in file.templates:
            writer = _Writer(self, file, slot_types.get(template.action, {}))
            start = self.network.state()
            end = writer.write(template.expression, start)
            if end is not None:
                self.network.add(end, (), END)
                self.network.add(START, (), start)
                self.begins.setdefault(template.action, []).extend([start] * template.often)

    def finish(self) -> None:
        """Take out what cannot be said in words that are known; to be called when all files are in."""
        self.network.trim()
        begins = {action: [at for at in found if self.network.arcs[at]] for action, found in self.begins.items()}
        self.begins = {action: found for action, found in begins.items() if found}
        self._weights = [max(2.0, len(found) ** 0.5) for found in self.begins.values()]

    def surfaces(self, key: Hashable, texts: Callable[[], Iterable[str]], *, examples: bool) -> Automaton:
        """Return what may fill a slot, as an automaton that is made once for each key.

        Of `examples` there are more than are given: any word may follow another that does so at that place in one of them.
        """
        if key not in self._surfaces:
            rows = [words for words in map(spoken, sorted(set(texts()))) if words]
            if any(words[0] in self.articles for words in rows):
                rows += map(spoken, self.pronouns)
            self.unknown.update(word for words in rows for word in words if word not in self.known)
            rows = [words for words in rows if self.known.issuperset(words)]
            self._surfaces[key] = folded(_loose(rows) if examples else _exact(rows))
        return self._surfaces[key]

    def graft(self, start: int, automaton: Automaton) -> int:
        """Add a copy of an automaton behind a state; return the state behind it."""
        end = self.network.state()
        states = [self.network.state() for _ in automaton.arcs]
        for state, arcs in zip(states, automaton.arcs, strict=True):
            self.network.arcs[state] += [(word, states[target]) for word, target in arcs.items()]
        for state in automaton.final:
            self.network.add(states[state], (), end)
        self.network.add(start, (), states[automaton.start])
        return end

    def words(self, start: int, text: str, end: int | None = None) -> int | None:
        """Add the words of a text; return the state behind them, None where one of them is not known."""
        words = spoken(text)
        unknown = [word for word in words if word not in self.known]
        self.unknown.update(unknown)
        return None if unknown else self.network.add(start, words, end)

    def sample(self, random: Random) -> list[str]:
        """Return the words of a clause, actions with many templates more often than those with few."""
        begins = random.choices([*self.begins.values()], self._weights)[0]
        walked = self.network.walk(random, random.choices(begins, cum_weights=usual(len(begins)))[0])
        return [word for each in walked for word in (random.choice(self._said) if each == ANY else (each,))]

    def any_text(self, start: int, end: int) -> None:
        """Say that between two states any text may be said."""
        if self._said:
            self.network.add(start, [ANY], end)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the expressions of one template into the network."""

    clauses: Clauses
    file: SentenceFile
    slot_types: Mapping[str, SlotType]

    def write(self, expression: Expression, start: int) -> int | None:
        """Add what an expression stands for behind a state; return where it ends, None where it cannot be said."""
        from hassil.expression import Alternative, Group, ListReference, Permutation, RuleReference, TextChunk

        if isinstance(expression, TextChunk):
            return self.clauses.words(start, expression.original_text)
        if isinstance(expression, RuleReference):
            return self.write(self.file.rules[expression.rule_name], start)
        if isinstance(expression, ListReference):
            return self._slot(expression, start)
        if isinstance(expression, Alternative):
            return self._either([[item] for item in expression.items], start)
        if isinstance(expression, Permutation):
            return self._either([*permutations(expression.items)], start)
        return self._row(expression.items, start) if isinstance(expression, Group) else None

    def _row(self, items: Sequence[Expression], start: int) -> int | None:
        state: int | None = start
        for item in items:
            state = None if state is None else self.write(item, state)
        return state

    def _either(self, rows: Sequence[Sequence[Expression]], start: int) -> int:
        end = self.clauses.network.state()
        for row in rows:
            state = self._row(row, start)
            if state is not None:
                self.clauses.network.add(state, (), end)
        return end

    def _slot(self, reference: ListReference, start: int) -> int:
        listed = self.file.lists.get(reference.list_name)
        surfaces = self.clauses.surfaces(
            self._key(reference), lambda: self._surfaces(reference), examples=listed is None
        )
        end = self.clauses.graft(start, surfaces)
        if listed is not None and listed.free == "text":
            self.clauses.any_text(start, end)
        return end

    def _key(self, reference: ListReference) -> Hashable:
        """Return what two slots have in common that the same words fill."""
        if reference.list_name in self.file.lists:
            return self.file.path, reference.list_name
        slot = self.slot_types.get(reference.slot_name)
        return type(slot), getattr(slot, "name", ""), repr(slot)

    def _surfaces(self, reference: ListReference) -> Iterator[str]:
        """Yield what may stand for a slot: what its list says, else what its type writes."""
        if reference.list_name in self.file.lists:
            yield from self.file.lists[reference.list_name].values
        elif reference.slot_name in self.slot_types:
            random = Random(reference.slot_name)
            for _ in range(_SURFACES):
                yield self.slot_types[reference.slot_name].write(random, self.file.language)


def _exact(rows: Iterable[Sequence[str]]) -> Network:
    """Return a network of rows of words."""
    network = Network()
    for words in rows:
        network.add(START, words, END)
    return network


def _loose(rows: Iterable[Sequence[str]]) -> Network:
    """Return a network of rows of words and of what is mixed of them."""
    network = Network()
    states: dict[tuple[int, str], int] = {}
    places = [(at, words) for words in rows for at in range(len(words))]
    for at, words in places:
        states.setdefault((at, words[at]), len(states) + END + 1)
    network.arcs += [[] for _ in states]
    found: dict[tuple[int, str, int], None] = {}
    for at, words in places:
        source = states[at - 1, words[at - 1]] if at else START
        found[source, words[at], states[at, words[at]]] = None
        if at == len(words) - 1:
            found[states[at, words[at]], EMPTY, END] = None
    for source, word, target in found:
        network.arcs[source].append((word, target))
    return network

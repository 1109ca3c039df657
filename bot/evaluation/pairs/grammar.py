"""Grammars that make sources and targets side by side.

A rule is a template whose slots for phrases are filled by what other rules make; a filler may stand several times in
the target. Such grammars are quasi-synchronous, as in Shaw et al., "Compositional Generalization and Natural Language
Variation" (ACL 2021), with a list of the fillers of each slot in place of categories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from bot.evaluation.pairs.aligning import Lexicon
from bot.evaluation.pairs.template import Side, Slot, Template, numbered, replaced, slots

PHRASE = ""
"""The kind of a slot for a phrase."""
_READINGS = 8
"""Readings of a stretch that are kept."""
_LONGEST = 40
"""Words of a source that is read."""
_REMEMBERED = 1 << 16

Rule = Template


class Node(NamedTuple):
    """A rule with its slots filled, in the order of the source: a phrase by a node, a word by a slot of the lexicon."""

    rule: Rule
    fillers: tuple[Node | Slot, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules of a train split."""

    lexicon: Lexicon
    roots: Mapping[Rule, int]
    """What a whole pair may be made by, with the number of pairs of the train split that are."""
    allowed: Mapping[tuple[Rule, int], frozenset[Rule]]
    """Rule and number of a slot for a phrase in it to the rules that may fill it."""
    depths: Mapping[int, int]
    """How deep rules stand in one another to how many pairs of the train split have it so."""
    longest: tuple[int, int] = (0, 0)
    """Words of the longest source, tokens of the longest target of the train split."""
    _parser: _Parser = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make ready to read."""
        object.__setattr__(self, "_parser", _Parser(self.roots, self.allowed))

    def readings(self, source: Side) -> tuple[Node, ...]:
        """Return the ways in which the rules make a source that may have slots of the lexicon in it; at most a few."""
        return self._parser.roots(source)


def phrase_slots(rule: Rule) -> tuple[Slot, ...]:
    """Return the slots of a rule that phrases fill."""
    return tuple(slot for slot in slots(rule.source) if slot.kind == PHRASE)


def made(node: Node) -> Template:
    """Return what a node makes, with the slots of the lexicon that fill it."""
    parts = [made(part) if isinstance(part, Node) else Template((part,), (part,)) for part in node.fillers]
    found = slots(node.rule.source)
    return Template(
        replaced(node.rule.source, {slot: part.source for slot, part in zip(found, parts, strict=True)}),
        replaced(node.rule.target, {slot: part.target for slot, part in zip(found, parts, strict=True)}),
    )


def depth(node: Node) -> int:
    """Return how deep rules stand in one another: 1 where none does."""
    return 1 + max((depth(part) for part in node.fillers if isinstance(part, Node)), default=0)


class _Parser:
    """Reads sources; what a stretch may be made by is found out once."""

    def __init__(self, roots: Mapping[Rule, int], allowed: Mapping[tuple[Rule, int], frozenset[Rule]]) -> None:
        self._roots = roots
        self._allowed = allowed
        rules = sorted({*roots, *(rule for fillers in allowed.values() for rule in fillers)}, key=repr)
        self._leaves: dict[Side, list[Rule]] = {}
        self._frames = [rule for rule in rules if phrase_slots(rule)]
        for rule in rules:
            if not phrase_slots(rule):
                self._leaves.setdefault(rule.source, []).append(rule)
        self._nodes = lru_cache(_REMEMBERED)(self._read)

    def roots(self, source: Side) -> tuple[Node, ...]:
        """Return the readings of a whole source."""
        if len(source) > _LONGEST:
            return ()
        plain, old = numbered(source)
        names = {Slot(slot.kind, number): slot for number, slot in enumerate(old)}
        return tuple(_renamed(node, names) for node in self._nodes(plain) if node.rule in self._roots)

    def _read(self, source: Side) -> tuple[Node, ...]:
        """Return what makes a stretch whose slots are numbered from 0; different rules or targets only."""
        found: dict[tuple[Rule, Side], Node] = {}
        for rule in self._leaves.get(source, ()):
            found[rule, rule.target] = Node(rule, slots(source))
        for rule in self._frames:
            for fillers in self._match(rule, 0, source):
                node = Node(rule, fillers)
                found.setdefault((rule, made(node).target), node)
                if len(found) >= _READINGS:
                    return tuple(found.values())
        return tuple(found.values())

    def _match(self, rule: Rule, place: int, rest: Side) -> Iterator[tuple[Node | Slot, ...]]:
        """Yield the fillers with which the rest of a rule's source is the rest of a stretch."""
        wanted = rule.source[place:]
        if not wanted or len(rest) < len(wanted):
            if not wanted and not rest:
                yield ()
            return
        head = wanted[0]
        if not isinstance(head, Slot):
            if rest[0] == head:
                yield from self._match(rule, place + 1, rest[1:])
        elif head.kind != PHRASE:
            if isinstance(rest[0], Slot) and rest[0].kind == head.kind:
                yield from ((rest[0], *others) for others in self._match(rule, place + 1, rest[1:]))
        else:
            for end in range(1, len(rest) - len(wanted) + 2):
                others = list(self._match(rule, place + 1, rest[end:]))
                if others:
                    fillers = self._fillers(rule, head, rest[:end])
                    yield from ((filler, *other) for other in others for filler in fillers)

    def _fillers(self, rule: Rule, slot: Slot, stretch: Side) -> list[Node]:
        allowed = self._allowed[rule, slot.number]
        plain, old = numbered(stretch)
        names = {Slot(each.kind, number): each for number, each in enumerate(old)}
        return [_renamed(node, names) for node in self._nodes(plain) if node.rule in allowed]


def _renamed(node: Node, names: Mapping[Slot, Slot]) -> Node:
    return Node(
        node.rule, tuple(_renamed(part, names) if isinstance(part, Node) else names[part] for part in node.fillers)
    )

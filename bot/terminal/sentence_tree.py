"""The sentence tree: which words can follow what was typed, by the patterns of the installed plugins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.words import HAN, has_han, joined

_TOKEN = re.compile(rf"\{{[^}}]+\}}|[{HAN}]|[^\s{{}}{HAN}]+")
_TYPED = re.compile(rf"[{HAN}]|[^\s{HAN}]+")
_LONGEST_SLOT = 6
"""Words that a slot may have."""
_MOST_VALUES = 12

Surfaces = Callable[[str, str], Sequence[str]]
"""Action and slot name to surfaces."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """Words that can follow."""

    text: str
    start: int
    """Where in the typed text it goes; what stands after that is replaced."""
    action: str


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    slots: dict[tuple[str, str], _Node] = field(default_factory=dict)
    """Action and slot name to what follows the slot."""
    count: int = 0
    """Patterns that pass here."""
    action: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word that was typed."""

    text: str
    start: int


_Nodes = dict[int, tuple[_Node, int]]
"""Nodes reached, by identity, each with how many words led there literally."""


class SentenceTree:
    """All patterns of one language, shared from their beginnings."""

    def __init__(self, patterns: Iterable[tuple[str, str]], surfaces: Surfaces) -> None:
        """Take patterns as action and text (`turn {direction}`), and how slots are filled."""
        self._root = _Node()
        self._surfaces = surfaces
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        for action, text in patterns:
            self._add(action, _TOKEN.findall(text))

    def continuations(self, typed: str, most: int = 40) -> list[Continuation]:
        """Return what can follow, likeliest first: of the whole text, else of its end ("... and pi" is "pick")."""
        words = [_Typed(match.group().casefold(), match.start()) for match in _TYPED.finditer(typed)]
        # Behind a Chinese character, which is a word, another may follow at once.
        partial = _Typed("", len(typed))
        if typed and not typed[-1].isspace() and not (has_han(typed[-1]) and self._ranked(words, partial)):
            partial = words.pop()
        for first in range(len(words) + 1):
            if first and first == len(words) and not partial.text:
                break  # nothing of the text is left: anything could follow
            found = self._ranked(words[first:], partial)
            if found:
                return found[:most]
        return []

    def _add(self, action: str, tokens: Sequence[str]) -> None:
        node = self._root
        for token in tokens:
            if token.startswith("{"):
                node = node.slots.setdefault((action, token[1:-1]), _Node(action=action))
            else:
                node = node.words.setdefault(token.casefold(), _Node(action=action))
            node.count += 1
        node.ends = True

    def _ranked(self, words: Sequence[_Typed], partial: _Typed) -> list[Continuation]:
        reached = self._reached(words)
        scores: dict[tuple[str, int], tuple[tuple[int, int], str]] = {}
        for continuation, score in self._following(reached, words, partial):
            key = (continuation.text, continuation.start)
            if key not in scores or score > scores[key][0]:
                scores[key] = (score, continuation.action)
        ordered = sorted(scores.items(), key=lambda item: (-item[1][0][0], -item[1][0][1], item[0][0]))
        return [Continuation(text, start, action) for (text, start), (_, action) in ordered]

    def _reached(self, words: Sequence[_Typed]) -> list[_Nodes]:
        """Return, for each number of words read, the nodes reached (by identity) with their literal words."""
        reached: list[_Nodes] = [{} for _ in range(len(words) + 1)]
        reached[0][id(self._root)] = (self._root, 0)
        for position in range(len(words)):
            for node, literal in list(reached[position].values()):
                child = node.words.get(words[position].text.rstrip(",;.!?"))
                if child is not None:
                    _reach(reached[position + 1], child, literal + 1)
                for following in node.slots.values():
                    for end in range(position + 1, min(position + _LONGEST_SLOT, len(words)) + 1):
                        _reach(reached[end], following, literal)
        return reached

    def _following(
        self, reached: list[_Nodes], words: Sequence[_Typed], partial: _Typed
    ) -> Iterator[tuple[Continuation, tuple[int, int]]]:
        for node, literal in reached[-1].values():
            for word, child in node.words.items():
                if word.startswith(partial.text):
                    yield Continuation(_extended(word, child), partial.start, child.action), (literal, child.count)
        for position in range(max(0, len(words) - _LONGEST_SLOT + 1), len(words) + 1):
            rest = [*words[position:], partial]
            begun = joined(word.text for word in rest)
            for node, literal in reached[position].values():
                for (action, slot), child in node.slots.items():
                    for surface in self._begun(action, slot, begun):
                        yield Continuation(surface, rest[0].start, action), (literal + len(rest) - 1, child.count)

    def _begun(self, action: str, slot: str, begun: str) -> list[str]:
        """Return surfaces of a slot that begin with some words, without an article too."""
        if (action, slot) not in self._known:
            self._known[action, slot] = tuple(self._surfaces(action, slot))
        found = [surface for surface in self._known[action, slot] if surface.casefold().startswith(begun)]
        return found[:_MOST_VALUES]


def _reach(nodes: _Nodes, node: _Node, literal: int) -> None:
    if id(node) not in nodes or nodes[id(node)][1] < literal:
        nodes[id(node)] = (node, literal)


def _extended(word: str, node: _Node) -> str:
    """Return a word with those after it as long as there is only one way to go on."""
    text = word
    while len(node.words) == 1 and not node.slots and not node.ends:
        (following, node), *_ = node.words.items()
        text = joined((text, following))
    return text

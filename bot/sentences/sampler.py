"""The seeded sampler: walks hassil's expression trees and records slots and spans as it goes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from bot.errors import PluginError
from bot.sentences.files import SentenceFile, Template

if TYPE_CHECKING:
    from hassil.expression import Expression, ListReference

    from bot.slots.base import SlotType

_DEPTH = 32
"""How deep rules may refer to rules."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text and what it is."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence made from a template."""

    text: str
    label: str
    """The action, with its fixed arguments behind it: see `label_of`."""
    slots: tuple[Span, ...] = ()


def label_of(action: str, fixed: Mapping[str, Any]) -> str:
    """Return the class that a backend learns: the action and the arguments that its words carry as a whole."""
    return f"{action} {json.dumps(fixed, sort_keys=True)}" if fixed else action


def action_of(label: str) -> tuple[str, dict[str, Any]]:
    """Return the action and the fixed arguments of a label."""
    action, _, fixed = label.partition(" ")
    return action, json.loads(fixed) if fixed else {}


class Sampler:
    """Makes sentences from the templates of one sentence file."""

    def __init__(self, file: SentenceFile, slot_types: Mapping[str, Mapping[str, SlotType]]) -> None:
        """Take the parsed file, and action name to slot name to the slot type that writes surfaces."""
        self._file = file
        self._slot_types = slot_types

    def sample(self, template: Template, random: Random) -> Sample:
        """Return a sentence of a template, with its slots filled."""
        writer = _Writer(self, template.action, random)
        writer.walk(template.expression)
        return Sample(writer.text.rstrip(), label_of(template.action, template.fixed), tuple(writer.slots))

    def negative(self, expression: Expression, random: Random) -> Sample:
        """Return a sentence that no action fits."""
        writer = _Writer(self, "", random)
        writer.walk(expression)
        return Sample(writer.text.rstrip(), "@none")

    def surface(self, action: str, reference: ListReference, random: Random) -> str:
        """Return a surface for a slot, from the list of that name or else from its type."""
        name, slot = reference.list_name, reference.slot_name
        if name in self._file.lists:
            return random.choice(list(self._file.lists[name].values))
        slot_type = self._slot_types.get(action, {}).get(slot)
        if slot_type is None:
            raise PluginError(f"{self._file.path}: {action or 'a negative'} has no slot or list '{slot}'")
        return slot_type.write(random, self._file.language)

    def rule(self, name: str) -> Expression:
        """Return the expression of a rule."""
        if name not in self._file.rules:
            raise PluginError(f"{self._file.path}: there is no rule <{name}>")
        return self._file.rules[name]


class _Writer:
    """The text so far, with its slots; squeezes doubled spaces as they come."""

    def __init__(self, sampler: Sampler, action: str, random: Random) -> None:
        self.text = ""
        self.slots: list[Span] = []
        self._sampler = sampler
        self._action = action
        self._random = random

    def walk(self, expression: Expression, depth: int = 0) -> None:
        from hassil.expression import Alternative, Group, ListReference, Permutation, RuleReference, TextChunk

        if depth > _DEPTH:
            raise PluginError(f"{self._action}: rules refer to each other in a circle")
        if isinstance(expression, TextChunk):
            self._write(expression.original_text)
        elif isinstance(expression, Alternative):
            self.walk(self._random.choice(expression.items), depth + 1)
        elif isinstance(expression, Permutation):
            for item in self._random.sample(expression.items, len(expression.items)):
                self.walk(item, depth + 1)
        elif isinstance(expression, Group):
            for item in expression.items:
                self.walk(item, depth + 1)
        elif isinstance(expression, RuleReference):
            self.walk(self._sampler.rule(expression.rule_name), depth + 1)
        elif isinstance(expression, ListReference):
            self._slot(expression)

    def _write(self, text: str) -> None:
        for letter in text:
            if not (letter.isspace() and (not self.text or self.text[-1] == " ")):
                self.text += " " if letter.isspace() else letter

    def _slot(self, reference: ListReference) -> None:
        start = len(self.text)
        self._write(self._sampler.surface(self._action, reference, self._random).strip())
        if self._action:
            self.slots.append(Span(start, len(self.text), reference.slot_name))

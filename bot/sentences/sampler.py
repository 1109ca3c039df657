"""The seeded sampler: walks hassil's expression trees and records slots and spans as it goes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from bot.errors import PluginError
from bot.reading import NONE
from bot.sentences.files import SentenceFile, Template
from bot.sentences.freetext import COLON_MARKS
from bot.sentences.walk import pieces, wordings

if TYPE_CHECKING:
    from hassil.expression import Expression, ListReference

    from bot.sentences.freetext import FreeText
    from bot.slots.base import SlotType


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

    def __init__(
        self, file: SentenceFile, slot_types: Mapping[str, Mapping[str, SlotType]], free: FreeText | None = None
    ) -> None:
        """Take the parsed file, action name to slot name to the slot type that writes surfaces, and what is said freely."""
        self._file = file
        self._slot_types = slot_types
        self._free = free

    def sample(self, template: Template, random: Random) -> Sample:
        """Return a sentence of a template, with its slots filled."""
        return self._said(template.expression, template.action, label_of(template.action, template.fixed), random)

    def negative(self, expression: Expression, random: Random) -> Sample:
        """Return a sentence that no action fits."""
        return self._said(expression, "", NONE, random)

    def wordings(self, expression: Expression) -> int:
        """Return in how many ways a negative can be said."""
        try:
            return wordings(expression, self._file.rules)
        except PluginError as error:
            raise PluginError(f"{self._file.path}: a negative: {error}") from error

    def _said(self, expression: Expression, action: str, label: str, random: Random) -> Sample:
        text, slots = "", []
        try:
            every = list(pieces(expression, random, self._file.rules))
            for number, piece in enumerate(every):
                if isinstance(piece, str):
                    text = _joined(text, piece)
                    continue
                before, surface, behind = self._said_as(
                    action, piece, random, last=number == len(every) - 1 and bool(text)
                )
                if before and before[0] in COLON_MARKS:
                    text = text.rstrip()
                    before = before.lstrip(COLON_MARKS) if text[-1] in COLON_MARKS else before
                text += before
                start = len(text)
                text += surface
                if action:
                    slots.append(Span(start, len(text), piece.slot_name))
                text += behind
        except PluginError as error:
            raise PluginError(f"{self._file.path}: {action or 'a negative'}: {error}") from error
        return Sample(text.rstrip(), label, tuple(slots))

    def _said_as(self, action: str, reference: ListReference, random: Random, *, last: bool) -> tuple[str, str, str]:
        """Return what stands before a slot, a surface for it, and what stands behind it."""
        found = self._file.lists.get(reference.list_name)
        if self._free is None or found is None or not found.free:
            return "", self._surface(action, reference, random), ""
        return self._free.said(found.free, list(found.values), last=last)

    def _surface(self, action: str, reference: ListReference, random: Random) -> str:
        """Return a surface for a slot, from the list of that name or else from its type."""
        name, slot = reference.list_name, reference.slot_name
        if name in self._file.lists:
            return random.choice(list(self._file.lists[name].values)).strip()
        slot_type = self._slot_types.get(action, {}).get(slot)
        if slot_type is None:
            raise PluginError(f"there is no slot or list '{slot}'")
        return slot_type.write(random, self._file.language).strip()


def _joined(text: str, more: str) -> str:
    """Return a text with more behind it, doubled spaces squeezed."""
    for letter in more:
        if not (letter.isspace() and (not text or text[-1] == " ")):
            text += " " if letter.isspace() else letter
    return text

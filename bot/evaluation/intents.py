"""The catalog of a data set: its intents as actions, its slots as their parameters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.actions import Action, Parameter
from bot.catalog import Catalog
from bot.program import JSON
from bot.reading import NONE
from bot.sentences.labelled import Labelled
from bot.slots.base import SlotContext
from bot.slots.text import TextSlot

_OUT_OF_SCOPE = ("oos", NONE)
"""Labels that say that no intent fits, in small letters."""


@dataclass(frozen=True, slots=True)
class AnyText(TextSlot):
    """A slot of a data set: whatever stands there, were it nothing but marks, as the name of the band `!!!`."""

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the words and marks as they stand."""
        del context
        return surface


def intent_name(label: str) -> str:
    """Return the action that a label of a data set stands for: the label without spaces, `@none` for `oos`."""
    return NONE if label.casefold() in _OUT_OF_SCOPE else label.replace(" ", "_")


def intent_catalog(sentences: Iterable[Labelled]) -> Catalog:
    """Return an action for each intent of some sentences, with a text parameter for each slot seen in its clauses."""
    slots: dict[str, set[str]] = {}
    for said in sentences:
        for clause in said.clauses:
            if clause.name != NONE:
                inside = {slot.name for slot in said.slots if clause.start <= slot.start < clause.end}
                slots.setdefault(clause.name, set()).update(inside)
    actions = {name: _action(name, sorted(slots[name])) for name in sorted(slots)}
    text = AnyText(verbatim=True)
    return Catalog(actions, {name: dict.fromkeys(sorted(slots[name]), text) for name in actions})


def _action(name: str, slots: Iterable[str]) -> Action:
    return Action(
        name, _nothing, tuple(Parameter(slot, str, None) for slot in slots), "",
        frozenset(), None, undoable=True, gives_text=False, folder=Path(),
    )  # fmt: skip


def _nothing(**_: str) -> None:
    """Do nothing: the intents of a data set are read and never run."""

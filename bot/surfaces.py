"""Surfaces: what people write in a slot, for completion and examples."""

from __future__ import annotations

from random import Random

from bot.plugins import Plugins
from bot.slots.choices import ChoiceSlot
from bot.slots.text import NamedText

_WRITTEN = 16
"""How many surfaces are written for a slot type whose values cannot be listed."""


def slot_surfaces(plugins: Plugins, action: str, parameter: str, language: str) -> tuple[str, ...]:
    """Return surfaces of a slot: all of them where its values are closed, else examples; never raises."""
    slot = plugins.catalog.slot(action, parameter)
    if isinstance(slot, NamedText):
        slot = slot.named
    if isinstance(slot, ChoiceSlot):
        return tuple(slot.written_in(language))
    if slot is None or slot.name == "text":
        return _listed(plugins, action, parameter, language)
    random = Random(f"{action} {parameter}")
    try:
        return tuple(dict.fromkeys(slot.write(random, language) for _ in range(_WRITTEN)))
    except Exception:  # noqa: BLE001 - a plugin's slot type that cannot write costs the examples, nothing else
        return ()


def _listed(plugins: Plugins, action: str, parameter: str, language: str) -> tuple[str, ...]:
    """Return what the sentence files list for a slot, closed lists and examples alike."""
    found: dict[str, None] = {}
    for plugin in plugins.loaded:
        sentences = plugin.sentences.get(language)
        for table in (sentences.words, sentences.examples) if sentences else ():
            found.update(dict.fromkeys(table.get(action, {}).get(parameter, ())))
    return tuple(found)

"""What every action that is registered has to keep."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from bot.actions import Action
from bot.backend import Context
from bot.plugins import LoadedPlugin, Plugins, load_plugins
from bot.program import JSON, Call
from bot.sentences.files import read_sentence_file
from bot.sentences.sampler import Sampler
from bot.settings import Settings
from bot.slots.base import SlotContext, SlotType, Unreadable

ENOUGH = 5
"""Templates that each action has in English, at least."""
NAMES = sorted(load_plugins(Settings()).catalog.actions)


@pytest.fixture(params=NAMES)
def action(request: pytest.FixtureRequest, plugins: Plugins) -> Action:
    """Each action in turn."""
    return plugins.catalog.actions[request.param]


def plugin_of(action: Action, plugins: Plugins) -> LoadedPlugin:
    """Return the plugin that brings an action."""
    return next(plugin for plugin in plugins.loaded if action in plugin.actions)


def slots_of(action: Action, plugins: Plugins) -> dict[str, SlotType]:
    """Return the slot types of an action's parameters."""
    return dict(plugins.catalog.slot_types[action.name])


def test_it_has_help(action: Action) -> None:
    """One line that ends in a full stop, so that it can be listed."""
    assert action.help.endswith(".")
    assert "\n" not in action.help
    assert len(action.help) <= 100


def test_it_has_english_sentences(action: Action, plugins: Plugins) -> None:
    """Enough of them, none twice."""
    file = read_sentence_file(plugin_of(action, plugins).sentence_paths["en"])
    texts = Counter(template.text for template in file.templates if template.action == action.name)
    assert len(texts) >= ENOUGH
    assert not [text for text, count in texts.items() if count > 1]


def test_every_slot_occurs_in_a_sentence(action: Action, plugins: Plugins) -> None:
    """As a hole or as a fixed argument: a slot that nobody can say is none."""
    patterns = [
        pattern for pattern in plugin_of(action, plugins).sentences["en"].patterns if pattern.action == action.name
    ]
    for parameter in action.parameters:
        assert any(
            "{" + parameter.name + "}" in pattern.text or parameter.name in pattern.fixed for pattern in patterns
        )


def test_fixed_arguments_are_values_of_their_slots(action: Action, plugins: Plugins) -> None:
    """What a sentence fixes, the action accepts."""
    slots = slots_of(action, plugins)
    for pattern in plugin_of(action, plugins).sentences["en"].patterns:
        if pattern.action == action.name:
            for name, value in pattern.fixed.items():
                if name == "@then":  # what is done with the answer
                    assert value in plugins.catalog.actions
                else:
                    slots[name].value(value)


def test_its_examples_are_read(action: Action, plugins: Plugins) -> None:
    """Whatever a slot type writes or a sentence file lists as an example, it reads, and the action accepts."""
    context = SlotContext("en", {"kind": "ball"})
    for slot in slots_of(action, plugins).values():
        for surface in {slot.write(Random(seed), "en") for seed in range(100)}:
            slot.value(slot.read(surface, context))
    examples = plugin_of(action, plugins).sentences["en"].examples.get(action.name, {})
    for name, surfaces in examples.items():
        slot = slots_of(action, plugins)[name]
        for surface in surfaces:
            slot.value(slot.read(surface, context))


def test_its_sentences_make_complete_calls(action: Action, plugins: Plugins) -> None:
    """Some sentence of each action gives all that it requires."""
    file = read_sentence_file(plugin_of(action, plugins).sentence_paths["en"])
    sampler, catalog = Sampler(file, plugins.catalog.slot_types), Context(plugins.catalog).catalog
    for template in file.templates:
        if template.action == action.name:
            sample = sampler.sample(template, Random(1))
            given = dict(template.fixed) | {slot.name: "" for slot in sample.slots}
            if not catalog.missing(Call(action.name, given)):
                return
    pytest.fail(f"no sentence of {action.name} gives all that it requires")


def test_defaults_are_values_of_their_slots(action: Action, plugins: Plugins) -> None:
    """A call completed with defaults can be run."""
    slots = slots_of(action, plugins)
    for name, value in plugins.catalog.complete(action.name, {}).args.items():
        slots[name].value(value)


def test_hostile_surfaces_are_values_or_unreadable(action: Action, plugins: Plugins) -> None:
    """No surface breaks a slot type, with or without something named before."""
    odd = [
        "",
        " ",
        "\x00",
        "😀",
        "\u202eabc",
        "it",
        "the the the",
        "-1",
        "9" * 400,
        "{}",
        "null",
        "a" * 3000,
        "½",
        "ﬁ",
        "\u200b",
    ]
    named: list[JSON] = [None, {"kind": "ball"}, 3, "words"]
    for slot in slots_of(action, plugins).values():
        for surface in odd:
            for last in named:
                try:
                    slot.read(surface, SlotContext("en", last))
                except Unreadable:
                    continue

"""Help: what is installed, and how one thing is said."""

from __future__ import annotations

import pytest

from bot.helping import example_sentences, help_text
from bot.plugins import Plugins, load_plugins
from bot.settings import Settings
from bot.surfaces import slot_surfaces


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    """What is installed."""
    return load_plugins(Settings())


def test_without_a_topic_all_plugins_are_told(plugins: Plugins) -> None:
    """Each with what it can do and a sentence or two."""
    text = help_text(plugins, None, "en")
    assert all(f"\n{name}: " in text for name in ("bot", "chat", "clock", "robot"))
    assert help_text(plugins, "  ", "en") == text


def test_an_action_is_told_with_its_parameters_and_examples(plugins: Plugins) -> None:
    """Required ones are said to be needed."""
    text = help_text(plugins, "robot.turn", "en")
    assert "robot.turn: Turn left, right or around." in text
    assert "direction (needed): left, right, around" in text
    assert "Say, for example:" in text


def test_a_plugin_is_told_by_its_actions(plugins: Plugins) -> None:
    """One line for each."""
    assert [line.partition(":")[0] for line in help_text(plugins, "Clock", "en").splitlines()] == [
        "clock.time", "clock.date", "clock.timer",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("topic", "action"),
    [
        ("timers", "clock.timer"),
        ("picking things up", "robot.pick_up"),
        ("undo", "bot.undo"),
        ("the date", "clock.date"),
    ],
)
def test_words_find_the_action_they_are_about(plugins: Plugins, topic: str, action: str) -> None:
    """It comes first."""
    assert help_text(plugins, topic, "en").startswith(f"{action}: ")


@pytest.mark.parametrize("topic", ["zebra crossings", "{", "(((", "\\", "世界", "?" * 5000, "the"])
def test_any_topic_is_answered(plugins: Plugins, topic: str) -> None:
    """What is not known is said so."""
    assert "I know nothing about" in help_text(plugins, topic, "en")


def test_a_language_without_sentences_gets_those_of_another(plugins: Plugins) -> None:
    """Rather than none."""
    assert "Say, for example:" in help_text(plugins, "robot.turn", "xx")


def test_examples_have_no_open_slots_and_stay_the_same(plugins: Plugins) -> None:
    """They can be typed as they stand."""
    for action in plugins.catalog.actions:
        examples = example_sentences(plugins, action, "en")
        assert examples == example_sentences(plugins, action, "en")
        assert not any("{" in example or "<" in example for example in examples), examples


def test_surfaces_are_those_of_the_type(plugins: Plugins) -> None:
    """Closed values are all there; an unknown slot has none."""
    assert set(slot_surfaces(plugins, "robot.turn", "direction", "en")) >= {"left", "right", "around"}
    assert slot_surfaces(plugins, "robot.pick_up", "target", "en")
    assert slot_surfaces(plugins, "robot.turn", "nothing", "en") == ()

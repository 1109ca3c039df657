"""A plugin of three actions dropped into the plugin folder, read without training."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.interpreter import Interpreter
from bot.plugins import load_plugins
from bot.settings import load_settings

GOLDEN = Path(__file__).parents[1] / "golden"
SOURCE = '''
from typing import Literal

from bot import Percent, action, hookimpl

Room = Literal["kitchen", "hall", "bedroom"]


@action("lamp.on")
def on(room: Room | None = None) -> str:
    """Switch the lamp on."""
    return f"The lamp in the {room or 'hall'} is on."


@action("lamp.off")
def off(room: Room | None = None) -> str:
    """Switch the lamp off."""
    return f"The lamp in the {room or 'hall'} is off."


@action("lamp.dim")
def dim(level: Percent, room: Room | None = None) -> str:
    """Set how bright the lamp is."""
    return f"The lamp in the {room or 'hall'} is at {level} %."


@hookimpl
def bot_actions():
    return [on, off, dim]
'''
SENTENCES = {
    "lamp.on": [
        "(turn|switch) on the [{room}] (lamp|light|lights)",
        "(turn|switch) the [{room}] (lamp|light|lights) on",
        "light in the {room} please",
        "make it bright [in the {room}]",
        "i cannot see anything [in the {room}]",
    ],
    "lamp.off": [
        "(turn|switch) off the [{room}] (lamp|light|lights)",
        "(turn|switch) the [{room}] (lamp|light|lights) off",
        "no more light [in the {room}]",
        "make it dark [in the {room}]",
        "[{room}] (lamp|light|lights) off",
    ],
    "lamp.dim": [
        "(dim|set) the [{room}] (lamp|light|lights) to {level}",
        "(dim|set) the (lamp|light|lights) in the {room} to {level}",
        "[{room}] (lamp|light|lights) [at|to] {level}",
        "set the brightness [in the {room}] to {level}",
        "i want {level} of light [in the {room}]",
    ],
}


@pytest.fixture
def lamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Interpreter:
    """An interpreter with the lamp plugin in the plugin folder."""
    (tmp_path / "lamp.py").write_text(SOURCE, encoding="utf-8")
    intents = {action: {"data": [{"sentences": templates}]} for action, templates in SENTENCES.items()}
    (tmp_path / "lamp.en.yaml").write_text(yaml.safe_dump({"language": "en", "intents": intents}), encoding="utf-8")
    monkeypatch.setenv("BOT_PLUGIN_FOLDER", str(tmp_path))
    settings = load_settings()
    return Interpreter(load_plugins(settings), settings)


def test_paraphrases_of_a_new_plugin_are_read_without_training(lamp: Interpreter) -> None:
    """At least 18 of 20 sentences that its author did not write are read as the right call."""
    wrong = []
    for item in yaml.safe_load((GOLDEN / "lamp.yaml").read_text(encoding="utf-8")):
        lamp.session.reset()
        reply = lamp.respond(item["utterance"], dry_run=True).to_json()
        if reply["program"] != item["program"]:
            wrong.append(f"{item['utterance']} -> {reply['program']}")
    assert len(wrong) <= 2, "\n".join(wrong)


def test_a_new_plugin_takes_part_in_longer_sentences(lamp: Interpreter) -> None:
    """A clause of a new action stands beside one that the model knows."""
    reply = lamp.respond("turn left and then switch on the kitchen light").to_json()
    assert [step["action"] for step in reply["program"]] == ["robot.turn", "lamp.on"]  # type: ignore[index,union-attr,call-overload]
    assert reply["reply"] == "I turned left. The lamp in the kitchen is on."


def test_a_new_plugin_takes_nothing_from_the_old_ones(lamp: Interpreter) -> None:
    """No golden sentence that is read right without the plugin is read wrong with it."""
    settings = load_settings()
    without = Interpreter(load_plugins(type(settings)(plugin_folder="/nowhere")), settings)
    lost = []
    for item in yaml.safe_load((GOLDEN / "en.yaml").read_text(encoding="utf-8")):
        for interpreter in (without, lamp):
            interpreter.session.reset()
        before = without.respond(item["utterance"], dry_run=True).program
        after = lamp.respond(item["utterance"], dry_run=True).program
        if before != after:
            lost.append(item["utterance"])
    assert not lost

"""Plugins that load, and plugins that do not: one line each, and the others go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.plugins import Plugins, load_plugins
from bot.settings import Settings, load_settings

LAMP = '''
from typing import Literal
from bot import Percent, action, hookimpl

@action("lamp.dim")
def dim(level: Percent, room: Literal["kitchen", "hall"] = "hall") -> str:
    """Set how bright the lamp is."""
    return f"{room} {level}"

@hookimpl
def bot_actions():
    return [dim]
'''
HOOK = "\n@hookimpl\ndef "
SENTENCES = """
language: en
intents:
  lamp.dim:
    data:
      - sentences: ["dim the lamp in the {room} to {level}", "(lights|lamp) at {level}"]
lists:
  room: [{in: "cooking place", out: kitchen}]
"""
WriteFile = Callable[..., Path]


def load() -> Plugins:
    """Load everything, as a start of the program does."""
    return load_plugins(load_settings())


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def broken(:\n    pass\n", r"bad\.py, line 1: .+"),
        (LAMP.replace("bot_actions", "bot_action"), r"there is no hook bot_action; there are bot_actions, "),
        (LAMP.replace("lamp.dim", "robot.move"), r"the action name robot\.move is taken by plugin robot"),
        (LAMP.replace("level: Percent", "level: complex"), r"no slot type reads 'complex'"),
        (LAMP.replace("level: Percent", "level"), r"parameter 'level' has no type"),
        (LAMP.replace("lamp.dim", "lamp dim"), r"'lamp dim' is no action name"),
        (LAMP.replace("[dim]", "[print]"), r"bot_actions returned .*print.*@action"),
        (LAMP.replace("[dim]", "[dim, dim]"), r"lamp\.dim is taken"),
        (LAMP.replace("[dim]", "None"), r"TypeError"),
        (LAMP + HOOK + "bot_backends(): return ['x']\n", r"bot_backends returned 'x', which is no BackendSpec"),
        (LAMP + HOOK + "bot_slot_types(): return {dict: 3}\n", r"bot_slot_types returned 3, which has no name, read"),
        (LAMP + HOOK + "bot_slot_types(): return ['x']\n", r"ValueError"),
        ("import nothing_of_that_name\n", r"ModuleNotFoundError: No module named 'nothing_of_that_name'"),
        ("raise SystemExit(3)\n", r"it exits while it is imported"),
        ("from bot import Nothing\n", r"Nothing"),
        ("import pluggy\nfrom bot import hookimpl\n@hookimpl\ndef bot_after_call(outcom): ...\n", r"outcom"),
    ],
)  # fmt: skip
def test_a_broken_plugin_is_one_line_and_stops_no_other(plugin_file: WriteFile, code: str, reason: str) -> None:
    """The line names the plugin and the reason; the plugin beside it and the built-in ones work."""
    plugin_file("bad", code)
    plugin_file("good", LAMP.replace("lamp.dim", "other.dim"), SENTENCES.replace("lamp.dim", "other.dim"))
    found = load()
    (problem,) = found.problems
    assert problem.startswith("plugin bad was not loaded: ")
    assert "\n" not in problem
    import re

    assert re.search(reason, problem), problem
    assert {"other.dim", "robot.move", "clock.time", "bot.undo"} <= set(found.catalog.actions)
    assert all(plugin.name != "bad" for plugin in found.loaded)


@pytest.mark.parametrize(
    ("sentences", "reason"),
    [
        (SENTENCES.replace("lamp.dim", "lamp.shine"), "name the action lamp.shine, which it does not bring"),
        (SENTENCES.replace("to {level}", "to {colour}"), "fill the slot 'colour', which lamp.dim does not have"),
        (SENTENCES.replace("(lights|lamp)", "(lights|lamp"), "cannot read the template"),
        (SENTENCES.replace("(lights|lamp)", "<lights>"), "there is no rule <lights>"),
        (SENTENCES.replace("intents:", "intents: ["), "no valid YAML"),
        ("- a list\n", "not a mapping"),
        (SENTENCES.replace("data:", "date:"), "not in the layout"),
    ],
)
def test_a_bad_sentence_file_is_one_line(plugin_file: WriteFile, sentences: str, reason: str) -> None:
    """The plugin is named; it brings no action that nobody could say."""
    plugin_file("lamp", LAMP, sentences)
    found = load()
    (problem,) = found.problems
    assert problem.startswith("plugin lamp was not loaded: ")
    assert reason in problem
    assert "\n" not in problem
    assert "lamp.dim" not in found.catalog.actions
    assert "robot.move" in found.catalog.actions


def test_a_single_file_is_a_plugin(plugin_file: WriteFile) -> None:
    """With its sentences beside it; the words of its lists are read."""
    path = plugin_file("lamp", LAMP, SENTENCES)
    found = load()
    assert found.problems == ()
    plugin = next(plugin for plugin in found.loaded if plugin.name == "lamp")
    assert plugin.origin == str(path)
    assert {pattern.text for pattern in plugin.sentences["en"].patterns} >= {"lights at {level}", "lamp at {level}"}
    slot = found.catalog.slot("lamp.dim", "room")
    assert slot is not None
    assert slot.read("the cooking place", None) == "kitchen"  # type: ignore[arg-type]


def test_a_folder_is_a_plugin(own_home: Path) -> None:
    """With modules of its own and its sentences in `sentences/`."""
    folder = own_home / "config" / "plugins" / "lamp"
    (folder / "sentences").mkdir(parents=True)
    (folder / "sentences" / "en.yaml").write_text(SENTENCES)
    (folder / "lights.py").write_text(LAMP)
    (folder / "__init__.py").write_text("from .lights import bot_actions\n")
    found = load()
    assert found.problems == ()
    assert found.catalog.actions["lamp.dim"](40) == "hall 40"
    plugin = next(plugin for plugin in found.loaded if plugin.name == "lamp")
    assert plugin.sentences["en"].patterns


def test_other_things_in_the_folder_are_left_alone(own_home: Path) -> None:
    """Hidden files, notes, and folders that are no package."""
    folder = own_home / "config" / "plugins"
    (folder / "data").mkdir(parents=True)
    for name in (".hidden.py", "_draft.py", "notes.txt"):
        (folder / name).write_text("raise SystemExit\n")
    found = load()
    assert found.problems == ()
    assert not [plugin for plugin in found.loaded if plugin.origin.startswith(str(folder))]


def test_a_file_named_like_an_installed_plugin_is_told_apart(plugin_file: WriteFile) -> None:
    """The installed one stays in use."""
    plugin_file("clock", LAMP)
    found = load()
    (problem,) = found.problems
    assert problem.startswith("plugin clock was not loaded: ")
    assert "clock.time" in found.catalog.actions


BACKEND = """
from pathlib import Path
from bot import BackendSpec, hookimpl

@hookimpl
def bot_backends():
    return [BackendSpec("bert", frozenset({"en"}), Path(), None)]
"""
COLOUR = """
from bot import SimpleSlot, hookimpl

@hookimpl
def bot_slot_types():
    return {complex: SimpleSlot("colour", None, None)}
"""


@pytest.mark.parametrize(
    ("code", "clash"),
    [
        (BACKEND, "the backend name bert is taken by plugin bert"),
        (COLOUR, "the type <class 'complex'> is taken by plugin a"),
    ],
)
def test_what_a_plugin_brings_stays_its_own(plugin_file: WriteFile, code: str, clash: str) -> None:
    """Another one that brings a backend of that name, or reads that type, is left out."""
    shipped = load().backends["bert"].folder
    plugin_file("a", COLOUR)
    plugin_file("b", code)
    found = load()
    assert found.problems == (f"plugin b was not loaded: {clash}",)
    assert found.backends["bert"].folder == shipped


@pytest.mark.parametrize(
    ("name", "looked"), [("lamp_en.yaml", ["lamp.en.yaml", "sentences/en.yaml"]), ("lamp.en.yaml", ["lamp.en.yaml"])]
)
def test_an_action_that_nobody_could_say_is_told(plugin_file: WriteFile, name: str, looked: list[str]) -> None:
    """With where its sentences were looked for: the file is misspelt, or the action forgotten in it. It loads."""
    path = plugin_file("lamp", LAMP)
    (path.parent / name).write_text("language: en\nintents: {}\n")
    found = load()
    places = " and ".join(str(path.parent / place) for place in looked)
    assert found.problems == (f"plugin lamp: lamp.dim has no sentences: looked for them in {places}",)
    assert "lamp.dim" in found.catalog.actions


def test_what_the_settings_name_and_is_not_there_is_told(tmp_path: Path) -> None:
    """A plugin that is disabled and misspelt, and a folder of plugins that is none."""
    found = load_plugins(Settings(disabled=("robot", "caht"), plugin_folder=str(tmp_path / "plugin")))
    assert found.problems == (
        "settings: disabled names caht, which is not installed",
        f"settings: plugin_folder names {tmp_path / 'plugin'}, which is no folder",
    )


def test_a_disabled_plugin_is_not_loaded() -> None:
    """It brings no actions, and it is no problem."""
    found = load_plugins(Settings(disabled=("robot",)))
    assert found.problems == ()
    assert not any(name.startswith("robot.") for name in found.catalog.actions)


def test_hooks_around_calls_are_called(plugin_file: WriteFile) -> None:
    """A plugin of hooks alone is a plugin."""
    plugin_file(
        "watch", "from bot import Verdict, hookimpl\n@hookimpl\ndef bot_before_call(call): return Verdict.ASK\n"
    )
    found = load()
    assert found.problems == ()
    action = found.catalog.actions["robot.look"]
    assert [verdict.name for verdict in found.manager.hook.bot_before_call(call=None, action=action)] == ["ASK"]


def test_a_hook_without_its_mark_is_told(plugin_file: Callable[..., Path]) -> None:
    """A plugin whose hook lacks @hookimpl would bring nothing, silently."""
    plugin_file("shy", "def bot_actions():\n    return []\n")
    problems = load_plugins(load_settings()).problems
    assert problems == ("plugin shy was not loaded: bot_actions is no hook yet: decorate it with @hookimpl",)

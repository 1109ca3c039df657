"""Messages and their catalogues: whatever the program says, it says in Chinese too."""

from __future__ import annotations

import ast
import json
import re
import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.actions import Action, Touch
from bot.plugins import Plugins
from bot.slots import slot_type
from bot.slots.choices import ChoiceSlot

LANGUAGE = "zh"
TYPES = ("duration", "length", "angle", "date", "time", "datetime", "language", "ordinal", "path", "text")
HOLE = re.compile(r"\{(\w+)\}")
NAMES = set("plugbot PortAudio PocketSphinx faster whisper vosk Vosk piper Piper http json".split())
"""Words of Latin letters that Chinese keeps."""
TYPED = re.compile(r"`[^`]*`|\[[\w.]+\]")
"""What is typed as it stands: commands, lines and tables of the settings."""


def constants(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an argument may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def templates(folder: Path) -> set[str]:
    """Return the templates that the files of a folder make messages of."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "message":
                found.update(text for argument in node.args for text in constants(argument))
    return found


def words_of(plugins: Plugins, action: Action) -> Iterator[str]:
    """Yield what is said of an action: its help, its plugin's name, its slots, their types and closed values."""
    yield from (action.help, action.plugin)
    for parameter in action.parameters:
        yield parameter.name
        slot = plugins.catalog.slot(action.name, parameter.name)
        if slot is not None and slot.name not in ("choice", "int", "object"):  # named otherwise where they are told
            yield slot.name
        if typing.get_origin(parameter.annotation) is typing.Literal:
            bare = slot_type(parameter.annotation)  # without the words of the sentence files
            assert isinstance(bare, ChoiceSlot)
            yield from map(str, bare.surfaces.values())


def part_of(action: Action) -> str:
    """Return the part of the house that an action belongs to, wherever it is installed."""
    package = action.function.__module__.partition(".")[0]
    return "bot" if package == "bot" else f"plugins/{package}"


def sayable(plugins: Plugins, root: Path, part: str) -> set[str]:
    """Return all templates of a part of the house: those of its code and those of its actions."""
    folder = root / part
    own = [action for action in plugins.catalog.actions.values() if part_of(action) == part]
    found = templates(folder) | {word for action in own for word in words_of(plugins, action)}
    if part == "bot":
        found |= {str(touch) for touch in Touch} | set(TYPES)
    return found


def catalogue(root: Path, part: str) -> dict[str, str]:
    """Return the Chinese words of a part of the house; a template stands in it once."""
    name = f"bot/language/messages.{LANGUAGE}.json" if part == "bot" else f"{part}/messages/{LANGUAGE}.json"

    def unique(pairs: list[tuple[str, str]]) -> dict[str, str]:
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    found: dict[str, str] = json.loads((root / name).read_text(encoding="utf-8"), object_pairs_hook=unique)
    return found


TOLD = {"ActionFailed", "Unreadable", "NothingToReferTo", "RobotError", "RobotCancelled"}
"""Errors whose text is told to the user as it is."""
UNTOLD = ("bot/evaluation/", "plugins/bot_robot/benchmark.py", "plugins/bot_robot/solvable.py")
"""What only the command line says, which speaks English."""


def test_what_users_are_told_is_a_message(root: Path, sources: list[Path]) -> None:
    """An error with a plain text, or an action that returns one, could be told in English alone."""
    plain = (ast.Constant, ast.JoinedStr)
    found: list[str] = []
    for path in sources:
        name = path.relative_to(root).as_posix()
        if name.startswith(UNTOLD) or name.startswith("models/"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            told: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOLD:
                told = node.args
            elif isinstance(node, ast.FunctionDef) and "action" in "".join(map(ast.unparse, node.decorator_list)):
                told = [each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value]
            found += [f"{name}:{text.lineno}" for text in told if isinstance(text, plain)]
    assert found == []


PARTS = (
    "bot", "plugins/bot_chat", "plugins/bot_clock", "plugins/bot_robot", "plugins/bot_search", "plugins/bot_speech",
    "plugins/bot_translate",
)  # fmt: skip


def test_every_part_that_has_actions_is_checked(plugins: Plugins) -> None:
    """A plugin that joins the house is translated."""
    assert {part_of(action) for action in plugins.catalog.actions.values()} == set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_everything_said_has_chinese_words(plugins: Plugins, root: Path, part: str) -> None:
    """With exactly the same holes."""
    said = {**catalogue(root, "bot"), **catalogue(root, part)}
    missing = sayable(plugins, root, part) - set(said)
    assert missing == set()
    wrong = {key for key, words in said.items() if set(HOLE.findall(key)) != set(HOLE.findall(words))}
    assert wrong == set()


@pytest.mark.parametrize("part", PARTS)
def test_every_entry_is_used(plugins: Plugins, root: Path, part: str) -> None:
    """A catalogue says nothing that nobody asks it, and what the core says stands in the core's."""
    unused = set(catalogue(root, part)) - sayable(plugins, root, part)
    assert unused == set()
    twice = set(catalogue(root, part)) & set(catalogue(root, "bot")) if part != "bot" else set()
    assert twice == set()


@pytest.mark.parametrize("part", PARTS)
def test_chinese_words_are_chinese(root: Path, part: str) -> None:
    """No Latin words but names, no marks of English."""
    for words in catalogue(root, part).values():
        rest = HOLE.sub("", TYPED.sub("", words))
        assert set(re.findall(r"[A-Za-z]+", rest)) <= NAMES, words
        assert not re.search(r"[,.!?;:'\"()]", rest), words

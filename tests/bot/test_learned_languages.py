"""New actions are read in the language of the utterance, beside whatever backend reads that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backend import BackendSpec, Context
from bot.interpretation import Interpretation
from bot.interpreter import Interpreter
from bot.plugins import LoadedPlugin, load_plugins
from bot.reader import interpret_readings
from bot.reading import NONE, Attention, Clause, Reading
from bot.services import Models
from bot.settings import load_settings

LAMP = '''
from bot import action, hookimpl

@action("lamp.swing")
def swing() -> str:
    """Swing the lamp."""
    return "It swings."

@hookimpl
def bot_actions():
    return [swing]
'''
ENGLISH = (
    'language: en\nintents: {lamp.swing: {data: [{sentences: ["swing the lamp to the left", "turn the lamp left"]}]}}\n'
)
CHINESE = 'language: zh\nintents: {lamp.swing: {data: [{sentences: ["[请]摇一摇台灯", "把台灯向左转"]}]}}\n'
SAW = Attention(("a",), ("end",), ((1.0,),))


class Blank:
    """Knows the actions that ship, and reads nothing as any of them."""

    name = "blank"
    languages = frozenset({"en", "zh"})

    def __init__(self, actions: frozenset[str]) -> None:
        """Take the actions that it is said to know."""
        self.actions = actions

    def interpret(self, utterances: Sequence[str], context: Context) -> list[list[Interpretation]]:
        """Return that no action fits."""
        readings = ((text, Reading((Clause(NONE, 0, len(text)),), 0.9, attention=SAW)) for text in utterances)
        return [interpret_readings(text, [reading], context) for text, reading in readings]


@pytest.fixture
def blank(plugin_file: Callable[..., Path]) -> Interpreter:
    """A session with a new plugin in two languages and a backend that has no sentence encoder."""
    plugin_file("lamp", LAMP, ENGLISH).with_name("lamp.zh.yaml").write_text(CHINESE, encoding="utf-8")
    found, settings = load_plugins(load_settings()), replace(load_settings(), backend="blank")
    known = frozenset(found.catalog.actions) - {"lamp.swing"}
    spec = BackendSpec("blank", Blank.languages, Path(), lambda _: Blank(known))
    plugins = replace(found, loaded=(*found.loaded, LoadedPlugin("blank", None, "a test", backends=(spec,))))
    return Interpreter(plugins, settings, models=Models(plugins, settings))


@pytest.mark.parametrize("said", ["swing the lamp to the left", "摇一摇台灯", "请摇一摇台灯！", "把台灯向左转。"])
def test_what_a_template_matches_is_read_in_every_language(blank: Interpreter, said: str) -> None:
    """Word for word."""
    assert blank.respond(said).text == "It swings."


def test_near_sentences_are_read_where_the_encoder_knows_the_language(blank: Interpreter) -> None:
    """It is the one that ships with another backend."""
    assert blank.respond("swing that lamp to the left").text == "It swings."


@pytest.mark.parametrize("said", ["turn left", "turn right", "look around"])
def test_what_the_model_knows_is_nearer_to_what_it_knows(blank: Interpreter, said: str) -> None:
    """Its examples are those that ship with the encoder: a model without any takes nothing for a new action."""
    assert blank.respond(said).status == "rejected"


@pytest.mark.parametrize("said", ["摇一摇", "台灯", "把箱子向左转", "把台灯向右转", "今天天气真好", "把桌子摇一摇"])
def test_near_sentences_in_other_languages_are_no_guess(blank: Interpreter, said: str) -> None:
    """To an encoder of English all Chinese is alike."""
    assert blank.respond(said).status == "rejected"


def test_what_was_looked_at_is_kept(blank: Interpreter) -> None:
    """It is how the model read the sentence, whatever became of it."""
    reading = blank.respond("摇一摇台灯").interpretations[0].evidence.reading
    assert reading is not None
    assert reading.attention == SAW

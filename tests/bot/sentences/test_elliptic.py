"""Several values for one verb, in Chinese where what is asked of each stands behind them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.actions import action
from bot.backend import Context
from bot.catalog import make_catalog
from bot.evaluation.made import right_program
from bot.program import Call
from bot.sentences.elliptic import Elliptic
from bot.sentences.files import read_sentence_file
from bot.sentences.furniture import Furniture
from bot.sentences.labelled import Draft, Labelled
from bot.sentences.parts import Parts
from bot.sentences.pool import Pool

LINES: dict[str, list[Any]] = {
    "join_values": ["和", "、"], "distributing": ["分别"], "asked": ["几点", "怎么说"], "join_elliptic": ["和"],
    "join_then": ["然后"], "prepositions": [], "postpositions": [], "both": ["都"], "elliptic_behind": ["也是"],
    "pronouns": ["它"], "named": ["无"], "fillers": ["嗯"], "corrections": ["不对"], "corrections_behind": ["我是说"],
    "drop_corrections": ["算了"], "polite_before": ["请"], "articles": [],
}  # fmt: skip
FURNITURE = Furniture(LINES, dict.fromkeys(("打开", "念"), ()), {}, "zh")


@action("toy.time")
def now(place: str) -> str:
    """Tell the time."""
    return place


@action("toy.translate", gives_text=True)
def translate(text: str, to: str) -> str:
    """Translate."""
    return text + to


@action("toy.say")
def say(text: str) -> str:
    """Say."""
    return text


CATALOG = make_catalog([now, translate, say], {}, {})
LISTS = """
lists:
  place: {values: [北京, 纽约, 东京]}
  to: {values: [法语, 德语]}
  text: {values: [猫, 狗, 很长很长很长的一句话, "好，走"]}
"""


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., list[Labelled]]:
    """Return a function that makes many utterances of templates."""

    def several(label: str, *templates: str) -> list[Labelled]:
        path = tmp_path / "zh.yaml"
        said = ", ".join(f'"{template}"' for template in templates)
        path.write_text(
            f"language: zh\nintents:\n  {label}: {{data: [{{sentences: [{said}]}}]}}\n{LISTS}", encoding="utf-8"
        )
        random = Random(3)
        parts = Parts(FURNITURE, Pool([read_sentence_file(path)], CATALOG.slot_types, FURNITURE, random), random)
        found = []
        for _ in range(300):
            draft = Draft(language="zh")
            Elliptic(parts).elliptic(draft)
            found.append(draft.done())
        return found

    return several


def arguments(said: Labelled) -> list[Any]:
    """Return the arguments of the calls of the right program."""
    made = right_program(said, Context(CATALOG, language="zh"))
    return [call.args for call in made or () if isinstance(call, Call)]


def test_what_is_asked_of_several_places(made: Callable[..., list[Labelled]]) -> None:
    """Is asked of each, whether a word says so or not."""
    texts = {said.text: said for said in made("toy.time", "{place}现在几点")}
    for text in ("北京和纽约现在分别几点", "北京和纽约现在几点"):
        assert arguments(texts[text]) == [{"place": "北京"}, {"place": "纽约"}]
    three = next(said for text, said in texts.items() if text.startswith(("纽约、东京、北京", "纽约、东京和北京")))
    assert arguments(three) == [{"place": "纽约"}, {"place": "东京"}, {"place": "北京"}]


def test_texts_are_several_where_each_is_meant(made: Callable[..., list[Labelled]]) -> None:
    """And they are short: with "and" between them alone they are one text; what the last one says goes for all."""
    found = [
        said for said in made("toy.translate", "{text}用{to}怎么说", "“{text}”用{to}怎么说") if len(said.clauses) > 1
    ]
    assert all("分别怎么说" in said.text and "很长" not in said.text and "好，走" not in said.text for said in found)
    texts = {said.text: said for said in found}
    for text in ("猫和狗用法语分别怎么说", "“猫”和“狗”用法语分别怎么说"):
        assert arguments(texts[text]) == [{"text": "猫", "to": "法语"}, {"text": "狗", "to": "法语"}]


def test_a_text_in_two_languages(made: Callable[..., list[Labelled]]) -> None:
    """Is said once."""
    texts = {said.text: said for said in made("toy.translate", "{text}翻成{to}")}
    assert arguments(texts["猫翻成法语和德语"]) == [{"text": "猫", "to": "法语"}, {"text": "猫", "to": "德语"}]


def test_two_texts_behind_a_verb_are_one(made: Callable[..., list[Labelled]]) -> None:
    """Nobody could tell where one ends: 念猫和狗."""
    assert all(len(said.clauses) == 1 for said in made("toy.say", "念{text}"))

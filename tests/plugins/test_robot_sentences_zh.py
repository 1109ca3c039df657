"""What the robot's Chinese sentences say, beside the English ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

import bot_robot
from bot.sentences.files import SentenceFile, read_sentence_file
from bot.sentences.sampler import Sampler
from bot.slots.base import SimpleSlot, SlotType

_FOLDER = Path(bot_robot.__file__).parent / "sentences"
_SAID = {"target": "红色的球", "landmark": "门", "distance": "三步"}


@pytest.fixture(scope="module")
def chinese() -> SentenceFile:
    """The robot's sentences in Chinese."""
    return read_sentence_file(_FOLDER / "zh.yaml")


def _always(name: str, said: str) -> SlotType:
    """Return a slot type that writes one surface."""
    return SimpleSlot(name, lambda surface, _: surface, lambda *_: said)


def _sentences(file: SentenceFile, action: str) -> set[str]:
    """Return many sentences of an action, each object, landmark and distance said in one way."""
    slots = {name: _always(name, said) for name, said in _SAID.items()}
    sampler, random = Sampler(file, {action: slots}), Random(0)
    templates = [template for template in file.templates if template.action == action]
    return {sampler.sample(template, random).text for template in templates for _ in range(60)}


def test_every_action_has_as_many_constructions_as_in_english(chinese: SentenceFile) -> None:
    """A Chinese speaker is understood as broadly as an English one."""
    english = Counter(template.action for template in read_sentence_file(_FOLDER / "en.yaml").templates)
    said = Counter(template.action for template in chinese.templates)
    assert {action: count for action, count in english.items() if said[action] < count} == {}


def test_no_construction_stands_twice(chinese: SentenceFile) -> None:
    """Twice would count twice in training."""
    counts = Counter((template.action, template.text) for template in chinese.templates)
    assert [found for found, count in counts.items() if count > 1] == []


def test_chinese_is_written_without_spaces_and_with_its_own_marks(chinese: SentenceFile) -> None:
    """As it is typed."""
    actions = {template.action for template in chinese.templates}
    said = set.union(*(_sentences(chinese, action) for action in actions))
    assert [text for text in said if set(text) & set(" ,.!?;")] == []


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("robot.turn", "左转"),
        ("robot.turn", "向左转"),
        ("robot.turn", "往左拐"),
        ("robot.turn", "掉头"),
        ("robot.turn", "向后转"),
        ("robot.move", "往左走"),
        ("robot.move", "左移"),
        ("robot.move", "前进三步"),
        ("robot.move", "走"),
        ("robot.move", "退"),
        ("robot.turn", "左"),
        ("robot.turn", "转完身"),
        ("robot.stop", "停"),
        ("robot.pick_up", "捡起了红色的球"),
        ("robot.open", "开"),
        ("robot.go_to", "走到红色的球旁边"),
        ("robot.pick_up", "把红色的球捡起来"),
        ("robot.open", "把红色的球打开"),
        ("robot.locate", "红色的球在哪"),
        ("robot.locate", "找红色的球"),
        ("robot.put_next_to", "把红色的球放到门旁边"),
        ("robot.put_down", "放下"),
        ("robot.stop", "站住"),
        ("robot.new_world", "重新开始"),
    ],
)
def test_an_everyday_command_belongs_to_one_action(chinese: SentenceFile, action: str, text: str) -> None:
    """Left turns and going left moves, as in English, and so on."""
    actions = sorted({template.action for template in chinese.templates})
    assert [each for each in actions if text in _sentences(chinese, each)] == [action]


def test_what_is_picked_up_and_then_put_somewhere_is_two_clauses(chinese: SentenceFile) -> None:
    """Behind a comma something new is asked for, and the object is left unsaid."""
    said = _sentences(chinese, "robot.put_next_to")
    picked = ("捡", "拿", "取", "抱", "搬", "带")
    assert [text for text in said if text.startswith(picked) and "，" in text] == []


def test_a_remark_that_something_is_there_belongs_to_the_command(chinese: SentenceFile) -> None:
    """It asks for no look-out, and what was seen is what the command is about."""
    random, sampler = Random(0), Sampler(chinese, {})
    templates = [template for template in chinese.templates if "{seen:target}" in template.text]
    assert {template.action for template in templates} == {"robot.go_to", "robot.pick_up", "robot.open", "robot.close"}
    for template in templates:
        sample = sampler.sample(template, random)
        (slot,) = sample.slots
        assert sample.text[: slot.start].endswith(("有", "着", "了"))

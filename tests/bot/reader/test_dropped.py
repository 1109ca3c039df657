"""What Chinese leaves unsaid because it was just named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.catalog import Catalog
from bot.interpretation import Interpretation
from bot.program import JSON, Call

Read = Callable[..., Interpretation]
BALL: JSON = {"kind": "ball", "color": "red"}
BOX: JSON = {"kind": "box"}
FIND = ("找到红球", "robot.locate", {"target": "红球"})


def test_the_object_named_last_stands_for_one_left_unsaid(read: Read) -> None:
    """Also where another command stands between; the conventions say so."""
    text = "找到红球，左转，然后捡起来"
    turn = ("左转", "robot.turn", {"direction": "左"}, "and")
    found = read(text, FIND, turn, ("捡起来", "robot.pick_up", {}, "then"), language="zh")
    assert found.program[-1] == Call("robot.pick_up", {"target": BALL})
    assert found.need == "nothing"
    assert found.evidence.notes == ("the target was left unsaid: what the sentence named last stands for it",)


def test_it_is_the_last_one_that_counts(read: Read) -> None:
    """And one that was taken over is named as well."""
    text = "找到红球，去箱子那儿，打开再关上"
    go = ("去箱子那儿", "robot.go_to", {"target": "箱子"}, "and")
    found = read(text, FIND, go, ("打开", "robot.open", {}, "and"), ("关上", "robot.close", {}, "then"), language="zh")
    assert [call.args["target"] for call in found.program if isinstance(call, Call)] == [BALL, BOX, BOX, BOX]


def test_a_thing_is_not_put_beside_itself(read: Read) -> None:
    """What is said fills its own slot; the one left unsaid is what was named before, and else asked for."""
    text = "找到红球，放到箱子旁边"
    beside = ("放到箱子旁边", "robot.put_next_to", {"landmark": "箱子"}, "and")
    found = read(text, FIND, beside, language="zh")
    assert found.program[-1] == Call("robot.put_next_to", {"target": BALL, "landmark": BOX})
    text = "找到红球，把它放到"
    found = read(text, FIND, ("把它放到", "robot.put_next_to", {"target": "它"}, "and"), language="zh")
    assert (found.need, found.missing) == ("input", ("landmark",))


@pytest.mark.parametrize("named", ["before", "behind", "nowhere"])
def test_what_this_sentence_has_not_named_is_asked_for(read: Read, named: str) -> None:
    """An earlier sentence does not count, nor what comes only later."""
    text = {"before": "捡起来", "behind": "捡起来，找到红球", "nowhere": "捡起来"}[named]
    clauses = [("捡起来", "robot.pick_up")] + ([FIND] if named == "behind" else [])
    found = read(text, *clauses, focus={"object": BALL} if named == "before" else {}, language="zh")
    assert (found.need, found.missing) == ("input", ("target",))


def test_texts_and_numbers_are_never_left_unsaid(read: Read, speaking: Catalog) -> None:
    """Only what "it" could stand for."""
    text = "说你好，再说"
    say = ("说你好", "speech.say", {"text": "你好"})
    found = read(text, say, ("再说", "speech.say", {}, "then"), catalog=speaking, language="zh")
    assert (found.need, found.missing) == ("input", ("text",))


def test_english_says_it(read: Read) -> None:
    """There a missing object is asked for."""
    text = "find the red ball, then pick up"
    find = ("find the red ball", "robot.locate", {"target": "the red ball"})
    found = read(text, find, ("pick up", "robot.pick_up", {}, "then"))
    assert (found.need, found.missing) == ("input", ("target",))

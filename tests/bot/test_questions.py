"""Questions, and the answers to them."""

import pytest

from bot import action
from bot.backend import Context
from bot.catalog import make_catalog
from bot.interpretation import Interpretation
from bot.plugins import Plugins
from bot.program import JSON, Call, Repeat
from bot.questions import NO, YES, answered, question

TURN = Call("robot.turn", {"direction": "left"})
PARTLY = Interpretation((TURN,), 0.9, "confirmation", unread=("make coffee",))
BALL: JSON = {"kind": "ball", "color": "red"}


@action("card.write")
def write(text: str) -> str:
    """Write a card."""
    return text


@pytest.fixture
def context(plugins: Plugins) -> Context:
    """The installed actions."""
    return Context(plugins.catalog)


@pytest.mark.parametrize("words", [*sorted(YES), "Yes!", " OK. "])
def test_yes_runs_what_was_understood(context: Context, words: str) -> None:
    """In any of the words for it."""
    found = answered(PARTLY, words, context)
    assert found is not None
    assert (found.program, found.need, found.unread) == ((TURN,), "nothing", ())


@pytest.mark.parametrize("words", [*sorted(NO), "No."])
def test_no_drops_it(context: Context, words: str) -> None:
    """Nothing of it is done."""
    found = answered(PARTLY, words, context)
    assert found is not None
    assert found.program == (Call("bot.cancel"),)


@pytest.mark.parametrize("words", ["turn right", "yes and turn right", "what time is it", ""])
def test_a_new_command_is_no_answer(context: Context, words: str) -> None:
    """It is read as what it is."""
    assert answered(PARTLY, words, context) is None


@pytest.mark.parametrize(("words", "target"), [("the red ball", BALL), ("a key", {"kind": "key"})])
def test_a_word_fills_the_missing_slot(context: Context, words: str, target: JSON) -> None:
    """Then the program can run, and `it` is what was named."""
    pending = Interpretation((TURN, Call("robot.pick_up")), 0.9, "input", ("target",))
    found = answered(pending, words, context)
    assert found is not None
    assert (found.program, found.need, found.missing) == (
        (TURN, Call("robot.pick_up", {"target": target})),
        "nothing",
        (),
    )
    assert found.focus["object"] == target


def test_the_next_missing_slot_is_asked_for(context: Context) -> None:
    """One question after the other."""
    pending = Interpretation((Call("robot.put_next_to"),), 0.9, "input", ("target", "landmark"))
    first = answered(pending, "the red ball", context)
    assert first is not None
    assert (first.need, first.missing) == ("input", ("landmark",))
    second = answered(first, "the key", context)
    assert second is not None
    assert second.program == (Call("robot.put_next_to", {"target": BALL, "landmark": {"kind": "key"}}),)
    assert second.need == "nothing"


def test_a_slot_inside_a_repeat_is_filled(context: Context) -> None:
    """The call may stand anywhere in the program."""
    pending = Interpretation((Repeat(2, (Call("robot.pick_up"),)),), 0.9, "input", ("target",))
    found = answered(pending, "the red ball", context)
    assert found is not None
    assert found.program == (Repeat(2, (Call("robot.pick_up", {"target": BALL}),)),)


def test_what_is_unread_is_still_asked_about(context: Context) -> None:
    """Filling a slot does not run a sentence of which a part cannot be done."""
    pending = Interpretation((Call("robot.pick_up"),), 0.9, "input", ("target",), ("make coffee",))
    found = answered(pending, "the red ball", context)
    assert found is not None
    assert (found.need, found.unread) == ("confirmation", ("make coffee",))


@pytest.mark.parametrize("words", ["turn left", "never mind", "what time is it"])
def test_a_command_instead_of_the_slot_is_no_answer(context: Context, words: str) -> None:
    """Nobody is held in a question."""
    pending = Interpretation((Call("robot.pick_up"),), 0.9, "input", ("target",))
    assert answered(pending, words, context) is None


@pytest.mark.parametrize("words", ["turn left", "Happy birthday, grandma!", "yes"])
def test_a_text_is_given_by_words_that_are_no_command(words: str) -> None:
    """A command is one first: any words would do for a text."""
    pending = Interpretation((Call("card.write"),), 0.9, "input", ("text",))
    context = Context(make_catalog([write], {}, {}))
    assert answered(pending, words, context) is None
    found = answered(pending, words, context, rejected=True)
    assert found is not None
    assert found.program == (Call("card.write", {"text": words.rstrip("!")}),)


@pytest.mark.parametrize("words", ["No.", "leave it"])
def test_no_closes_the_question_for_a_slot(context: Context, words: str) -> None:
    """As it closes any other."""
    found = answered(Interpretation((Call("robot.pick_up"),), 0.9, "input", ("target",)), words, context)
    assert found is not None
    assert found.program == (Call("bot.cancel"),)


def test_the_question_names_what_is_asked(plugins: Plugins) -> None:
    """The slots, or the words that cannot be done and what would be."""
    asked = question(
        Interpretation((Call("robot.put_next_to"),), 0.9, "input", ("target", "landmark")), plugins.catalog
    )
    assert "target and landmark" in asked
    assert plugins.catalog.actions["robot.put_next_to"].help.rstrip(".") in asked
    asked = question(PARTLY, plugins.catalog)
    assert "'make coffee'" in asked
    assert "robot.turn(left)" in asked

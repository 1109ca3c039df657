"""What the reader core makes of clauses that go on, slips of the hand, and signs."""

from collections.abc import Callable

import pytest

from bot.backend import Context
from bot.interpretation import Interpretation
from bot.plugins import Plugins
from bot.program import Call
from bot.reader import interpret_readings
from bot.reading import Clause, Reading, SlotSpan

Read = Callable[..., Interpretation]


def test_a_clause_that_adds_what_is_missing_goes_on(read: Read) -> None:
    """One timer in `I need a tea timer, four minutes`; a clause with a connective of its own is another call."""
    timer = ("i need a tea timer", "clock.timer", {"label": "tea"})
    text = "i need a tea timer, four minutes"
    one = read(text, timer, ("four minutes", "clock.timer", {"duration": "four minutes"}))
    assert one.program == (Call("clock.timer", {"duration": 240, "label": "tea"}),)
    two = read(text, timer, ("four minutes", "clock.timer", {"duration": "four minutes"}, "and"))
    assert len(two.program) == 2


def test_a_mistyped_slot_is_read_as_it_was_meant(plugins: Plugins) -> None:
    """Where the words as typed cannot be read; words that can be are kept."""
    context = Context(plugins.catalog)
    span = SlotSpan("direction", "rigth", 5, 10, spelled="right")
    reading = Reading((Clause("robot.turn", 0, 10, slots=(span,)),), 0.9)
    assert interpret_readings("turn rigth", [reading], context)[0].program == (
        Call("robot.turn", {"direction": "right"}),
    )
    label = SlotSpan("label", "teh", 10, 13, spelled="the")
    timer = Clause("clock.timer", 0, 20, slots=(SlotSpan("duration", "1 minute", 0, 8), label))
    found = interpret_readings("1 minute teh", [Reading((timer,), 0.9)], context)[0]
    assert found.program == (Call("clock.timer", {"duration": 60, "label": "teh"}),)


@pytest.mark.parametrize("text", ["go forward minus three steps", "go forward -3 steps"])
def test_a_minus_is_never_dropped(plugins: Plugins, text: str) -> None:
    """Three steps are not what was asked for."""
    start = text.rindex("three steps") if "three" in text else text.rindex("3 steps")
    span = SlotSpan("distance", text[start:], start, len(text))
    reading = Reading((Clause("robot.move", 0, len(text), slots=(span,)),), 0.9)
    assert interpret_readings(text, [reading], Context(plugins.catalog))[0].need == "rejection"

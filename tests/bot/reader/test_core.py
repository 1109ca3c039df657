"""The conventions by which readings become programs."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backend import Context
from bot.interpretation import Interpretation
from bot.plugins import Plugins
from bot.program import JSON, Call, Repeat, program_from_json, program_to_json
from bot.reader import interpret_readings
from bot.reading import CONDITION, COUNT, NEGATION, NONE, REPEAT_ALL, Clause, Reading, SlotSpan

Read = Callable[..., Interpretation]
LEFT = ("turn left", "robot.turn", {"direction": "left"})
TURN_LEFT = Call("robot.turn", {"direction": "left"})
KEY: JSON = {"kind": "key"}


def test_a_call_gets_its_slots_and_defaults(read: Read) -> None:
    """What was said is read, what was not has its default."""
    found = read("go three steps", ("go three steps", "robot.move", {"distance": "three steps"}))
    assert found.program == (Call("robot.move", {"direction": "forward", "distance": 3}),)
    assert (found.need, found.confidence) == ("nothing", 0.9)


def test_words_that_carry_an_argument_as_a_whole(read: Read) -> None:
    """`Back up` has its direction fixed; a slot span of the same name does not change it."""
    found = read(
        "back up left", ("back up left", "robot.move", {"direction": "left"}, "start", {"direction": "backward"})
    )
    assert found.program == (Call("robot.move", {"direction": "backward", "distance": 1}),)


def test_twice_makes_a_repeat(read: Read) -> None:
    """Never multiplied into the distance."""
    slots = {"distance": "two steps", COUNT: "three times"}
    found = read("go two steps three times", ("go two steps three times", "robot.move", slots))
    assert found.program == (Repeat(3, (Call("robot.move", {"direction": "forward", "distance": 2}),)),)


def test_a_and_b_twice_repeats_b(read: Read) -> None:
    """The count belongs to its own clause."""
    turn = ("turn left twice", "robot.turn", {"direction": "left", COUNT: "twice"}, "and")
    found = read("look and turn left twice", ("look", "robot.look"), turn)
    assert found.program == (Call("robot.look"), Repeat(2, (TURN_LEFT,)))


@pytest.mark.parametrize(("words", "times"), [("twice", 2), ("three times", 3), ("", 2)])
def test_do_that_twice_repeats_everything_before(read: Read, words: str, times: int) -> None:
    """At the end of a sentence; without a count it means twice."""
    text = f"look, turn left and do that {words}".strip()
    again = (f"do that {words}".strip(), REPEAT_ALL, {COUNT: words} if words else {}, "and")
    found = read(text, ("look", "robot.look"), (*LEFT, "and"), again)
    assert found.program == (Repeat(times, (Call("robot.look"), TURN_LEFT)),)


def test_do_that_again_alone_is_again(read: Read) -> None:
    """With nothing before it in the sentence, it is about the sentence before."""
    assert read("do that again", ("do that again", REPEAT_ALL)).program == (Call("bot.again"),)
    twice = read("do that twice", ("do that twice", REPEAT_ALL, {COUNT: "twice"}))
    assert twice.program == (Repeat(2, (Call("bot.again"),)),)


@pytest.mark.parametrize("words", ["a million times", "zero times", "many times"])
def test_a_count_that_cannot_be_is_not_done_once(read: Read, words: str) -> None:
    """The clause is unread rather than run a wrong number of times."""
    found = read(f"turn left {words}", (f"turn left {words}", "robot.turn", {"direction": "left", COUNT: words}))
    assert (found.program, found.need) == ((), "rejection")
    assert words in found.reason


def test_do_that_a_million_times_is_not_done_twice(read: Read) -> None:
    """A count that cannot be leaves the words unread; the rest is asked about."""
    text = "turn left and do that a million times"
    found = read(text, LEFT, ("do that a million times", REPEAT_ALL, {COUNT: "a million times"}, "and"))
    assert (found.need, found.program, found.unread) == ("confirmation", (TURN_LEFT,), ("do that a million times",))


def test_repeats_of_repeats_do_not_run_for_ever(read: Read) -> None:
    """A thousand times a thousand turns are refused, with how many they would be."""
    turn = ("turn left 1000 times", "robot.turn", {"direction": "left", COUNT: "1000 times"})
    found = read(
        "turn left 1000 times and do that 1000 times",
        turn,
        ("do that 1000 times", REPEAT_ALL, {COUNT: "1000 times"}, "and"),
    )
    assert (found.need, found.program) == ("rejection", ())
    assert "1000000 calls" in found.reason


def test_all_missing_slots_of_the_first_incomplete_call_are_named(read: Read) -> None:
    """Bare names, of the first such call alone; what was understood stays."""
    text = "look, put it down next to it and pick up"
    found = read(
        text,
        ("look", "robot.look"),
        ("put it down next to it", "robot.put_next_to", {}, "and"),
        ("pick up", "robot.pick_up", {}, "and"),
    )
    assert found.missing == ("target", "landmark")
    assert found.program == (Call("robot.look"), Call("robot.put_next_to"), Call("robot.pick_up"))


def test_the_first_incomplete_call_is_the_first_to_run(read: Read) -> None:
    """`Pick up after you open` asks what to open."""
    text = "pick up the key after you put down next to the box"
    found = read(
        text,
        ("pick up the key", "robot.pick_up", {"target": "the key"}),
        ("you put down next to the box", "robot.put_next_to", {"landmark": "the box"}, "after"),
    )
    assert [step.to_json()["action"] for step in found.program] == ["robot.put_next_to", "robot.pick_up"]
    assert found.missing == ("target",)


def test_a_part_that_cannot_be_done_is_asked_about(read: Read) -> None:
    """The rest is the program, the words are `unread`."""
    found = read("turn left and make coffee.", LEFT, ("make coffee.", NONE, {}, "and"))
    assert (found.need, found.unread, found.program) == ("confirmation", ("make coffee",), (TURN_LEFT,))


@pytest.mark.parametrize(
    ("mark", "said", "reason"),
    [
        (NEGATION, "don't turn left", "not to do"),
        (CONDITION, "turn left if you see a ball", "condition"),
        (NONE, "make coffee", "no action"),
        ("lamp.on", "switch on the lamp", "no action"),
    ],
)
def test_what_cannot_be_done_is_rejected_with_its_reason(read: Read, mark: str, said: str, reason: str) -> None:
    """Negation, conditions, what no action does, and actions that are no longer installed."""
    found = read(said, (said, mark))
    assert (found.program, found.need) == ((), "rejection")
    assert reason in found.reason


@pytest.mark.parametrize("surface", ["the orange ball", "the red blue ball", "the wall"])
def test_an_object_outside_the_contract_is_rejected_with_its_reason(read: Read, surface: str) -> None:
    """Colours and kinds that are not there are not replaced by ones that are."""
    found = read(f"pick up {surface}", (f"pick up {surface}", "robot.pick_up", {"target": surface}))
    assert (found.program, found.need) == ((), "rejection")
    assert found.reason != ""
    assert found.unread == (f"pick up {surface}",)


def test_an_unreadable_slot_beside_something_doable_asks(read: Read) -> None:
    """Only its own clause is left out."""
    text = "turn left and pick up the orange ball"
    found = read(text, LEFT, ("pick up the orange ball", "robot.pick_up", {"target": "the orange ball"}, "and"))
    assert (found.need, found.program, found.unread) == ("confirmation", (TURN_LEFT,), ("pick up the orange ball",))
    assert "orange" in found.reason


def test_before_and_after_change_the_order_of_the_program(read: Read) -> None:
    """The program holds the order of execution, and `it` follows the order of the words."""
    text = "open the blue door after you pick up the key"
    found = read(
        text,
        ("open the blue door", "robot.open", {"target": "the blue door"}),
        ("you pick up the key", "robot.pick_up", {"target": "the key"}, "after"),
    )
    door = Call("robot.open", {"target": {"kind": "door", "color": "blue"}})
    assert found.program == (Call("robot.pick_up", {"target": KEY}), door)


def test_readings_of_the_same_program_are_told_once(plugins: Plugins) -> None:
    """Alternatives differ; the best comes first."""
    turn = Clause("robot.turn", 0, 4, slots=(SlotSpan("direction", "left", 5, 9),))
    readings = [Reading((turn,), 0.8), Reading((turn,), 0.1), Reading((Clause("robot.look", 0, 4),), 0.05)]
    found = interpret_readings("turn left", readings, Context(plugins.catalog))
    assert [(interpretation.program[0], interpretation.confidence) for interpretation in found] == [
        (TURN_LEFT, 0.8), (Call("robot.look"), 0.05),
    ]  # fmt: skip


def test_no_reading_is_a_rejection(plugins: Plugins) -> None:
    """There is always an interpretation."""
    (found,) = interpret_readings("", [], Context(plugins.catalog))
    assert (found.need, found.program) == ("rejection", ())
    assert found.reason != ""


@given(data=st.data())
def test_no_reading_breaks_the_core(plugins: Plugins, data: st.DataObject) -> None:
    """Any clauses over any text, with any spans, give a well-formed program or a reason."""
    text = data.draw(st.text(min_size=1, max_size=40))
    names = [*plugins.catalog.actions, NONE, NEGATION, CONDITION, REPEAT_ALL, "lamp.on"]
    slots = [
        COUNT,
        "target",
        "landmark",
        "direction",
        "distance",
        "duration",
        "label",
        "place",
        "seed",
        "topic",
        "nothing",
    ]
    at = st.integers(0, len(text))
    span = st.tuples(st.sampled_from(slots), at, at).map(lambda s: SlotSpan(s[0], text[s[1] : s[2]], s[1], s[2]))
    join = st.sampled_from(["start", "and", "then", "after", "before"])
    spans = st.lists(span, max_size=3).map(tuple)
    clauses = data.draw(st.lists(st.builds(Clause, st.sampled_from(names), at, at, join, spans), max_size=4))
    (found,) = interpret_readings(text, [Reading(tuple(clauses))], Context(plugins.catalog))
    assert program_from_json(program_to_json(found.program)) == found.program
    assert bool(found.program) != (found.need == "rejection")
    assert (found.need == "rejection") <= bool(found.reason)
    assert (found.need == "input") == bool(found.missing)

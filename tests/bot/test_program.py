"""Programs and their JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError
from bot.program import Call, Program, Repeat, calls, program_from_json, program_to_json, size, spliced, unrolled

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
CALLS = st.builds(
    Call, st.sampled_from(["robot.move", "clock.time"]), st.dictionaries(st.text(max_size=8), VALUES, max_size=3)
)
STEPS = st.recursive(
    CALLS,
    lambda inner: st.builds(Repeat, st.integers(1, 4), st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=6,
)
PROGRAMS = st.lists(STEPS, max_size=4).map(tuple)


@given(PROGRAMS)
def test_json_there_and_back_is_the_same_program(program: Program) -> None:
    """Through real JSON text, for any nesting and any values."""
    assert program_from_json(json.loads(json.dumps(program_to_json(program)))) == program


@given(PROGRAMS)
def test_unrolling_repeats_what_is_written(program: Program) -> None:
    """Every call that runs is written, and a program without repeats runs as it is written."""
    written = list(calls(program))
    run = list(unrolled(program))
    assert all(call in written for call in run)
    assert len(run) == size(program) >= len(written)
    if all(isinstance(step, Call) for step in program):
        assert run == written


def test_a_repeat_runs_its_body_in_turn() -> None:
    """`3 x [A, B]` runs A, B, A, B, A, B."""
    a, b = Call("robot.move"), Call("robot.turn")
    assert list(unrolled((Repeat(3, (a, b)),))) == [a, b] * 3


def test_a_call_without_arguments_may_leave_them_out() -> None:
    """`{"action": ...}` is a call of no arguments."""
    assert program_from_json([{"action": "robot.look"}]) == (Call("robot.look", {}),)


@pytest.mark.parametrize(
    "steps",
    [
        None, {}, "robot.look", [[]], [None], [{}], [{"action": 3}], [{"action": "a.b", "args": []}],
        [{"action": "a.b", "args": None}], [{"action": "a.b", "extra": 1}], [{"repeat": 2}],
        [{"repeat": 0, "body": [{"action": "a.b"}]}], [{"repeat": 2, "body": []}],
        [{"repeat": "2", "body": [{"action": "a.b"}]}], [{"repeat": True, "body": [{"action": "a.b"}]}],
        [{"repeat": 2, "body": [{"action": "a.b"}], "args": {}}], [{"repeat": 2, "body": [{"repeat": 1}]}],
    ],
)  # fmt: skip
def test_malformed_steps_are_refused(steps: object) -> None:
    """Anything but steps as the contract writes them is an error with one clear line."""
    with pytest.raises(BotError, match=r"step|list of steps"):
        program_from_json(steps)  # type: ignore[arg-type]


@given(VALUES)
def test_any_json_is_a_program_or_refused(value: object) -> None:
    """No JSON value raises anything but the one error."""
    try:
        program = program_from_json(value)  # type: ignore[arg-type]
    except BotError:
        return
    assert program_to_json(program) is not None


def test_steps_take_the_place_of_calls() -> None:
    """At any depth; a repeat of which nothing is left is no step."""
    look, turn = Call("robot.look"), Call("robot.turn")
    program = (look, Repeat(2, (turn, look)), Repeat(3, (look,)))
    assert spliced(program, lambda call: () if call == look else (call,)) == (Repeat(2, (turn,)),)
    assert spliced((look, turn), lambda call: (turn, turn) if call == look else (call,)) == (turn, turn, turn)


def test_results_are_counted_past_the_steps_that_take_a_place() -> None:
    """A call that takes another one's answer still takes it, wherever calls come or go between the two."""
    look, turn = Call("robot.look"), Call("robot.turn")

    def say(back: int) -> Call:
        return Call("speech.say", {"text": {"result_of": back}})

    def twice(call: Call) -> Program:
        return (turn, say(1)) if call == turn else (call,)

    assert spliced((look, turn, say(2), say(2)), twice) == (look, turn, say(1), say(3), say(2))
    assert spliced((turn, say(1)), twice) == (turn, say(1), say(1))
    assert spliced((look, Repeat(2, (turn,)), say(2)), twice)[-1] == say(3)
    assert spliced((look, turn, say(2)), lambda call: () if call == turn else (call,)) == (look, say(1))
    assert spliced((say(4), say(0)), twice) == (say(4), say(0))

"""Running programs, call by call."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot import ActionFailed, BotError, Call, CallContext, Outcome, Repeat, action
from bot.catalog import make_catalog
from bot.program import Program
from bot.runner import Listener, Run

SAID: list[str] = []


def _box() -> list[str]:
    return []


def _saved(context: CallContext) -> Callable[[], str]:
    box = context.keep(_box)
    kept = list(box)
    box.append("saved")
    return lambda: f"back to {kept}"


@action("toy.say", gives_text=True, undo=_saved)
def say(text: str) -> str:
    """Say a text."""
    SAID.append(text)
    return text.upper()


@action("toy.hush")
def hush() -> None:
    """Say nothing."""


@action("toy.fail")
def fail() -> str:
    """Fail."""
    raise ActionFailed("there is a wall ahead")


@action("toy.lack")
def lack() -> str:
    """Lack what the user can bring."""
    raise BotError("there is no model: `bot train` makes one")


@action("toy.crash")
def crash() -> str:
    """Break."""
    raise ZeroDivisionError("division by zero")


@action("toy.leave")
def leave() -> str:
    """End the program."""
    raise SystemExit(3)


@action("toy.wait")
def wait(context: CallContext, from_: int = 0) -> str:
    """Wait until stopped."""
    context.progress("waiting")
    context.check()
    return f"{context.index} of {len(context.program)} from {from_}"


CATALOG = make_catalog([say, hush, fail, lack, crash, leave, wait], {}, {})


@pytest.fixture(autouse=True)
def nothing_said() -> None:
    """Begin in silence."""
    SAID.clear()


def run(*program: object, listener: Listener | None = None) -> Run:
    """Run steps of the toy plugin."""
    steps: Program = tuple(program)  # type: ignore[arg-type]
    made = Run(steps, CATALOG, listener or Listener(), {}, "en", None)
    made.go()
    return made


def told(made: Run) -> list[tuple[str, str]]:
    """Return status, and text or reason, of each outcome."""
    return [(outcome.status, outcome.reason or outcome.text) for outcome in made.outcomes]


def speak(text: object) -> Call:
    """Return a call that says a text."""
    return Call("toy.say", {"text": text})  # type: ignore[dict-item]


def test_calls_run_in_order_and_repeats_in_turn() -> None:
    """Each run of a call has an outcome of its own."""
    made = run(speak("a"), Repeat(2, (speak("b"), Repeat(2, (speak("c"),)))))
    assert list("abccbcc") == SAID
    assert told(made) == [("done", letter) for letter in "ABCCBCC"]


def test_what_the_user_can_mend_is_told_in_its_own_words() -> None:
    """No plugin broke."""
    assert told(run(Call("toy.lack"))) == [("failed", "there is no model: `bot train` makes one")]


def test_a_failure_stops_the_program() -> None:
    """What comes after it does not run, and the reason is the action's own words."""
    made = run(speak("a"), Call("toy.fail"), speak("b"))
    assert told(made) == [("done", "A"), ("failed", "there is a wall ahead")]
    assert SAID == ["a"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("toy.crash", "plugin toy broke: ZeroDivisionError: division by zero"),
        ("toy.leave", "plugin toy tried to end the program"),
    ],
)
def test_a_broken_plugin_does_not_end_the_session(name: str, reason: str) -> None:
    """Neither an exception nor an exit gets out; the plugin is named."""
    assert told(run(Call(name), speak("b"))) == [("failed", reason)]


def test_stopping_before_a_call_cancels_it() -> None:
    """Nothing more is done once the user has said stop."""
    outcomes: list[Outcome] = []
    listener = Listener(on_outcome=outcomes.append, is_cancelled=lambda: len(outcomes) == 1)
    assert told(run(Repeat(5, (speak("a"),)), listener=listener)) == [("done", "A"), ("cancelled", "stopped")]
    assert SAID == ["a"]


def test_an_action_can_notice_that_it_is_stopped() -> None:
    """Between its steps: progress is told until then."""
    progress: list[object] = []
    listener = Listener(on_progress=progress.append, is_cancelled=lambda: bool(progress))
    assert told(run(Call("toy.wait"), speak("b"), listener=listener)) == [("cancelled", "stopped")]
    assert progress == ["waiting"]


def test_an_action_knows_where_in_the_program_it_is() -> None:
    """Unrolled; and a parameter named after a keyword gets its argument."""
    made = run(speak("a"), Repeat(2, (Call("toy.wait", {"from": 7}),)))
    assert told(made)[1:] == [("done", "1 of 3 from 7"), ("done", "2 of 3 from 7")]


def test_a_result_is_handed_on() -> None:
    """Counted back over the calls as written; a call without an answer gives an empty text."""
    run(speak("a"), Call("toy.hush"), speak({"result_of": 2}), speak({"result_of": 1}))
    assert SAID == ["a", "A", "A"]


def test_a_repeat_counts_as_written_for_results() -> None:
    """After a repeated call, one back is that call's last answer and two back the call before the repeat."""
    run(speak("a"), Repeat(3, (speak("b"),)), speak({"result_of": 2}), speak({"result_of": 2}))
    assert SAID == ["a", "b", "b", "b", "A", "B"]


@pytest.mark.parametrize("reference", [{"result_of": 1}, {"result_of": 0}, {"result_of": -1}, {"result_of": "1"}])
def test_a_result_that_is_not_there_fails(reference: object) -> None:
    """One clear line, nothing is said."""
    assert told(run(speak(reference))) == [("failed", "there is no result to hand on")]
    assert SAID == []


@pytest.mark.parametrize(
    ("args", "reason"), [({"text": 3}, "not a text"), ({"text": "a", "loud": True}, "no argument 'loud'")]
)
def test_arguments_of_a_foreign_program_are_checked(args: dict[str, object], reason: str) -> None:
    """A wrong type or an unknown argument fails before the action runs."""
    made = run(Call("toy.say", args))  # type: ignore[arg-type]
    assert made.outcomes[0].status == "failed"
    assert reason in str(made.outcomes[0].reason)
    assert SAID == []


def test_undo_is_kept_once_before_the_first_change() -> None:
    """However often an action runs, undoing goes back to before the program."""
    made = run(Repeat(3, (speak("a"),)), Call("toy.hush"))
    assert [back() for back in made.undo.values()] == ["back to []"]


def test_nothing_changed_is_nothing_to_undo() -> None:
    """A program of calls that need no undo keeps none."""
    assert run(Call("toy.hush"), Call("toy.wait")).undo == {}

"""What a session does with interpretations: ask, refuse, run, remember, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.actions import Touch
from bot.interpretation import Interpretation
from bot.interpreter import MAX_LETTERS, Interpreter
from bot.policy import Policy, Verdict
from bot.program import Call, Repeat
from bot.runner import Listener
from bot.settings import Settings

Make = Callable[..., Interpreter]
TOY = '''
from bot import ActionFailed, Touch, action, hookimpl

BOX = []

def keep(context):
    kept = list(BOX)
    def back():
        BOX[:] = kept
        return f"The box holds {len(kept)}."
    return back

@action("toy.put", undo=keep)
def put(text: str) -> str:
    """Put a word into the box."""
    BOX.append(text)
    return f"In the box: {' '.join(BOX)}."

@action("toy.send", touches=(Touch.NETWORK,))
def send() -> str:
    """Send the box away."""
    return "Sent."

@action("toy.fail")
def fail() -> str:
    """Fail."""
    raise ActionFailed("the lid is shut")

@hookimpl
def bot_actions():
    return [put, send, fail]
'''
PUT, SEND = Call("toy.put", {"text": "a"}), Call("toy.send")
KNOWN = {
    "put a": Interpretation((PUT,), 0.9),
    "put a twice": Interpretation((Repeat(2, (PUT,)),), 0.9),
    "send": Interpretation((SEND,), 0.9),
    "put a and send": Interpretation((PUT, SEND), 0.9),
    "fail": Interpretation((PUT, Call("toy.fail"), PUT), 0.9),
    "mumble": Interpretation((PUT,), 0.2),
    "put": Interpretation((Call("toy.put"),), 0.9, "input", ("text",)),
    "put a and fly": Interpretation((PUT,), 0.9, "confirmation", unread=("fly",)),
    "undo": Interpretation((Call("bot.undo"),), 0.9),
    "again": Interpretation((Call("bot.again"),), 0.9),
    "bye": Interpretation((Call("bot.quit"),), 0.9),
    "pick up": Interpretation((Call("robot.pick_up"),), 0.9, "input", ("target",)),
}


@pytest.fixture
def toy(plugin_file: Callable[..., Path], parrot: Make) -> Make:
    """Return a function that makes a session with the toy plugin."""
    plugin_file("toy", TOY)
    return lambda **options: parrot(KNOWN, **options)


def test_a_command_is_run_and_its_answer_told(toy: Make) -> None:
    """With the outcome of each call kept in the reply."""
    reply = toy().respond("put a twice")
    assert (reply.status, reply.text) == ("done", "In the box: a. In the box: a a.")
    assert [outcome.status for outcome in reply.outcomes] == ["done", "done"]
    assert reply.to_json()["program"] == [{"repeat": 2, "body": [{"action": "toy.put", "args": {"text": "a"}}]}]


def test_a_dry_run_has_no_effect(toy: Make) -> None:
    """It says what would be done; nothing is remembered, and `bye` does not end the session."""
    session = toy()
    assert session.respond("put a", dry_run=True).status == "dry_run"
    assert session.respond("bye", dry_run=True).status == "dry_run"
    assert not session.session.ended
    assert session.respond("undo").text == "There is nothing to undo."
    assert session.respond("put a").text == "In the box: a."


def test_undo_takes_back_the_whole_last_program(toy: Make) -> None:
    """Once for each program, newest first."""
    session = toy()
    session.respond("put a")
    session.respond("put a twice")
    assert "The box holds 1." in session.respond("undo").text
    assert "The box holds 0." in session.respond("undo").text
    assert session.respond("undo").status == "failed"


def test_again_runs_the_last_program_and_can_be_undone(toy: Make) -> None:
    """Undoing it keeps what the first run did; without anything before it fails."""
    session = toy()
    assert session.respond("again").status == "failed"
    session.respond("put a")
    assert session.respond("again").text == "In the box: a a."
    assert session.respond("again").text == "In the box: a a a."
    assert "The box holds 2." in session.respond("undo").text


def test_a_failure_tells_its_reason_and_can_be_undone(toy: Make) -> None:
    """What was done before it stays done until it is undone."""
    session = toy()
    reply = session.respond("fail")
    assert (reply.status, reply.text) == ("failed", "In the box: a. The lid is shut.")
    assert [outcome.status for outcome in reply.outcomes] == ["done", "failed"]
    assert "The box holds 0." in session.respond("undo").text


def test_what_the_policy_asks_about_waits_for_a_yes(toy: Make) -> None:
    """Nothing of the program runs before; `yes` runs it, and once only."""
    session = toy()
    asked = session.respond("put a and send")
    assert asked.status == "needs_confirmation"
    assert "network" in asked.text
    assert session.respond("yes").text == "In the box: a. Sent."
    assert session.respond("send").status == "needs_confirmation"


def test_what_the_policy_asks_about_is_dropped_by_a_no(toy: Make) -> None:
    """A later yes is about nothing."""
    session = toy()
    session.respond("send")
    assert session.respond("no").status == "done"
    assert session.respond("yes").status == "rejected"


def test_saying_it_again_is_no_yes(toy: Make) -> None:
    """Only an answer to the question is consent."""
    session = toy()
    assert [session.respond("send").status for _ in range(2)] == ["needs_confirmation"] * 2


@pytest.mark.parametrize(("answer", "status"), [(True, "done"), (False, "denied")])
def test_somebody_who_can_be_asked_is_asked_at_once(toy: Make, answer: bool, status: str) -> None:  # noqa: FBT001 - a column
    """The terminal gives the answer with the question."""
    asked: list[str] = []

    def confirm(text: str) -> bool:
        asked.append(text)
        return answer

    session = toy(confirm=confirm)
    assert session.respond("send").status == status
    assert len(asked) == 1


def test_a_yes_to_unread_words_is_no_yes_to_the_network(plugin_file: Callable[..., Path], parrot: Make) -> None:
    """Both questions are asked, one after the other."""
    plugin_file("toy", TOY)
    session = parrot({"send and fly": Interpretation((SEND,), 0.9, "confirmation", unread=("fly",))})
    assert "'fly'" in session.respond("send and fly").text
    assert "network" in session.respond("yes").text
    assert session.respond("yes").text == "Sent."


def test_what_the_settings_deny_is_denied(toy: Make) -> None:
    """Also in a dry run; nothing of the program runs."""
    settings = Settings(policy=Policy({Touch.NETWORK: Verdict.DENY}))
    session = toy(settings=settings)
    for dry_run in (True, False):
        assert session.respond("put a and send", dry_run=dry_run).status == "denied"
    assert session.respond("put a").text == "In the box: a."


def test_a_dry_run_does_not_ask_for_the_policy(toy: Make) -> None:
    """It answers as if the user had agreed."""
    assert toy().respond("send", dry_run=True).status == "dry_run"


def test_unread_words_are_asked_about(toy: Make) -> None:
    """Also in a dry run; a yes does the rest."""
    session = toy()
    reply = session.respond("put a and fly", dry_run=True)
    assert (reply.status, reply.to_json()["unread"]) == ("needs_confirmation", ["fly"])
    assert session.respond("yes").text == "In the box: a."


def test_a_missing_slot_is_asked_for_and_answered(toy: Make) -> None:
    """The slot is named bare in `missing`; the answer completes the call."""
    session = toy()
    reply = session.respond("pick up", dry_run=True)
    assert (reply.status, reply.to_json()["missing"]) == ("needs_input", ["target"])
    done = session.respond("the red ball", dry_run=True)
    assert done.program == (Call("robot.pick_up", {"target": {"kind": "ball", "color": "red"}}),)


def test_an_unsure_reading_is_rejected(toy: Make) -> None:
    """With the nearest that is known; the settings say how sure is sure enough."""
    reply = toy().respond("mumble")
    assert (reply.status, reply.program) == ("rejected", ())
    assert "toy.put(a)" in reply.text
    assert toy(settings=Settings(reject_below=0.1)).respond("mumble").status == "done"


@pytest.mark.parametrize(
    ("text", "reason"), [("", "no words"), ("?!", "no words"), ("向左转", "language"), ("a " * MAX_LETTERS, "long")]
)
def test_what_no_model_can_read_is_rejected(toy: Make, text: str, reason: str) -> None:
    """With the reason, and no program."""
    reply = toy().respond(text)
    assert (reply.status, reply.program) == ("rejected", ())
    assert reason in reply.text


def test_leaving_ends_the_session(toy: Make) -> None:
    """The session knows; the program around it acts on it."""
    session = toy()
    assert session.respond("bye").status == "done"
    assert session.session.ended


HOOKS = {
    "bot_before_call": "def bot_before_call(call, action):\n    return Verdict.DENY if action.name == 'toy.put' else None\n",
    "bot_after_call": "TOLD = []\n@hookimpl\ndef bot_after_call(outcome):\n    TOLD.append(outcome.status)\n",
    "bot_fallback": "def bot_fallback(utterance, language):\n    return f'Tell me about {utterance} in {language}.'\n",
}


def hooked(plugin_file: Callable[..., Path], code: str) -> None:
    """Drop in a plugin of one hook."""
    plugin_file("hooked", "from bot import Verdict, hookimpl\n" + ("" if "@hookimpl" in code else "@hookimpl\n") + code)


def test_a_plugin_can_deny_a_call(toy: Make, plugin_file: Callable[..., Path]) -> None:
    """Hook bot_before_call: its verdict counts like the user's."""
    hooked(plugin_file, HOOKS["bot_before_call"])
    assert toy().respond("put a").status == "denied"


def test_a_plugin_is_told_what_became_of_calls(toy: Make, plugin_file: Callable[..., Path]) -> None:
    """Hook bot_after_call: once for each call, failed ones too."""
    hooked(plugin_file, HOOKS["bot_after_call"])
    session = toy()
    session.respond("fail")
    module = next(plugin.module for plugin in session.plugins.loaded if plugin.name == "hooked")
    assert module.TOLD == ["done", "failed"]


def test_a_plugin_can_answer_where_no_action_fits(toy: Make, plugin_file: Callable[..., Path]) -> None:
    """Hook bot_fallback: there is an answer, and no program."""
    hooked(plugin_file, HOOKS["bot_fallback"])
    reply = toy().respond("the weather")
    assert (reply.status, reply.program, reply.text) == ("done", (), "Tell me about the weather in en.")


def test_a_plugin_is_told_that_the_program_ends(toy: Make, plugin_file: Callable[..., Path]) -> None:
    """Hook bot_shutdown: called once, when the session is closed."""
    hooked(plugin_file, "ENDED = []\n@hookimpl\ndef bot_shutdown():\n    ENDED.append(1)\n")
    session = toy()
    session.close()
    module = next(plugin.module for plugin in session.plugins.loaded if plugin.name == "hooked")
    assert module.ENDED == [1]


@pytest.mark.parametrize(
    ("hook", "utterance", "status"),
    [
        ("bot_before_call(call)", "put a", "needs_confirmation"),
        ("bot_after_call(outcome)", "put a", "done"),
        ("bot_fallback(utterance)", "the weather", "rejected"),
    ],
)
def test_a_hook_that_breaks_does_not_end_the_session(
    toy: Make, plugin_file: Callable[..., Path], hook: str, utterance: str, status: str
) -> None:
    """A call that could not be judged does not run; the session goes on."""
    hooked(plugin_file, f"def {hook}:\n    raise ZeroDivisionError('by zero')\n")
    told: list[str] = []
    interpreter = toy()
    interpreter.listener = Listener(announce=told.append)
    assert interpreter.respond(utterance).status == status
    assert ["broke in" in line and "by zero" in line for line in told] == [True]


def test_again_asks_the_policy_as_the_first_time(toy: Make) -> None:
    """What needs consent needs it each time: one yes is no yes for ever."""
    answers = iter([True, False, True])
    session = toy(confirm=lambda _: next(answers))
    assert session.respond("send").text == "Sent."
    assert session.respond("again").status == "failed"
    assert session.respond("again").text == "Sent."

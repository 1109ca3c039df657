"""What a session does with interpretations: run, reject, ask for what is missing, and let plugins have their say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.interpreter import MAX_LETTERS, Interpreter
from bot.program import Call
from bot.runner import Listener
from bot.settings import Settings

Make = Callable[..., Interpreter]


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


def test_a_failure_tells_its_reason_and_can_be_undone(toy: Make) -> None:
    """What was done before it stays done until it is undone."""
    session = toy()
    reply = session.respond("fail")
    assert (reply.status, reply.text) == ("failed", "In the box: a. The lid is shut.")
    assert [outcome.status for outcome in reply.outcomes] == ["done", "failed"]
    assert "The box holds 0." in session.respond("undo").text


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


def test_any_words_are_the_text_that_is_asked_for(toy: Make) -> None:
    """Where they are no command, or none to be sure of."""
    session = toy()
    for words in ("Happy birthday, grandma", "mumble"):
        session.respond("put")
        reply = session.respond(words)
        assert (reply.status, reply.program) == ("done", (Call("toy.put", {"text": words}),))


def test_a_command_is_run_in_place_of_the_text_that_is_asked_for(toy: Make) -> None:
    """And the question is closed by it."""
    session = toy()
    session.respond("put")
    assert session.respond("put a").text == "In the box: a."
    assert session.respond("happy birthday").status == "rejected"


@pytest.mark.parametrize("asked", ["put", "pick up"])
@pytest.mark.parametrize("words", ["no", "never mind"])
def test_a_question_can_be_turned_down(toy: Make, asked: str, words: str) -> None:
    """The answer comes too late then."""
    session = toy()
    session.respond(asked)
    assert session.respond(words).text == "All right, I dropped it."
    assert session.respond("the red ball").status == "rejected"


def test_a_missing_slot_can_be_given_after_a_line_that_was_not_read(toy: Make) -> None:
    """One may say it in other words; a line that was read is about something else."""
    session = toy()
    for between, status in (("erm", "dry_run"), ("put a", "rejected")):
        session.respond("pick up", dry_run=True)
        session.respond(between, dry_run=True)
        assert session.respond("the red ball", dry_run=True).status == status


def test_equal_answers_are_counted_for_equal_calls_only(toy: Make) -> None:
    """Two calls that answer alike were not one call done twice."""
    session = toy()
    assert session.respond("hum a twice").text == "Hm. (x2)"
    assert session.respond("hum a and b").text == "Hm. Hm."


def test_an_unsure_reading_is_rejected(toy: Make) -> None:
    """With the nearest that is known; the settings say how sure is sure enough."""
    reply = toy().respond("mumble")
    assert (reply.status, reply.program) == ("rejected", ())
    assert "toy.put(a)" in reply.text
    assert toy(settings=Settings(reject_below=0.1)).respond("mumble").status == "done"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "no words"), ("?!", "no words"), ("поверни налево", "language"), ("a " * MAX_LETTERS, "long")],
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


@pytest.mark.parametrize("answer", ["'deny'", "True", "2", "[]"])
def test_what_is_no_verdict_lets_nothing_run(toy: Make, plugin_file: Callable[..., Path], answer: str) -> None:
    """Hook bot_before_call: the user is asked first, and told in a line which plugin is wrong."""
    hooked(plugin_file, f"def bot_before_call():\n    return {answer}\n")
    told: list[str] = []
    session = toy(listener=Listener(announce=told.append))
    assert session.respond("put a").status == "needs_confirmation"
    assert ["hooked" in line and "is no Verdict" in line for line in told] == [True]
    assert session.respond("yes").text == "In the box: a."


def test_a_plugin_is_told_what_became_of_calls(toy: Make, plugin_file: Callable[..., Path]) -> None:
    """Hook bot_after_call: once for each call, failed ones too."""
    hooked(plugin_file, HOOKS["bot_after_call"])
    session = toy()
    session.respond("fail")
    module = next(plugin.module for plugin in session.plugins.loaded if plugin.name == "hooked")
    assert module.TOLD == ["done", "failed"]


def test_a_plugin_can_answer_where_no_action_fits(toy: Make, plugin_file: Callable[..., Path]) -> None:
    """Hook bot_fallback: there is an answer, and no program; no action fits all the same."""
    hooked(plugin_file, HOOKS["bot_fallback"])
    reply = toy().respond("the weather")
    assert (reply.status, reply.program, reply.text) == ("rejected", (), "Tell me about the weather in en.")
    unsure = toy().respond("mumble")
    assert (unsure.status, unsure.to_json()["program"]) == ("rejected", [])


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

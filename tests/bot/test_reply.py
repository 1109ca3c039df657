"""Replies as scripts get them."""

import json
from dataclasses import replace

import pytest

from bot.interpretation import Interpretation
from bot.outcome import Outcome
from bot.program import Call, Repeat
from bot.reply import EXIT_CODES, Reply, program_words

TURN = Call("robot.turn", {"direction": "left"})
BEST = Interpretation((TURN,), 0.98)
OTHER = Interpretation((Call("robot.look"),), 0.01)


def test_a_reply_is_the_object_of_the_contract() -> None:
    """Every key, in JSON, with times in milliseconds; alternatives without a program are left out."""
    reply = Reply(
        "turn left", "en", "bert", "done", "I turned left.", (BEST, OTHER, Interpretation((), 0.0, "rejection")),
        (Outcome(TURN, "done", "I turned left."),), 1.4, 3.0,
    )  # fmt: skip
    call = {"action": "robot.turn", "args": {"direction": "left"}}
    assert json.loads(json.dumps(reply.to_json())) == {
        "utterance": "turn left",
        "language": "en",
        "backend": "bert",
        "status": "done",
        "confidence": 0.98,
        "program": [call],
        "reply": "I turned left.",
        "missing": [],
        "unread": [],
        "outcomes": [{"call": call, "status": "done", "reason": None, "text": "I turned left."}],
        "alternatives": [{"program": [{"action": "robot.look", "args": {}}], "confidence": 0.01}],
        "elapsed_ms": {"interpret": 1.4, "run": 3.0},
    }


def test_what_is_rejected_has_no_program() -> None:
    """Even where the nearest reading is kept for explaining, and where a plugin had an answer."""
    nearest = replace(BEST, need="rejection")
    for status in ("rejected", "done"):
        assert Reply("mumble", "en", "bert", status, "What?", (nearest,)).to_json()["program"] == []


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        (("done", "dry_run"), 0),
        (("failed", "cancelled"), 1),
        (("rejected", "needs_input"), 3),
        (("denied", "needs_confirmation"), 4),
    ],
)
def test_each_status_has_its_exit_status(statuses: tuple[str, ...], code: int) -> None:
    """As scripts rely on."""
    assert [dict(EXIT_CODES)[status] for status in statuses] == [code] * len(statuses)  # type: ignore[index]


def test_a_program_in_words() -> None:
    """On one line, repeats and objects too."""
    pick = Call("robot.pick_up", {"target": {"kind": "ball", "color": "red"}})
    words = program_words((TURN, Repeat(2, (pick, Call("robot.look")))))
    assert words == "robot.turn(left), 2 x [robot.pick_up(ball red), robot.look()]"


def test_what_a_call_gave_is_named_by_that_call() -> None:
    """Counted as written, a call in a repeat too; where it is not among the steps, it came before them."""
    shout = Call("speech.say", {"text": {"result_of": 2}})
    words = program_words((Call("clock.date"), Repeat(2, (TURN,)), shout))
    assert words == "clock.date(), 2 x [robot.turn(left)], speech.say(what clock.date gave)"
    assert program_words((shout,)) == "speech.say(what came before)"

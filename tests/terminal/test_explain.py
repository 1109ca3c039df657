"""Explaining a reply."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from bot.interpretation import Evidence, Interpretation
from bot.outcome import Outcome
from bot.program import Call, Repeat
from bot.reading import COUNT, NONE, Clause, Join, Reading, SlotSpan
from bot.reply import Reply
from bot.terminal.explain import explained

TURN = Clause(
    "robot.turn", 0, 15, slots=(SlotSpan("direction", "left", 5, 9, 0.98), SlotSpan(COUNT, "twice", 10, 15, 0.9)),
    score=0.97, runners_up=(("robot.move", 0.02), (NONE, 0.01)),
)  # fmt: skip
BEST = Interpretation(
    (Repeat(2, (Call("robot.turn", {"direction": "left"}),)),), 0.95,
    evidence=Evidence(Reading((TURN,)), ("'it' stands for what was named last",)),
)  # fmt: skip
OTHER = Interpretation((Call("robot.move", {"direction": "left"}),), 0.03)


def test_everything_that_led_to_the_reply_is_told() -> None:
    """Clauses, spans, scores, runners-up, conventions, the program, other readings."""
    reply = Reply(
        "turn  left twice", "en", "bert", "done", "I turned left.", (BEST, OTHER), interpret_ms=1.23, run_ms=9
    )
    assert explained(reply).splitlines() == [
        '"turn left twice"',
        "bert (en), sure 0.95, 1.2 ms to read",
        '1. "turn left twice" (0-15)',
        "   0.97  robot.turn",
        '     0.98  direction  "left" (5-9)',
        '     0.90  how often  "twice" (10-15)',
        "   rather than robot.move 0.02, no action fits 0.01",
        "Conventions:",
        "  'it' stands for what was named last",
        "Program:",
        "  2 times:",
        "    robot.turn direction=left",
        "Other readings:",
        "  0.03  robot.move(left)",
    ]


def test_why_it_was_rejected_what_was_missing_and_what_failed() -> None:
    """Each in a line."""
    rejected = Interpretation((), 0.1, "rejection", unread=("the weather",), reason="I have no action for that.")
    text = explained(Reply("the weather", "en", "bert", "rejected", "", (rejected,)))
    assert "Rejected: I have no action for that." in text
    assert 'Not read: "the weather"' in text
    asked = Interpretation((Call("robot.turn"),), 0.9, "input", ("direction",))
    assert "Missing: direction" in explained(Reply("turn", "en", "bert", "needs_input", "", (asked,)))
    failed = Outcome(Call("robot.move"), "failed", reason="there is a wall ahead")
    text = explained(Reply("go", "en", "bert", "failed", "", (OTHER,), (failed,)))
    assert "robot.move failed: there is a wall ahead" in text


def test_an_answer_to_a_question_is_explained_by_the_sentence_before() -> None:
    """Spans that do not belong to the words are not shown as if they did."""
    answered = replace(BEST, evidence=replace(BEST.evidence, earlier=True))
    text = explained(Reply("left", "en", "bert", "done", "", (answered,)))
    assert "This answered a question about an earlier sentence" in text
    assert "1. (0-15)" in text


def test_words_taken_back_within_a_slot_belong_to_the_sentence() -> None:
    """The slot says what was meant, and the sentence is still the one that was read."""
    slot = SlotSpan("target", "the key ahead of you", 6, 38)
    read = Interpretation((), 0.9, evidence=Evidence(Reading((Clause("robot.go_to", 0, 38, slots=(slot,)),))))
    text = explained(Reply("go to the key behind, no, ahead of you", "en", "bert", "done", "", (read,)))
    assert "earlier sentence" not in text
    assert '1. "go to the key behind, no, ahead of you" (0-38)' in text
    assert 'target  "the key ahead of you" (6-38)' in text


def test_another_backend_than_the_active_one_is_explained() -> None:
    """With the reason why it read the sentence."""
    why = "since bert does not read Chinese"
    text = explained(Reply("左转", "zh", "seq2seq", "done", "", (OTHER,), why=why))
    assert text.splitlines()[2] == "Read by seq2seq, since bert does not read Chinese."


@pytest.mark.parametrize("join", get_args(Join))
def test_every_join_has_words(join: Join) -> None:
    """However a clause hangs on what was said before it, it is explained."""
    read = Interpretation((), 0.9, evidence=Evidence(Reading((Clause("robot.turn", 0, 4, join),))))
    assert '"turn" (0-4)' in explained(Reply("turn", "en", "bert", "done", "", (read,)))

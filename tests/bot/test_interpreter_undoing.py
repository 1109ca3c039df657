"""What a session takes back, and what it does again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.interpreter import Interpreter

Make = Callable[..., Interpreter]


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


def test_undo_within_a_program_takes_back_that_program(toy: Make) -> None:
    """What it has done so far, and not what was done before it, which the next undo takes back."""
    session = toy()
    session.respond("put a")
    reply = session.respond("put b and undo")
    assert reply.text == "In the box: a b. Undone: toy.put(b). The box holds 1."
    assert session.respond("undo").text == "Undone: toy.put(a). The box holds 0."
    assert session.respond("undo").status == "failed"


def test_what_comes_after_an_undo_is_undone_by_itself(toy: Make) -> None:
    """Nothing is named twice."""
    session = toy()
    session.respond("put b, undo, put a")
    assert session.respond("undo").text == "Undone: toy.put(a). The box holds 0."


def test_again_within_a_program_is_part_of_it(toy: Make) -> None:
    """One undo takes both back, and what is done again later is what was said beside it."""
    session = toy()
    session.respond("put a")
    assert session.respond("put b and again").text == "In the box: a b. In the box: a b a."
    assert session.respond("again").text == "In the box: a b a b."
    told = [session.respond("undo").text for _ in range(4)]
    assert told == [
        "Undone: toy.put(b). The box holds 3.",
        "Undone: toy.put(b), toy.put(a). The box holds 1.",
        "Undone: toy.put(a). The box holds 0.",
        "There is nothing to undo.",
    ]


def test_again_can_be_said_several_times_over(toy: Make) -> None:
    """Each time the same."""
    session = toy()
    session.respond("put a")
    assert session.respond("again twice").text == "In the box: a a. In the box: a a a."


def test_again_does_no_more_than_one_sentence_may(toy: Make) -> None:
    """Thousands of thousands are refused before anything runs, and the last program stays what it was."""
    session = toy()
    session.respond("put a twice")
    reply = session.respond("again 10000 times")
    assert (reply.status, reply.text) == ("rejected", "That would be 20000 calls; I do at most 10000 at once.")
    assert session.respond("again").text == "In the box: a a a. In the box: a a a a."


def test_undo_says_what_cannot_be_undone(toy: Make) -> None:
    """Once; the next undo is about what was done before."""
    session = toy(confirm=lambda _: True)
    session.respond("put a")
    session.respond("send")
    reply = session.respond("undo")
    assert (reply.status, reply.text) == ("failed", "This cannot be undone: toy.send().")
    assert session.respond("undo").text == "Undone: toy.put(a). The box holds 0."


def test_undo_does_what_it_can(toy: Make) -> None:
    """And says what is left."""
    session = toy(confirm=lambda _: True)
    session.respond("put a and send")
    told = "Undone: toy.put(a). The box holds 0. This cannot be undone: toy.send()."
    assert session.respond("undo").text == told


@pytest.mark.parametrize("harmless", ["hum a twice", "fail and send", "what is the weather", "again"])
def test_what_changed_nothing_is_no_hindrance_to_undo(toy: Make, harmless: str) -> None:
    """What merely tells, what failed before it did anything, what was not read."""
    session = toy(confirm=lambda _: True)
    if harmless != "again":
        session.respond("put a")
    session.respond(harmless)
    expected = "There is nothing to undo." if harmless == "again" else "Undone: toy.put(a). The box holds 0."
    assert session.respond("undo").text == expected

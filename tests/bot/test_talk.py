"""Answers that come in pieces and propose programs: what any plugin's `bot_fallback` may do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.interpreter import Interpreter
from bot.runner import Listener
from bot.terminal.explain import explained

Make = Callable[..., Interpreter]
HEAD = "from bot import BotError, Call, Repeat, hookimpl\n\n@hookimpl\ndef bot_fallback(utterance, context):\n"


@pytest.fixture
def answering(toy: Make, plugin_file: Callable[..., Path]) -> Make:
    """Return a function that makes a session in which a plugin answers with the pieces that some code yields."""

    def make(code: str, **options: Any) -> Interpreter:
        plugin_file("talker", HEAD + "".join(f"    {line}\n" for line in code.split("\n")))
        return toy(**options)

    return make


def test_pieces_are_told_as_they_come(answering: Make) -> None:
    """White space at either end is none of the answer; what is told is always its beginning."""
    told: list[str] = []
    session = answering(
        'yield "\\n "\nyield "Well, "\nyield utterance\nyield " \\n"', listener=Listener(on_text=told.append)
    )
    reply = session.respond("the weather")
    assert (reply.text, reply.status, "".join(told)) == ("Well, the weather", "rejected", "Well, the weather")


def test_no_piece_is_no_answer(answering: Make) -> None:
    """Then why no action fits is told."""
    session = answering("yield from ()")
    session.respond("put a")
    assert session.respond("mumble").text.startswith("I am not sure what you mean.")


def test_a_program_runs_like_one_that_was_typed(answering: Make) -> None:
    """Repeats too; it can be undone and done again, and `/explain` says where it came from."""
    session = answering('yield "Gladly."\nyield (Repeat(2, (Call("toy.put", {"text": "a"}),)),)\nyield "There."')
    reply = session.respond("the weather")
    assert reply.text == "Gladly.\nProposed: 2 x [toy.put(a)].\nIn the box: a. In the box: a a.\nThere."
    assert (reply.status, len(reply.outcomes)) == ("done", 2)
    assert "No action fits what was said; this was proposed in answer to it." in explained(reply)
    assert session.respond("again").text == "In the box: a a a. In the box: a a a a."
    assert session.respond("undo").text.endswith("The box holds 2.")


def test_a_plugin_hears_what_became_of_it(answering: Make) -> None:
    """When it goes on, and also where it cannot go on: whatever the user said no to is `denied`."""
    code = (
        'yield (Call("toy.put", {"text": "a"}),)\nyield context.outcomes[-1].text.upper()\n'
        'try:\n    yield (Call("toy.send"),)\nfinally:\n    context.announce(str(context.outcomes[-1].status))'
    )
    told: list[str] = []
    session = answering(code, listener=Listener(announce=told.append), confirm=lambda _: False)
    reply = session.respond("the weather")
    assert "IN THE BOX: A." in reply.text
    assert (reply.status, reply.text.endswith("All right, I leave it."), told) == ("denied", True, ["denied"])


def test_a_program_that_waits_for_a_yes(answering: Make) -> None:
    """Is what the next line says yes to, and nothing else."""
    session = answering('yield (Call("toy.put", {"text": "a"}),)\nyield (Call("toy.send"),)')
    reply = session.respond("the weather")
    assert (reply.status, len(reply.outcomes)) == ("needs_confirmation", 1)
    assert session.respond("yes").text == "Sent."


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ('yield (Call("toy.nothing"),)', "What was proposed is refused: there is no action 'toy.nothing'."),
        ('yield (Call("toy.put"),)', "What was proposed is refused: toy.put needs text."),
        ('yield (Call("toy.put", {"text": 3}),)', "What was proposed is refused: '3' is not a text."),
        ('yield ("toy.put",)', "That broke: AttributeError: "),
        ("yield 7", "That broke: TypeError: "),
        ("return 7", "That broke: TypeError: "),
        ("yield 1 / 0", "That broke: ZeroDivisionError: division by zero"),
        ('yield from ()\nraise BotError("the line is dead")', "The line is dead."),
        ('yield (Repeat(9999, (Call("toy.put", {"text": "a"}),)),) * 2', "I do at most 10000 at once."),
    ],
)
def test_what_goes_wrong_is_one_line(answering: Make, code: str, line: str) -> None:
    """Nothing of it runs, and the session goes on."""
    session = answering(code)
    reply = session.respond("the weather")
    assert (line in reply.text, reply.outcomes) == (True, ())
    assert session.respond("put a").text == "In the box: a."


def test_stopping_it_keeps_what_was_said(answering: Make) -> None:
    """With a line that says so."""
    told: list[str] = []
    listener = Listener(on_text=told.append, is_cancelled=lambda: bool(told))
    reply = answering('while True:\n    yield "on "', listener=listener).respond("the weather")
    assert (reply.status, reply.text) == ("cancelled", "on\nStopped.")


def test_a_dry_run_runs_nothing(answering: Make) -> None:
    """What is proposed is said."""
    session = answering('yield f"dry {context.dry_run}"\nyield (Call("toy.send"),)')
    reply = session.respond("the weather", dry_run=True)
    assert (reply.status, reply.outcomes) == ("dry_run", ())
    assert reply.text == "dry True\nProposed: toy.send().\nI would do: toy.send()."

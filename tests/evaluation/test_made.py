"""Sentences made for comparing models, with the programs that are right for them."""

from __future__ import annotations

import pytest

from bot.backend import Context
from bot.evaluation.made import right_program
from bot.plugins import load_plugins
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span
from bot.settings import load_settings

LOOK, UNDO = "robot.look", "bot.undo"


@pytest.mark.parametrize(
    ("joiner", "order"),
    [
        ([(" and ", "and")], [LOOK, UNDO]),
        ([(", but ", "O"), ("first ", "O")], [LOOK, UNDO]),
        ([(" after you ", "after")], [UNDO, LOOK]),
        ([(". ", "then"), ("before that ", "after")], [UNDO, LOOK]),
        ([(", then ", "then"), ("before that ", "after")], [LOOK, UNDO]),
    ],
)
def test_the_order_is_that_of_the_reader(joiner: list[tuple[str, str]], order: list[str]) -> None:
    """A full stop before "before that" closes nothing: what is named there is done first."""
    text, spans = "look", []
    for words, tag in joiner:
        spans.append(Span(len(text), len(text) + len(words), tag))
        text += words
    clauses = (Span(0, 4, LOOK), Span(len(text), len(text) + 4, UNDO))
    made = Labelled(f"{text}undo", tuple(spans), (), clauses)
    program = right_program(made, Context(load_plugins(load_settings()).catalog))
    assert program is not None
    assert [call.to_json()["action"] for call in program] == order

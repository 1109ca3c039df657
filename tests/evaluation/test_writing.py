"""Figures as they are written: one way for the commands and the page."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bot.evaluation.figures import FIGURES, Figures
from bot.evaluation.report.writing import fine
from bot.evaluation.writing import counted, milliseconds, percent, points, written_program
from bot.program import Call, Repeat


@pytest.mark.parametrize(
    ("share", "said"), [(0.0123, "+1.2"), (-0.0123, "-1.2"), (0.0, "±0.0"), (-0.0002, "±0.0"), (0.0002, "±0.0")]
)
def test_a_difference_has_its_sign(share: float, said: str) -> None:
    """One that is rounded to nothing has none."""
    assert points(share) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (percent(0.1234), "12.3 %"), (percent(0.5, 0), "50 %"), (milliseconds(1.234), "1.23 ms"),
        (milliseconds(1234.5), "1,234 ms"), (counted(1, "sentence"), "1 sentence"),
        (counted(2000, "sentence"), "2,000 sentences"), (fine("-1.2 %"), "\u22121.2\u202f%"),
    ],
)  # fmt: skip
def test_figures_have_their_units(written: str, said: str) -> None:
    """Rounded as people read them."""
    assert written == said


def test_every_figure_has_a_name_and_a_meaning() -> None:
    """Also where the data does not allow it."""
    assert [each.key for each in FIGURES] == [each.name for each in fields(Figures)]
    nothing = Figures(None, None, None, None, 0.97654, None, None, None, 1.0, 2.0, 10_000)
    assert [each.written(nothing) for each in FIGURES] == [
        "–", "–", "–", "–", "0.9765", "–", "–", "–", "1.00 ms", "2.00 ms", "10,000",
    ]  # fmt: skip


def test_a_program_is_written_with_the_names_of_its_arguments() -> None:
    """The same value in another slot is another program."""
    program = (Repeat(2, (Call("robot.move", {"distance": 3}),)), Call("robot.look"))
    assert written_program(program) == "2 × [robot.move(distance=3)]; robot.look()"

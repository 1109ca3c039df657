"""Durations, lengths and angles: numbers with units."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slots.base import SlotContext, Unreadable
from bot.slots.quantities import ANGLE, DURATION, LENGTH, QuantitySlot, units

HERE = SlotContext("en")
STEPS = QuantitySlot("steps", units(step_steps=1, dozen=12), bare=1, integer=True)


@pytest.mark.parametrize(
    ("surface", "seconds"),
    [
        ("ten minutes", 600), ("an hour", 3600), ("a minute", 60), ("half an hour", 1800), ("half a minute", 30),
        ("half a dozen minutes", 360), ("a couple of minutes", 120), ("a few seconds", 3), ("an hour and a half", 5400),
        ("two and a half hours", 9000), ("a quarter of an hour", 900), ("three quarters of an hour", 2700),
        ("1h30", 5400), ("1h30m", 5400), ("90s", 90), ("1.5 hours", 5400), ("5:30", 330), ("for 20 min", 1200),
        ("one hour and thirty minutes", 5400), ("two days, three hours and one minute", 183660),
        ("forty-five seconds", 45), ("forty five seconds", 45), ("a 10-minute", 600), ("a fortnight", 1209600),
    ],
)  # fmt: skip
def test_durations_are_read_as_people_say_them(surface: str, seconds: float) -> None:
    """In words, digits, short forms and with fractions, in seconds."""
    assert DURATION.read(surface, HERE) == seconds


@given(st.integers(1, 99), st.integers(1, 59), st.integers(1, 59))
def test_parts_of_a_duration_add_up(hours: int, minutes: int, seconds: int) -> None:
    """Hours, minutes and seconds in one surface are one duration."""
    assert DURATION.read(f"{hours} hours, {minutes} minutes and {seconds} seconds", HERE) == (
        hours * 3600 + minutes * 60 + seconds
    )


@pytest.mark.parametrize(
    "surface", ["ten", "hour", "", ",", "half", "ten parsecs", "nan hours", "the day after", "9" * 400 + " s"]
)
def test_what_is_no_duration_is_unreadable(surface: str) -> None:
    """A unit has to be said, and a number before it."""
    with pytest.raises(Unreadable):
        DURATION.read(surface, HERE)


def test_a_minus_is_not_lost() -> None:
    """`-5 minutes` is no five minutes: the timer can refuse it."""
    assert DURATION.read("-5 minutes", HERE) == -300


@pytest.mark.parametrize(
    ("surface", "metres"),
    [
        ("5 cm", 0.05),
        ("two metres", 2),
        ("2 meters", 2),
        ("3m", 3),
        ("1.5 km", 1500),
        ("half a metre", 0.5),
        ("a mile", 1609.344),
    ],
)
def test_lengths_are_metres(surface: str, metres: float) -> None:
    """Whatever the unit, the value is in metres."""
    assert LENGTH.read(surface, HERE) == pytest.approx(metres)


@pytest.mark.parametrize(
    ("surface", "degrees"),
    [("90 degrees", 90), ("ninety", 90), ("45°", 45), ("half a turn", 180), ("a quarter turn", 90), ("two turns", 720)],
)
def test_angles_are_degrees(surface: str, degrees: float) -> None:
    """With a unit, the sign, or a bare number."""
    assert ANGLE.read(surface, HERE) == degrees


def test_whole_things_have_no_fraction() -> None:
    """Where only whole units make sense, half of one is unreadable."""
    assert STEPS.read("two steps", HERE) == 2
    assert STEPS.read("three", HERE) == 3
    for surface in ("half a step", "-3 steps"):
        with pytest.raises(Unreadable):
            STEPS.read(surface, HERE)


@given(st.text(max_size=40))
def test_no_text_breaks_a_quantity(text: str) -> None:
    """Any text is a quantity or unreadable, never another error."""
    for slot in (DURATION, LENGTH, ANGLE, STEPS):
        try:
            assert isinstance(slot.read(text, HERE), int | float)
        except Unreadable:
            continue


@pytest.mark.parametrize("json", [1.5, -1])
def test_values_that_are_no_count_are_refused(json: float) -> None:
    """Where only whole units make sense; none of them may be said."""
    with pytest.raises(Unreadable):
        STEPS.value(json)
    assert (STEPS.value(0), DURATION.value(1.5)) == (0, 1.5)


@pytest.mark.parametrize("json", [True, "3 minutes", None, {}, math.inf, math.nan])
def test_values_of_another_type_are_refused(json: object) -> None:
    """A program from outside gives a number or nothing."""
    with pytest.raises(Unreadable):
        DURATION.value(json)  # type: ignore[arg-type]

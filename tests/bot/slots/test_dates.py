"""Dates and times."""

import datetime

import pytest

from bot.slots import slot_type
from bot.slots.base import SlotContext, Unreadable

HERE = SlotContext("en")
DATE, TIME, MOMENT = (slot_type(kind) for kind in (datetime.date, datetime.time, datetime.datetime))


def test_tomorrow_is_the_day_after_today() -> None:
    """A relative day becomes a date, which the function gets as one."""
    assert DATE.value(DATE.read("tomorrow", HERE)) - datetime.date.today() == datetime.timedelta(days=1)  # noqa: DTZ011


def test_a_weekday_lies_ahead() -> None:
    """`On friday` and `next friday` are a Friday within the next week."""
    for surface in ("on friday", "next friday"):
        day = DATE.value(DATE.read(surface, HERE))
        assert day.weekday() == 4
        assert datetime.timedelta(0) <= day - datetime.date.today() <= datetime.timedelta(days=7)  # noqa: DTZ011


@pytest.mark.parametrize(("surface", "time"), [("at five pm", "17:00:00"), ("7:30", "07:30:00"), ("noon", "12:00:00")])
def test_times_are_read(surface: str, time: str) -> None:
    """In words and digits."""
    assert TIME.read(surface, HERE) == time
    assert TIME.value(time) == datetime.time.fromisoformat(time)


def test_day_and_time_together() -> None:
    """A moment has both."""
    moment = MOMENT.value(MOMENT.read("tomorrow at five pm", HERE))
    assert (moment.hour, moment.minute) == (17, 0)


@pytest.mark.parametrize("surface", ["banana", "", "the red ball"])
def test_what_is_no_date_is_unreadable(surface: str) -> None:
    """No date is guessed from words that name none."""
    for slot in (DATE, TIME, MOMENT):
        with pytest.raises(Unreadable):
            slot.read(surface, HERE)


def test_a_value_that_is_no_date_is_refused() -> None:
    """A program from outside has to write ISO 8601."""
    with pytest.raises(Unreadable):
        DATE.value("soon")

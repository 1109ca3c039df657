"""The time here and elsewhere, the date, and timers."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from bot import Action, ActionFailed, CallContext, Duration, Undo, action, hookimpl, message
from bot_clock.timers import Timers
from bot_clock.wording import MONTHS, WEEKDAYS, duration_words
from bot_clock.zones import find_zone


@action("clock.time", gives_text=True)
def tell_time(place: str | None = None) -> str:
    """Say what time it is, here or in another place."""
    if place is None:
        return message("It is {time}.", time=f"{datetime.datetime.now().astimezone():%H:%M}")
    zone = find_zone(place)
    if zone is None:
        raise ActionFailed(
            message("I do not know what time zone {place} is in; a large city nearby may help.", place=place)
        )
    there = datetime.datetime.now(ZoneInfo(zone))
    day = WEEKDAYS[there.weekday()]
    return message("It is {time} on {weekday} in {place}.", time=f"{there:%H:%M}", weekday=day, place=place)


@action("clock.date", gives_text=True)
def tell_date() -> str:
    """Say what day it is."""
    today = datetime.date.today()  # noqa: DTZ011 - the user's own day
    return message(
        "It is {weekday}, {day} {month} {year}.",
        weekday=WEEKDAYS[today.weekday()], day=today.day, month=MONTHS[today.month - 1], year=today.year,
    )  # fmt: skip


def _undo_timer(context: CallContext) -> Undo:
    timers = context.keep(Timers)
    known = timers.pending()

    def back() -> str:
        for timer in set(timers.pending()) - set(known):
            timers.stop(timer)
        return message("The timer is off.")

    return back


@action("clock.timer", undo=_undo_timer)
def set_timer(context: CallContext, duration: Duration, label: str | None = None) -> str:
    """Set a timer, with a word for what it is about if you like."""
    if duration <= 0:
        raise ActionFailed(message("A timer has to run for some time."))
    context.keep(Timers).start(duration, label or "", context.announce)
    if not label:
        return message("A timer runs for {duration}.", duration=duration_words(duration))
    return message("A timer for {label} runs for {duration}.", label=label, duration=duration_words(duration))


@hookimpl
def bot_actions() -> list[Action]:
    """Return the clock's actions."""
    return [tell_time, tell_date, set_timer]

"""Dates and times, read by dateparser; Chinese ones by the core."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.messages import message
from bot.program import JSON
from bot.slots.base import SlotContext, Unreadable
from bot.slots.chinese_dates import chinese_moment, write_chinese_moment
from bot.words import has_han


@dataclass(frozen=True, slots=True)
class DateSlot:
    """Reads `tomorrow`, `next friday at five`, `3 May` into an ISO 8601 text of its `kind`."""

    name: str
    kind: type[datetime.date | datetime.time]

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the ISO 8601 text; raises Unreadable."""
        # What dateparser makes of Chinese is days without their times, and no "next Monday".
        moment = chinese_moment(surface, datetime.datetime.now()) if has_han(surface) else _parsed(surface, context)  # noqa: DTZ005
        if moment is None:
            raise Unreadable(message("'{surface}' is not a {kind}", surface=surface.strip(), kind=message(self.name)))
        moment = moment.replace(microsecond=0)
        if self.kind is datetime.date:
            return str(moment.date().isoformat())
        return str(moment.time().isoformat() if self.kind is datetime.time else moment.isoformat())

    def write(self, random: Random, language: str) -> str:
        """Return a date or time as people write it."""
        if language == "zh":
            return write_chinese_moment(random, self.kind)
        day = random.choice(["today", "tomorrow", "on friday", "next monday", "on 3 may", "in two weeks"])
        hour = random.choice(["at five pm", "at 7:30", "at noon", "at 18:00", "at 8 am"])
        if self.kind is datetime.date:
            return day
        return hour if self.kind is datetime.time else f"{day} {hour}"

    def value(self, json: JSON) -> datetime.date | datetime.time:
        """Return the date, time or both."""
        try:
            return self.kind.fromisoformat(str(json))
        except ValueError:
            raise Unreadable(message("'{surface}' is not a {kind}", surface=json, kind=message(self.name))) from None


def _parsed(surface: str, context: SlotContext) -> datetime.datetime | None:
    # Imported here: 0.3 s, and few plugins have dates.
    import dateparser

    settings: Any = {"PREFER_DATES_FROM": "future", "RETURN_AS_TIMEZONE_AWARE": False}
    text = surface.casefold().strip(" .,!?").removeprefix("at ").removeprefix("on ").removeprefix("next ")
    moment = dateparser.parse(text, languages=[context.language], settings=settings)
    return moment if moment is not None and _says(surface, moment) else None


def _says(surface: str, moment: datetime.datetime) -> bool:
    """Return whether all numbers of a surface are in the moment: of `30 february` dateparser makes another day."""
    text = surface.casefold()
    if re.search(r"\b(?:in|ago|later|from now)\b", text):  # "in 3 days" counts, it does not name
        return True
    parts = {
        moment.day,
        moment.month,
        moment.year,
        moment.year % 100,
        moment.hour,
        moment.hour % 12 or 12,
        moment.minute,
    }
    return all(int(number) in parts | {moment.second} for number in re.findall(r"\d+", text))

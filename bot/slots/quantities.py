"""Numbers with units: durations in seconds, lengths in metres, angles in degrees."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from bot.messages import message
from bot.program import JSON
from bot.slots.base import SlotContext, Unreadable, clean
from bot.slots.chinese import simplified
from bot.slots.numbers import number_value, read_number, whole, write_number
from bot.words import HAN, closed_up, has_han

_UNIT = r"(?P<unit>[a-zµ°'\"]+)\.?"
_GLUED = re.compile(r"(?P<number>\d+(?:\.\d+)?)" + _UNIT)
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")  # "forty-five"; before a digit it is a minus
_PART_OF = re.compile(r"(?P<part>half|quarters?) (?:of )?an? (?!dozen)")  # "a quarter of an hour"
_ABOUT = re.compile(
    r"^(?:(?:for|in|by|of|about|the|exactly|just|only)\s+(?=\S)|(?:大概|大约|差不多|约|再|等|过|整整|整|就|只)+)"
)
_CHINESE_ABOUT = re.compile("(?:之后|以后|以内|左右|后|远|长|吧)+$")
"""What may stand behind a quantity and says no more of it."""
_QUARTERS = re.compile("([一两三])刻")
_LATIN_UNITS = re.compile(rf"(?<=[\d{HAN}])\s*(?P<unit>[a-zµ°]+)")
_CLOCK = re.compile(r"(?P<minutes>\d{1,3}):(?P<seconds>\d{2})")


@dataclass(frozen=True, slots=True, eq=False)  # by identity, so that an annotation that holds one can be hashed
class QuantitySlot:
    """Reads `two and a half hours`, `1h30`, `10 min`: numbers with units, added up in the first unit."""

    name: str
    units: dict[str, float] = field(repr=False)
    """Unit word, singular and plural each, to how many base units it is."""
    bare: float | None = None
    """How many base units a number without a unit is; None where a unit has to be said."""
    integer: bool = False
    typical: tuple[tuple[str, str, int, int], ...] = ()
    """What is written: (singular, plural, lowest, highest)."""
    larger: tuple[str, ...] = ()
    """Longer ways to write one, now and then: `{n} hours {b}` with `a` and `n` small numbers and `b` minutes."""
    patterns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Language to the ways in which it is written in a language other than English, with `n` and `b` as above."""

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the quantity in base units; raises Unreadable."""
        text = " ".join(surface.casefold().split()).strip(" .,;:!?")
        text = _ABOUT.sub("", text)
        total = self._chinese(text, context) if has_han(text) else self._total(text, context)
        if text.startswith(("minus ", "negative ", "负")) or (self.integer and total < 0):
            raise Unreadable(message("'{surface}' is less than nothing", surface=surface))
        if not text or not math.isfinite(total):
            raise Unreadable(message("'{surface}' is not a {kind}", surface=surface.strip(), kind=message(self.name)))
        if self.integer or total == int(total):
            return whole(total, surface)
        return total

    def _total(self, text: str, context: SlotContext) -> float:
        clock = _CLOCK.fullmatch(text)
        if clock and "seconds" in self.units:
            return int(clock["minutes"]) * self.units["minutes"] + int(clock["seconds"])
        text = _GLUED.sub(r"\g<number> \g<unit> ", text)
        text = _HYPHEN.sub(" ", _PART_OF.sub(r"\g<part> ", text))
        total, unit = 0.0, 0.0
        number: list[str] = []
        for word in text.replace(",", " ").split():
            size = self._size(word) if number else None
            if size is not None:
                unit = size
                total += self._number(number, context) * unit
                number = []
            elif not (word == "and" and not number):
                number.append(word)
        return total + self._rest(number, unit, context, text)

    def _chinese(self, text: str, context: SlotContext) -> float:
        """Return a quantity in Chinese: `两个半小时`, `一小时三十分`, `三分半`, `走三步`; raises Unreadable."""
        text = simplified(closed_up(_LATIN_UNITS.sub(r"\g<unit>", text.replace("minus ", "负")))).strip("，。！？ ")
        rest = _QUARTERS.sub(lambda match: f"{15 * '一两三'.index(match[1]) + 15}分", _CHINESE_ABOUT.sub("", text))
        named = "|".join(map(re.escape, sorted(self.units, key=len, reverse=True)))
        part = re.compile(rf"(?P<number>[^a-z]+?)个?(?P<unit>{named})(?P<half>半钟?)?[零又，,]?")
        total, unit, at = 0.0, 0.0, 0
        while match := part.match(rest, at):
            unit = self.units[match["unit"]]
            total += (self._number([match["number"]], context) + (0.5 if match["half"] else 0)) * unit
            at = match.end()
        return total + self._rest([rest[at:]] if rest[at:] else [], unit, context, text)

    def _size(self, word: str) -> float | None:
        """Return how many base units a unit word is, forgiving a typo in a long one; None for any other word."""
        if word in self.units:
            return self.units[word]
        long = [unit for unit in self.units if len(unit) > 3 and abs(len(unit) - len(word)) < 3]  # noqa: PLR2004 - the rest is too much alike
        alike = difflib.get_close_matches(word, long, n=1, cutoff=0.72) if len(word) > 3 and word.isalpha() else []  # noqa: PLR2004
        return self.units[alike[0]] if alike and not _is_number(word) else None

    def _rest(self, number: list[str], unit: float, context: SlotContext, text: str) -> float:
        if not number:
            return 0.0
        if unit and number in (["a", "half"], ["half"], ["a", "quarter"], ["quarter"]):  # "an hour and a half"
            return unit * self._number(number, context)
        if unit:
            smaller = [size for size in self.units.values() if size < unit]  # "1h30" goes on in minutes
            if smaller and (number[0].isdigit() or has_han(number[0])):
                return self._number(number, context) * max(smaller)
        elif self.bare is not None:
            return self._number(number, context) * self.bare
        raise Unreadable(message("'{surface}' is not a {kind}", surface=text, kind=message(self.name)))

    def _number(self, words: list[str], context: SlotContext) -> float:
        text = " ".join(words)
        if text == "three quarters":
            return 0.75
        return read_number(clean(text) if text not in ("a", "an") else text, context.language)

    def write(self, random: Random, language: str) -> str:
        """Return a quantity as people write it."""
        if language in self.patterns:
            return self._written(random, language)
        if self.larger and random.random() < 0.15:  # noqa: PLR2004
            few, minutes = write_number(random, random.randint(1, 5)), random.choice((10, 15, 20, 30, 40, 45, 50))
            return (
                random.choice(self.larger)
                .format(a=few, b=minutes, n=random.randint(2, 9))
                .replace("1 hours", "1 hour")
                .replace("one hours", "one hour")
                .replace("1 minutes", "1 minute")
            )
        one, many, low, high = random.choice(self.typical)
        number = random.randint(low, high)
        if number == 1:
            article = "an" if one[0] in "aeio" or one == "hour" else "a"
            return f"{random.choice([article, 'one', '1'])} {one}"
        if self.bare is not None and random.random() < 0.25:  # noqa: PLR2004
            return write_number(random, number).removesuffix(" of").replace("a couple", "two")
        words = write_number(random, number)
        return f"{words} {many}"

    def _written(self, random: Random, language: str) -> str:
        number, minutes = (
            random.choice((*range(1, 11), *range(2, 6), 15, 20, 30)),
            random.choice((10, 15, 20, 30, 40, 45, 50)),
        )
        number_words, minutes_words = (write_number(random, each, language) for each in (number, minutes))
        return random.choice(self.patterns[language]).format(n=number_words, b=minutes_words)

    def value(self, json: JSON) -> float | int:
        """Return the quantity in base units; raises Unreadable for another type, and for no count of whole things."""
        number = number_value(json, self.name, integer=self.integer)
        if self.integer and number < 0:
            raise Unreadable(message("'{surface}' is less than nothing", surface=json))
        return number


def _is_number(word: str) -> bool:
    try:
        read_number(word)
    except Unreadable:
        return False
    return True


def units(**sizes: float) -> dict[str, float]:
    """Return unit words to sizes from `minute_minutes_min_mins=60`: several words for one size."""
    return {word: size for words, size in sizes.items() for word in words.split("_")}


DURATION = QuantitySlot(
    "duration",
    units(
        second_seconds_sec_secs_s_秒_秒钟=1, minute_minutes_min_mins_m_分_分钟=60,
        hour_hours_hr_hrs_h_小时_钟头=3600, day_days_d_天_日=86400, week_weeks_周_星期_礼拜=604800, fortnight=1209600,
    ),
    typical=(
        ("second", "seconds", 5, 90), ("minute", "minutes", 1, 60), ("hour", "hours", 1, 12),
        ("min", "min", 2, 45), ("day", "days", 1, 3), ("minute", "minutes", 1, 30),
    ),
    larger=(
        "an hour and a half", "half an hour", "a quarter of an hour", "three quarters of an hour", "half a minute",
        "a minute and a half", "{n} and a half minutes", "{n} and a half hours", "an hour and {b} minutes",
        "{n} hours and {b} minutes", "{n} minutes and {b} seconds", "1 hour {b} minutes", "{n} hours {b} minutes",
        "{n} minutes {b}", "1h{b}", "{n}h {b}m", "{n}min{b}s", "1 hour {b}", "{a} hours", "one minute {b} seconds",
        "{n} hours {b}", "a quarter hour", "an hour and a quarter", "a couple of minutes", "a couple of hours",
        "{n}:{b}", "a few minutes",
    ),
    patterns={"zh": (
        "{n}秒", "{n}秒钟", "{b}秒", "{n}分钟", "{n}分钟", "{n}分钟", "{n}分钟", "{b}分钟", "{b}分钟", "{n}分", "{n}小时",
        "{n}个小时",
        "{n}个钟头", "{n}天", "半小时", "半个小时", "半个钟头", "半分钟", "一刻钟", "三刻钟", "一个半小时", "{n}个半小时",
        "{n}分半", "{n}分半钟",
        "{n}小时{b}分钟", "{n}小时{b}分", "{n}个小时{b}分钟", "{n}分{b}秒", "{n}分钟{b}秒", "{n}小时零{b}分钟", "几分钟",
        "{n}min", "{n}h",
    )},
)  # fmt: skip
LENGTH = QuantitySlot(
    "length",
    units(
        millimetre_millimetres_millimeter_millimeters_mm_毫米=0.001,
        centimetre_centimetres_centimeter_centimeters_cm_厘米_公分=0.01, metre_metres_meter_meters_m_米_公尺=1,
        kilometre_kilometres_kilometer_kilometers_km_公里_千米=1000, inch_inches_英寸=0.0254,
        foot_feet_ft_英尺=0.3048, yard_yards_yd_码=0.9144, mile_miles_英里=1609.344,
    ),
    patterns={"zh": ("{n}米", "{n}米", "{n}公尺", "{b}厘米", "{b}公分", "{n}公里", "{n}米半", "半米", "{n}英尺", "{n}m")},
    typical=(("metre", "metres", 1, 20), ("meter", "meters", 1, 20), ("cm", "cm", 5, 90), ("foot", "feet", 1, 20)),
)  # fmt: skip
ANGLE = QuantitySlot(
    "angle",
    {
        **units(
            degree_degrees_deg_度=1,
            turn_turns_revolution_revolutions_圈_周=360,
            radian_radians_rad_弧度=57.29577951308232,
        ),
        "°": 1,
    },
    bare=1,
    typical=(("degree", "degrees", 10, 360), ("turn", "turns", 1, 2)),
    patterns={"zh": ("{b}度", "{b}度", "{n}度", "{n}圈", "半圈", "{n}圈半", "{b}°")},
)

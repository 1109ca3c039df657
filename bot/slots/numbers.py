"""Numbers as digits and as words, and the slot types made of one number."""

from __future__ import annotations

import math
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from bot.messages import message
from bot.program import JSON
from bot.slots.base import SlotContext, Unreadable, clean
from bot.slots.chinese import chinese_number, chinese_words, write_chinese
from bot.words import has_han

# What people say for a number that a number library does not know.
_FEW = {
    "a": 1, "an": 1, "one": 1, "a single": 1, "single": 1, "another": 1, "once": 1,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "a couple": 2, "a couple of": 2, "couple": 2, "couple of": 2, "a pair of": 2, "both": 2,
    "twice": 2, "thrice": 3, "a few": 3, "few": 3, "half a dozen": 6, "a dozen": 12, "dozen": 12,
    "half": 0.5, "a half": 0.5, "half a": 0.5, "half an": 0.5, "a quarter": 0.25, "quarter": 0.25,
    "zero": 0, "no": 0,
}  # fmt: skip
_FEW_SURFACES = {2: ("two", "2", "a couple of"), 3: ("three", "3", "a few"), 12: ("twelve", "12", "a dozen")}
_NUMBER_WORDS = re.compile(r"^(?:number|no\.|#|seed|编号|号码|种子|第)\s*|(?<=\S)\s*号$", re.IGNORECASE)
"""Words around a number that only say that it is one."""
_DIGITS = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+")


@lru_cache(maxsize=4096)
def read_number(surface: str, language: str = "en") -> float:
    """Return the number that a surface like `12`, `a couple of` or `twenty-one` says; raises Unreadable."""
    text = " ".join(surface.casefold().split())
    if text.startswith(("minus ", "negative ")):
        return -read_number(text.partition(" ")[2], language)
    if text in _FEW:
        return float(_FEW[text])
    if has_han(text):
        number = chinese_number(text)
        if number is None:
            raise Unreadable(message("'{surface}' is not a {kind}", surface=surface, kind=message("number")))
        return number
    if _DIGITS.fullmatch(text):
        number = float(text.replace(",", ""))
        if not math.isfinite(number):
            raise Unreadable(message("'{surface}' is too large a number", surface=surface))
        return number
    whole, half, rest = text.partition(" and a half")
    if half and not rest:
        return read_number(whole, language) + 0.5
    try:
        # Imported here because most utterances hold no number that `_FEW` does not know.
        from text_to_num import text2num

        return float(text2num(text, language))
    except (ValueError, ImportError):
        raise Unreadable(message("'{surface}' is not a {kind}", surface=surface, kind=message("number"))) from None


def whole(number: float, surface: str) -> int:
    """Return a number as an integer; raises Unreadable where it is none."""
    if number != int(number):
        raise Unreadable(message("'{surface}' is not a whole number", surface=surface))
    return int(number)


def number_value(json: JSON, name: str, *, integer: bool = False) -> int | float:
    """Return a JSON value that is a finite number, and an `integer` where one is wanted; raises Unreadable for another."""
    # Compared, not asked for its kind: no number compares with NaN, and an integer may be too long to become a float.
    if isinstance(json, bool) or not isinstance(json, int | float) or not abs(json) <= sys.float_info.max:
        raise Unreadable(message("'{surface}' is not a {kind}", surface=json, kind=message(name)))
    return whole(json, str(json)) if integer else json


@lru_cache(maxsize=1024)
def number_words(number: int) -> str:
    """Return an integer in English words: 21 is `twenty-one`; from 1000 on, and below 0, in digits."""
    if number < 0 or number > 999:  # noqa: PLR2004 - what people say as words
        return str(number)
    ones = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    ).split()
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:  # noqa: PLR2004
        return ones[number]
    if number < 100:  # noqa: PLR2004
        rest = number % 10
        return tens[number // 10 - 2] + (f"-{ones[rest]}" if rest else "")
    rest = number % 100
    return f"{ones[number // 100]} hundred" + (f" and {number_words(rest)}" if rest else "")


def write_number(random: Random, number: int, language: str = "en") -> str:
    """Return one of the ways in which people write an integer."""
    if language == "zh":
        return write_chinese(random, number)
    few = _FEW_SURFACES.get(number)
    if few and random.random() < 0.3:  # noqa: PLR2004
        return random.choice(few)
    return str(number) if random.random() < 0.5 else number_words(number)  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class NumberSlot:
    """Reads integers, or any number; `low` and `high` bound what is written, not what is read."""

    name: str = "int"
    integer: bool = True
    low: int = 1
    high: int = 20

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the number; raises Unreadable."""
        text = clean(re.sub(_NUMBER_WORDS, "", surface.strip()))
        number = read_number(text, context.language)
        return whole(number, surface) if self.integer else number

    def write(self, random: Random, language: str) -> str:
        """Return a number in digits or words."""
        return write_number(random, random.randint(self.low, self.high), language).replace(" of", "")

    def value(self, json: JSON) -> int | float:
        """Return the number; raises Unreadable for another type, and for a fraction where a whole one is wanted."""
        number = number_value(json, "number", integer=self.integer)
        return number if self.integer else float(number)


_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_TOP = ("top", "best", "1st")
_TOP_IN_CHINESE = re.compile("(?:头一|头[个條条篇份]|首[个條条篇份]|^首$|最上面|最前面|排最前|排在最前|打头|排头)")


@dataclass(frozen=True, slots=True)
class OrdinalSlot:
    """Reads a place in a row, counted from 1: `first`, `the 2nd one`, `number three`, `第二个`."""

    name: str = "ordinal"

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the place; raises Unreadable."""
        text = re.sub(r"\s+one$", "", clean(surface))
        if text in _ORDINALS:
            return _ORDINALS.index(text) + 1
        if text in _TOP or _TOP_IN_CHINESE.match(text):
            return 1
        place = NumberSlot().read(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", text), context)
        if not isinstance(place, int) or place < 1:
            raise Unreadable(message("'{surface}' is no place in a row", surface=surface))
        return place

    def write(self, random: Random, language: str) -> str:
        """Return a place in words or digits."""
        place = random.randint(1, 10)
        if language == "zh":
            return f"第{write_chinese(random, place)}个"
        return _ORDINALS[place - 1] if random.random() < 0.7 else str(place)  # noqa: PLR2004

    def value(self, json: JSON) -> int:
        """Return the place; raises Unreadable for another type."""
        return int(number_value(json, "number", integer=True))


@dataclass(frozen=True, slots=True)
class PercentSlot:
    """Reads a share of a hundred: `40 %`, `forty percent`, `half`, `full`."""

    name: str = "percent"

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the percentage, 0 to 100; raises Unreadable."""
        text = clean(re.sub(r"\s*(?:%|％|per\s?cent)\s*", " ", surface, flags=re.IGNORECASE))
        text = re.sub(r"^(?:(?:to|at|by)\s+|[到至]?(?:百分之?)?)", "", text)
        named: dict[str, int] = {
            "full": 100, "all the way": 100, "maximum": 100, "max": 100, "half": 50, "halfway": 50, "half way": 50,
            "quarter": 25, "three quarters": 75, "minimum": 0, "nothing": 0, "third": 33, "two thirds": 67,
            "全": 100, "全部": 100, "最大": 100, "最高": 100, "一半": 50, "半": 50, "最小": 0, "最低": 0,
            "三分之一": 33, "三分之二": 67, "四分之一": 25, "四分之三": 75,
        }  # fmt: skip
        tenths = re.fullmatch(r"(.+)成", text)  # "四成" is four tenths
        if tenths and text not in named:
            number = 10 * read_number(tenths[1], context.language)
        else:
            number = named[text] if text in named else read_number(text, context.language)
        if not 0 <= number <= 100:  # noqa: PLR2004
            raise Unreadable(message("'{surface}' is not between 0 and 100 percent", surface=surface))
        return int(number) if number == int(number) else number

    def write(self, random: Random, language: str) -> str:
        """Return a percentage as people write it."""
        number = random.choice([*range(0, 101, 5), random.randint(0, 100)])
        if language == "zh":
            named = f"{number // 10}成" if number % 10 == 0 and 0 < number < 100 else f"{number}%"  # noqa: PLR2004
            return random.choice(
                [f"百分之{chinese_words(number, counting=False)}", f"{number}%", f"百分之{number}", named]
            )
        words = random.choice([str(number), number_words(number)])
        return words + random.choice(["", " %", "%", " percent", " per cent"])

    def value(self, json: JSON) -> int | float:
        """Return the percentage; raises Unreadable for what is none."""
        number = number_value(json, message("percentage"))
        if not 0 <= number <= 100:  # noqa: PLR2004
            raise Unreadable(message("'{surface}' is not between 0 and 100 percent", surface=json))
        return number

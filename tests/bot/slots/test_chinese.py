"""Slots in Chinese: numbers, quantities, dates, choices and texts."""

from __future__ import annotations

import datetime
from pathlib import Path
from random import Random
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import Angle, Duration, Language, Length, Percent
from bot.reader.slots import read_count
from bot.slots import slot_type
from bot.slots.base import SlotContext, Unreadable
from bot.slots.chinese import chinese_number, chinese_words
from bot.slots.chinese_dates import chinese_moment
from bot.slots.choices import ChoiceSlot

ZH = SlotContext("zh")
ANNOTATIONS = {
    "bool": bool, "int": int, "float": float, "str": str, "Literal": Literal["kitchen", "hall"], "date": datetime.date,
    "time": datetime.time, "datetime": datetime.datetime, "path": Path, "Percent": Percent, "Duration": Duration,
    "Length": Length, "Angle": Angle, "Language": Language,
}  # fmt: skip
NOW = datetime.datetime(2026, 11, 26, 16, 30)  # noqa: DTZ001 - a Thursday, by the user's own clock


@pytest.mark.parametrize("annotation", ANNOTATIONS.values(), ids=ANNOTATIONS.keys())
@given(seed=st.integers(0, 10**6))
def test_every_surface_written_is_read(annotation: Any, seed: int) -> None:
    """What a slot type writes in Chinese it reads itself, and the function gets a value for it."""
    slot = slot_type(annotation)
    surface = slot.write(Random(seed), "zh")
    assert slot.value(slot.read(surface, ZH)) is not None, surface


@given(st.integers(0, 999), st.booleans())
def test_every_number_in_words_is_read(number: int, counting: bool) -> None:  # noqa: FBT001
    """From nothing to nine hundred and ninety-nine."""
    assert chinese_number(chinese_words(number, counting=counting)) == number


@pytest.mark.parametrize(
    ("surface", "number"),
    [
        ("两", 2), ("俩", 2), ("仨", 3), ("几", 3), ("半", 0.5), ("两个半", 2.5), ("十来", 10), ("两百五", 250),
        ("两百零五", 205),
        ("一千零五", 1005), ("一万两千", 12000), ("三点五", 3.5), ("负三", -3), ("零下三", -3), ("3万", 30000), ("兩個", 2),
        ("一亿三千万", 130_000_000),
    ],
)  # fmt: skip
def test_numbers_as_people_say_them(surface: str, number: float) -> None:
    """Short forms, powers of ten thousand, and traditional characters."""
    assert chinese_number(surface) == number


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    """Nothing that is typed breaks the reader of numbers, nor that of dates."""
    number = chinese_number(text)
    assert number is None or isinstance(number, float)
    assert chinese_moment(text, NOW) is None or chinese_number(text) is None or text


@pytest.mark.parametrize(
    ("surface", "seconds"),
    [
        ("两个半小时", 9000), ("半个小时", 1800), ("一个半小时", 5400), ("一小时三十分钟", 5400), ("三刻钟", 2700),
        ("一刻钟", 900),
        ("10 分钟", 600), ("两分半", 150), ("三分半钟", 210), ("1小时30", 5400), ("十分三十秒", 630), ("半天", 43200),
        ("兩個小時", 7200), ("5min", 300), ("20秒后", 20), ("一周", 604800), ("两个星期", 1209600),
    ],
)  # fmt: skip
def test_durations(surface: str, seconds: int) -> None:
    """Halves, quarters and several units."""
    assert slot_type(Duration).read(surface, ZH) == seconds


@pytest.mark.parametrize(
    ("surface", "percent"),
    [
        ("百分之四十", 40),
        ("40%", 40),
        ("四成", 40),
        ("一半", 50),
        ("百分之百", 100),
        ("到百分之二十", 20),
        ("三分之一", 33),
    ],
)
def test_percentages(surface: str, percent: int) -> None:
    """In words, as tenths and as shares."""
    assert slot_type(Percent).read(surface, ZH) == percent


@pytest.mark.parametrize("surface", ["红", "分钟", "十", "百分之"])
def test_what_is_no_duration_is_refused(surface: str) -> None:
    """A unit alone or a number alone says none."""
    with pytest.raises(Unreadable):
        slot_type(Duration).read(surface, ZH)


@pytest.mark.parametrize(
    ("surface", "moment"),
    [
        ("明天下午三点", "2026-11-27T15:00"), ("周五", "2026-11-27T16:30"), ("下周一", "2026-11-30T16:30"),
        ("5月3日", "2027-05-03T16:30"), ("两周后", "2026-12-10T16:30"), ("下午五点", "2026-11-26T17:00"),
        ("晚上八点半", "2026-11-26T20:30"), ("早上7点", "2026-11-27T07:00"), ("中午", "2026-11-27T12:00"),
        ("今晚八点一刻", "2026-11-26T20:15"), ("15号", "2026-12-15T16:30"), ("2027年1月2日", "2027-01-02T16:30"),
    ],
)  # fmt: skip
def test_dates_and_times(surface: str, moment: str) -> None:
    """The next day or hour of that name."""
    assert chinese_moment(surface, NOW) == datetime.datetime.fromisoformat(moment)


@pytest.mark.parametrize("surface", ["2月30号", "红", "", "的"])
def test_what_is_no_date_is_none(surface: str) -> None:
    """A day that there is not is no day."""
    assert chinese_moment(surface, NOW) is None


@pytest.mark.parametrize(
    ("surface", "count"),
    [
        ("两次", 2),
        ("三遍", 3),
        ("再来一次", 2),
        ("再两次", 3),
        ("连续两次", 2),
        ("总共6次", 6),
        ("做四遍", 4),
        ("十二回", 12),
        ("一次", 1),
    ],
)
def test_how_often(surface: str, count: int) -> None:
    """`再` adds to the once that was said."""
    assert read_count(surface, "zh") == count


@pytest.mark.parametrize("surface", ["零次", "一万次", "次", "红色"])
def test_what_does_not_say_how_often_is_refused(surface: str) -> None:
    """No times, too many, and no number."""
    with pytest.raises(Unreadable):
        read_count(surface, "zh")


def test_a_language_is_read_by_its_chinese_name() -> None:
    """Either word for it."""
    assert [slot_type(Language).read(name, ZH) for name in ("法语", "英文", "汉语", "日语")] == ["fr", "en", "zh", "ja"]


def test_each_language_is_written_in_its_own_script() -> None:
    """Surfaces of all sentence files are read, but English writes none in Chinese."""
    slot = ChoiceSlot("level", {"boss level": "BossLevel", "大魔王关": "BossLevel"})
    assert {slot.write(Random(seed), "en") for seed in range(20)} == {"boss level"}
    assert {slot.write(Random(seed), "zh") for seed in range(20)} == {"大魔王关"}


def test_a_text_loses_its_quotes_and_marks() -> None:
    """And nothing else."""
    assert [slot_type(str).read(text, ZH) for text in ("“你好”", "《红楼梦》", "「早上好」。", "买牛奶！")] == [
        "你好",
        "红楼梦",
        "早上好",
        "买牛奶",
    ]

"""Dates and times in Chinese: `明天下午三点半`, `下周五`, `五月三号`, `三天后`."""

from __future__ import annotations

import datetime
import re
from random import Random

from bot.slots.chinese import chinese_number, simplified

_DAYS = {"大前天": -3, "前天": -2, "昨天": -1, "今天": 0, "今": 0, "明天": 1, "明": 1, "大后天": 3, "后天": 2}
_NUMBER = "[0-9零〇一二三四五六七八九十两半]+"
_DAY = re.compile(
    f"(?P<named>{'|'.join(sorted(_DAYS, key=len, reverse=True))})"
    r"|(?P<next>下下|下个?|这个?|本)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天1-6])"
    rf"|(?:(?P<year>\d{{4}})年)?(?P<month>{_NUMBER})月(?P<day>{_NUMBER})[日号]?"
    rf"|(?P<only>{_NUMBER})[日号]"
    rf"|(?P<ahead>{_NUMBER})个?(?P<unit>天|周|星期|礼拜)(?:之|以)?后"
)
_TIME = re.compile(
    r"(?P<part>凌晨|清晨|早上|早晨|早|上午|中午|下午|傍晚|晚上|晚|夜里)?"
    rf"(?:(?P<hour>{_NUMBER})[点时:：](?:钟|整|(?P<half>半)|(?P<quarter>[一三])刻|过?(?P<minute>{_NUMBER})分?)?)?"
)
_PARTS = {"凌晨": 3, "清晨": 6, "早上": 8, "早晨": 8, "早": 8, "上午": 10, "中午": 12, "下午": 15, "傍晚": 18, "晚上": 20,
          "晚": 20, "夜里": 22}  # fmt: skip
"""The hour meant by a part of the day alone; from noon on, hours up to eleven are of the afternoon."""


def chinese_moment(surface: str, now: datetime.datetime) -> datetime.datetime | None:
    """Return the moment, from now on, that a Chinese date, time or both name; None where they name none."""
    text = simplified("".join(surface.split())).strip("，。！？,.!? ").removeprefix("在")
    try:
        found = _DAY.match(text)
        day = _day(found, now.date()) if found else None
        rest = text[found.end() :].removeprefix("的") if found else text
        time = _TIME.fullmatch(rest)
        if time is None or (day is None and not rest):
            return None
        at = _time(time) if rest else now.time()
        moment = datetime.datetime.combine(day or now.date(), at)
    except (ValueError, OverflowError):
        return None
    return moment + datetime.timedelta(days=day is None and moment < now)


def _day(found: re.Match[str], today: datetime.date) -> datetime.date:
    if found["named"]:
        return today + datetime.timedelta(days=_DAYS[found["named"]])
    if found["weekday"]:
        wanted = "一二三四五六日".index(found["weekday"].translate(str.maketrans("天123456", "日一二三四五六")))
        ahead = (found["next"] or "").count("下")
        monday = today - datetime.timedelta(days=today.weekday())
        day = monday + datetime.timedelta(days=wanted, weeks=ahead)
        return day if ahead or day >= today else day + datetime.timedelta(weeks=1)
    if found["ahead"]:
        size = 1 if found["unit"] == "天" else 7
        return today + datetime.timedelta(days=_whole(found["ahead"]) * size)
    if found["only"]:
        day = today.replace(day=_whole(found["only"]))
        return day if day >= today else (day.replace(day=1) + datetime.timedelta(days=31)).replace(day=day.day)
    day = today.replace(year=int(found["year"] or today.year), month=_whole(found["month"]), day=_whole(found["day"]))
    return day if found["year"] or day >= today else day.replace(year=day.year + 1)


def _time(found: re.Match[str]) -> datetime.time:
    part = found["part"] or ""
    if found["hour"] is None:
        return datetime.time(_PARTS[part])
    hour = _whole(found["hour"])
    if hour < 12 and _PARTS.get(part, 0) >= 12 and not (part == "中午" and hour > 10):  # noqa: PLR2004
        hour += 12
    quarter = {"一": 15, "三": 45}.get(found["quarter"] or "", 0)
    return datetime.time(hour % 24, 30 if found["half"] else quarter or _whole(found["minute"] or "零"))


def _whole(text: str) -> int:
    number = chinese_number(text)
    if number is None or number != int(number):
        raise ValueError(text)
    return int(number)


def write_chinese_moment(random: Random, kind: type[datetime.date | datetime.time]) -> str:
    """Return a date, a time or both as people write them."""
    day = random.choice(["今天", "明天", "后天", "星期五", "周六", "下周一", "5月3号", "五月三日", "两周后", "三天后"])
    hour = random.choice(["下午五点", "7点半", "中午", "18:00", "早上8点", "晚上九点一刻", "上午十点二十分", "三点钟"])
    if kind is datetime.date:
        return day
    return hour if kind is datetime.time else day + hour

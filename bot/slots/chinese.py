"""Numbers in Chinese: `两`, `二十五`, `一百零三`, `半`, as people say and type them."""

from __future__ import annotations

import re
from random import Random

_SIMPLIFIED = str.maketrans(
    "兩個點鐘鍾小時間週禮萬億貳叁參陸負幾單雙圓遍遭", "两个点钟钟小时间周礼万亿贰叁叁陆负几单双圆遍遭"
)
_DIGITS = dict(
    zip(
        "零〇一二三四五六七八九两俩仨幺壹贰叁肆伍陆柒捌玖几", (0, *range(10), 2, 2, 3, 1, *range(1, 10), 3), strict=True
    )
)
"""`几`, a few, is three, as in English."""
_POWERS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_ABOUT = re.compile("(?:来|多)$|^(?:大概|大约|差不多|约|一共|总共|共|正好|刚好|整整|就|只|仅)+|(?:左右|上下)$")
"""Words around a number that say how exact it is."""
_TENS_AND_MORE = re.compile("[十百千万亿](?:来|多|几)$")
_NAMED = {
    "一半": 0.5,
    "半": 0.5,
    "四分之一": 0.25,
    "四分之三": 0.75,
    "一打": 12.0,
    "半打": 6.0,
    "一对": 2.0,
    "一双": 2.0,
}
_SPOKEN = "零一二三四五六七八九"


def simplified(text: str) -> str:
    """Return a text with the traditional characters of numbers and units as simplified ones."""
    return text.translate(_SIMPLIFIED)


def chinese_number(text: str) -> float | None:
    """Return the number that Chinese words say, with or without a measure word; None where they say none."""
    text = _ABOUT.sub("", simplified("".join(text.split())))
    if text[:1] == "负" or text.startswith(("零下", "minus")):
        number = chinese_number(text.removeprefix("负").removeprefix("零下").removeprefix("minus"))
        return None if number is None else -number
    if _TENS_AND_MORE.search(text):  # "十来步", "二十几": about so many
        text = text[:-1]
    return _NAMED[text] if text in _NAMED else _positive(re.sub(r"(?<=.)个$", "", text))


def _positive(text: str) -> float | None:
    if text.endswith("个半"):
        whole = chinese_number(text.removesuffix("个半"))
        return None if whole is None else whole + 0.5
    share = re.fullmatch(r"(.+)分之(.+)", text)
    if share:
        below, above = chinese_number(share[1]), chinese_number(share[2])
        return None if not below or above is None else above / below
    before, point, fraction = text.partition("点")
    if point:
        return _with_fraction(before, fraction)
    digits = re.fullmatch(r"(\d+(?:\.\d+)?)([十百千万亿]*)", text)
    return float(digits[1]) * _product(digits[2]) if digits else _integer(text)


def _product(powers: str) -> int:
    size = 1
    for power in powers:
        size *= _POWERS.get(power) or _GROUPS[power]
    return size


def _with_fraction(whole: str, fraction: str) -> float | None:
    before = _integer(whole)
    if before is None or not fraction or any(digit not in _DIGITS for digit in fraction):
        return None
    return float(f"{int(before)}.{''.join(str(_DIGITS[digit]) for digit in fraction)}")


def _integer(text: str) -> float | None:
    """Return the whole number that characters write; None where one of them writes none."""
    if not text or any(each not in _DIGITS and each not in _POWERS and each not in _GROUPS for each in text):
        return None
    if all(each in _DIGITS for each in text):  # "一二三" read digit by digit
        return float("".join(str(_DIGITS[each]) for each in text))
    total, group, digit, power = 0, 0, -1, 1
    for each in text:
        if each in _DIGITS:
            digit, power = _DIGITS[each], 10 if each in "零〇" else power
        elif each in _POWERS:
            group, digit, power = group + (1 if digit < 0 else digit) * _POWERS[each], -1, _POWERS[each]
        else:
            group = group + max(digit, 0) or 1
            total = total + group * _GROUPS[each] if each == "万" else (total + group) * _GROUPS[each]
            group, digit, power = 0, -1, _GROUPS[each]
    if digit > 0:  # "两百五" is 250, "两百零五" 205
        group += digit * (power // 10 if power > 10 else 1)  # noqa: PLR2004
    return float(total + group)


def chinese_words(number: int, *, counting: bool = True) -> str:
    """Return a whole number in Chinese: 2 is `两` where things are counted; from 1000 on, and below 0, in digits."""
    if number < 0 or number > 999:  # noqa: PLR2004 - what people say as words
        return str(number)
    if number == 2 and counting:  # noqa: PLR2004
        return "两"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{_SPOKEN[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else _SPOKEN[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (_SPOKEN[ones] if ones or not said else "")


def write_chinese(random: Random, number: int) -> str:
    """Return one of the ways in which people write how many there are."""
    return str(number) if random.random() < 0.4 else chinese_words(number)  # noqa: PLR2004

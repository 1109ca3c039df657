"""Places by their Chinese names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot_clock
from bot.sentences.files import read_sentence_file
from bot_clock.places_zh import PLACES_ZH, SIMPLIFIED
from bot_clock.zones import find_zone

NAMES = [name for places in PLACES_ZH.values() for name in places.split("、")]


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("东京", "Asia/Tokyo"), ("伦敦", "Europe/London"), ("美国", "America/New_York"), ("新西兰", "Pacific/Auckland"),
        ("台北", "Asia/Taipei"), ("香港", "Asia/Hong_Kong"), ("格林威治", "UTC"), ("刚果（金）", "Africa/Kinshasa"),
        ("四川", "Asia/Shanghai"), ("新疆", "Asia/Shanghai"), ("乌鲁木齐", "Asia/Shanghai"), ("西藏", "Asia/Shanghai"),
        ("华盛顿", "America/New_York"), ("华盛顿州", "America/Los_Angeles"), ("圣地亚哥", "America/Santiago"),
    ],
)  # fmt: skip
def test_chinese_names_have_a_zone(place: str, zone: str) -> None:
    """Cities, countries, provinces and states; all of China keeps one time."""
    assert find_zone(place) == zone


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("紐約", "America/New_York"), ("東京", "Asia/Tokyo"), ("雪梨", "Australia/Sydney"), ("臺灣", "Asia/Taipei"),
        ("沙烏地阿拉伯", "Asia/Riyadh"), ("紐西蘭", "Pacific/Auckland"),
    ],
)  # fmt: skip
def test_traditional_characters_are_read(place: str, zone: str) -> None:
    """With the names that are said where they are written."""
    assert find_zone(place) == zone


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("纽约市", "America/New_York"), ("东京都", "Asia/Tokyo"), ("东京那边", "Asia/Tokyo"),
        ("广西壮族自治区", "Asia/Shanghai"),
        ("日本东京", "Asia/Tokyo"), ("广东省深圳市", "Asia/Shanghai"), ("美国加州旧金山", "America/Los_Angeles"),
        ("法国的巴黎", "Europe/Paris"), ("美国圣地亚哥", "America/Los_Angeles"), ("中国香港特别行政区", "Asia/Hong_Kong"),
    ],
)  # fmt: skip
def test_what_stands_around_a_name_is_forgiven(place: str, zone: str) -> None:
    """What kind of place it is, and the larger places that it lies in."""
    assert find_zone(place) == zone


@pytest.mark.parametrize(
    "place", ["火星", "我家", "市", "岛", "那边", "北京烤鸭", "美国梦", "纽约时报", "的", "北京" * 30]
)
def test_a_chinese_name_that_is_not_known_has_no_zone(place: str) -> None:
    """Better none than a wrong one."""
    assert find_zone(place) is None


@given(st.text("北京东海市省的国那边", max_size=40))
def test_any_chinese_text_is_answered_at_once(place: str) -> None:
    """However long and repetitive it is."""
    assert find_zone(place) in {"Asia/Shanghai", "Asia/Tokyo", None}


def test_all_places_of_the_chinese_sentences_have_a_zone() -> None:
    """Whoever tries an example gets the time."""
    file = read_sentence_file(Path(bot_clock.__file__).parent / "sentences" / "zh.yaml")
    places = file.lists["place"].values
    assert len(places) > 300
    assert [place for place in places if find_zone(place) is None] == []


def test_a_chinese_name_stands_for_one_place() -> None:
    """Nothing is listed twice, and nothing in traditional characters, which are read as simplified ones."""
    assert len(set(NAMES)) == len(NAMES)
    assert [name for name in NAMES if name.translate(SIMPLIFIED) != name] == []

"""Numbers and percentages: what is read, and what is not."""

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slots.base import SlotContext, SlotType, Unreadable
from bot.slots.numbers import NumberSlot, OrdinalSlot, PercentSlot, number_words, read_number, write_number
from bot.words import has_han

HERE = SlotContext("en")


@given(st.integers(0, 999_999))
def test_an_integer_in_words_is_the_integer(number: int) -> None:
    """Whatever `number_words` writes, `read_number` reads back."""
    assert read_number(number_words(number)) == number


@given(st.integers(-10_000, 1_000_000_000))
def test_digits_are_read_as_they_stand(number: int) -> None:
    """Digits, with or without commas between thousands."""
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}") == number


@given(st.integers(1, 400), st.randoms(use_true_random=False))
def test_every_way_to_write_a_number_is_read(number: int, random: object) -> None:
    """Digits, words and "a couple of" mean the same number."""
    assert read_number(write_number(random, number)) == number  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("surface", "number"),
    [
        ("a couple", 2), ("a few", 3), ("half a dozen", 6), ("a dozen", 12), ("another", 1), ("Twenty One", 21),
        ("one hundred and five", 105), ("seed 42", 42), ("number nine", 9), ("#7", 7), ("no. 3", 3), (" 8 ", 8),
    ],
)  # fmt: skip
def test_people_say_numbers_in_many_ways(surface: str, number: int) -> None:
    """Small words, leading words and spaces are understood."""
    assert NumberSlot().read(surface, HERE) == number


@pytest.mark.parametrize("surface", ["", "banana", "2.5", "nan", "inf", "²", "two and a half", "9" * 400, "three key"])
def test_what_is_no_whole_number_is_unreadable(surface: str) -> None:
    """Nothing but a whole number is read as one, however large or odd the text."""
    with pytest.raises(Unreadable):
        NumberSlot().read(surface, HERE)


@pytest.mark.parametrize(("surface", "number"), [("2.5", 2.5), ("two and a half", 2.5), ("half", 0.5), ("seven", 7.0)])
def test_a_float_may_have_a_fraction(surface: str, number: float) -> None:
    """Fractions are read where the signature says float."""
    assert NumberSlot("float", integer=False).read(surface, HERE) == number


@given(st.integers(0, 100), st.sampled_from(["%", " %", " percent", " per cent", " PERCENT", ""]))
def test_a_share_of_a_hundred_is_read(number: int, sign: str) -> None:
    """With any of the signs and words for percent, or none."""
    assert PercentSlot().read(f"{number}{sign}", HERE) == number


@pytest.mark.parametrize(
    ("surface", "number"),
    [
        ("half", 50),
        ("a half", 50),
        ("full", 100),
        ("the maximum", 100),
        ("a third", 33),
        ("to 30 percent", 30),
        ("12.5%", 12.5),
    ],
)
def test_shares_have_names(surface: str, number: float) -> None:
    """Half, full and a third are percentages too."""
    assert PercentSlot().read(surface, HERE) == number


@pytest.mark.parametrize("surface", ["101%", "-1 percent", "percent", "", "bright", "1e3 %"])
def test_no_percentage_outside_its_range(surface: str) -> None:
    """What is below 0, above 100 or no number is unreadable."""
    with pytest.raises(Unreadable):
        PercentSlot().read(surface, HERE)


@pytest.mark.parametrize("json", [True, "3", None, [3], math.inf, -math.inf, math.nan, 10**400])
def test_values_of_another_type_are_refused(json: object) -> None:
    """A program from outside cannot slip a text, a truth value or what no float holds into a number."""
    for slot in (NumberSlot(), PercentSlot()):
        with pytest.raises(Unreadable):
            slot.value(json)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("slot", "json"), [(NumberSlot(), 1.5), (PercentSlot(), 101), (PercentSlot(), -1)]
)  # fmt: skip
def test_values_that_nobody_can_say_are_refused(slot: SlotType, json: float) -> None:
    """A part of a whole number, more than all and less than nothing."""
    with pytest.raises(Unreadable):
        slot.value(json)
    assert slot.value(7) == 7


@given(st.text(max_size=40))
def test_no_text_breaks_a_number_slot(text: str) -> None:
    """Any text is a number or unreadable, never another error."""
    for slot in (NumberSlot(), NumberSlot("float", integer=False), PercentSlot()):
        try:
            assert slot.value(slot.read(text, HERE)) is not None
        except Unreadable:
            continue


@pytest.mark.parametrize(
    ("surface", "place"),
    [
        ("first", 1), ("the second one", 2), ("3rd", 3), ("1st", 1), ("number four", 4), ("5", 5), ("top", 1),
        ("twelfth", 12), ("第二个", 2), ("第十", 10), ("第十一", 11), ("三号", 3), ("头一条", 1), ("首个", 1),
    ],
)  # fmt: skip
def test_a_place_in_a_row_is_read(surface: str, place: int) -> None:
    """As a number too."""
    assert OrdinalSlot().read(surface, SlotContext("zh" if has_han(surface) else "en")) == place


@pytest.mark.parametrize("surface", ["", "zeroth", "0", "minus two", "last week", "half"])
def test_what_is_no_place_in_a_row_is_unreadable(surface: str) -> None:
    """There is no place before the first one."""
    with pytest.raises(Unreadable):
        OrdinalSlot().read(surface, SlotContext())


@given(seed=st.integers(0, 999), language=st.sampled_from(["en", "zh"]))
def test_every_way_to_write_a_place_is_read(seed: int, language: str) -> None:
    """What is written for training is read."""
    place = OrdinalSlot().read(OrdinalSlot().write(Random(seed), language), SlotContext(language))
    assert isinstance(place, int)
    assert 1 <= place <= 10

"""Slips of the typing hand are read as the word that was meant."""

from __future__ import annotations

import pytest

from bot.spelling import LIKELY_SLIPS, Speller

SAID = {"the": 900, "three": 40, "left": 90, "right": 90, "open": 30, "minute": 30, "key": 50, "ball": 60}


def speller() -> Speller:
    """A speller that knows a few words, and that `wall` is a word too."""
    return Speller(SAID, lambda word: word == "wall")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("teh", "the"), ("rigth", "right"), ("thre", "three"), ("opne", "open"), ("minuet", "minute"), ("balll", "ball"),
     ("lft", "left"), ("KYE", "key"), ("lefr", "left")],
)  # fmt: skip
def test_one_slip_is_read_as_the_word_meant(typed: str, meant: str) -> None:
    """Letters exchanged, left out, doubled or wrong."""
    assert speller().corrected(typed) == meant


def test_of_words_as_likely_the_last_in_the_alphabet_is_meant() -> None:
    """Whatever the order in which a set holds them, which is another in each process."""
    said = {f"{first}ap": 7 for first in "cglmnrst"} | {f"ap{last}": 7 for last in "epstx"}
    ties = [(f"{first}ap{last}", f"{first}ap") for first in "cglmnrst" for last in "epstx"]
    corrected = Speller(said, lambda _: False).corrected
    assert {typed: corrected(typed) for typed, _ in ties} == dict(ties)


@pytest.mark.parametrize("word", ["wall", "xyzzy", "it", "42", "naïve", "left", "a" * 500])
def test_other_words_stay_as_they_are(word: str) -> None:
    """Real words, names, numbers, very short and very long ones."""
    assert speller().corrected(word) == word


@pytest.mark.parametrize(
    ("typed", "meant"), [("teh", "the"), ("thre", "three"), ("rall", "rall"), ("balll", "balll"), ("fall", "fall")]
)
def test_only_likely_slips_are_corrected_where_words_are_not_known(typed: str, meant: str) -> None:
    """Another word may well be one letter away from a known one, but seldom with letters exchanged or left out."""
    assert Speller(SAID, lambda _: False, of=LIKELY_SLIPS).corrected(typed) == meant

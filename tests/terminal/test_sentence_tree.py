"""Which words can follow."""

from __future__ import annotations

import time

from bot.terminal.sentence_tree import SentenceTree

PATTERNS = [
    ("robot.turn", "turn {direction}"),
    ("robot.turn", "turn all the way {direction}"),
    ("robot.pick_up", "pick up {target}"),
    ("robot.pick_up", "pick {target} up"),
    ("search.find", "look up {query} in my notes"),
]
SURFACES = {"direction": ("left", "right"), "target": ("the red ball", "the blue key"), "query": ()}
TREE = SentenceTree(PATTERNS, lambda _, slot: SURFACES[slot])


def texts(typed: str) -> list[str]:
    """The line after each continuation."""
    return [typed[: found.start] + found.text for found in TREE.continuations(typed)]


def test_words_and_values_follow() -> None:
    """A word goes on to the next choice; closed slots show their values."""
    assert texts("tu") == ["turn"]
    assert set(texts("turn ")) == {"turn all the way", "turn left", "turn right"}
    assert texts("turn l") == ["turn left"]


def test_values_of_several_words() -> None:
    """A value that is half typed is completed, whatever came before it."""
    assert texts("pick up the r") == ["pick up the red ball"]
    assert texts("pick the blue key ") == ["pick the blue key up"]


def test_open_slots_take_any_words() -> None:
    """What follows them is known, they are not."""
    assert "look up old recipes in my notes" in texts("look up old recipes ")


def test_the_end_of_a_longer_sentence_is_completed() -> None:
    """Politeness and other clauses may stand before it."""
    assert texts("could you please tur") == ["could you please turn"]
    assert texts("turn left and pi") == ["turn left and pick"]
    assert texts("something else entirely ") == []


def test_an_empty_line_offers_the_commonest_first_words() -> None:
    """Those that begin most patterns come first."""
    assert set(texts("")) == {"turn", "pick", "look up"}


def test_the_case_of_letters_means_nothing() -> None:
    """What was typed stays as it was."""
    assert texts("Turn L") == ["Turn left"]


def test_it_is_fast_with_ten_thousand_patterns() -> None:
    """Far below what one notices, even for a long line."""
    patterns = [("a.b", f"word{number % 97} of {{target}} and {{query}} number {number}") for number in range(10_000)]
    tree = SentenceTree(patterns, lambda _, slot: SURFACES[slot])
    started = time.perf_counter()
    tree.continuations("word5 of " + "many other words " * 15)
    assert time.perf_counter() - started < 2


def test_chinese_goes_on_without_spaces() -> None:
    """Behind any character the next may follow, and a slot's values."""
    patterns = [("move", "往前走{distance}"), ("move", "往左走"), ("open", "打开{target}")]
    surfaces = {"distance": ("三步", "两步"), "target": ("红色的门", "蓝门")}
    tree = SentenceTree(patterns, lambda _, slot: surfaces[slot])
    assert {found.text for found in tree.continuations("往")} == {"前走", "左走"}
    assert {found.text for found in tree.continuations("打开")} == {"红色的门", "蓝门"}
    assert [(found.text, found.start) for found in tree.continuations("打开红")] == [("红色的门", 2)]

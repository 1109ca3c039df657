"""How the robot puts things."""

import pytest

from bot_robot import words
from bot_robot.driver import Sighting, Thing


@pytest.mark.parametrize(
    ("count", "text"), [(1, "one step"), (2, "two steps"), (0, "no steps"), (12, "twelve steps"), (13, "13 steps")]
)
def test_counts_are_pluralised(count: int, text: str) -> None:
    """In words up to twelve."""
    assert words.steps(count) == text


@pytest.mark.parametrize(
    ("ahead", "right", "text"),
    [
        (1, 0, "right in front of me"),
        (-1, 0, "right behind me"),
        (0, 1, "right beside me on the right"),
        (0, -3, "three steps to the left"),
        (4, 0, "four steps ahead"),
        (2, -1, "two steps ahead and one to the left"),
        (-1, 2, "one step behind me and two to the right"),
    ],
)
def test_places_are_relative_to_the_robot(ahead: int, right: int, text: str) -> None:
    """Ahead or behind first, then the side."""
    assert words.placed(Sighting(Thing("ball", "red"), ahead, right)) == text


@pytest.mark.parametrize(
    ("target", "count", "text"),
    [
        ({"kind": "ball", "color": "red"}, 1, "red ball"),
        ({"kind": "box", "where": "left"}, 2, "boxes on my left"),
        ({"color": "grey"}, 1, "grey object"),
        ({"kind": "door", "where": "front"}, 1, "door in front of me"),
    ],
)
def test_descriptions_are_said_back_from_the_robots_side(target: dict[str, str], count: int, text: str) -> None:
    """Your left is its "my left"."""
    assert words.described(target, count) == text


def test_a_long_list_of_places_is_cut_short() -> None:
    """The nearest are named, the rest is counted."""
    seen = [Sighting(Thing("ball", "red"), step, 0) for step in range(2, 12)]
    text = words.located({"kind": "ball"}, seen, None)
    assert text.startswith("I know of 10 balls: a red ball two steps ahead, ")
    assert text.endswith(" and five more further away.")

"""How the robot puts things."""

import pytest

from bot.plugins import Plugins
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


SEEN = [
    Sighting(Thing("ball", "red"), 2, 0), Sighting(Thing("key", "blue"), 1, 0),
    Sighting(Thing("door", "green", "locked"), 3, -1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "chinese"),
    [
        (words.look(SEEN[:1], 1, None, None), "我看见：前方两步处有一个红色的球。前方至少有一步可以走。"),
        (
            words.look(SEEN[1:], 0, Thing("wall"), Thing("ball", "grey")),
            "我看见：我面前有一把蓝色的钥匙，前方三步、左边一步处有一扇锁着的绿色的门。面前就是一堵墙。我拿着一个灰色的球。",
        ),
        (words.look([], 13, Thing("wall"), None), "我只看见地板和墙。前方有13步可以走，再往前是一堵墙。"),
        (words.located({"kind": "door"}, SEEN[2:], None), "绿色的门锁着，在前方三步、左边一步处。"),
        (
            words.located({"kind": "object"}, SEEN[:2], None),
            "我知道有2个物体：前方两步处有一个红色的球，我面前有一把蓝色的钥匙。",
        ),
        (words.located({"kind": "box", "where": "left"}, [], None), "我还没有见过我左边的箱子。"),
    ],
)
def test_places_are_told_in_chinese(plugins: Plugins, said: str, chinese: str) -> None:
    """The place first, then what is there; each kind with its own measure word."""
    assert plugins.catalog.translations.translated(said, "zh") == chinese

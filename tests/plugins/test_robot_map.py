"""The map in the terminal."""

import re

import pytest

from bot_robot.drawing import Map
from bot_robot.mapview import legend, render
from bot_robot.world import World

Style = dict[str, bool]
PLAIN: Style = {"color": False, "unicode": False}
UNCOLORED: Style = {"color": False}
FULL: Style = {}

START = """\
########
##. . kg. . . ##
##. . . ka. . ##
##. orkr. . ob##
##> . . . . . ##
##. . . . . . ##
##. . . . ky. Db
################"""


def plain(world: World, columns: int = 80) -> list[str]:
    """Draw the map in plain ASCII."""
    return render(world.frame(), columns, color=False, unicode=False)


def test_the_plain_map_shows_the_room_and_no_more() -> None:
    """The robot, the things with the first letters of their colours, and blanks where it has not looked."""
    robot = World("GoTo", 328)
    robot.simulation.seen[:] = False
    robot.simulation.seen[7:15, 7:15] = True
    lines = plain(robot)
    room = [line[14:] for line in lines[7:15]]
    assert room[1:] == START.splitlines()[1:]
    assert lines[-2:] == ["GoTo, seed 328, facing east", "carrying nothing"]
    assert all(line == "" for line in lines[:7])


def test_what_the_robot_has_not_seen_is_blank() -> None:
    """Behind it nothing is known yet."""
    lines = plain(World())
    assert not "".join(lines[:8]).strip()
    assert "Db" in "".join(lines)
    assert "Dp" not in "".join(lines)


@pytest.mark.parametrize(("turns", "arrow"), [(0, ">"), (1, "v"), (2, "<"), (3, "^")])
def test_the_arrow_shows_the_facing(turns: int, arrow: str) -> None:
    """In ASCII as in Unicode."""
    robot = World()
    for _ in range(turns):
        robot.execute("robot.turn", {"direction": "right"})
    assert arrow in plain(robot)[11]
    assert "▶▼◀▲"[turns] in render(robot.frame(), 80, **UNCOLORED)[11]


def test_what_is_carried_stands_below_the_map_and_not_on_it() -> None:
    """The red ball leaves its tile."""
    robot = World()
    robot.execute("robot.pick_up", {"target": {"kind": "ball", "color": "red"}})
    lines = plain(robot)
    assert lines[-1] == "carrying red ball"
    assert "or" not in "".join(lines[:-2])


def test_doors_show_their_state() -> None:
    """Closed and open differ in every style."""
    robot = World()
    target = {"kind": "door", "color": "blue"}
    pairs = [("Db", "/b", PLAIN), ("▮b", "▯b", UNCOLORED), ("94m▮ ", "94m▯ ", FULL)]
    assert all(closed in "".join(render(robot.frame(), 80, **style)) for closed, _, style in pairs)
    robot.execute("robot.open", {"target": target})
    assert all(is_open in "".join(render(robot.frame(), 80, **style)) for _, is_open, style in pairs)


@pytest.mark.parametrize("level", ["BossLevel", "GoTo", "OneRoomS20", "GoToObj", "KeyCorridorS3R1"])
@pytest.mark.parametrize("style", [PLAIN, UNCOLORED, FULL])
def test_the_map_fits_into_40_columns_with_the_robot_on_it(level: str, style: Style) -> None:
    """A bigger world is cropped around the robot."""
    for seed in range(4):
        frame = World(level, seed).frame()
        lines = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in render(frame, 40, **style)]
        assert max(map(len, lines)) <= 40
        assert sum(line.count(arrow) for line in lines[:-2] for arrow in ">v<^▶▼◀▲") == 1
        assert all(len(re.sub(r"\x1b\[[\d;]*m", "", line)) <= 40 for line in legend(frame, 40, **style))


def test_plain_is_ascii_without_escapes() -> None:
    """For pipes and old terminals."""
    text = "".join([*plain(World()), *legend(World().frame(), 80, **PLAIN)])
    assert text.isascii()
    assert "\x1b" not in text


def test_a_low_terminal_crops_the_map_too() -> None:
    """As many tiles high as there is room for, and two lines of text."""
    lines = render(World().frame(), 80, **PLAIN, lines=9)
    assert len(lines) == 11
    assert ">" in "".join(lines[:9])


def test_every_frame_of_a_world_has_as_many_lines() -> None:
    """So that a terminal can draw one over the other."""
    robot = World()
    heights: set[int] = set()
    target = {"kind": "ball", "color": "purple"}
    robot.execute(
        "robot.pick_up",
        {"target": target},
        lambda frame: heights.add(len(Map(frame).lines(80, color=True, unicode=True))),
    )
    assert len(heights) == 1


def test_the_legend_explains_every_symbol() -> None:
    """In words."""
    text = "\n".join(legend(World().frame(), 80, **PLAIN))
    assert "or red ball" in text
    assert "Db closed blue door" in text

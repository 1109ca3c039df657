"""Worlds: levels by name and seed, and that nothing of their making reaches standard output."""

import subprocess
import sys

import pytest

from bot_robot.driver import RobotError
from bot_robot.levels import find_level, levels, short_name
from bot_robot.world import World

MANY = (
    "BossLevel", "GoToSeq", "KeyCorridorS6R3", "OneRoomS20", "MiniBossLevel", "PutNextS7N4Carrying", "GoToObjS6",
    "UnlockToUnlock", "FindObjS5", "OpenDoorsOrderN4", "MoveTwoAcrossS8N9", "ActionObjDoor",
)  # fmt: skip


def new_world(robot: World, **args: object) -> str:
    """Run a program of one call."""
    robot.begin([{"action": "robot.new_world", "args": args}])
    return robot.execute("robot.new_world", args)


def test_all_of_minigrids_babyai_levels_are_known() -> None:
    """Every one has a short name of its own."""
    assert len(levels()) == len({level.name for level in levels()}) == 96


@pytest.mark.parametrize(
    "spelling",
    [
        "BossLevel",
        "bosslevel",
        "boss level",
        "Boss Level",
        "boss-level",
        "BabyAI-BossLevel-v0",
        "babyai boss level",
        "boss",
    ],
)
def test_a_level_is_found_however_it_is_spelt(spelling: str) -> None:
    """Case, spaces, prefix and version do not matter."""
    assert find_level(spelling).name == "BossLevel"


@pytest.mark.parametrize("name", [level.name for level in levels()])
def test_every_short_name_finds_its_own_level(name: str) -> None:
    """No two are confused."""
    assert short_name(find_level(name).id) == name


def test_an_unknown_level_names_the_nearest() -> None:
    """And the world stays as it was."""
    robot = World()
    before = robot.frame()
    with pytest.raises(RobotError, match=r"^There is no level called GoToSeqq\. Did you mean GoToSeq or "):
        new_world(robot, level="GoToSeqq")
    with pytest.raises(RobotError, match="Did you mean"):
        new_world(robot, level="???")
    assert robot.frame() == before


@pytest.mark.parametrize("name", MANY)
def test_levels_load_and_can_be_looked_at(name: str) -> None:
    """Each shows the robot in a world it can describe."""
    robot = World()
    assert new_world(robot, level=name, seed=2).startswith(f"This is {name}, seed 2. I see ")
    assert robot.execute("robot.look", {}).startswith("I see ")
    assert (robot.frame().level, robot.frame().seed) == (name, 2)


def test_the_same_seed_gives_the_same_world() -> None:
    """Another one another."""
    assert World("BossLevel", 5).frame() == World("BossLevel", 5).frame()
    assert World("BossLevel", 5).frame() != World("BossLevel", 6).frame()


def test_starting_over_returns_to_the_start_of_the_present_world() -> None:
    """Without arguments level and seed stay; with a seed alone the level stays."""
    robot = World("GoToLocal", 7)
    start = robot.frame()
    robot.execute("robot.turn", {"direction": "left"})
    new_world(robot)
    assert robot.frame() == start
    assert new_world(robot, seed=8).startswith("This is GoToLocal, seed 8.")


def test_a_negative_seed_is_refused() -> None:
    """In plain words."""
    with pytest.raises(RobotError, match="0 or more"):
        new_world(World(), seed=-1)


def test_making_a_world_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """The generator of these levels reports rejected samples, which belong to nobody's answer."""
    for seed in range(8):
        World("PutNextLocal", seed)
        World("GoToImpUnlock", seed)
    assert capfd.readouterr() == ("", "")


def test_the_simulator_is_not_loaded_before_a_world_is_needed() -> None:
    """Importing the driver costs neither minigrid nor NumPy."""
    code = "import sys, bot_robot.world; print([name for name in ('minigrid', 'gymnasium', 'numpy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

"""The robot against BabyAI's own missions and verifiers."""

from collections.abc import Sequence

import pytest

from bot_robot.benchmark import reference, run_benchmark, run_episode
from bot_robot.driver import Step
from bot_robot.world import World


@pytest.mark.parametrize(
    "level",
    [
        "BossLevel",
        "GoToSeq",
        "SynthLoc",
        "PutNextLocal",
        "PickupLoc",
        "Unlock",
        "PutNextS5N2Carrying",
        "UnlockToUnlock",
    ],
)
def test_missions_are_carried_out(level: str) -> None:
    """With programs from their meaning, so that only acting is judged."""
    result = run_benchmark(level, 10, 0)
    assert (result.success, result.misread, result.missed) == (1.0, 0, ())
    assert result.mean_steps > 1


def test_a_after_b_runs_b_first() -> None:
    """The program holds the order of execution."""
    env = World("BossLevel", 0).simulation.env
    assert env.mission.startswith("put the red box next to a grey door and open a purple door after you pick up a key")
    assert [step["action"] for step in reference(env.instrs)] == [
        "robot.pick_up", "robot.go_to", "robot.put_next_to", "robot.open",
    ]  # fmt: skip


def test_what_is_read_is_what_runs() -> None:
    """The reader gets the level's own words; a wrong program is counted as misread."""
    heard: list[str] = []

    def read(mission: str) -> Sequence[Step]:
        heard.append(mission)
        return [{"action": "robot.look", "args": {}}]

    result = run_benchmark("GoToRedBall", 3, 0, read)
    assert heard == ["go to the red ball", "go to the red ball", "go to a red ball"]
    assert result.misread == 3
    assert result.success < 1
    assert result.missed[0].mission == "go to the red ball"
    assert result.missed[0].reason.startswith("misread")


def test_a_rejected_mission_is_a_miss() -> None:
    """With the reason."""
    result = run_benchmark("GoToRedBall", 1, 0, lambda _: None)
    assert (result.success, result.misread, result.missed[0].reason) == (0.0, 1, "rejected")


def test_a_mission_that_nobody_could_carry_out_is_told_apart() -> None:
    """In this world the only green key lies behind the locked green door."""
    episode = run_episode("Unlock", 63)
    assert episode.impossible
    assert episode.reason == "nobody could: the green door is locked away, and so is the key"


def test_the_result_goes_into_json() -> None:
    """With the keys that scripts rely on."""
    result = run_benchmark("PickupLoc", 2, 0).json()
    assert {"level", "episodes", "success", "misread", "mean_steps", "missed"} <= set(result)

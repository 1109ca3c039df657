"""How many of a level's own missions the robot carries out, judged by the level's own verifier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot_robot.driver import RobotCancelled, RobotError, Step
from bot_robot.levels import find_level
from bot_robot.simulation import DONE
from bot_robot.solvable import impossible
from bot_robot.world import World

if TYPE_CHECKING:
    from minigrid.envs.babyai.core.verifier import ObjDesc

Program = Sequence[Step]
Read = Callable[[str], Program | None]
"""Reads a mission into a program; None where it is rejected."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A mission that was misread or not carried out."""

    seed: int
    mission: str
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a benchmark found."""

    level: str
    episodes: int
    success: float
    """The fraction that the level's verifier passed."""
    misread: int
    """Missions whose program is not the one that the level means, whether or not it succeeded."""
    mean_steps: float
    """Over the missions that succeeded."""
    impossible: int
    """Missed missions that nobody could carry out, such as a door whose only key lies behind it."""
    missed: tuple[Miss, ...]

    def json(self) -> dict[str, object]:
        """Give it as one JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Episode:
    """How one mission went; no reason means success."""

    mission: str
    reason: str | None
    misread: bool
    steps: int
    impossible: bool = False


def run_benchmark(level: str, episodes: int, seed: int, read: Read | None = None) -> Result:
    """Carry out the missions of seeds `seed` to `seed + episodes - 1`.

    Without `read` the programs come from the missions' meaning, which measures acting alone.
    Raises RobotError for an unknown level.
    """
    ran = [(number, run_episode(level, number, read)) for number in range(seed, seed + episodes)]
    done = [episode.steps for _, episode in ran if episode.reason is None]
    return Result(
        level=find_level(level).name,
        episodes=episodes,
        success=len(done) / episodes if episodes else 0.0,
        misread=sum(episode.misread for _, episode in ran),
        mean_steps=sum(done) / len(done) if done else 0.0,
        impossible=sum(episode.impossible for _, episode in ran),
        missed=tuple(Miss(number, ep.mission, ep.reason) for number, ep in ran if ep.reason is not None),
    )


def run_episode(level: str, seed: int, read: Read | None = None) -> Episode:
    """Carry out one mission."""
    world = World(level, seed, acts=True)
    env: Any = world.simulation.env  # every BabyAI level has a mission and its instructions
    right = reference(env.instrs)
    program = right if read is None else read(env.mission)
    if program is None:
        return Episode(env.mission, "rejected", True, 0)  # noqa: FBT003 - a value of many parts
    problem = _run(world, program)
    misread = list(program) != right
    simulation = world.simulation
    reason = None
    if simulation.ended != "success":
        reason = problem or "carried out, but the level's verifier is not content"
    elif env.step_count > env.max_steps:
        reason = f"{env.step_count} steps, the level allows {env.max_steps}"
    if reason and misread:
        reason = f"misread; {reason}"
    hopeless = impossible(World(level, seed).simulation) if reason else None
    return Episode(env.mission, hopeless or reason, misread, simulation.steps, hopeless is not None)


def _run(world: World, program: Program) -> str | None:
    """Run a program until it or the level ends; give what went wrong."""
    try:
        world.begin(program)
        if world.carried():
            # The verifier only notices what is in hand at a step, also where the level begins like that.
            world.simulation.act(DONE)
        _run_steps(world, program)
        if world.simulation.ended is None:
            # A mission that holds from the start is only judged at a step.
            world.simulation.act(DONE)
    except RobotCancelled:
        return None  # the level has judged
    except RobotError as error:
        return error.reason
    return None


def _run_steps(world: World, steps: object) -> None:
    for step in steps if isinstance(steps, Sequence) else ():
        if "body" in step:
            for _ in range(step["repeat"]):
                _run_steps(world, step["body"])
        else:
            world.execute(step["action"], step["args"], cancelled=lambda: world.simulation.ended is not None)


def reference(instr: Any) -> list[Step]:
    """Write a mission's meaning as a program, in the order in which it is carried out.

    instr: a level's instruction tree, `env.unwrapped.instrs`.
    """
    from minigrid.envs.babyai.core import verifier

    if isinstance(instr, verifier.AfterInstr):
        return reference(instr.instr_b) + reference(instr.instr_a)
    if isinstance(instr, verifier.SeqInstr):
        return reference(instr.instr_a) + reference(instr.instr_b)
    if isinstance(instr, verifier.PutNextInstr):
        args = {"target": _object(instr.desc_move), "landmark": _object(instr.desc_fixed)}
        return [{"action": "robot.put_next_to", "args": args}]
    actions: dict[object, str] = {
        verifier.GoToInstr: "robot.go_to",
        verifier.PickupInstr: "robot.pick_up",
        verifier.OpenInstr: "robot.open",
    }
    return [{"action": actions[type(instr)], "args": {"target": _object(instr.desc)}}]


def _object(desc: ObjDesc) -> Mapping[str, str]:
    """Write a description of the level as an object of the contract."""
    parts = {"kind": desc.type or "object", "color": desc.color, "where": desc.loc}
    return {key: value for key, value in parts.items() if value is not None}

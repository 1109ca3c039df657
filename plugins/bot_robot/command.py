"""`bot robot benchmark`: how many of a level's own missions are read and carried out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import click

from bot import BotError, open_reader
from bot_robot.driver import RobotError, Step


@click.group()
def robot() -> None:
    """Measure the simulated robot."""


@robot.command()
@click.option("--level", default="BossLevel", show_default=True, help="A BabyAI level, by its short name.")
@click.option("--episodes", default=200, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=0, show_default=True, help="The seed of the first episode.")
@click.option("--backend", default="", help="The backend that reads the missions.")
@click.option("--reference", is_flag=True, help="Take the missions' meaning as given: measures acting alone.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def benchmark(*, level: str, episodes: int, seed: int, backend: str, reference: bool, as_json: bool) -> None:
    """Read each mission of a level as an utterance, run it, and let the level's own verifier judge."""
    # Imported here: minigrid costs 0.2 s, and `bot --help` shows this command's help too.
    from bot_robot.benchmark import run_benchmark

    read = None if reference else _reader(backend)
    try:
        result = run_benchmark(level, episodes, seed, read)
    except RobotError as error:
        raise BotError(error.reason) from error
    if as_json:
        click.echo(json.dumps(result.json(), default=str))
        return
    click.echo(
        f"{result.level}: {result.success:.1%} of {result.episodes} missions done, {result.misread} misread, "
        f"{result.impossible} that nobody can do, {result.mean_steps:.1f} steps on average"
    )
    for miss in result.missed:
        click.echo(f"  seed {miss.seed}: {miss.mission}\n    {miss.reason}")


def _reader(backend: str) -> Callable[[str], Sequence[Step] | None]:
    read = open_reader(backend)

    def program(mission: str) -> Sequence[Step] | None:
        found = read(mission)
        return None if found is None else [step.to_json() for step in found]

    return program

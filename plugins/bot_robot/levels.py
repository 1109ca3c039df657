"""Levels by the short names that people use, found in and loaded from minigrid's registry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from bot import joined, message
from bot_robot.driver import RobotError

if TYPE_CHECKING:
    from minigrid.core.roomgrid import RoomGrid

STANDARD_LEVEL = "GoTo"
STANDARD_SEED = 328
PREFIX = "BabyAI-"


@dataclass(frozen=True, slots=True)
class Level:
    """A level by its short name, with the name it is registered under."""

    name: str
    id: str


def short_name(registered: str) -> str:
    """Give `GoToSeq` for `BabyAI-GoToSeq-v0`."""
    return re.sub(r"-v\d+$", "", registered.removeprefix(PREFIX))


@cache
def levels() -> tuple[Level, ...]:
    """List all of minigrid's BabyAI levels, sorted by name."""
    # Loaded here because the two cost a quarter of a second that only a moving robot needs.
    import gymnasium
    import minigrid  # noqa: F401  (fills the registry)

    ids = [name for name in gymnasium.registry if name.startswith(PREFIX)]
    return tuple(sorted((Level(short_name(name), name) for name in ids), key=lambda level: level.name))


def _plain(name: str) -> str:
    """Reduce a spoken or typed level name to its letters and digits."""
    name = re.sub(r"[^a-z0-9]", "", re.sub(r"[-\s]*v\d+\s*$", "", name.strip().lower()))
    return name.removeprefix("babyai")


def find_level(name: str) -> Level:
    """Find a level however it is spelt: "boss level", `bosslevel`, `BabyAI-BossLevel-v0`.

    Raises RobotError with the nearest names where there is no such level.
    """
    known = {_plain(level.name): level for level in levels()}
    wanted = _plain(name)
    for spelling in (wanted, wanted.removesuffix("level"), wanted + "level"):
        if spelling in known:
            return known[spelling]
    near = get_close_matches(wanted, known, n=3, cutoff=0.5) or ["bosslevel", "gotolocal", "pickup"]
    hint = joined([known[match].name for match in near], message("{before} or {next}"))
    raise RobotError(message("There is no level called {name}. Did you mean {levels}?", name=name.strip(), levels=hint))


def load(level: Level, seed: int) -> RoomGrid:
    """Make a level's world; the same seed gives the same world.

    Raises RobotError for a negative seed.
    """
    if seed < 0:
        raise RobotError(message("A world's seed is a whole number, 0 or more."))
    import gymnasium
    from minigrid.envs.babyai.core import roomgrid_level

    # The generator prints every world that it throws away. Standard output belongs to answers, and
    # swapping sys.stdout would swallow what other threads print: so its module gets a silent print.
    vars(roomgrid_level)["print"] = lambda *_args, **_kwargs: None
    levels()
    env: RoomGrid = gymnasium.make(level.id, disable_env_checker=True).unwrapped
    env.reset(seed=seed)
    return env

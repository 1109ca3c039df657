"""What the robot changed on its way that nobody asked for, so that it can own up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot_robot import words
from bot_robot.driver import Thing
from bot_robot.simulation import Simulation, thing_of

if TYPE_CHECKING:
    from minigrid.core.world_object import WorldObj


class Changes:
    """Compares the world with what it was when a call began."""

    def __init__(self, world: Simulation) -> None:
        """Note where everything stands."""
        self._world = world
        self._before = [(thing, spot, thing_of(thing)) for spot, thing in world.places().items()]

    def told(self, *handled: WorldObj | None) -> str:
        """Tell what else was moved or unlocked; handled: what the answer speaks of anyway."""
        now = {id(thing): spot for spot, thing in self._world.places().items()}
        asked = {id(thing) for thing in handled}
        others = [(thing, spot, was) for thing, spot, was in self._before if id(thing) not in asked]
        unlocked = [was for thing, _, was in others if was.state == "locked" != thing_of(thing).state]
        keys = {door.color for door in unlocked} | {thing.color for thing in handled if thing and thing.type == "door"}
        moved = [
            was
            for thing, spot, was in others
            if now.get(id(thing)) != spot and not (was.kind == "key" and was.color in keys)
        ]
        deeds = [f"moved {_named(moved)}"] if moved else []
        deeds += [f"unlocked {_named(unlocked)}"] if unlocked else []
        return f"On the way I {words.listed(deeds)}." if deeds else ""


def _named(things: list[Thing]) -> str:
    """Name things: "the red ball and the grey box"."""
    return words.listed([f"the {words.name(thing)}" for thing in things])

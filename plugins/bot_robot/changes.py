"""What the robot changed on its way that nobody asked for, so that it can own up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import listed, message
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
        if moved and unlocked:
            return message(
                "On the way I moved {moved} and unlocked {unlocked}.", moved=_named(moved), unlocked=_named(unlocked)
            )
        if moved:
            return message("On the way I moved {moved}.", moved=_named(moved))
        return message("On the way I unlocked {unlocked}.", unlocked=_named(unlocked)) if unlocked else ""


def _named(things: list[Thing]) -> str:
    """Name things: "the red ball and the grey box"."""
    return listed([message("the {name}", name=words.name(thing)) for thing in things])

"""Which objects a description means: "the red ball on my left", as the robot stood at a given moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot import message
from bot_robot.driver import RobotError
from bot_robot.simulation import VECTORS, Simulation, Spot

if TYPE_CHECKING:
    from minigrid.core.world_object import WorldObj

Target = Mapping[str, str]
"""An object of the contract: kind, color, where, each only where the user said it."""

PORTABLE = ("ball", "box", "key")
ANYTHING = ("ball", "box", "key", "door")


def read_target(value: object) -> Target:
    """Check an object of the contract. Raises RobotError where it is none."""
    if not isinstance(value, Mapping):
        raise RobotError(message("Which object do you mean?"))
    return {str(key): str(part) for key, part in value.items() if part is not None}


class Scene:
    """Where everything stood at the moment to which "on my left" refers."""

    def __init__(self, world: Simulation) -> None:
        """Note the robot's pose and every object's place."""
        self.spot = world.spot
        self.direction = world.direction
        self.room = world.room(world.spot)
        # The objects are kept, not only their ids: an id may be given again once its object is gone.
        self._places = {id(thing): (thing, spot) for spot, thing in world.places().items()}
        if world.carrying is not None:
            self._places[id(world.carrying)] = (world.carrying, self.spot)

    def place(self, thing: WorldObj, now: Spot) -> Spot:
        """Say where a thing stood then; one that has come out of a box since stands where it is now."""
        return self._places.get(id(thing), (thing, now))[1]

    def lies(self, where: str, spot: Spot) -> bool:
        """Tell whether a tile lay to the left, right, front or back: half of the room, as BabyAI means it."""
        if not self.room.pos_inside(*spot):
            return False
        across, down = spot[0] - self.spot[0], spot[1] - self.spot[1]
        x, y = VECTORS[self.direction]
        ahead, right = across * x + down * y, down * x - across * y
        return {"front": ahead > 0, "behind": ahead < 0, "right": right > 0, "left": right < 0}[where]

    def half(self, where: str) -> list[Spot]:
        """List the tiles of the room that lay on that side, without its corners."""
        (left, top), (width, height) = self.room.top, self.room.size
        edges_x, edges_y = (left, left + width - 1), (top, top + height - 1)
        return [
            (x, y)
            for x in range(left, left + width)
            for y in range(top, top + height)
            if not (x in edges_x and y in edges_y) and self.lies(where, (x, y))
        ]


class Referents:
    """The objects that fit one description, whether seen yet or not, and those of them that are known."""

    def __init__(self, world: Simulation, scene: Scene, target: Target, kinds: tuple[str, ...] = ANYTHING) -> None:
        """Find them; kinds: what "object" may stand for."""
        kind = target.get("kind", "object")
        self.target = target
        self.kinds = kinds if kind == "object" else (kind,)
        self._world = world
        self._scene = scene

    def fits(self, thing: WorldObj, spot: Spot) -> bool:
        """Tell whether a thing on a tile is meant."""
        where = self.target.get("where")
        return (
            thing.type in self.kinds
            and self.target.get("color", thing.color) == thing.color
            and (where is None or self._scene.lies(where, self._scene.place(thing, spot)))
        )

    def all(self) -> list[WorldObj]:
        """List those that stand somewhere in the world."""
        return [thing for spot, thing in self._world.places().items() if self.fits(thing, spot)]

    def known(self) -> dict[Spot, WorldObj]:
        """List those that the robot has seen, by tile."""
        return {
            spot: thing
            for spot, thing in self._world.places().items()
            if self._world.knows(spot) and self.fits(thing, spot)
        }

    def in_hand(self) -> bool:
        """Tell whether what the robot carries is meant."""
        thing = self._world.carrying
        return thing is not None and self.fits(thing, self._world.spot)

    def searched(self) -> bool:
        """Tell whether the side of the room that the description names has been seen completely."""
        where = self.target.get("where")
        return where is not None and all(self._world.knows(spot) for spot in self._scene.half(where))

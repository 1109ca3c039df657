"""One MiniGrid world, and what the robot has seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from bot_robot.driver import Facing, Frame, Pose, Sighting, Thing
from bot_robot.levels import Level, load

if TYPE_CHECKING:
    from minigrid.core.roomgrid import Room
    from minigrid.core.world_object import WorldObj

FACINGS: tuple[Facing, ...] = ("east", "south", "west", "north")
"""In the order of MiniGrid's directions 0 to 3."""

VECTORS = ((1, 0), (0, 1), (-1, 0), (0, -1))
"""Tiles (x, y) that one step goes in each direction; y grows downwards."""

LEFT, RIGHT, FORWARD, PICK_UP, DROP, TOGGLE, DONE = range(7)
"""MiniGrid's actions."""

THINGS = ("ball", "box", "key", "door")

FLOOR = Thing("floor")
WALL = Thing("wall")

Spot = tuple[int, int]
"""A tile, (x, y) from the top left."""


def thing_of(cell: WorldObj | None) -> Thing:
    """Say what a tile holds."""
    if cell is None:
        return FLOOR
    if cell.type == "wall":
        return WALL
    if cell.type == "door":
        door = cast("Any", cell)  # only doors have the two flags
        state = "open" if door.is_open else "locked" if door.is_locked else "closed"
        return Thing("door", cell.color, cast("Any", state))
    return Thing(cast("Any", cell.type), cell.color) if cell.type in THINGS else FLOOR


class Simulation:
    """A loaded level. Deep copies of it are exact and take about two milliseconds."""

    def __init__(self, level: Level, seed: int) -> None:
        """Load the level and let the robot look once."""
        import numpy as np

        self.level = level
        self.seed = seed
        self.env = load(level, seed)
        self.ended: str | None = None
        """How the level's own verifier judged, `success` or `failure`, once it has; only benchmarks ask."""
        self.steps = 0
        self.seen = np.zeros((self.env.width, self.env.height), dtype=bool)
        """bool [width, height]: the tiles that the robot has seen; nothing but the robot changes them."""
        self.look()

    def act(self, action: int) -> None:
        """Take one step and look; an episode that is over for the level goes on for the user."""
        _, reward, terminated, _, _ = self.env.step(action)
        self.steps += 1
        if terminated and self.ended is None:
            self.ended = "success" if float(reward) > 0 else "failure"
        self.look()

    def look(self) -> None:
        """Remember every tile in view."""
        for x, y in self.view():
            self.seen[x, y] = True

    def view(self) -> frozenset[Spot]:
        """List the tiles that the robot sees from where it stands."""
        size = self.env.agent_view_size
        _, lit = cast("Any", self.env).gen_obs_grid()  # bool [size, size], the robot at the middle of the last row
        (x, y), (ahead_x, ahead_y) = self.spot, VECTORS[self.direction]
        spots = set()
        for column in range(size):
            for row in range(size):
                if lit[column, row]:
                    ahead, right = size - 1 - row, column - size // 2
                    spots.add((x + ahead * ahead_x - right * ahead_y, y + ahead * ahead_y + right * ahead_x))
        return frozenset(spot for spot in spots if self.inside(spot))

    def inside(self, spot: Spot) -> bool:
        """Tell whether a tile belongs to the world."""
        return bool(0 <= spot[0] < self.env.width and 0 <= spot[1] < self.env.height)

    @property
    def spot(self) -> Spot:
        """The tile the robot stands on."""
        return int(self.env.agent_pos[0]), int(self.env.agent_pos[1])

    @property
    def direction(self) -> int:
        """Where the robot looks, an index into FACINGS and VECTORS."""
        return int(self.env.agent_dir)

    @property
    def carrying(self) -> WorldObj | None:
        """The object that the robot carries."""
        return cast("WorldObj | None", self.env.carrying)

    def step_ahead(self) -> Spot:
        """Give what one step forward adds to the robot's tile."""
        return VECTORS[self.direction]

    def beside(self, turn: int = 0) -> Spot:
        """Give the neighbouring tile ahead; after `turn` quarter turns to the right, that one."""
        step = VECTORS[(self.direction + turn) % 4]
        return self.spot[0] + step[0], self.spot[1] + step[1]

    def cell(self, spot: Spot) -> WorldObj | None:
        """Give what stands on a tile."""
        return self.env.grid.get(*spot)

    def places(self) -> dict[Spot, WorldObj]:
        """Give every ball, box, key and door that stands somewhere, seen or not."""
        width = self.env.width
        return {
            (index % width, index // width): cell
            for index, cell in enumerate(self.env.grid.grid)
            if cell is not None and cell.type in THINGS
        }

    def knows(self, spot: Spot) -> bool:
        """Tell whether the robot has seen a tile."""
        return bool(self.seen[spot])

    def fingerprint(self) -> tuple[object, ...]:
        """Give what tells two moments apart: a robot that comes back to the same ones goes in circles."""
        hand = id(self.carrying) if self.carrying is not None else None
        things = tuple((spot, id(thing), thing_of(thing).state) for spot, thing in self.places().items())
        return self.spot, self.direction, hand, things, int(self.seen.sum())

    def room(self, spot: Spot) -> Room:
        """Give the room that a tile belongs to."""
        return self.env.room_from_pos(*spot)

    def pose(self) -> Pose:
        """Say where the robot stands."""
        return Pose(*self.spot, FACINGS[self.direction])

    def sight(self, spot: Spot) -> Sighting:
        """Place a tile's content relative to the robot."""
        across, down = spot[0] - self.spot[0], spot[1] - self.spot[1]
        x, y = VECTORS[self.direction]
        return Sighting(thing_of(self.cell(spot)), across * x + down * y, down * x - across * y)

    def sightings(self, spots: frozenset[Spot] | None = None) -> tuple[Sighting, ...]:
        """Place every thing seen so far, or seen on the given tiles, the nearest first."""
        found = [
            self.sight(spot)
            for spot in self.places()
            if (self.knows(spot) if spots is None else spot in spots) and spot != self.spot
        ]
        return tuple(sorted(found, key=lambda seen: (seen.distance, -seen.ahead, seen.right)))

    def frame(self) -> Frame:
        """Draw up what a map shows."""
        width, cells, seen = self.env.width, self.env.grid.grid, self.seen.T.tolist()
        rows = tuple(
            tuple(thing_of(cells[y * width + x]) if known else None for x, known in enumerate(row))
            for y, row in enumerate(seen)
        )
        carried = thing_of(self.carrying) if self.carrying else None
        return Frame(self.level.name, self.seed, self.pose(), carried, rows, self.view())

"""The MiniGrid driver: a simulated world that the robot's actions are carried out in."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Mapping, Sequence

from bot import joined, listed, message
from bot_robot import moving, words
from bot_robot.driver import Cancelled, Frame, Observer, Pose, RobotError, Sighting, Step, Thing
from bot_robot.errands import Errands
from bot_robot.levels import STANDARD_LEVEL, STANDARD_SEED, find_level
from bot_robot.referents import Scene, read_target
from bot_robot.simulation import Simulation, thing_of
from bot_robot.trip import STEP_LIMIT, Trip

Arguments = Mapping[str, object]
Handler = Callable[["World", Trip, Arguments], str]


class World:
    """A driver (see `bot_robot.driver.Driver`) on one of minigrid's BabyAI levels.

    The level's own episode never ends the user's world: its step limit and its mission are ignored.
    """

    def __init__(
        self,
        level: str = STANDARD_LEVEL,
        seed: int = STANDARD_SEED,
        *,
        acts: bool = False,
        step_limit: int = STEP_LIMIT,
    ) -> None:
        """Load a level; acts: see `bot_robot.errands.Errands`. Raises RobotError for an unknown one."""
        self.simulation = Simulation(find_level(level), seed)
        self._scene = Scene(self.simulation)
        self._acts = acts
        self._step_limit = step_limit
        self._stop = threading.Event()

    def capabilities(self) -> frozenset[str]:
        """Give the names of the actions it can carry out."""
        return frozenset(HANDLERS)

    def begin(self, calls: Sequence[Step]) -> None:
        """Start a program: from here on "on your left" is meant as the robot stands now."""
        for action in _actions(calls):
            if action not in HANDLERS:
                raise RobotError(message("The simulated robot cannot do {action}.", action=action))
        self._stop.clear()
        self._scene = Scene(self.simulation)

    def execute(
        self,
        action: str,
        args: Arguments,
        observer: Observer | None = None,
        cancelled: Cancelled | None = None,
    ) -> str:
        """Carry out one call and say in words what came of it."""
        if action not in HANDLERS:
            raise RobotError(message("The simulated robot cannot do {action}.", action=action))
        trip = Trip(
            self.simulation,
            observer,
            lambda: self._stop.is_set() or (cancelled is not None and cancelled()),
            self._step_limit,
        )
        return HANDLERS[action](self, trip, args)

    def cancel(self) -> None:
        """Stop before the next single step; safe to call from another thread."""
        self._stop.set()

    def state(self) -> Simulation:
        """Give an exact copy of the world and of what the robot has seen of it."""
        return copy.deepcopy(self.simulation)

    def restore(self, state: object) -> None:
        """Return to a copy given by `state`, which stays usable."""
        if not isinstance(state, Simulation):
            raise TypeError("restore() takes what state() gave")
        self.simulation = copy.deepcopy(state)
        self._scene = Scene(self.simulation)

    def pose(self) -> Pose:
        """Say where the robot stands."""
        return self.simulation.pose()

    def seen(self) -> tuple[Sighting, ...]:
        """List everything seen so far but walls and floor, the nearest first."""
        return self.simulation.sightings()

    def carried(self) -> Thing | None:
        """Say what the robot carries."""
        return thing_of(self.simulation.carrying) if self.simulation.carrying else None

    def frame(self) -> Frame:
        """Draw up the world as the robot knows it now."""
        return self.simulation.frame()

    def errands(self, trip: Trip) -> Errands:
        """Prepare the calls that have an object."""
        return Errands(trip, self._scene, self._acts)

    def move(self, trip: Trip, args: Arguments) -> str:
        """Walk; "on your left" is meant from here afterwards."""
        distance = args.get("distance", 1)
        if not isinstance(distance, int):
            raise RobotError(message("I can only move by whole steps."))
        try:
            return moving.move(trip, str(args.get("direction", "forward")), distance)
        finally:
            self._scene = Scene(self.simulation)

    def turn(self, trip: Trip, args: Arguments) -> str:
        """Turn; "on your left" is meant from here afterwards."""
        try:
            return moving.turn(trip, str(args.get("direction", "")))
        finally:
            self._scene = Scene(self.simulation)

    def new_world(self, _trip: Trip, args: Arguments) -> str:
        """Load a level; without a level the present one, without either the present world from its start."""
        level, seed = args.get("level"), args.get("seed")
        name = str(level) if level is not None else self.simulation.level.name
        if seed is None:
            seed = self.simulation.seed if level is None else 0
        if not isinstance(seed, int):
            raise RobotError(message("A world's seed is a whole number, 0 or more."))
        self.simulation = Simulation(find_level(name), seed)
        self._scene = Scene(self.simulation)
        here = message("This is {level}, seed {seed}.", level=self.simulation.level.name, seed=seed)
        things = listed([words.one(seen.thing) for seen in self.seen()])
        return joined([here, message("I see {things}.", things=things) if things else words.nothing_seen()])


def _actions(steps: object) -> list[str]:
    """List the actions of a program, those that are repeated too."""
    found: list[str] = []
    for step in steps if isinstance(steps, Sequence) else ():
        found += _actions(step["body"]) if "body" in step else [str(step["action"])]
    return found


HANDLERS: Mapping[str, Handler] = {
    "robot.move": World.move,
    "robot.turn": World.turn,
    "robot.go_to": lambda world, trip, args: world.errands(trip).go_to(read_target(args.get("target"))),
    "robot.pick_up": lambda world, trip, args: world.errands(trip).pick_up(read_target(args.get("target"))),
    "robot.open": lambda world, trip, args: world.errands(trip).open(read_target(args.get("target"))),
    "robot.close": lambda world, trip, args: world.errands(trip).close(read_target(args.get("target"))),
    "robot.locate": lambda world, trip, args: world.errands(trip).locate(read_target(args.get("target"))),
    "robot.put_next_to": lambda world, trip, args: world.errands(trip).put_next_to(
        read_target(args.get("target")), read_target(args.get("landmark"))
    ),
    "robot.put_down": lambda world, trip, _: world.errands(trip).put_down(),
    "robot.look": lambda _, trip, __: moving.look(trip),
    "robot.stop": lambda _, __, ___: message("I am standing still."),
    "robot.new_world": World.new_world,
}

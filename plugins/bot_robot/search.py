"""Finding objects and following plans: where an errand meets BabyAI's bot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import joined, listed, message
from bot_robot import words
from bot_robot.driver import RobotError, Thing
from bot_robot.referents import Referents, Target
from bot_robot.simulation import Simulation, thing_of
from bot_robot.trip import Trip

if TYPE_CHECKING:
    from minigrid.core.world_object import WorldObj

    from bot_robot.pilot import Pilot


ROUNDS = 3
"""How often a plan may come back to the very same situation before it counts as stuck."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The object that a description was taken to mean."""

    thing: WorldObj
    count: int
    """How many known objects fitted."""
    target: Target
    world: Simulation

    def words(self) -> str:
        """Name it, and say so where it is the nearest of several."""
        name = words.name(thing_of(self.thing))
        if self.count < 2:  # noqa: PLR2004 - one is not several
            return message("the {name}", name=name)
        things = words.described(self.target, self.count)
        nearest = message("the nearest of {count} {things}", count=self.count, things=things)
        exact = "color" in self.target and self.target.get("kind", "object") != "object"
        return nearest if exact else message("the {name} ({nearest})", name=name, nearest=nearest)


@dataclass(frozen=True, slots=True)
class Search:
    """Finds objects in a world and gets the robot to them."""

    trip: Trip

    def pilot(self) -> Pilot:
        """Make a planner over what the robot has seen."""
        # Loaded here because it brings minigrid.
        from bot_robot.pilot import Pilot

        return Pilot(self.trip.world)

    def find(
        self,
        wanted: Referents,
        leave: Sequence[WorldObj] = (),
        prefer: Callable[[WorldObj], bool] | None = None,
    ) -> Choice:
        """Choose the nearest known object that fits, exploring until one is known.

        leave: objects not to choose; prefer: where some of the known ones pass this, only those count.
        Raises RobotError when the robot has looked everywhere it can get to.
        """
        self._explore(wanted, leave)
        known = _without(list(wanted.known().values()), leave)
        if not known:
            raise RobotError(self._nowhere(wanted, leave))
        known = [thing for thing in known if prefer is None or prefer(thing)] or known
        nearest = known[0] if len(known) == 1 else self.pilot().nearest(known)
        return Choice(nearest or known[0], len(known), wanted.target, self.trip.world)

    def _explore(self, wanted: Referents, leave: Sequence[WorldObj]) -> None:
        """Walk about until something that fits is in sight, and the hands are free of what was in the way."""

        def found(pilot: Pilot) -> bool:
            known = _without(list(wanted.known().values()), leave)
            if not known and wanted.searched():
                raise RobotError(self._nowhere(wanted, leave))
            return bool(known) and not pilot.busy()

        if not _without(list(wanted.known().values()), leave) and not self._drive(
            lambda pilot: pilot.go_next_to(_without(wanted.all(), leave)), found
        ):
            raise RobotError(self._nowhere(wanted, leave))

    def _drive(self, plan: Callable[[Pilot], None], done: Callable[[Pilot], bool] | None = None) -> bool:
        """Carry out a plan to its end, or until it is done; false where the robot is stuck.

        The bot gives up before two locked doors when the nearer one's key lies behind the other: then
        a door whose key has been seen is opened, and the plan is made again.
        """
        while not self._attempt(plan, done):
            if not self._unlock():
                return False
        return True

    def _attempt(self, plan: Callable[[Pilot], None], done: Callable[[Pilot], bool] | None = None) -> bool:
        from bot_robot.pilot import StuckError

        pilot = self.pilot()
        been: Counter[object] = Counter()
        try:
            plan(pilot)
            action = pilot.replan()
            while action is not None and not (done and done(pilot)):
                self.trip.step(action)
                been[moment := self.trip.world.fingerprint()] += 1
                if been[moment] > ROUNDS:
                    return False
                action = pilot.replan(action)
        except StuckError:
            return False
        return True

    def _unlock(self) -> bool:
        """Open one of the locked doors whose key has been seen; false where there is none."""
        places = {spot: thing for spot, thing in self.trip.world.places().items() if self.trip.world.knows(spot)}
        keys = {thing.color for thing in places.values() if thing.type == "key"}
        for door in places.values():
            if thing_of(door).state != "locked" or door.color not in keys:
                continue
            empty = self.trip.world.carrying is None
            if self._attempt(lambda pilot, door=door: pilot.open(door)):  # type: ignore[misc]
                if empty:
                    self.put_aside()
                return True
        return False

    def _nowhere(self, wanted: Referents, leave: Sequence[WorldObj]) -> str:
        """Say that there is no such thing, and what kept the robot from looking further."""
        what = words.described(wanted.target)
        if "where" in wanted.target:
            return message("There is no {what}.", what=what)
        if leave and wanted.fits(leave[0], self.trip.world.spot):
            return message("There is only one {what}.", what=what)
        doors = [thing_of(thing) for thing in self.trip.world.places().values() if self._locked(thing)]
        if doors:
            names = listed([message("the {name}", name=words.name(door)) for door in doors])
            found_none = message(
                "I looked everywhere I can get to and found no {what}: {door} is locked and I have no key for it."
                if len(doors) == 1
                else "I looked everywhere I can get to and found no {what}: {door} are locked.",
                what=what,
                door=names,
            )
            return joined([found_none, self._boxes()])
        return joined([message("I looked everywhere and there is no {what}.", what=what), self._boxes()])

    def _boxes(self) -> str:
        """Own up to not having looked into boxes: opening one uses it up."""
        seen = [seen for seen in self.trip.world.sightings() if seen.thing.kind == "box"]
        if not seen:
            return ""
        if len(seen) == 1:
            return message("I did not look into the {box}.", box=words.name(seen[0].thing))
        return message("I did not look into the {count} boxes.", count=words.number(len(seen)))

    def _locked(self, thing: WorldObj) -> bool:
        """Tell whether a thing is a locked door that the robot has seen."""
        spot = thing.cur_pos
        return thing_of(thing).state == "locked" and spot is not None and self.trip.world.knows(spot)

    def follow(self, plan: Callable[[Pilot], None], choice: Choice, purpose: str = "") -> None:
        """Carry out a plan that gets the robot to an object.

        Raises RobotError where there is no way to it (or to the purpose, if one is named), or no key.
        """
        if not self._drive(plan):
            thing = thing_of(choice.thing)
            if thing.state == "locked":
                key = words.name(Thing("key", thing.color))
                locked = message("The {thing} is locked, and I found no {key}.", thing=words.name(thing), key=key)
                raise RobotError(joined([locked, self._boxes()]))
            if purpose:
                raise RobotError(message("I found no way to {purpose}.", purpose=purpose))
            raise RobotError(message("I found no way to the {thing}.", thing=words.name(thing)))

    def put_aside(self) -> WorldObj | None:
        """Put down what is carried where it blocks nothing; give it."""
        carried = self.trip.world.carrying
        if carried is not None:
            purpose = message("put down the {thing}", thing=words.name(thing_of(carried)))
            self.follow(lambda pilot: pilot.put_aside(), Choice(carried, 1, {}, self.trip.world), purpose)
        return carried


def _without(things: Sequence[WorldObj], leave: Sequence[WorldObj]) -> list[WorldObj]:
    """Leave some objects out."""
    return [thing for thing in things if all(thing is not left for left in leave)]


def next_to(world: Simulation, thing: WorldObj, wanted: Referents) -> WorldObj | None:
    """Give a known object that fits and stands directly beside a thing."""
    spots = {id(other): spot for spot, other in world.places().items()}
    at = spots.get(id(thing))
    for (x, y), other in wanted.known().items():
        if at is not None and abs(at[0] - x) + abs(at[1] - y) == 1:
            return other
    return None

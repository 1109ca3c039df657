"""What the robot does with objects: it finds them, goes there, and handles them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from bot import as_sentence, joined, message
from bot_robot import words
from bot_robot.driver import RobotError
from bot_robot.referents import PORTABLE, Referents, Scene, Target
from bot_robot.search import Choice, Search, next_to
from bot_robot.simulation import DROP, TOGGLE, thing_of
from bot_robot.trip import Trip

if TYPE_CHECKING:
    from minigrid.core.world_object import WorldObj

PUT_DOWN = (
    (0, message("I put down the {thing}.")),
    (1, message("I put down the {thing}, turning to the free tile on my right.")),
    (3, message("I put down the {thing}, turning to the free tile on my left.")),
    (2, message("I put down the {thing}, turning to the free tile behind me.")),
)
"""Quarter turns to the right, and what is said where the tile there is free, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class Errands:
    """Carries out the calls that have an object."""

    trip: Trip
    scene: Scene
    """Where everything stood at the moment to which "on my left" refers."""
    acts: bool = False
    """Do again what is done already (open an open door, pick up what is in hand): BabyAI's verifiers
    wait for the act, people for the state."""

    @property
    def search(self) -> Search:
        """Finds objects for this errand."""
        return Search(self.trip)

    def referents(self, target: Target, *kinds: str) -> Referents:
        """Look up a description; kinds: what "object" may stand for, ball, box or key by default."""
        return Referents(self.trip.world, self.scene, target, kinds or PORTABLE)

    def go_to(self, target: Target) -> str:
        """Go and face an object."""
        wanted = self.referents(target, *PORTABLE, "door")
        if wanted.in_hand() and not wanted.all():
            if not self.acts:
                return message("I am carrying the {thing}.", thing=_name(self.trip.world.carrying))
            self.search.put_aside()
        choice = self.search.find(wanted, prefer=_portable)
        if self.trip.world.cell(self.trip.world.beside()) is choice.thing:
            if self.acts:
                self.trip.wait()
            return message("I am already at {thing}.", thing=choice.words())
        self.search.follow(lambda pilot: pilot.go_next_to([choice.thing]), choice)
        return self._told(message("I am at {thing}", thing=choice.words()), choice.thing)

    def pick_up(self, target: Target) -> str:
        """Go and pick up an object, after putting down another one that is carried."""
        wanted = self.referents(target)
        if "door" in wanted.kinds:
            raise RobotError(message("I cannot pick up a door."))
        if wanted.in_hand() and not self.acts:
            return message("I am already carrying the {thing}.", thing=_name(self.trip.world.carrying))
        aside = self.search.put_aside()
        choice = self.search.find(wanted)
        self._take(choice)
        took = message("I picked up {thing}", thing=choice.words())
        return joined([_put_down(aside), self._told(took, choice.thing, aside)])

    def _take(self, choice: Choice) -> None:
        self.search.follow(lambda pilot: pilot.pick_up(choice.thing), choice)
        if self.trip.world.carrying is not choice.thing:
            raise RobotError(message("I could not pick up the {thing}.", thing=_name(choice.thing)))

    def put_down(self) -> str:
        """Put down what is carried: ahead, or else on the first free side."""
        world = self.trip.world
        if world.carrying is None:
            raise RobotError(message("I am not carrying anything."))
        for quarters, told in PUT_DOWN:
            if world.cell(world.beside(quarters)) is None:
                self.trip.turn(quarters)
                text = message(told, thing=_name(world.carrying))
                self.trip.step(DROP)
                return text
        carried = _name(world.carrying)
        raise RobotError(message("There is no free tile beside me to put the {thing} on.", thing=carried))

    def put_next_to(self, target: Target, landmark: Target) -> str:
        """Put one object beside another, fetching it first where it is not carried."""
        moved, fixed = self.referents(target), self.referents(landmark, *PORTABLE, "door")
        if "door" in moved.kinds:
            raise RobotError(message("I cannot move a door."))
        only = fixed.all()
        spare = only if len(only) == 1 else []
        aside = None
        if moved.in_hand():
            choice = Choice(cast("Any", self.trip.world.carrying), 1, target, self.trip.world)
        else:
            aside = self.search.put_aside()
            choice = self.search.find(moved, leave=spare)
            if not self.acts and (near := next_to(self.trip.world, choice.thing, fixed)):
                names = {"thing": _name(choice.thing), "other": _name(near)}
                return joined([_put_down(aside), message("The {thing} is already next to the {other}.", **names)])
            self._take(choice)
        place = self.search.find(fixed, leave=[choice.thing], prefer=_portable)
        thing, other = _name(choice.thing), _name(place.thing)
        purpose = message("put the {thing} next to the {other}", thing=thing, other=other)
        self.search.follow(lambda pilot: pilot.put_next_to(place.thing), place, purpose)
        if not next_to(self.trip.world, choice.thing, fixed):
            raise RobotError(message("I found no way to {purpose}.", purpose=purpose))
        done = message("I put {thing} next to {other}", thing=choice.words(), other=place.words())
        return joined([_put_down(aside), self._told(done, choice.thing, aside)])

    def open(self, target: Target) -> str:
        """Go and open a door, with its key where it is locked, or a box."""
        wanted = self.referents(target, "door", "box")
        if not {"door", "box"} & set(wanted.kinds):
            raise RobotError(message("A {kind} cannot be opened.", kind=words.described({"kind": target["kind"]})))
        if wanted.in_hand():
            self.search.put_aside()
        held = self.trip.world.carrying
        choice = self.search.find(wanted, prefer=_shut)
        if choice.thing.type == "box":
            return self._open_box(choice)
        if not _shut(choice.thing) and not self.acts:
            return message("The {thing} is already open.", thing=_name(choice.thing))
        self.search.follow(lambda pilot: pilot.open(choice.thing), choice)
        if _shut(choice.thing):
            raise RobotError(message("I could not open the {thing}.", thing=_name(choice.thing)))
        key = self.trip.world.carrying
        if key is not None and key is not held and key.type == "key":
            text = message("I opened {thing} with the {key}, which I still hold", thing=choice.words(), key=_name(key))
        else:
            text = message("I opened {thing}", thing=choice.words())
        return self._told(text, choice.thing, key)

    def _open_box(self, choice: Choice) -> str:
        spot = self._go_and_toggle(choice)
        inside = self.trip.world.cell(spot)
        if inside is None:
            return message("I opened {thing}: it is empty.", thing=choice.words())
        found = words.one(thing_of(inside))
        return message("I opened {thing}: there is {inside} in it.", thing=choice.words(), inside=found)

    def close(self, target: Target) -> str:
        """Go and close a door that has been seen."""
        wanted = self.referents(target, "door")
        if wanted.kinds != ("door",):
            raise RobotError(message("I can only close doors."))
        if not wanted.known():
            raise RobotError(words.not_seen(target))
        choice = self.search.find(wanted, prefer=lambda door: not _shut(door))
        if _shut(choice.thing):
            return message("The {thing} is already closed.", thing=_name(choice.thing))
        self._go_and_toggle(choice)
        return self._told(message("I closed {thing}", thing=choice.words()), choice.thing)

    def _go_and_toggle(self, choice: Choice) -> tuple[int, int]:
        """Face a thing and open or close it; give its tile."""
        self.search.follow(lambda pilot: pilot.go_next_to([choice.thing]), choice)
        self.trip.step(TOGGLE)
        return self.trip.world.beside()

    def locate(self, target: Target) -> str:
        """Say where everything that fits has been seen, without moving."""
        wanted, world = self.referents(target, *PORTABLE, "door"), self.trip.world
        known = wanted.known()
        sightings = [seen for seen in world.sightings(frozenset(known)) if world.spot not in known or seen.distance]
        carried = thing_of(world.carrying) if wanted.in_hand() and world.carrying else None
        return words.located(target, sightings, carried)

    def _told(self, text: str, *handled: WorldObj | None) -> str:
        """End a report with what else the robot changed on its way."""
        return joined([as_sentence(text), self.trip.changes.told(*handled)])


def _name(thing: WorldObj | None) -> str:
    return words.name(thing_of(thing))


def _shut(thing: WorldObj) -> bool:
    """Tell whether something can still be opened: a box always, since opening uses it up."""
    return thing.type != "door" or not cast("Any", thing).is_open


def _portable(thing: WorldObj) -> bool:
    """Tell whether something is what people call an object: a door is meant last."""
    return thing.type in PORTABLE


def _put_down(aside: WorldObj | None) -> str:
    return message("I put down the {thing}.", thing=_name(aside)) if aside else ""

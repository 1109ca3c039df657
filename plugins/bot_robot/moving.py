"""Steps and turns that the user asked for one by one."""

from bot import as_sentence, joined, message
from bot_robot import words
from bot_robot.driver import RobotError, Thing
from bot_robot.simulation import thing_of
from bot_robot.trip import Trip

QUARTERS = {"forward": 0, "right": 1, "backward": 2, "left": 3}
"""Quarter turns to the right that make the robot look where it is going."""

TURNS = {"right": 1, "around": 2, "left": 3}

SIDES = {
    "forward": message("ahead"), "backward": message("behind me"), "left": message("to my left"),
    "right": message("to my right"),
}  # fmt: skip

WENT = {
    "forward": message("I went {steps} forward."), "backward": message("I went {steps} backward."),
    "left": message("I went {steps} to the left."), "right": message("I went {steps} to the right."),
}  # fmt: skip

TURNED = {
    "left": message("I turned left."), "right": message("I turned right."), "around": message("I turned around."),
}  # fmt: skip


def move(trip: Trip, direction: str, distance: int) -> str:
    """Walk whole tiles; the robot looks the same way before and after.

    Raises RobotError, saying how far it got, where something is in the way.
    """
    if direction not in QUARTERS:
        raise RobotError(message("I cannot move {direction}.", direction=direction))
    if distance < 1:
        raise RobotError(message("I can only move by one step or more."))
    quarters = QUARTERS[direction]
    trip.turn(quarters)
    walked, obstacle = _walk(trip, distance)
    trip.turn(-quarters)
    if obstacle is None:
        return message(WENT[direction], steps=words.steps(walked))
    got = (
        message("I got {count} of {steps}.", count=words.number(walked), steps=words.steps(distance)) if walked else ""
    )
    raise RobotError(joined([_in_the_way(obstacle, SIDES[direction]), got]))


def _walk(trip: Trip, distance: int) -> tuple[int, Thing | None]:
    """Walk ahead; give how far it went and what stopped it."""
    for walked in range(distance):
        cell = trip.world.cell(trip.world.beside())
        if cell is not None and not cell.can_overlap():
            return walked, thing_of(cell)
        trip.forward()
    return distance, None


def _in_the_way(thing: Thing, side: str) -> str:
    """Say what stopped the robot."""
    if thing.kind == "wall":
        return message("There is a wall {side}.", side=side)
    return as_sentence(message("{thing} is in the way {side}", thing=words.one_in_full(thing), side=side))


def turn(trip: Trip, direction: str) -> str:
    """Turn on the spot."""
    if direction not in TURNS:
        raise RobotError(message("I cannot turn {direction}.", direction=direction))
    trip.turn(TURNS[direction])
    return TURNED[direction]


def look(trip: Trip) -> str:
    """Say what the robot sees from where it stands."""
    world = trip.world
    view = world.view()
    free, spot, (x, y) = 0, world.beside(), world.step_ahead()
    while spot in view and world.cell(spot) is None:
        free, spot = free + 1, (spot[0] + x, spot[1] + y)
    end = thing_of(world.cell(spot)) if spot in view else None
    carried = thing_of(world.carrying) if world.carrying else None
    return words.look(world.sightings(view), free, end, carried)

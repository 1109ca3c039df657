"""Steps and turns that the user asked for one by one."""

from bot_robot import words
from bot_robot.driver import RobotError, Thing
from bot_robot.simulation import thing_of
from bot_robot.trip import Trip

QUARTERS = {"forward": 0, "right": 1, "backward": 2, "left": 3}
"""Quarter turns to the right that make the robot look where it is going."""

TURNS = {"right": 1, "around": 2, "left": 3}

SIDES = {"forward": "ahead", "backward": "behind me", "left": "to my left", "right": "to my right"}

WAYS = {"forward": "forward", "backward": "backward", "left": "to the left", "right": "to the right"}


def move(trip: Trip, direction: str, distance: int) -> str:
    """Walk whole tiles; the robot looks the same way before and after.

    Raises RobotError, saying how far it got, where something is in the way.
    """
    if direction not in QUARTERS:
        raise RobotError(f"I cannot move {direction}.")
    if distance < 1:
        raise RobotError("I can only move by one step or more.")
    quarters = QUARTERS[direction]
    trip.turn(quarters)
    walked, obstacle = _walk(trip, distance)
    trip.turn(-quarters)
    if obstacle is None:
        return f"I went {words.plural(walked, 'step')} {WAYS[direction]}."
    reason = _in_the_way(obstacle, SIDES[direction])
    if walked:
        reason += f" I got {words.number(walked)} of {words.plural(distance, 'step')}."
    raise RobotError(reason)


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
        return f"There is a wall {side}."
    return words.sentence(f"{words.article(words.full_name(thing))} is in the way {side}")


def turn(trip: Trip, direction: str) -> str:
    """Turn on the spot."""
    if direction not in TURNS:
        raise RobotError(f"I cannot turn {direction}.")
    trip.turn(TURNS[direction])
    return "I turned around." if direction == "around" else f"I turned {direction}."


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

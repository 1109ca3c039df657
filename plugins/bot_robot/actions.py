"""The robot's actions: typed by their signatures, carried out by the session's driver."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from bot import (
    Action,
    ActionCancelled,
    ActionFailed,
    CallContext,
    QuantitySlot,
    Touch,
    Undo,
    action,
    message,
    units,
)
from bot_robot.drawing import Map
from bot_robot.driver import Driver, RobotCancelled, RobotError
from bot_robot.objects import Target

Tiles = Annotated[
    int,
    QuantitySlot(
        "distance",
        units(
            step_steps_pace_paces_步=1, tile_tiles_格_格子=1, square_squares_cell_cells_space_spaces_spot_spots_block_blocks=1,
            metre_metres_meter_meters_m_米_公尺=1, unit_units_field_fields_place_places=1,
        ),
        bare=1,
        integer=True,
        typical=(
            ("step", "steps", 1, 12), ("tile", "tiles", 1, 9), ("metre", "metres", 1, 9), ("meter", "meters", 1, 9),
            ("square", "squares", 1, 9), ("space", "spaces", 1, 6), ("step", "steps", 1, 5), ("cell", "cells", 1, 6),
            ("pace", "paces", 1, 6),
        ),
        patterns={"zh": ("{n}步", "{n}步", "{n}步", "{n}步", "{n}格", "{n}格", "{n}米", "{n}个格子", "{n}")},
    ),
]  # fmt: skip
"""Whole tiles; one tile is one step is one metre."""


class Robot:
    """The robot of this session: a driver, and the program that it was last told about."""

    def __init__(self) -> None:
        """Start in the standard world."""
        # Imported here: minigrid costs 0.2 s, which nobody pays who only asks for the time.
        from bot_robot.world import World

        self.driver: Driver = World()
        self.program: object = None

    def do(self, context: CallContext, args: Mapping[str, object]) -> str:
        """Carry out the running call; raises ActionFailed with the driver's reason, ActionCancelled when stopped."""
        if self.program is not context.program:
            self.program = context.program
            self.driver.begin([call.to_json() for call in context.program if call.action.startswith("robot.")])
        call = context.program[context.index]
        try:
            return self.driver.execute(
                call.action, args, lambda frame: context.progress(Map(frame)), context.is_cancelled
            )
        except RobotCancelled as error:
            raise ActionCancelled(error.reason) from error
        except RobotError as error:
            raise ActionFailed(error.reason) from error


def undo_robot(context: CallContext) -> Undo:
    """Keep the world as it is before a call; what is returned puts it back."""
    driver = context.keep(Robot).driver
    before = driver.state()

    def back() -> str:
        driver.restore(before)
        return message("The robot and its world are as they were.")

    return back


def _moves(name: str) -> Callable[[Callable[..., str]], Action]:
    return action(name, touches=(Touch.MOTION,), undo=undo_robot)


@_moves("robot.move")
def move(
    context: CallContext, direction: Literal["forward", "backward", "left", "right"] = "forward", distance: Tiles = 1
) -> str:
    """Go some steps forward, backward, or to a side."""
    return context.keep(Robot).do(context, {"direction": direction, "distance": distance})


@_moves("robot.turn")
def turn(context: CallContext, direction: Literal["left", "right", "around"]) -> str:
    """Turn left, right or around."""
    return context.keep(Robot).do(context, {"direction": direction})


@_moves("robot.go_to")
def go_to(context: CallContext, target: Target) -> str:
    """Walk up to an object."""
    return context.keep(Robot).do(context, {"target": target})


@_moves("robot.pick_up")
def pick_up(context: CallContext, target: Target) -> str:
    """Go and pick an object up."""
    return context.keep(Robot).do(context, {"target": target})


@_moves("robot.open")
def open_object(context: CallContext, target: Target) -> str:
    """Open a door, with its key if need be, or a box."""
    return context.keep(Robot).do(context, {"target": target})


@_moves("robot.close")
def close(context: CallContext, target: Target) -> str:
    """Close a door."""
    return context.keep(Robot).do(context, {"target": target})


@action("robot.locate", gives_text=True)
def locate(context: CallContext, target: Target) -> str:
    """Say where an object was seen."""
    return context.keep(Robot).do(context, {"target": target})


@_moves("robot.put_next_to")
def put_next_to(context: CallContext, target: Target, landmark: Target) -> str:
    """Take an object and put it down beside another one."""
    return context.keep(Robot).do(context, {"target": target, "landmark": landmark})


@_moves("robot.put_down")
def put_down(context: CallContext) -> str:
    """Put down what the robot carries."""
    return context.keep(Robot).do(context, {})


@action("robot.look", gives_text=True)
def look(context: CallContext) -> str:
    """Say what the robot sees."""
    return context.keep(Robot).do(context, {})


@action("robot.stop")
def stop(context: CallContext) -> str:
    """Stop where the robot is."""
    return context.keep(Robot).do(context, {})


@_moves("robot.new_world")
def new_world(context: CallContext, level: str | None = None, seed: int | None = None) -> str:
    """Start over in a new world: a BabyAI level, and the seed that makes it."""
    args = {"level": level, "seed": seed}
    return context.keep(Robot).do(context, {name: value for name, value in args.items() if value is not None})


ACTIONS = (
    move, turn, go_to, pick_up, open_object, close, locate, put_next_to, put_down, look, stop, new_world,
)  # fmt: skip

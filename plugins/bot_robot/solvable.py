"""Tells a level's mission that nobody could carry out from one that the robot failed."""

from __future__ import annotations

from typing import Any

from bot_robot import words
from bot_robot.simulation import VECTORS, Simulation, Spot, thing_of


def within_reach(world: Simulation) -> set[Spot]:
    """List the tiles that can be walked to or touched, with every key that can be fetched, boxes included."""
    keys: set[str] = set()
    while True:
        reach = _flood(world, keys)
        found = {key.color for spot in reach if (key := _key(world.cell(spot)))}
        if found <= keys:
            return reach
        keys |= found


def _key(cell: Any) -> Any:
    """Give the key that stands on a tile or lies in a box there."""
    for thing in (cell, getattr(cell, "contains", None)):
        if thing is not None and thing.type == "key":
            return thing
    return None


def _flood(world: Simulation, keys: set[str]) -> set[Spot]:
    """Spread over floor, things and doors, past locked doors only with their key; the locked ones are touched."""
    reach, todo = {world.spot}, [world.spot]
    while todo:
        spot = todo.pop()
        here = thing_of(world.cell(spot))
        if here.state == "locked" and here.color not in keys:
            continue
        for x, y in VECTORS:
            near = (spot[0] + x, spot[1] + y)
            if near not in reach and thing_of(world.cell(near)).kind != "wall":
                reach.add(near)
                todo.append(near)
    return reach


def impossible(world: Simulation) -> str | None:
    """Say why nobody could carry out the mission of a freshly loaded level, None where somebody could."""
    reach = within_reach(world)
    env: Any = world.env
    for instr in _single(env.instrs):
        for desc in (getattr(instr, part, None) for part in ("desc", "desc_move", "desc_fixed")):
            spots = [] if desc is None else [spot for spot in desc.obj_poss if _usable(world, spot, reach)]
            if desc is not None and not spots:
                what = words.described({"kind": desc.type or "object", "color": desc.color or ""})
                return f"nobody could: the {what} is locked away, and so is the key"
    return None


def _usable(world: Simulation, spot: Spot, reach: set[Spot]) -> bool:
    """Tell whether a thing can be got at and, where it is a locked door, opened."""
    thing = thing_of(world.cell(spot))
    keys = {key.color for at in reach if (key := _key(world.cell(at)))}
    return spot in reach and (thing.state != "locked" or thing.color in keys)


def _single(instr: Any) -> list[Any]:
    """List the single instructions of a mission."""
    if hasattr(instr, "instr_a"):
        return _single(instr.instr_a) + _single(instr.instr_b)
    return [instr]

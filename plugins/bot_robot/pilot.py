"""BabyAI's planning bot, put to errands of one step each.

Imported only by functions that move the robot, since minigrid costs a quarter of a second.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from minigrid.envs.babyai.core.verifier import ObjDesc
from minigrid.utils.baby_ai_bot import (
    BabyAIBot,
    DropSubgoal,
    GoNextToSubgoal,
    OpenSubgoal,
    PickupSubgoal,
)

from bot_robot.simulation import THINGS, Simulation, Spot

if TYPE_CHECKING:
    from minigrid.core.world_object import WorldObj

THOUGHTS = 200
"""Plans that may be changed before a step is taken; the bot can go round in circles for ever."""

Accept = Callable[[Spot, Any], Any]
"""Tells whether a way may end on a tile, given the tile and what stands there."""

Way = tuple[list[Spot] | None, Spot | None, bool]
"""The tiles to walk, without the present one; the last of them; whether something has to be cleared away."""


class StuckError(Exception):
    """The bot has no plan left: everything is explored, or something cannot be reached."""


class Errand(ObjDesc):  # type: ignore[misc]
    """Objects to go to, given themselves instead of being described."""

    def __init__(self, things: list[WorldObj]) -> None:
        """Keep the objects; where they stand is refreshed before every step."""
        super().__init__(None)
        self.obj_set = list(things)


class Pilot(BabyAIBot):  # type: ignore[misc]
    """The bot over what the robot has seen, on a plan that the caller lays down.

    What differs from the bot as it comes: it starts from the robot's memory, does not plan the
    level's own mission, passes doors that somebody has closed again, tolerates objects that are
    not there, and says so when it is stuck instead of failing an assertion or looping.
    """

    def __init__(self, world: Simulation) -> None:
        """Take over the robot's memory."""
        super().__init__(world.env)
        self.vis_mask = world.seen
        self._world = world
        self._through_doors = False

    def _process_instr(self, instr: object) -> None:
        """Leave the level's mission alone."""

    def go_next_to(self, things: list[WorldObj], reason: str | None = None) -> None:
        """Plan to face one of the objects; reason `PutNext`: to face a free tile beside it."""
        self.stack.append(GoNextToSubgoal(self, Errand(things), reason))

    def pick_up(self, thing: WorldObj) -> None:
        """Plan to go and take an object."""
        self.stack.append(PickupSubgoal(self))
        self.go_next_to([thing])

    def open(self, door: WorldObj) -> None:
        """Plan to go and open a door, with its key where it is locked; the key stays in hand."""
        self.stack.append(OpenSubgoal(self, reason="KeepKey"))
        self.go_next_to([door], "Open")

    def put_next_to(self, thing: WorldObj) -> None:
        """Plan to put what is carried beside an object."""
        self.stack.append(DropSubgoal(self))
        self.go_next_to([thing], "PutNext")

    def put_aside(self) -> None:
        """Plan to put down what is carried where it blocks nothing."""
        spot = self._find_drop_pos()
        if spot is None:
            raise StuckError
        self.stack.append(DropSubgoal(self))
        self.stack.append(GoNextToSubgoal(self, spot))

    def busy(self) -> bool:
        """Tell whether a detour is under way, such as moving something out of the way."""
        return any(not subgoal.is_exploratory() for subgoal in self.stack[1:])

    def replan(self, action_taken: int | None = None) -> int | None:
        """Say which action comes next, None when the plan is done.

        Raises StuckError when there is none that helps.
        """
        self._refresh()
        try:
            return self._replan(action_taken)
        except (AssertionError, IndexError, TypeError, ValueError) as error:
            # The bot's way of saying that a plan does not work out (nothing left to explore, no
            # place to drop things, no key): it has no errors of its own.
            raise StuckError(str(error)) from error

    def _replan(self, action_taken: int | None) -> int | None:
        for subgoal in self.stack:
            subgoal.update_agent_attributes()
        if self.stack and action_taken is not None:
            self.stack[-1].replan_after_action(action_taken)
        while self.stack and self.stack[-1].is_exploratory():
            self.stack.pop()
        for _ in range(THOUGHTS):
            if not self.stack:
                return None
            action = self.stack[-1].replan_before_action()
            if action is not None:
                self._remember_current_state()
                return int(action)
        raise StuckError

    def _refresh(self) -> None:
        """Note where the objects of the plan stand now, beside each object its own place."""
        for subgoal in self.stack:
            if isinstance(subgoal.datum, ObjDesc):
                self._renew(subgoal.datum)

    def _renew(self, wanted: ObjDesc) -> None:
        """Bring the places of a plan's objects up to date, leaving out those that are gone."""
        places = {id(thing): spot for spot, thing in self._world.places().items()}
        if self._world.carrying is not None:
            places[id(self._world.carrying)] = self._world.spot
        wanted.obj_set = [thing for thing in wanted.obj_set if id(thing) in places]
        wanted.obj_poss = [places[id(thing)] for thing in wanted.obj_set]

    def nearest(self, things: list[WorldObj]) -> WorldObj | None:
        """Give the object with the shortest way to it, None when no way is known to any."""
        errand = Errand(things)
        self._renew(errand)
        found: WorldObj | None = self._find_obj_pos(errand)[0]
        return found

    def _find_obj_pos(self, obj_desc: ObjDesc, adjacent: bool = False) -> tuple[WorldObj | None, Spot | None]:
        """Choose the seen object with the shortest way, clearing the way counted in."""
        best: tuple[int, WorldObj | None, Spot | None] = (10**9, None, None)
        for thing, spot in zip(obj_desc.obj_set, obj_desc.obj_poss, strict=False):
            if thing is self._world.carrying or thing.type not in THINGS or not self.vis_mask[spot]:
                continue
            path, _, blocked = self._shortest_path(_is_at(spot), try_with_blockers=True)
            if path is None:
                continue
            # Moving a blocker takes four actions, seven with the hands full. Standing in the very
            # doorway, or too near to put something beside, takes a step back first.
            length = len(path) + ((7 if self._world.carrying else 4) if blocked else 0)
            length = {0: 3 if adjacent else 2, 1: 3 if adjacent else 1}.get(length, length)
            if length < best[0]:
                best = (length, thing, spot)
        return best[1], best[2]

    def _shortest_path(self, accept_fn: Accept, try_with_blockers: bool = False) -> Way:
        """Find a way; through closed doors only where there is none without, since they cost a step."""
        for self._through_doors in (False, True):
            found: Way = super()._shortest_path(accept_fn, try_with_blockers)
            if found[0] is not None:
                break
        self._through_doors = False
        return found

    def _breadth_first_search(
        self, initial_states: list[tuple[int, int, int, int]], accept_fn: Accept, ignore_blockers: bool
    ) -> tuple[list[Spot] | None, Spot | None, dict[Spot, Spot | None]]:
        """Search the seen tiles; like the bot's own, but on a queue and past doors that are not locked."""
        queue: deque[tuple[tuple[int, int, int, int], Spot | None]] = deque((state, None) for state in initial_states)
        previous: dict[Spot, Spot | None] = {}
        while queue:
            (x, y, across, down), before = queue.popleft()
            spot = (x, y)
            if spot in previous:
                continue
            previous[spot] = before
            cell = self._world.cell(spot)
            if accept_fn(spot, cell):
                return _trace(spot, previous), spot, previous
            if not self.vis_mask[spot] or not self._passable(cell, ignore_blockers):
                continue
            for step in ((across, down), (down, across), (-down, -across), (-across, -down)):
                queue.append(((x + step[0], y + step[1], *step), spot))
        return None, None, previous

    def _passable(self, cell: Any, ignore_blockers: bool) -> bool:
        if cell is None:
            return True
        if cell.type == "door":
            return bool(cell.is_open or (self._through_doors and not cell.is_locked))
        return cell.type != "wall" and ignore_blockers


def _is_at(wanted: Spot) -> Accept:
    """Accept one tile."""
    return lambda spot, _: spot == wanted


def _trace(spot: Spot, previous: dict[Spot, Spot | None]) -> list[Spot]:
    """List the tiles of a way from its end back to its start."""
    path = [spot]
    while (before := previous[path[-1]]) is not None:
        path.append(before)
    return path

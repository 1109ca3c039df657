"""What the robot's actions ask of whatever carries them out, so that the simulator can be replaced."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["ball", "box", "key", "door", "wall", "floor"]
"""What may stand on a tile; `floor` is a free one."""

Facing = Literal["north", "east", "south", "west"]
"""Where the robot looks; north is up on the map."""

DoorState = Literal["open", "closed", "locked"]


class RobotError(Exception):
    """The robot could not do it; `reason` says why, in words meant for the user."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


class RobotCancelled(RobotError):  # noqa: N818 - not an error: the user stopped it
    """The user stopped the robot; it halted where it stood."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One tile's content as the robot knows it."""

    kind: Kind
    color: str = ""
    """A colour of the contract, empty for floor and walls."""
    state: DoorState | None = None
    """Only doors have one."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the robot stands and looks; tiles from the top left corner of the world."""

    x: int
    y: int
    facing: Facing


@dataclass(frozen=True, slots=True)
class Sighting:
    """A thing the robot has seen, placed relative to where it stands now."""

    thing: Thing
    ahead: int
    """Tiles ahead of the robot; negative behind it."""
    right: int
    """Tiles to the right of the robot; negative to the left."""

    @property
    def distance(self) -> int:
        """Steps to it, walls and detours left out."""
        return abs(self.ahead) + abs(self.right)


@dataclass(frozen=True, slots=True)
class Frame:
    """The world as the robot knows it at one moment: all that a map needs."""

    level: str
    seed: int
    pose: Pose
    carried: Thing | None
    rows: tuple[tuple[Thing | None, ...], ...]
    """Tiles row by row from the top; None where the robot has not looked yet."""
    view: frozenset[tuple[int, int]]
    """The tiles (x, y) that the robot sees at this moment."""


Observer = Callable[[Frame], None]
"""Called after every single step, so that a map can move with the robot."""

Cancelled = Callable[[], bool]
"""Asked before every single step; true stops the robot where it is."""

Step = Mapping[str, object]
"""A step of a program: `{"action", "args"}`, or `{"repeat", "body"}`."""


class Driver(Protocol):
    """Carries out the robot's actions, in a simulator or on a machine."""

    def capabilities(self) -> frozenset[str]:
        """Give the names of the actions it can carry out, such as `robot.move`."""
        ...

    def begin(self, calls: Sequence[Step]) -> None:
        """Start a program: from here on "on your left" is meant as the robot stands now.

        Raises RobotError, before anything has moved, where a call is beyond it.
        """
        ...

    def execute(
        self,
        action: str,
        args: Mapping[str, object],
        observer: Observer | None = None,
        cancelled: Cancelled | None = None,
    ) -> str:
        """Carry out one call and say in words what came of it.

        Raises RobotError with a plain reason, RobotCancelled when it was stopped.
        """
        ...

    def cancel(self) -> None:
        """Stop before the next single step; safe to call from another thread."""
        ...

    def state(self) -> object:
        """Give everything that an undo needs; `restore` takes it, any number of times."""
        ...

    def restore(self, state: object) -> None:
        """Return to a state given before."""
        ...

    def pose(self) -> Pose:
        """Say where the robot stands."""
        ...

    def seen(self) -> tuple[Sighting, ...]:
        """List everything seen so far but walls and floor, the nearest first."""
        ...

    def carried(self) -> Thing | None:
        """Say what the robot carries."""
        ...

    def frame(self) -> Frame:
        """Draw up the world as the robot knows it now."""
        ...

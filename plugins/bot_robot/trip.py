"""One call on its way: single steps, each watched, counted and cancellable."""

from bot import message
from bot_robot.changes import Changes
from bot_robot.driver import Cancelled, Observer, RobotCancelled, RobotError
from bot_robot.simulation import DONE, FORWARD, LEFT, RIGHT, Simulation

STEP_LIMIT = 1500
"""Steps that one call may take. The longest BossLevel mission takes 264, exploring all of it some 500."""


class Trip:
    """Takes the steps of one call in a simulation."""

    def __init__(
        self,
        world: Simulation,
        observer: Observer | None = None,
        cancelled: Cancelled | None = None,
        limit: int = STEP_LIMIT,
    ) -> None:
        """Prepare to step."""
        self.world = world
        self.steps = 0
        self.changes = Changes(world)
        self._observer = observer
        self._cancelled = cancelled
        self._limit = limit

    def step(self, action: int) -> None:
        """Take one step.

        Raises RobotCancelled when the user has stopped the robot, RobotError past the limit.
        """
        if self._cancelled is not None and self._cancelled():
            far = message("I stopped after {count} steps.", count=self.steps)
            raise RobotCancelled(far if self.steps else message("I stopped."))
        if self.steps >= self._limit:
            raise RobotError(message("I gave up after {count} steps.", count=self._limit))
        self.world.act(action)
        self.steps += 1
        if self._observer is not None:
            self._observer(self.world.frame())

    def turn(self, quarters: int) -> None:
        """Turn by quarters of a circle, to the right where positive, the shorter way round."""
        quarters %= 4
        for _ in range(1 if quarters == 3 else quarters):  # noqa: PLR2004 - three quarters are one the other way
            self.step(LEFT if quarters == 3 else RIGHT)  # noqa: PLR2004

    def forward(self) -> None:
        """Walk one tile; the caller has seen that it is free."""
        self.step(FORWARD)

    def wait(self) -> None:
        """Let a step pass without doing anything."""
        self.step(DONE)

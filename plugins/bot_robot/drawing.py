"""The map as something a terminal can show while the robot moves."""

from __future__ import annotations

from dataclasses import dataclass

from bot_robot.driver import Frame
from bot_robot.mapview import render


@dataclass(frozen=True, slots=True)
class Map:
    """One frame, drawn when it is known how wide the terminal is."""

    frame: Frame

    def lines(self, columns: int, *, color: bool, unicode: bool) -> list[str]:
        """Return the map as lines, as wide as there is room."""
        return render(self.frame, columns, color=color, unicode=unicode)

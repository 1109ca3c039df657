"""The map as something a terminal can show while the robot moves."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from bot_robot.driver import Frame
from bot_robot.mapview import render

TALK = 6
"""Lines of a terminal that the tiles leave free, the two lines of text below the map among them."""


@dataclass(frozen=True, slots=True)
class Map:
    """One frame, drawn when it is known how wide the terminal is."""

    frame: Frame

    def lines(self, columns: int, *, color: bool, unicode: bool) -> list[str]:
        """Return the map as lines, as wide and as high as there is room beside the talk."""
        height = max(shutil.get_terminal_size().lines - TALK, TALK)
        return render(self.frame, columns, color=color, unicode=unicode, lines=height)

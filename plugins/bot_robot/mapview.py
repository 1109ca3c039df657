"""The map: what the robot has seen, as lines of text for a terminal."""

from dataclasses import dataclass

from bot_robot import words
from bot_robot.driver import Frame, Thing

ROBOT = {"east": "▶", "south": "▼", "west": "◀", "north": "▲"}
PLAIN_ROBOT = {"east": ">", "south": "v", "west": "<", "north": "^"}

SYMBOLS = {"ball": "●", "box": "■", "key": "⚷", "open": "▯", "closed": "▮", "locked": "▩", "wall": "██", "floor": "·"}
PLAIN_SYMBOLS = {"ball": "o", "box": "x", "key": "k", "open": "/", "closed": "D", "locked": "L"}
PLAIN_SYMBOLS |= {"wall": "##", "floor": "."}
"""Every tile is two columns wide, so that the map is about square; doors go by their state."""

LETTERS = {"red": "r", "green": "g", "blue": "b", "purple": "p", "yellow": "y", "grey": "a"}
"""The second column names a thing's colour where there is no colour; grey is ash, since g is green."""

CODES = {"red": "91", "green": "92", "blue": "94", "purple": "95", "yellow": "93", "grey": "37"}
"""ANSI SGR codes: the bright ones, which read well on dark and on light."""

WALL, DIM, BOLD = "90", "2", "1;7"

TILE = 2
"""Columns a tile takes."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the terminal can show."""

    color: bool
    """ANSI colours."""
    unicode: bool
    """Symbols beyond ASCII."""

    def painted(self, text: str, code: str) -> str:
        """Colour a text where there is colour."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text


def render(
    frame: Frame, columns: int = 80, *, color: bool = True, unicode: bool = True, lines: int | None = None
) -> list[str]:
    """Draw the map: as many lines for every frame of one world, so that it can be redrawn in place.

    columns: the width there is; lines: the height there is for the tiles, unlimited where None; color:
    ANSI colours; unicode: symbols beyond ASCII. A world that does not fit is cropped around the robot.
    Below the map stand two lines: the world, and what the robot carries.
    """
    style = Style(color, unicode)
    height, width = len(frame.rows), len(frame.rows[0])
    left, shown_x = _window(frame.pose.x, width, columns // TILE)
    top, shown_y = _window(frame.pose.y, height, height if lines is None else lines)
    drawn = [
        "".join(_tile(frame, x, y, style) for x in range(left, left + shown_x)).rstrip()
        for y in range(top, top + shown_y)
    ]
    hand = words.name(frame.carried) if frame.carried else "nothing"
    status = [f"{frame.level}, seed {frame.seed}, facing {frame.pose.facing}", f"carrying {hand}"]
    return [*drawn, *(line[:columns] for line in status)]


def legend(frame: Frame, columns: int = 80, *, color: bool = True, unicode: bool = True) -> list[str]:
    """Explain the symbols on the map, several to a line."""
    style = Style(color, unicode)
    things = sorted({thing for row in frame.rows for thing in row if thing and thing.color}, key=words.full_name)
    drawn, used = [""], 0
    for thing in things:
        name = words.full_name(thing)
        size = TILE + 1 + len(name) + 2
        if used and used + size > columns:
            drawn, used = [*drawn, ""], 0
        drawn[-1] += f"{_thing(thing, style, bright=True)} {name}  "
        used += size
    return [line.rstrip() for line in drawn if line]


def _window(at: int, size: int, room: int) -> tuple[int, int]:
    """Choose which tiles of a row or column to show; give the first and how many."""
    shown = max(1, min(size, room))
    return min(max(at - shown // 2, 0), size - shown), shown


def _tile(frame: Frame, x: int, y: int, style: Style) -> str:
    """Draw one tile, the robot's too."""
    if (x, y) == (frame.pose.x, frame.pose.y):
        robot = ROBOT if style.unicode else PLAIN_ROBOT
        return style.painted(robot[frame.pose.facing].ljust(TILE), BOLD)
    thing = frame.rows[y][x]
    return " " * TILE if thing is None else _thing(thing, style, bright=(x, y) in frame.view)


def _thing(thing: Thing, style: Style, *, bright: bool) -> str:
    """Draw what stands on a tile; things out of view are dim."""
    symbol = (SYMBOLS if style.unicode else PLAIN_SYMBOLS)[thing.state or thing.kind]
    if thing.kind in ("wall", "floor"):
        return style.painted(symbol.ljust(TILE), WALL if thing.kind == "wall" else DIM)
    if not style.color:
        return symbol + LETTERS[thing.color]
    code = CODES[thing.color]
    return style.painted(symbol.ljust(TILE), code if bright else f"{DIM};{code}")

"""Layout: texts broken into lines that fit, whatever their letters' widths."""

from __future__ import annotations

import re
import unicodedata

_GAP = re.compile(r" {2,}")
NARROWEST = 20
"""Columns below which a terminal is not taken at its word."""


def width(text: str) -> int:
    """Return how many columns a text takes: two for wide letters, none for combining ones."""
    return sum(_letter_width(letter) for letter in text)


def wrapped(text: str, columns: int) -> str:
    """Return a text in lines of at most `columns`; 0 breaks none.

    What continues an indented line is indented more; what continues a table's row (cells two or more spaces apart)
    stands under its last cell where there is room.
    """
    if not columns:
        return text
    room = max(columns, NARROWEST)
    return "\n".join(part for line in text.split("\n") for part in _broken(line, room))


def cut(text: str, room: int) -> str:
    """Return as much of a text, from its beginning, as fits a number of columns."""
    used = 0
    for position, letter in enumerate(text):
        used += _letter_width(letter)
        if used > room:
            return text[:position]
    return text


def _broken(line: str, room: int) -> list[str]:
    body = line.lstrip(" ")
    indent = line[: len(line) - len(body)]
    hang = _hang(body, room - len(indent), indented=bool(indent))
    lines, now, filled = [], indent, False
    for word in body.split(" "):
        if filled and width(now) + 1 + width(word) > room:
            lines.append(now)
            now, filled = indent + hang, False
        now = f"{now} {word}" if filled else now + word
        filled = True
        while width(now) > room:  # a word wider than the line, as in languages that write without spaces
            head = cut(now, room)
            lines.append(head)
            now = indent + hang + now[len(head) :]
    return [*lines, now]


def _hang(body: str, room: int, *, indented: bool) -> str:
    """Return what stands, after the indent, before the lines that continue one."""
    cells = list(_GAP.finditer(body))
    if cells and room - width(body[: cells[-1].end()]) >= NARROWEST - 2:
        return " " * width(body[: cells[-1].end()])
    return "  " if cells or indented else ""


def _letter_width(letter: str) -> int:
    if letter < "\u0300":
        return 1
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1

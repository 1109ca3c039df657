"""Drawings, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.terminal.look import Look

if TYPE_CHECKING:
    from bot.call_context import Drawing


def drawn(drawing: Drawing, look: Look) -> list[str]:
    """Return the lines of a drawing; one that breaks, which a plugin's may, is a line that says so."""
    try:
        return drawing.lines(look.columns(), color=look.color, unicode=look.unicode)
    except Exception as error:  # noqa: BLE001 - a plugin's mistake must not end the session
        return [f"(cannot be drawn: {type(error).__name__}: {error})"]

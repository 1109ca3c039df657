"""Looks: what the terminal can show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Look:
    """How wide answers may be, and of what they may be made."""

    columns: Callable[[], int]
    """How wide the terminal is now; 0 where lines are not broken."""
    color: bool
    """ANSI colours."""
    unicode: bool
    """Characters beyond ASCII."""


def make_look(settings: Settings, target: TextIO) -> Look:
    """Return the look of a stream: no colour into pipes, on dumb terminals, or where NO_COLOR says so."""
    tty = _isatty(target)
    wanted = tty and not os.environ.get("NO_COLOR") and not _is_dumb()
    color = wanted if settings.color == "auto" else settings.color == "always"
    return Look(lambda: _columns() if tty else 0, color, _is_unicode(target))


def at_a_terminal(source: TextIO, target: TextIO) -> bool:
    """Return whether both ends are a terminal that can be drawn on."""
    return _isatty(source) and _isatty(target) and not _is_dumb()


def is_asked(source: TextIO, target: TextIO) -> bool:
    """Return whether somebody is there who can be shown a prompt and asked."""
    return _isatty(source) and _isatty(target)


def painted(text: str, code: str, look: Look) -> str:
    """Return a text in a colour (an ANSI SGR code), where there is colour."""
    return f"\x1b[{code}m{text}\x1b[0m" if look.color and text else text


def _isatty(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def _is_dumb() -> bool:
    return os.environ.get("TERM", "").casefold() in ("dumb", "unknown") and sys.platform != "win32"


def _is_unicode(target: TextIO) -> bool:
    return (getattr(target, "encoding", None) or "").casefold().replace("-", "").startswith("utf")


def _columns() -> int:
    return shutil.get_terminal_size((80, 24)).columns

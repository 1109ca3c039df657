"""How figures and names are written on the page."""

from __future__ import annotations

from bot.reading import NONE

OUT_OF_SCOPE = "out of scope"
THIN = "\u202f"
"""A narrow space that no line breaks at."""


def percent(share: float, digits: int = 1) -> str:
    """Return a fraction of 1 in percent."""
    return f"{100 * share:.{digits}f}{THIN}%"


def points(share: float) -> str:
    """Return a difference of two fractions of 1 in percentage points, with its sign."""
    rounded = round(100 * share, 1)
    sign = "+" if rounded > 0 else "\u2212" if rounded < 0 else "\u00b1"
    return f"{sign}{abs(rounded):.1f}"


def number(count: int) -> str:
    """Return a whole number with its thousands apart."""
    return f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 sentence", "2 sentences"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def milliseconds(value: float) -> str:
    """Return a time in milliseconds."""
    return f"{value:.1f}{THIN}ms" if value < 100 else f"{value:,.0f}{THIN}ms"  # noqa: PLR2004 - three digits


def duration(seconds: float) -> str:
    """Return a time in seconds as people say it."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def shown(intent: str) -> str:
    """Return an intent's name as the page says it."""
    return OUT_OF_SCOPE if intent == NONE else intent


def clipped(text: str, most: int) -> str:
    """Return a text cut to some characters, with an ellipsis where something is left out."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"

"""How figures and names are set on the page."""

from __future__ import annotations

from bot.evaluation import writing
from bot.reading import NONE

OUT_OF_SCOPE = "out of scope"
THIN = "\u202f"
"""A narrow space that no line breaks at."""


def fine(figure: str) -> str:
    """Return a figure with narrow spaces, and with a minus that is as wide as a plus."""
    return figure.replace(" ", THIN).replace("-", "\u2212")


def percent(share: float, digits: int = 1) -> str:
    """Return a fraction of 1 in percent."""
    return fine(writing.percent(share, digits))


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

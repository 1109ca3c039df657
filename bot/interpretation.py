"""Interpretations: a program, how sure the backend is, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.messages import message
from bot.program import JSON, Program
from bot.reading import Reading

Need = Literal["nothing", "input", "confirmation", "rejection"]
NOTHING_FITS = message("I have no action for that.")
"""The reason where there is no better one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an utterance was read as it was; `/explain` prints it."""

    reading: Reading | None = None
    notes: tuple[str, ...] = ()
    """What the conventions changed, in words."""
    earlier: bool = False
    """Whether the reading is of an earlier sentence, which asked back: what was said now only answered."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What an utterance means, as one backend reads it."""

    program: Program
    confidence: float
    need: Need = "nothing"
    """What stands between the program and running it."""
    missing: tuple[str, ...] = ()
    """Bare slot names of the first incomplete call."""
    unread: tuple[str, ...] = ()
    """Words that no action fits."""
    reason: str = ""
    """Why it was rejected, or what is asked, in plain words."""
    focus: dict[str, JSON] = field(default_factory=dict)
    """Slot type name to the value that was named last in this utterance."""
    evidence: Evidence = field(default_factory=Evidence)

"""A reading on its way to a program."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.program import JSON, Call, Step
from bot.reading import Clause, Join


@dataclass(slots=True)
class Piece:
    """A clause on its way into the program."""

    clause: Clause
    step: Step | None = None
    missing: tuple[str, ...] = ()
    references: list[str] = field(default_factory=list)
    count: int = 1
    """How often all before it is done; 0 where it does not say how often."""
    given: dict[str, JSON] = field(default_factory=dict)
    """Its arguments as the words gave them, before defaults."""
    then: Call | None = None
    """What the same words ask to be done with its answer."""
    alike: bool = False
    """Whether its text is that of the clause before, which an earlier call gave."""


@dataclass(slots=True)
class Draft:
    """What has been made of a reading so far."""

    pieces: list[tuple[Join, Piece]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

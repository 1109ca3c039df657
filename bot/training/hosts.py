"""Several hosts that train one model together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError


@dataclass(frozen=True, slots=True)
class Hosts:
    """How many hosts there are, which of them this one is, and where the first one waits for the others."""

    count: int = 1
    number: int = 0
    """From 0; the first one writes the model."""
    coordinator: str = ""
    """ADDRESS:PORT of the first one; nothing where there is one alone."""

    def __post_init__(self) -> None:
        """Raise BotError for what cannot be."""
        if not 0 <= self.number < self.count:
            raise BotError(f"of {self.count} hosts none is {self.number}: they are counted from 0")
        if self.count > 1 and not self.coordinator:
            raise BotError("several hosts need a place to meet: --coordinator ADDRESS:PORT, an address of host 0")

    @property
    def writes(self) -> bool:
        """Whether this one writes the model."""
        return self.number == 0

    def own(self, out: Path) -> Path:
        """Return the place of a run of this host, which no other one has, should they share a disk."""
        return out if self.writes else out.with_name(f"{out.name}.host{self.number}")


ALONE = Hosts()
"""One host."""

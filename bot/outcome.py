"""Outcomes: the typed result of a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.program import JSON, Call

OutcomeStatus = Literal["done", "failed", "cancelled", "denied"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one call."""

    call: Call
    status: OutcomeStatus
    text: str = ""
    """What the user is told; what a later call gets as `result_of`."""
    reason: str | None = None
    """Why it was not done, in plain words; None where it was."""
    note: str = ""
    """What the user is told beside the text; no later call gets it."""

    def to_json(self) -> dict[str, JSON]:
        """Return the outcome as design 3.3 writes it."""
        return {"call": self.call.to_json(), "status": self.status, "reason": self.reason, "text": self.text}

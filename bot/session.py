"""Sessions: one conversation, with its focus, its pending question, and what can be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.actions import Undo
from bot.interpretation import Interpretation
from bot.program import JSON, Program


@dataclass(slots=True)
class Session:
    """The only thing that changes as an utterance travels."""

    focus: dict[str, JSON] = field(default_factory=dict)
    """Slot type name to the value named last; what `it` stands for."""
    pending: Interpretation | None = None
    """An interpretation that waits for a missing slot or a yes."""
    last_program: Program = ()
    """What `again` repeats."""
    undo: list[tuple[Program, tuple[Undo, ...]]] = field(default_factory=list)
    """Programs done, newest last, each with what undoes its calls, in the order in which they ran."""
    store: dict[object, Any] = field(default_factory=dict)
    """What plugins keep; see CallContext.keep."""
    ended: bool = False
    """Whether the user has said that the session is over."""

    def reset(self) -> None:
        """Forget everything said and done; plugins start afresh."""
        self.focus.clear()
        self.pending = None
        self.last_program = ()
        self.undo.clear()
        self.store.clear()

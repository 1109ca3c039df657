"""Sessions: one conversation, with its focus, its pending question, and what can be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.interpretation import Interpretation
from bot.program import JSON, Program
from bot.runner import Run


@dataclass(slots=True)
class Session:
    """The only thing that changes as an utterance travels."""

    focus: dict[str, JSON] = field(default_factory=dict)
    """Slot type name to the value named last; what `it` stands for."""
    pending: Interpretation | None = None
    """An interpretation that waits for a missing slot or a yes."""
    last_program: Program = ()
    """What `again` repeats."""
    runs: list[Run] = field(default_factory=list)
    """Programs that changed something, newest last; the last one may be under way."""
    language: str = ""
    """The language of what was said last; a number alone is said in it."""
    store: dict[object, Any] = field(default_factory=dict)
    """What plugins keep; see CallContext.keep."""
    next_lines: list[str] = field(default_factory=list)
    """Utterances that calls have handed on, which are read before the user is asked for another one."""
    ended: bool = False
    """Whether the user has said that the session is over."""

    def reset(self) -> None:
        """Forget everything said and done; plugins start afresh."""
        self.focus.clear()
        self.pending = None
        self.last_program = ()
        self.runs.clear()
        self.language = ""
        self.store.clear()
        self.next_lines.clear()

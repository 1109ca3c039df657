"""Replies: what the user is told, with the interpretation and outcomes kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from bot.interpretation import Interpretation
from bot.messages import as_sentence, joined, message
from bot.outcome import Outcome
from bot.program import JSON, Program, Repeat, Step, program_to_json

Status = Literal["done", "dry_run", "rejected", "needs_input", "needs_confirmation", "denied", "failed", "cancelled"]

EXIT_CODES: dict[Status, int] = {
    "done": 0, "dry_run": 0, "failed": 1, "cancelled": 1, "rejected": 3, "needs_input": 3, "denied": 4,
    "needs_confirmation": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one utterance."""

    utterance: str
    language: str
    backend: str
    status: Status
    text: str
    interpretations: tuple[Interpretation, ...] = ()
    """Best first; the first is what was acted on."""
    outcomes: tuple[Outcome, ...] = ()
    interpret_ms: float = 0.0
    run_ms: float = 0.0
    why: str = ""
    """Why this backend read it and not the active one, in words; empty where that is the one."""

    @property
    def program(self) -> Program:
        """What was understood; nothing where no reading was sure enough, whoever answered."""
        best = self.interpretations[0] if self.interpretations else None
        return best.program if best and best.need != "rejection" else ()

    def to_json(self) -> dict[str, JSON]:
        """Return the reply as design 3.3 writes it."""
        best = self.interpretations[0] if self.interpretations else Interpretation((), 0.0)
        alternatives: list[JSON] = [
            {"program": program_to_json(other.program), "confidence": round(other.confidence, 4)}
            for other in self.interpretations[1:]
            if other.program
        ]
        return {
            "utterance": self.utterance,
            "language": self.language,
            "backend": self.backend,
            "status": self.status,
            "confidence": round(best.confidence, 4),
            "program": program_to_json(self.program),
            "reply": self.text,
            "missing": list(best.missing),
            "unread": list(best.unread),
            "outcomes": [outcome.to_json() for outcome in self.outcomes],
            "alternatives": alternatives,
            "elapsed_ms": {"interpret": round(self.interpret_ms, 2), "run": round(self.run_ms, 2)},
        }


def program_words(program: Sequence[Step]) -> str:
    """Return a program on one line, for people: `robot.move(forward, 3), 2 x [robot.turn(left)]`."""
    return _steps_words(program, [])


def _steps_words(steps: Sequence[Step], before: list[str]) -> str:
    return ", ".join(_step_words(step, before) for step in steps)


def _step_words(step: Step, before: list[str]) -> str:
    """Return a step in words; before: the actions of the calls written before it, to which its own are added."""
    if isinstance(step, Repeat):
        return f"{step.times} x [{_steps_words(step.body, before)}]"
    args = ", ".join(_value_words(value, before) for value in step.args.values())
    before.append(step.action)
    return f"{step.action}({args})"


def _value_words(value: JSON, before: Sequence[str]) -> str:
    match value:
        case {"result_of": int(back)}:
            return f"what {before[-back]} gave" if 0 < back <= len(before) else "what came before"
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return str(value)


def told(outcomes: Sequence[Outcome]) -> str:
    """Return what the user is told of calls; equal ones in a row with equal answers are told once, with how often."""
    told: list[str] = []
    answered_calls = (outcome for outcome in outcomes if outcome.text)
    for (_, text), group in groupby(answered_calls, key=lambda outcome: (outcome.call, outcome.text)):
        same = list(group)
        told.append(text if len(same) == 1 else message("{text} (x{count})", text=text, count=len(same)))
        told.append(same[0].note)
    last = outcomes[-1]
    if last.status == "failed":
        told.append(as_sentence(last.reason or ""))
    elif last.status == "cancelled":
        told.append(message("Stopped."))
    return joined(told)

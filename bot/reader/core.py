"""Readings to interpretations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.interpretation import Evidence, Interpretation
from bot.program import JSON, Call, Program, Repeat, Step, calls
from bot.reader.order import in_order
from bot.reader.slots import read_count, read_values, result_reference
from bot.reading import CONDITION, COUNT, NEGATION, REPEAT_ALL, Clause, Join, Reading
from bot.slots.base import Unreadable

if TYPE_CHECKING:
    from bot.backend import Context

_REASONS = {
    NEGATION: "I only do things; I cannot be told what not to do.",
    CONDITION: "I cannot wait for a condition or act on one: tell me what to do now.",
}
_NOTHING_FITS = "I have no action for that."


def interpret_readings(utterance: str, readings: Sequence[Reading], context: Context) -> list[Interpretation]:
    """Return an interpretation for each reading of an utterance, best first; one that rejects where there is none.

    A reading whose program another one gave already is left out.
    """
    found: list[Interpretation] = []
    for reading in readings:
        made = _interpret(utterance, reading, context)
        if not any(made.program == other.program and made.need == other.need for other in found):
            found.append(made)
    return found or [Interpretation((), 0.0, "rejection", reason=_NOTHING_FITS)]


@dataclass(slots=True)
class _Piece:
    """A clause on its way into the program."""

    clause: Clause
    step: Step | None = None
    missing: tuple[str, ...] = ()
    references: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """What has been made of a reading so far."""

    pieces: list[tuple[Join, _Piece]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _interpret(utterance: str, reading: Reading, context: Context) -> Interpretation:
    focus: dict[str, JSON] = dict(context.focus)
    draft = _Draft()
    for clause in reading.clauses:
        _take(utterance, clause, context, focus, draft)
    program, missing = _assemble(draft, context)
    evidence = Evidence(reading, tuple(draft.notes))
    unread = tuple(draft.unread)
    if not program:
        reason = draft.reasons[0] if draft.reasons else _NOTHING_FITS
        return Interpretation((), reading.score, "rejection", unread=unread, reason=reason, evidence=evidence)
    if missing:
        return Interpretation(program, reading.score, "input", missing, unread, focus=focus, evidence=evidence)
    need = "confirmation" if unread else "nothing"
    reason = draft.reasons[0] if draft.reasons else ""
    return Interpretation(program, reading.score, need, (), unread, reason, focus, evidence)


def _take(utterance: str, clause: Clause, context: Context, focus: dict[str, JSON], draft: _Draft) -> None:
    words = utterance[clause.start : clause.end].strip(" ,;.")
    if clause.action == REPEAT_ALL:
        draft.pieces.append(("then", _Piece(clause)))
        return
    if clause.action not in context.catalog.actions:
        draft.unread.append(words)
        draft.reasons.append(_REASONS.get(clause.action, _NOTHING_FITS))
        return
    values = read_values(clause, context, focus)
    draft.notes.extend(values.notes)
    if values.unreadable:
        draft.unread.append(words)
        draft.reasons.append(_sentence(values.unreadable))
        return
    call = context.catalog.complete(clause.action, values.given)
    missing = tuple(name for name in context.catalog.missing(call) if name not in values.references)
    step: Step = Repeat(values.count, (call,)) if values.count > 1 else call
    draft.pieces.append((clause.join, _Piece(clause, step, missing, values.references)))


def _assemble(draft: _Draft, context: Context) -> tuple[Program, tuple[str, ...]]:
    """Return the program in the order of execution, and the missing slots of its first incomplete call."""
    program: list[Step] = []
    missing: tuple[str, ...] = ()
    gives_text = {name: action.gives_text for name, action in context.catalog.actions.items()}
    ordered = in_order(draft.pieces)
    for piece in ordered:
        if piece.clause.action == REPEAT_ALL:
            program = _repeat_all(program, piece.clause, context)
            continue
        step = piece.step
        if step is None:
            continue
        if piece.references:
            step, unknown = _refer(step, piece.references, program, gives_text)
            missing = missing or unknown
        missing = missing or piece.missing
        program.append(step)
    return tuple(program), missing


def _repeat_all(program: list[Step], clause: Clause, context: Context) -> list[Step]:
    count = 2
    for span in clause.slots:
        if span.name == COUNT:
            try:
                count = read_count(span.text, context.language)
            except Unreadable:
                continue
    if not program:
        return [Call("bot.again", {})] if "bot.again" in context.catalog.actions else []
    return [Repeat(count, tuple(program))] if count > 1 else program


def _refer(
    step: Step, names: list[str], program: list[Step], gives_text: dict[str, bool]
) -> tuple[Step, tuple[str, ...]]:
    """Return a step whose text slots refer to the result of a call before it, and the slots that cannot."""
    before = [] if any(isinstance(other, Repeat) for other in program[-1:]) else list(calls(program))
    reference = result_reference(before, gives_text)
    if reference is None or not isinstance(step, Call):
        return step, tuple(names)
    return Call(step.action, {**step.args, **dict.fromkeys(names, reference)}), ()


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")

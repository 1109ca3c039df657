"""Readings to interpretations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.interpretation import NOTHING_FITS, Evidence, Interpretation, Need
from bot.messages import as_sentence, message
from bot.program import JSON, Call, Program, Repeat, Step, calls, too_long
from bot.reader.draft import Draft, Piece
from bot.reader.order import in_order
from bot.reader.slots import Values, read_values, result_reference
from bot.reader.spans import with_whole_texts
from bot.reader.unsaid import DROPPED, TEXT, fill_dropped, fill_text, is_alike, lend, takes_text
from bot.reading import CONDITION, COUNT, NEGATION, REPEAT_ALL, THEN, Clause, Reading
from bot.words import CHINESE_MARKS

if TYPE_CHECKING:
    from bot.backend import Context

_REASONS = {
    NEGATION: message("I only do things; I cannot be told what not to do."),
    CONDITION: message("I cannot wait for a condition or act on one: tell me what to do now."),
}
_MINUS = re.compile(r"(?:\b(?:minus|negative)\s+|(?:^|\s)[-\u2212]|负|負|零下)$", re.IGNORECASE)
"""What stands before a number below zero."""


def interpret_readings(utterance: str, readings: Sequence[Reading], context: Context) -> list[Interpretation]:
    """Return an interpretation for each reading of an utterance, best first; one that rejects where there is none.

    A reading whose program another one gave already is left out.
    """
    found: list[Interpretation] = []
    for reading in readings:
        made = _interpret(utterance, reading, context)
        if not any(made.program == other.program and made.need == other.need for other in found):
            found.append(made)
    return found or [Interpretation((), 0.0, "rejection", reason=NOTHING_FITS)]


def _interpret(utterance: str, reading: Reading, context: Context) -> Interpretation:
    focus: dict[str, JSON] = dict(context.focus)
    draft = Draft()
    for clause in reading.clauses:
        _take(utterance, clause, context, focus, draft)
    program, missing = _assemble(draft, context)
    evidence = Evidence(reading, tuple(draft.notes))
    unread = tuple(draft.unread)
    if not program:
        reason = draft.reasons[0] if draft.reasons else NOTHING_FITS
        return Interpretation((), reading.score, "rejection", unread=unread, reason=reason, evidence=evidence)
    if reason := too_long(program):
        return Interpretation((), reading.score, "rejection", unread=unread, reason=reason, evidence=evidence)
    if missing:
        return Interpretation(program, reading.score, "input", missing, unread, focus=focus, evidence=evidence)
    need: Need = "confirmation" if unread else "nothing"
    reason = draft.reasons[0] if draft.reasons else ""
    return Interpretation(program, reading.score, need, (), unread, reason, focus, evidence)


def _take(utterance: str, clause: Clause, context: Context, focus: dict[str, JSON], draft: Draft) -> None:
    words = utterance[clause.start : clause.end].strip(f" ,;.{CHINESE_MARKS[:6]}")
    if clause.action != REPEAT_ALL and clause.action not in context.catalog.actions:
        draft.unread.append(words)
        draft.reasons.append(_REASONS.get(clause.action, NOTHING_FITS))
        return
    clause = with_whole_texts(utterance, clause, context.catalog)
    values = read_values(_signed(utterance, clause), context, focus)
    wanted = str(values.given.pop(THEN, ""))
    draft.notes.extend(values.notes)
    if values.unreadable:
        draft.unread.append(words)
        draft.reasons.append(as_sentence(values.unreadable))
        return
    if clause.action == REPEAT_ALL:
        counted = any(span.name == COUNT for span in clause.slots)
        draft.pieces.append(("then", Piece(clause, count=values.count if counted else 0)))
        return
    if context.language in DROPPED:
        fill_dropped(clause, values, draft, context)
    fill_text(clause, values, draft, context)
    call = context.catalog.complete(clause.action, values.given)
    missing = tuple(name for name in context.catalog.missing(call) if name not in values.references)
    then = _taker(wanted, context) if wanted else None
    if wanted and then is None:
        draft.unread.append(words)
        draft.reasons.append(NOTHING_FITS)
    body = (call,) if then is None else (call, then)
    step: Step = Repeat(values.count, body) if values.count > 1 else call
    if draft.pieces and _goes_on(draft.pieces[-1][1], clause, values):
        _go_on(draft, values, context)
        return
    if clause.join == "and":
        lend(draft, clause, values, context)
    last = then if step is call else None
    alike = is_alike(draft, clause, values)
    piece = Piece(clause, step, missing, values.references, given=values.given, then=last, alike=alike)
    draft.pieces.append((clause.join, piece))


def _taker(action: str, context: Context) -> Call | None:
    """Return a call of an action that takes the answer of the call before it; None where there is no such action."""
    needed = context.catalog.missing(Call(action)) if action in context.catalog.actions else ()
    slots = ((name, context.catalog.slot(action, name)) for name in needed)
    return next(
        (Call(action, {name: {"result_of": 1}}) for name, slot in slots if slot is not None and slot.name == "text"),
        None,
    )


def _signed(utterance: str, clause: Clause) -> Clause:
    """Return a clause whose slots have the minus that stands before them: "minus three steps" is not three."""
    if not any(_MINUS.search(utterance[: slot.start]) for slot in clause.slots):
        return clause
    slots = tuple(
        replace(slot, text=f"minus {slot.text}", spelled="") if _MINUS.search(utterance[: slot.start]) else slot
        for slot in clause.slots
    )
    return replace(clause, slots=slots)


def _goes_on(before: Piece, clause: Clause, values: Values) -> bool:
    """Return whether a clause only adds what the one before it lacks: "I need a tea timer, four minutes"."""
    if clause.join != "start" or clause.action != before.clause.action or not isinstance(before.step, Call):
        return False
    adds = set(values.given) - set(clause.fixed)
    return (
        bool(adds) and values.count == 1 and not adds & set(before.given) and (bool(before.missing) or not before.given)
    )


def _go_on(draft: Draft, values: Values, context: Context) -> None:
    join, before = draft.pieces.pop()
    given = {**before.given, **values.given}
    call = context.catalog.complete(before.clause.action, given)
    draft.notes.append("two clauses were read as one call")
    draft.pieces.append(
        (join, Piece(before.clause, call, context.catalog.missing(call), before.references, given=given))
    )


def _assemble(draft: Draft, context: Context) -> tuple[Program, tuple[str, ...]]:
    """Return the program in the order of execution, and the missing slots of its first incomplete call."""
    program: list[Step] = []
    missing: tuple[str, ...] = ()
    gives_text = {name: action.gives_text for name, action in context.catalog.actions.items()}
    ordered = in_order(draft.pieces)
    announced = (
        ordered[0] if len(ordered) > 1 and ordered[0].clause.action == REPEAT_ALL else None
    )  # "do this twice: ..."
    for piece in ordered[1:] if announced else ordered:
        if piece.clause.action == REPEAT_ALL:
            program = _repeat_all(program, piece.count, context)
            continue
        step = piece.step
        if step is None:
            continue
        # "Before you read it out, open ...": what runs first is said last, so only here the text is known.
        late = [TEXT] if TEXT in piece.missing and takes_text(piece.clause.action, context) else []
        step, unknown = _refer(step, [*piece.references, *late], program, gives_text, alike=piece.alike)
        missing = missing or (*unknown, *(name for name in piece.missing if name not in late))
        program.append(step)
        if piece.then is not None:
            program.append(piece.then)
    if announced:
        program = _repeat_all(program, announced.count, context)
    return tuple(program), missing


def _repeat_all(program: list[Step], count: int, context: Context) -> list[Step]:
    """Return the program done `count` times, twice where none was said; with nothing to repeat, the last one again."""
    if not program:
        program, count = [Call("bot.again", {})] if "bot.again" in context.catalog.actions else [], count or 1
    count = count or 2
    return [Repeat(count, tuple(program))] if program and count > 1 else program


def _refer(
    step: Step, names: list[str], program: list[Step], gives_text: dict[str, bool], *, alike: bool
) -> tuple[Step, tuple[str, ...]]:
    """Return a step whose text slots refer to the result of a call before it, and the slots that cannot.

    `alike`: to the same one as the call right before it.
    """
    if not names:
        return step, ()
    # Calls inside a repeat count, but none of them is referred to: it gave several texts.
    before = [call if isinstance(other, Call) else None for other in program for call in calls([other])]
    last = before[-1].args.get(TEXT) if alike and before and before[-1] is not None else None
    if isinstance(last, dict):
        reference: JSON | None = {"result_of": int(str(last["result_of"])) + 1}
    else:
        reference = result_reference(before, gives_text)
    if reference is None or not isinstance(step, Call):
        return step, tuple(names)
    return Call(step.action, {**step.args, **dict.fromkeys(names, reference)}), ()

"""Explaining: a reply's evidence, in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from bot.interpretation import Interpretation
from bot.program import JSON, Program, Repeat, Step
from bot.reading import CONDITION, COUNT, NEGATION, NONE, REPEAT_ALL, Attention, Clause, Join, SlotSpan
from bot.reply import Reply, program_words

_MARKS = {
    REPEAT_ALL: "do all of that again", NEGATION: "what not to do", CONDITION: "a condition", NONE: "no action fits",
}  # fmt: skip
_JOINS: dict[Join, str] = {
    "start": "", "and": "and", "then": "then", "after": "(after this)", "before": "(before this)",
    "then before": "then (before this)",
}  # fmt: skip
_RUNNERS_UP = 3
_OTHERS = 3


def attended(reply: Reply) -> Attention | None:
    """Return what was looked at while the reading was written; None where the backend does not tell."""
    reading = reply.interpretations[0].evidence.reading if reply.interpretations else None
    return reading.attention if reading else None


def explained(reply: Reply) -> str:
    """Return how a reply came about: clauses with spans and scores, runners-up, notes, program, other readings."""
    if not reply.interpretations:
        return "Nothing was read."
    best = reply.interpretations[0]
    parts = [_head(reply, best), *_reading(reply, best), *_verdict(reply, best), *_program(best.program)]
    return "\n".join([*parts, *_others(reply.interpretations[1:]), *_outcomes(reply)])


def _head(reply: Reply, best: Interpretation) -> str:
    times = f"{reply.interpret_ms:.1f} ms to read" + (f", {reply.run_ms:.0f} ms to run" if reply.outcomes else "")
    why = f"\nRead by {reply.backend}, {reply.why}." if reply.why else ""
    return f'"{_normal(reply.utterance)}"\n{reply.backend} ({reply.language}), sure {best.confidence:.2f}, {times}{why}'


def _normal(utterance: str) -> str:
    """Return an utterance as the backend saw it: spans count in it."""
    return " ".join(unicodedata.normalize("NFC", utterance).split())


def _reading(reply: Reply, best: Interpretation) -> Iterator[str]:
    reading = best.evidence.reading
    if reading is None:
        yield "No clauses: this was matched or answered as a whole."
        return
    text = "" if best.evidence.earlier else _normal(reply.utterance)
    if best.evidence.earlier:
        yield "This answered a question about an earlier sentence, which was read so:"
    for number, clause in enumerate(reading.clauses, start=1):
        yield from _clause(number, clause, text)
    if best.evidence.notes:
        yield "Conventions:"
        yield from (f"  {note}" for note in best.evidence.notes)


def _clause(number: int, clause: Clause, text: str) -> Iterator[str]:
    join = _JOINS[clause.join]
    words = f'"{text[clause.start : clause.end].strip()}" ' if text else ""
    yield f"{number}. {join + ' ' if join else ''}{words}({clause.start}-{clause.end})"
    yield f"   {clause.score:.2f}  {_MARKS.get(clause.action, clause.action)}"
    yield from _slots(clause.slots)
    for name, value in clause.fixed.items():
        yield f"     {name} is {_value(value)}, by the wording"
    others = [f"{_MARKS.get(name, name)} {score:.2f}" for name, score in clause.runners_up[:_RUNNERS_UP]]
    if others:
        yield f"   rather than {', '.join(others)}"


def _slots(slots: Sequence[SlotSpan]) -> Iterator[str]:
    room = max((len(_slot_name(slot)) for slot in slots), default=0)
    for slot in slots:
        yield f'     {slot.score:.2f}  {_slot_name(slot):<{room}}  "{slot.text}" ({slot.start}-{slot.end})'


def _slot_name(slot: SlotSpan) -> str:
    return "how often" if slot.name == COUNT else slot.name


def _verdict(reply: Reply, best: Interpretation) -> Iterator[str]:
    if best.need == "rejection":
        yield f"Rejected: {best.reason or reply.text}"
    elif best.need == "input":
        yield f"Missing: {', '.join(best.missing)}"
    if best.unread:
        yield "Not read: " + ", ".join(f'"{words}"' for words in best.unread)
    if best.need == "confirmation" and best.reason:
        yield f"Asked: {best.reason}"
    elif best.need == "nothing" and best.reason:
        yield best.reason


def _program(program: Program) -> Iterator[str]:
    if program:
        yield "Program:"
        yield from (f"  {line}" for step in program for line in _step(step))


def _step(step: Step) -> Iterator[str]:
    if isinstance(step, Repeat):
        yield f"{step.times} times:"
        yield from (f"  {line}" for inner in step.body for line in _step(inner))
        return
    args = " ".join(f"{name}={_value(value)}" for name, value in step.args.items())
    yield f"{step.action} {args}".rstrip()


def _others(others: Sequence[Interpretation]) -> Iterator[str]:
    shown = [other for other in others if other.program][:_OTHERS]
    if shown:
        yield "Other readings:"
        yield from (f"  {other.confidence:.2f}  {program_words(other.program)}" for other in shown)


def _outcomes(reply: Reply) -> Iterator[str]:
    troubled = [outcome for outcome in reply.outcomes if outcome.status != "done"]
    for outcome in troubled:
        yield f"{outcome.call.action} {outcome.status}: {outcome.reason or 'no reason given'}"


def _value(value: JSON) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {part}" for name, part in value.items()) + "}"
    return str(value)

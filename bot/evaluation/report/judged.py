"""Judged sentences: what was said beside what was read, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.evaluation.metrics import in_scope, intents, intents_read, rejected, right, slots_read
from bot.evaluation.prediction import Prediction
from bot.evaluation.report.pairing import Pair, align
from bot.program import Program, calls
from bot.sentences.sampler import Span

KINDS = {
    "rejected": "Rejected, though in scope",
    "accepted": "Accepted, though out of scope",
    "count": "Number of clauses",
    "intent": "Intent wrong",
    "name": "Slot named wrong",
    "boundary": "Slot cut wrong",
    "missed": "Slot missed",
    "invented": "Slot where none is",
    "values": "Arguments or repetition wrong",
    "asked": "Asked back",
    "other": "Wrong otherwise",
}
"""What can be wrong with a reading, the worst first, and how the page calls it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot as it is compared: by its name and its place, or by its value where the data says programs."""

    name: str
    start: int = -1
    """First character in the sentence; -1 where only the value is known."""
    end: int = -1
    """One past the last character."""
    value: str = ""

    def touches(self, other: Slot) -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Judged:
    """A prediction beside what is right."""

    prediction: Prediction
    said: tuple[str, ...]
    """The intents that are right, one for each clause."""
    read: tuple[str, ...]
    """The intents as read."""
    said_slots: tuple[Slot, ...]
    read_slots: tuple[Slot, ...]
    right: bool

    @cached_property
    def in_scope(self) -> bool:
        """Whether some action fits the sentence."""
        return in_scope(self.prediction.sentence)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The intents said and read, clause by clause."""
        return align(self.said, self.read)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What is wrong, as keys of KINDS in their order; empty where nothing is."""
        if self.right:
            return ()
        found = set(self._kinds())
        return tuple(kind for kind in KINDS if kind in found) or ("other",)

    def _kinds(self) -> Iterator[str]:
        accepted = not rejected(self.prediction)
        if accepted != self.in_scope:
            yield "accepted" if accepted else "rejected"
        elif len(self.said) != len(self.read):
            yield "count"
        elif self.said != self.read:
            yield "intent"
        if self.in_scope and accepted:
            yield from self._slot_kinds()

    def _slot_kinds(self) -> Iterator[str]:
        if self.prediction.sentence.program is not None:
            yield from self._program_kinds()
            return
        said, read = set(self.said_slots), set(self.read_slots)
        for slot in said - read:
            near = [other for other in read if slot.touches(other)]
            same = any(other.name == slot.name for other in near)
            yield "boundary" if same else "name" if near else "missed"
        if any(not any(slot.touches(other) for other in said) for slot in read):
            yield "invented"

    def _program_kinds(self) -> Iterator[str]:
        found = self.prediction.found
        if self.said == self.read and self.prediction.sentence.program != found.program:
            yield "values"
        if found.need == "confirmation" or (found.missing and found.missing != self.prediction.sentence.missing):
            yield "asked"


def judge(prediction: Prediction) -> Judged:
    """Return a prediction beside what is right."""
    sentence = prediction.sentence
    if sentence.program is not None:
        said = _of_program(sentence.program)
        read = () if rejected(prediction) else _of_program(prediction.found.program)
    else:
        said, read = _of_spans(sentence.said.slots), _of_spans(slots_read(prediction))
    return Judged(prediction, intents(sentence), intents_read(prediction), said, read, right(prediction))


def _of_spans(spans: Iterable[Span]) -> tuple[Slot, ...]:
    return tuple(Slot(span.name, span.start, span.end) for span in spans)


def _of_program(program: Program) -> tuple[Slot, ...]:
    return tuple(
        Slot(name, value=json.dumps(value, ensure_ascii=False, sort_keys=True))
        for call in calls(program)
        for name, value in call.args.items()
    )

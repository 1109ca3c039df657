"""Quotations, what stands behind a colon, and paths, read as if they were short: however long, they say nothing of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.interpretation import Interpretation
from bot.reader.core import interpret_readings
from bot.reading import Clause, Reading, SlotSpan
from bot.words import COLON, QUOTED, spoken_words

if TYPE_CHECKING:
    from bot.backend import Context
    from bot.catalog import Catalog

_IN_PLACE = {"zh": "你好"}
_ENGLISH = "hello"
"""What is read in place of words, by the language of the utterance; of a file, its suffix stays."""
_SUFFIX = re.compile(r"[^\s/\\]\.(\w{2,5})$")
_PATH = re.compile(r"~|\.{0,2}/|[A-Za-z]:\\")
_SHORT = 2
"""A quotation of so many words or Chinese characters is read as it stands."""
_LONG_PATH = re.compile(
    r"(?<![\w./\\:~])(?:(?:~|\.{1,2})?/[\w.+@%/-]{20,}|[a-z]:\\[\w.+@%\\-]{20,})", re.ASCII | re.IGNORECASE
)
_BEHIND_COLON = re.compile(rf"(?<=\w){COLON}\s*(?P<said>\S.*?)[\s.。!！?？]*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A quotation, without its marks, and what stands for it."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Shortened:
    """An utterance whose long quotations are short."""

    text: str
    cuts: tuple[_Cut, ...]

    def whole(self, reading: Reading, utterance: str, catalog: Catalog) -> Reading | None:
        """Return a reading of the short text as one of the utterance; None where a quotation is no text or path in it."""
        clauses = tuple(self._clause(clause, utterance) for clause in reading.clauses)
        free = [
            (slot.start, slot.end)
            for clause in clauses
            for slot in clause.slots
            if (kind := catalog.slot(clause.action, slot.name)) is not None and kind.name in ("text", "path")
        ]
        if any(not any(start < cut.end and cut.start < end for start, end in free) for cut in self.cuts):
            return None
        return replace(reading, clauses=clauses)

    def _clause(self, clause: Clause, utterance: str) -> Clause:
        start, end = self._place(clause.start), self._place(clause.end, at_end=True)
        return replace(clause, start=start, end=end, slots=tuple(self._slot(slot, utterance) for slot in clause.slots))

    def _slot(self, slot: SlotSpan, utterance: str) -> SlotSpan:
        start, end = self._place(slot.start), self._place(slot.end, at_end=True)
        text = utterance[start:end]
        return replace(slot, text=text, start=start, end=end, spelled=slot.spelled if text == slot.text else "")

    def _place(self, place: int, *, at_end: bool = False) -> int:
        """Return where in the utterance a place of the short text is; within a quotation its beginning, or its end."""
        shift = 0
        for cut in self.cuts:
            start = cut.start - shift
            if place <= start:
                break
            if place <= start + len(cut.words):
                return cut.end if at_end or place == start + len(cut.words) else cut.start
            shift += cut.end - cut.start - len(cut.words)
        return place + shift


Interpret = Callable[[str], Sequence[Interpretation]]
"""Gives the interpretations of a text, best first."""


def interpret_short(
    utterance: str, context: Context, interpret: Interpret, reject_below: float
) -> list[Interpretation]:
    """Return the interpretations of an utterance, best first.

    Long quotations are read as short ones first, and as they stand where that gives nothing; what nothing comes of, or
    nothing sure enough, is read once more with what stands behind a colon short, then with long paths short.
    """
    quoted = _whole(shortened(utterance, context.language), utterance, context, interpret)
    if quoted:
        return quoted
    found = list(interpret(utterance))
    if found[0].need == "rejection" or found[0].confidence < reject_below:
        for short in (behind_colon(utterance, context.language), with_short_paths(utterance, context.language)):
            if again := _whole(short, utterance, context, interpret):
                return again
    return found


def _whole(short: Shortened | None, utterance: str, context: Context, interpret: Interpret) -> list[Interpretation]:
    """Return the interpretations of an utterance read short; none where that leaves anything unread."""
    if short is None:
        return []
    readings = (each.evidence.reading for each in interpret(short.text))
    whole = (short.whole(each, utterance, context.catalog) for each in readings if each is not None)
    found = interpret_readings(utterance, [each for each in whole if each is not None], context)
    return found if found[0].need in ("nothing", "input") else []


def shortened(utterance: str, language: str) -> Shortened | None:
    """Return an utterance with its long quotations short; None where it has none."""
    inside = [(match.start() + 1, match.end() - 1) for match in QUOTED.finditer(utterance)]
    return _cut(utterance, [place for place in inside if _is_long(utterance[slice(*place)])], language)


def behind_colon(utterance: str, language: str) -> Shortened | None:
    """Return an utterance with what stands behind its first colon short; None where there is nothing long."""
    match = _BEHIND_COLON.search(utterance)
    return _cut(utterance, [match.span("said")] if match and _is_long(match["said"]) else [], language)


def with_short_paths(utterance: str, language: str) -> Shortened | None:
    """Return an utterance with its long paths short; None where it has none."""
    return _cut(utterance, [match.span() for match in _LONG_PATH.finditer(utterance)], language)


def _is_long(text: str) -> bool:
    return len(spoken_words(text)) > _SHORT


def _cut(utterance: str, places: Sequence[tuple[int, int]], language: str) -> Shortened | None:
    """Return an utterance with something short in some places; None where there are none."""
    cuts = tuple(_Cut(start, end, _in_place(utterance[start:end], language)) for start, end in places)
    return Shortened(_with(utterance, cuts), cuts) if cuts else None


def _in_place(inside: str, language: str) -> str:
    if suffix := _SUFFIX.search(inside):
        return f"memo.{suffix[1]}"
    return "~/notes" if _PATH.match(inside) else _IN_PLACE.get(language, _ENGLISH)


def _with(utterance: str, cuts: Sequence[_Cut]) -> str:
    text, end = "", 0
    for cut in cuts:
        text += utterance[end : cut.start] + cut.words
        end = cut.end
    return text + utterance[end:]

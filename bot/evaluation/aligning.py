"""Aligning programs with the words that say them, so that a backend can learn from pairs of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from bot.backend import Context
from bot.catalog import Catalog
from bot.evaluation.cutting import Uncut, one_clause, trimmed
from bot.evaluation.joiners import Joiner, find_joiners, join_between, joiner_spans, joiner_words, order_words
from bot.evaluation.surfaces import SurfaceFinder, Surfaces
from bot.program import JSON, Call, Program
from bot.reader import interpret_readings
from bot.reader.order import in_order
from bot.reading import NONE, REPEAT_ALL, Clause, Join, Reading, SlotSpan
from bot.sentences.labelled import BEGIN, Labelled
from bot.sentences.sampler import Span, action_of, label_of
from bot.words import Word, split_words

_MOST_CUTS = 300
"""Ways to cut a sentence that are tried before it is given up."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What one clause says: a call done so many times, or, without a call, all before it again."""

    call: Call | None
    count: int = 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that may be a clause."""

    clause: Span
    joiner: Sequence[Span]
    """The structure of the words that join it to what was said before."""
    join: Join
    """How it hangs on what was said before."""


class Aligner:
    """Finds clauses and slots such that the conventions of the core make the given program of them."""

    def __init__(self, catalog: Catalog, language: str = "en") -> None:
        """Take the actions that programs are made of."""
        self._context = Context(catalog, language=language)
        self._joiners = {**order_words(language), **joiner_words(language)}
        self._finder = SurfaceFinder(catalog, language)

    def align(self, text: str, program: Program) -> Labelled | None:
        """Return an utterance with its clauses and slots, or None where its words do not say the program.

        An empty program is a clause that no action fits.
        """
        if not program:
            return one_clause(Uncut(text, (), (NONE,)))
        words = split_words(text)
        joiners = list(find_joiners(text, words, self._joiners))
        for units in _ways(program):
            for joined in _chosen(joiners, len(words), len(units) - 1):
                pieces = _pieces(text, words, joined, len(units))
                found = self._labelled(text, pieces, units)
                if found is not None and self._program(found, pieces) == program:
                    return found
        return None

    def _labelled(self, text: str, pieces: Sequence[_Piece], units: Sequence[_Unit]) -> Labelled | None:
        """Return an utterance with the pieces as its clauses; None where an argument is not said in its piece."""
        order = in_order([(piece.join, number) for number, piece in enumerate(pieces)])
        said = dict(zip(order, units, strict=True))
        focus: dict[str, JSON] = {}
        found: list[Surfaces] = []
        for number, piece in enumerate(pieces):
            surfaces = self._finder.find(text, piece.clause, said[number].call, said[number].count, focus)
            if surfaces is None:
                return None
            found.append(surfaces)
        labels = [_label(said[number], surfaces) for number, surfaces in enumerate(found)]
        clauses = [Span(each.clause.start, each.clause.end, label) for each, label in zip(pieces, labels, strict=True)]
        structure = chain.from_iterable((*piece.joiner, piece.clause) for piece in pieces)
        slots = chain.from_iterable(surfaces.slots for surfaces in found)
        return Labelled(text, tuple(structure), tuple(slots), tuple(clauses))

    def _program(self, said: Labelled, pieces: Sequence[_Piece]) -> Program:
        """Return the program that the core makes of an utterance read as labelled."""
        clauses = []
        for span, piece in zip(said.clauses, pieces, strict=True):
            action, fixed = action_of(span.name)
            inside = [slot for slot in said.slots if span.start <= slot.start < span.end]
            slots = tuple(
                SlotSpan(slot.name, said.text[slot.start : slot.end], slot.start, slot.end) for slot in inside
            )
            clauses.append(Clause(action, span.start, span.end, piece.join, slots, fixed))
        best = interpret_readings(said.text, [Reading(tuple(clauses))], self._context)[0]
        return () if best.unread else best.program


def _label(unit: _Unit, surfaces: Surfaces) -> str:
    return label_of(unit.call.action, surfaces.fixed) if unit.call else REPEAT_ALL


def _ways(program: Program) -> Iterator[tuple[_Unit, ...]]:
    """Yield what the clauses of a program may say, in the order in which they run; none where no words could say it."""
    parts: list[list[tuple[_Unit, ...]]] = []
    for number, step in enumerate(program):
        if isinstance(step, Call):
            parts.append([(_Unit(step),)])
            continue
        ways: list[tuple[_Unit, ...]] = []
        body = [call for call in step.body if isinstance(call, Call)]
        if len(step.body) == len(body) == 1:
            ways.append((_Unit(body[0], step.times),))
        if number == 0 and len(body) == len(step.body):
            ways.append((*map(_Unit, body), _Unit(None, step.times)))
        parts.append(ways)
    for way in product(*parts):
        yield tuple(chain.from_iterable(way))


def _chosen(joiners: Sequence[Joiner], words: int, count: int) -> list[tuple[Joiner, ...]]:
    """Return the ways to choose joiners so that as many as `count` stand between clauses, those of the most words first.

    A clause lies between any two; one of "after" and "before" may lead. Going through the words once, and keeping the
    _MOST_CUTS best ways at each: a sentence of ten clauses has milliards of them.
    """
    ready: list[list[tuple[Joiner, ...]]] = [[()], *([] for _ in range(count))]
    begun: dict[int, dict[int, list[tuple[Joiner, ...]]]] = defaultdict(lambda: defaultdict(list))
    for place in range(words):
        for number, ways in begun.pop(place, {}).items():
            ready[number] = _best([*ready[number], *ways])
        for joiner in joiners:
            if joiner.first != place or joiner.past >= words:
                continue
            if place:
                for number in range(count):
                    begun[joiner.past + 1][number + 1] += [(*way, joiner) for way in ready[number]]
            elif joiner.tag in ("after", "before"):
                begun[joiner.past + 1][0].append((joiner,))
    return _best([*ready[count], *chain.from_iterable(ways[count] for ways in begun.values())])


def _best(ways: list[tuple[Joiner, ...]]) -> list[tuple[Joiner, ...]]:
    return sorted(ways, key=_length, reverse=True)[:_MOST_CUTS]


def _length(way: Sequence[Joiner]) -> int:
    return sum(len(joiner.words) for joiner in way)


def _pieces(text: str, words: Sequence[Word], joined: Sequence[Joiner], count: int) -> list[_Piece]:
    stretches = [(words[each.first].start, words[each.past - 1].end, each.tag) for each in joined]
    if len(stretches) < count:  # nothing stands before the first clause
        stretches = [(0, 0, ""), *stretches]
    ends = [*(start for start, _, _ in stretches[1:]), len(text)]
    joiners = [joiner_spans(text, *stretch) for stretch in stretches]
    return [
        _Piece(Span(*trimmed(text, past, end), BEGIN), joiner, join_between(text, joiner))
        for (_, past, _), end, joiner in zip(stretches, ends, joiners, strict=True)
    ]

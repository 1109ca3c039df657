"""A data set made of the installed plugins' own sentences, for comparing models where nobody has other data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.backend import Context
from bot.catalog import Catalog
from bot.errors import BotError
from bot.evaluation.dataset import Dataset, Sentence
from bot.evaluation.joiners import join_between
from bot.program import Program
from bot.reader import interpret_readings
from bot.reading import Clause, Join, Reading, SlotSpan
from bot.sentences.corpus import make_corpus
from bot.sentences.labelled import SCRAP, Labelled
from bot.sentences.sampler import Span, action_of
from bot.words import joined

_SEED = 9_040_507_021
"""One that nobody trains with, so that the sentences are new to every model."""


def make_dataset(paths: Sequence[Path], catalog: Catalog, language: str, count: int) -> Dataset:
    """Return a data set with a test split alone; raises BotError where there are no sentences to make it of.

    Sentences that are to be asked back about, or whose values a typo made unreadable, have no right program and are
    left out.
    """
    if not paths:
        raise BotError(f"no installed plugin has sentences in the language '{language}'")
    made = make_corpus(paths, catalog, language, count, _SEED).utterances
    context = Context(catalog, language=language)
    programs = [(said, right_program(said, context)) for said in made]
    test = tuple(
        Sentence(said, program, f"made:{number}")
        for number, (said, program) in enumerate(programs, 1)
        if program is not None
    )
    notes = (f"{len(made) - len(test)} of {len(made)} sentences made have no one right program and are left out",)
    return Dataset("sentences of the installed plugins", "programs", catalog, (), (), test, notes, language)


def right_program(said: Labelled, context: Context) -> Program | None:
    """Return the program that the core makes of an utterance read as labelled; None where it would ask back."""
    clauses = tuple(_clause(said, span, before) for span, before in _with_ends(said))
    best = interpret_readings(said.text, [Reading(clauses)], context)[0]
    if best.need == "rejection" and any(clause.action in context.catalog.actions for clause in clauses):
        return None
    return best.program if best.need in ("nothing", "rejection") else None


def _with_ends(said: Labelled) -> list[tuple[Span, int]]:
    """Return each clause with the end of the one before it."""
    spans = sorted(said.clauses, key=lambda span: span.start)
    return list(zip(spans, [0, *(span.end for span in spans)], strict=False))


def _clause(said: Labelled, span: Span, before: int) -> Clause:
    action, fixed = action_of(span.name)
    scraps = [each for each in said.structure if each.name == SCRAP]
    slots = tuple(
        SlotSpan(slot.name, _kept(said.text, slot, scraps), slot.start, slot.end)
        for slot in said.slots
        if span.start <= slot.start < span.end and not any(each.start <= slot.start < each.end for each in scraps)
    )
    return Clause(action, span.start, span.end, _join(said, before, span.start), slots, fixed)


def _kept(text: str, slot: Span, scraps: Sequence[Span]) -> str:
    """Return what fills a slot, without what was taken back in it."""
    inside = sorted((each for each in scraps if slot.start < each.start < slot.end), key=lambda each: each.start)
    if not inside:
        return text[slot.start : slot.end]
    starts, ends = [slot.start, *(each.end for each in inside)], [*(each.start for each in inside), slot.end]
    return joined(word for start, end in zip(starts, ends, strict=True) for word in text[start:end].split())


def _join(said: Labelled, before: int, start: int) -> Join:
    """Return how a clause hangs on what was said before it, from what stands between the two."""
    between = sorted((each for each in said.structure if before <= each.start < start), key=lambda each: each.start)
    return join_between(said.text, between)

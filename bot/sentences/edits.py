"""Small edits of a sample that keep its spans right."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from bot.sentences.sampler import Sample, Span
from bot.words import COMMAS, closed_up, gap, loose_spaces


def surface(sample: Sample, name: str) -> str:
    """Return the words of a slot, or an empty text where it is not there."""
    return next((sample.text[slot.start : slot.end] for slot in sample.slots if slot.name == name), "")


def moved(slot: Span, by: int) -> Span:
    """Return a span so many characters further on."""
    return Span(slot.start + by, slot.end + by, slot.name)


def prepend(sample: Sample, words: str, name: str = "") -> Sample:
    """Return a sample with words before it, which fill the slot `name` where one is named."""
    before = words + gap(words, sample.text)
    slots = [moved(slot, len(before)) for slot in sample.slots]
    front = [Span(0, len(words.rstrip(COMMAS)), name)] if name else []
    return Sample(f"{before}{sample.text}", sample.label, (*front, *slots))


def append(sample: Sample, words: str, name: str = "") -> Sample:
    """Return a sample with words behind it, which fill the slot `name` where one is named; a comma before them does not."""
    text = f"{sample.text}{gap(sample.text, words)}{words}"
    back = [Span(len(text) - len(words.lstrip(f"{COMMAS} ")), len(text), name)] if name else []
    return Sample(text, sample.label, (*sample.slots, *back))


def insert(sample: Sample, at: int, words: str) -> tuple[Sample, Sequence[Span]]:
    """Return a sample with words put in that do not count, and where they are."""
    shift = len(words)
    slots = []
    for slot in sample.slots:
        start = slot.start + shift if slot.start >= at else slot.start
        slots.append(Span(start, slot.end + shift if slot.end > at else slot.end, slot.name))
    text = sample.text[:at] + words + sample.text[at:]
    start = at + len(words) - len(words.lstrip(f" {COMMAS}"))
    return Sample(text, sample.label, tuple(slots)), [Span(start, at + len(words.rstrip()), "scrap")]


def restated(sample: Sample, slot: Span, wrong: str, between: str) -> tuple[Sample, Sequence[Span]]:
    """Return a sample with a slot said wrong in its place and right at the end, and where words were taken back."""
    said = replace(sample, slot, wrong)
    others = [other for before, other in zip(sample.slots, said.slots, strict=True) if before != slot]
    right, at = sample.text[slot.start : slot.end], len(said.text)
    whole = Sample(said.text + right, sample.label, (*others, Span(at, at + len(right), slot.name)))
    late, scraps = insert(whole, at, between)
    return late, [Span(slot.start, slot.start + len(wrong), "scrap"), *scraps]


def paused(sample: Sample, slot: Span) -> Sample:
    """Return a sample with a comma before one of its slots."""
    at = len(sample.text[: slot.start].rstrip())
    slots = tuple(Span(s.start + (s.start >= at), s.end + (s.end > at), s.name) for s in sample.slots)
    return Sample(f"{sample.text[:at]},{sample.text[at:]}", sample.label, slots)


def closed(sample: Sample, scraps: Iterable[Span] = ()) -> tuple[Sample, Sequence[Span]]:
    """Return a sample without the spaces that are not written in it, and where words that do not count are then."""
    loose = loose_spaces(sample.text)

    def without(spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(
            Span(span.start - bisect_left(loose, span.start), span.end - bisect_left(loose, span.end), span.name)
            for span in spans
        )

    if not loose:
        return sample, tuple(scraps)
    return Sample(closed_up(sample.text), sample.label, without(sample.slots)), without(scraps)


def replace(sample: Sample, slot: Span, words: str) -> Sample:
    """Return a sample with other words in one of its slots."""
    shift = len(words) - (slot.end - slot.start)

    def after(other: Span) -> Span:
        by = shift if other.start > slot.start else 0
        return Span(other.start + by, other.end + (shift if other == slot else by), other.name)

    text = sample.text[: slot.start] + words + sample.text[slot.end :]
    return Sample(text, sample.label, tuple(after(other) for other in sample.slots))

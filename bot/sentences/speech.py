"""How people say a clause: with pronouns, fillers, corrections and false starts."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bot.sentences.edits import append, insert, paused, replace, restated, surface
from bot.sentences.furniture import Furniture
from bot.sentences.labelled import OUTSIDE, SCRAP, Draft
from bot.sentences.pool import Pool
from bot.sentences.sampler import Sample, Span
from bot.words import COMMAS, has_han, joined, spoken_words

REFERABLE = ("target", "landmark", "text", "query")
"""Slots that a pronoun may fill."""
_FALSE_START, _CORRECTION, _FILLER, _PRONOUN = 0.055, 0.15, 0.19, 0.4
"""Shares of clauses, the first three added up."""
_LATE = 0.4
"""Share of the corrections of a slot that is not the last that come at the end: "two steps back, no, three steps"."""
_TAIL = 0.25
"""Share of the other corrections of several words that take back the last of them: "the key behind, no, ahead of you"."""
_ASKED_AGAIN, _BEHIND, _HESITATION = 0.15, 0.1, 0.15
"""How often it is asked anew after a false start ("no, could you"), "I mean" stands behind the right words, and "um" before
the words that take back."""
_DRAWN_OUT, _SOUND = 0.4, 4
"""Share of the fillers that are held, and how long those are at most."""
_WRONG = "{wrong}"
"""Stands in a line for what was said wrong just before it."""
_TRIES = 5
"""So many values are drawn for one that was not said just before."""
_PAUSE = 0.03
"""How often a comma stands before the last slot: "I need a tea timer, four minutes"."""


def filler(furniture: Furniture, random: Random) -> str:
    """Return a filler, now and then a sound that is held: nobody spells those alike."""
    said = furniture.text("fillers", random).strip(f" .{COMMAS}")
    return drawn_out(said, random) if len(said) <= _SOUND and said.isalpha() and random.random() < _DRAWN_OUT else said


def drawn_out(sound: str, random: Random) -> str:
    """Return a sound with one of its letters held: `um` as `ummm` or `uuum`."""
    at = random.randrange(len(sound))
    return sound[:at] + sound[at] * random.choice((2, 3, 4)) + sound[at + 1 :]


def _breaks(sample: Sample) -> list[int]:
    """Return where something may be said between the words of a sample: at its spaces, in Chinese around its slots."""
    if not has_han(sample.text):
        return [index for index, letter in enumerate(sample.text) if letter == " "]
    edges = {edge for slot in sample.slots for edge in (slot.start, slot.end)}
    return sorted(edges - {0, len(sample.text)})


class Speaker:
    """Adds clauses to a draft as people say them."""

    def __init__(self, furniture: Furniture, pool: Pool, random: Random) -> None:
        """Take the furniture of a language and the pool that wrong words are drawn from."""
        self._furniture = furniture
        self._pool = pool
        self._random = random

    def say(self, draft: Draft, sample: Sample) -> None:
        """Add a clause, now and then with a filler, a correction or a false start in it."""
        kind = self._random.random()
        if sample.slots and sample.slots[-1].start and self._random.random() < _PAUSE:
            sample = paused(sample, sample.slots[-1])
        if kind < _FALSE_START:
            # Half of the time the same thing is started again: "go to the key, no, go to the box".
            wrong = self._pool.clause() if self._random.random() < 0.5 else self._pool.like(sample)  # noqa: PLR2004
            wrong = self.referring(wrong, sample)  # "close it, no, open the box"
            words = spoken_words(wrong.text)
            started = joined(words[: self._random.randint(1, len(words))])
            draft.add(started, SCRAP)
            draft.add(self._random.choice((",", ",", "", "", "...")), SCRAP)
            draft.add(self._line("drop_corrections").replace(_WRONG, started), SCRAP)
            if self._random.random() < _ASKED_AGAIN:
                draft.add(self._line("polite_before"), OUTSIDE)
        elif kind < _CORRECTION and sample.slots:
            self._corrected(draft, sample)
            return
        elif kind < _FILLER and _breaks(sample):
            draft.clause(*self._hesitating(sample))
            return
        draft.clause(sample)

    def _hesitating(self, sample: Sample) -> tuple[Sample, Sequence[Span]]:
        """Return a clause with a filler between two of its words, now and then between commas."""
        at = self._random.choice(_breaks(sample))
        before, behind = self._random.choice([("", ""), ("", ""), (",", ","), ("", ",")])
        behind += " " if sample.text[at] != " " else ""
        return insert(sample, at, f"{before} {filler(self._furniture, self._random)}{behind}")

    def _corrected(self, draft: Draft, sample: Sample) -> None:
        """Add a clause one of whose slots is said wrong first: "the red, no, the blue ball"."""
        slot = self._random.choice(sample.slots)
        words = spoken_words(surface(self._pool.like(sample), slot.name))
        if not words:
            draft.clause(sample)
            return
        if self._is_clear_later(sample, slot) and self._random.random() < _LATE:
            draft.clause(*restated(sample, slot, joined(words), self._taking_back(joined(words))))
            return
        said, scraps = self._tail_corrected(sample, slot, words) or self._all_corrected(sample, slot, words)
        if slot.end == len(sample.text) and self._random.random() < _BEHIND:
            behind = self._line("corrections_behind")
            said = append(said, behind)
            scraps = [*scraps, Span(len(said.text) - len(behind.lstrip(f"{COMMAS} ")), len(said.text), SCRAP)]
        draft.clause(said, scraps)

    def _all_corrected(self, sample: Sample, slot: Span, wrong: list[str]) -> tuple[Sample, Sequence[Span]]:
        """Return a clause with a slot said wrong before it: "go to the red box, no, the blue ball"."""
        if len(wrong) > 1 and self._random.random() < 0.4:  # noqa: PLR2004 - people often stop half-way
            wrong = wrong[: self._random.randint(1, len(wrong) - 1)]
        return insert(sample, slot.start, f"{joined(wrong)}{self._taking_back(joined(wrong))}")

    def _tail_corrected(self, sample: Sample, slot: Span, wrong: list[str]) -> tuple[Sample, Sequence[Span]] | None:
        """Return a clause with the last words of a slot said wrong first, now and then: "the key behind, no, ahead of you"."""
        said = surface(sample, slot.name)
        right = said.split()
        most = min(len(right), len(wrong)) - 1
        if most < 1 or has_han(said) or self._random.random() > _TAIL:
            return None
        kept = self._random.randint(1, most)
        at = slot.start + len(" ".join(right[:kept])) + 1
        return insert(sample, at, f"{' '.join(wrong[kept:])}{self._taking_back(' '.join(wrong[kept:]))}")

    @staticmethod
    def _is_clear_later(sample: Sample, slot: Span) -> bool:
        """Return whether words at the end would be taken for this slot: of two things, the last is corrected."""
        behind = [other.name for other in sample.slots if other.start > slot.start]
        return slot.end < len(sample.text) and not (
            slot.name in REFERABLE and any(name in REFERABLE for name in behind)
        )

    def _taking_back(self, wrong: str) -> str:
        """Return what is said between the wrong and the right: ", no wait ", ", not the red one, "."""
        comma, behind = self._random.choice([(",", ","), ("", ""), (",", ""), ("", ",")])
        hesitation = f"{filler(self._furniture, self._random)}{comma} " if self._random.random() < _HESITATION else ""
        return f"{comma} {hesitation}{self._line('corrections').replace(_WRONG, wrong)}{behind} "

    def referring(self, sample: Sample, previous: Sample | None) -> Sample:
        """Return a clause with a pronoun for its object, now and then, where the clause before named one."""
        if previous is None or not any(slot.name in REFERABLE for slot in previous.slots):
            return sample
        if self._random.random() < _PRONOUN:
            slot = self._named(sample)
            return replace(sample, slot, self._line("pronouns")) if slot else sample
        return sample

    def insisting(self, sample: Sample) -> Sample | None:
        """Return a clause that says it twice ("I'm done here, end this session"); None where slots are or may be said.

        "Find the key, where is it" is two clauses: a pronoun that fills no slot would teach that none does.
        """
        again = self._pool.like(sample)
        if self._pool.takes_slots(sample) or again.text == sample.text:
            return None
        return Sample(f"{sample.text}{self._line('insisting')} {again.text}", sample.label)

    def _named(self, sample: Sample) -> Span | None:
        """Return the slot of a clause that names an object, which a pronoun could stand for."""
        named = (slot for slot in sample.slots if slot.name in REFERABLE)
        begins = tuple(self._furniture.lines["named"])
        return next((s for s in named if sample.text[s.start : s.end].lower().startswith(begins)), None)

    def more(self, sample: Sample, slot: Span, lead: str) -> Sample:
        """Return what is left of a clause where only another value of one of its slots is said, behind `lead`."""
        said = surface(sample, slot.name)
        values = (surface(self._pool.like(sample), slot.name) for _ in range(_TRIES))
        words = next((value for value in values if value not in ("", said)), said)
        return Sample(lead + words, sample.label, (Span(len(lead), len(lead) + len(words), slot.name),))

    def _line(self, key: str) -> str:
        return self._furniture.text(key, self._random)

"""Utterances that say how often something is to be done."""

from __future__ import annotations

import re

from bot.reading import COUNT, REPEAT_ALL
from bot.sentences.edits import append, insert, prepend
from bot.sentences.labelled import OUTSIDE, Draft
from bot.sentences.parts import Parts
from bot.sentences.sampler import Sample, Span
from bot.slots.numbers import write_number
from bot.words import COMMAS

_MARKS = f"{COMMAS}.;-。；"
_WITHIN, _TRIES = 0.3, 40
"""How often a short verb with words is looked for, and among how many clauses."""
_VERB = 2
"""So many characters a short verb has."""


class Repeating:
    """Adds clauses that are to be done several times."""

    def __init__(self, parts: Parts) -> None:
        """Take what utterances are put together with."""
        self._parts = parts
        leads = "|".join(map(re.escape, parts.furniture.leads)) or "(?!)"
        self._lead = re.compile(rf"({leads})(?![a-z])[{COMMAS}]*\s*(?=\S)")
        """A word in front of "do that twice" that is no part of it."""

    def repeated(self, draft: Draft) -> None:
        """Add one to three clauses, one of which is to be done several times."""
        if self._parts.chance(0.4):
            self._parts.speaker.say(draft, self._parts.pool.clause())
            self._parts.join(draft)
        sample = self._parts.pool.clause()
        if self._parts.furniture.lines.get("repeat_within") and self._parts.chance(_WITHIN):
            drawn = (self._parts.pool.clause() for _ in range(_TRIES))
            sample = next(filter(self._is_verb_with_words, drawn), sample)
        if self._is_verb_with_words(sample) and self._parts.chance(0.6):
            words = self._numbered("repeat_within")[0]
            within, (where,) = insert(sample, sample.slots[0].start, words)
            draft.clause(Sample(within.text, within.label, (Span(where.start, where.end, COUNT), *within.slots)))
        elif self._parts.chance(0.1):
            draft.clause(prepend(sample, self._numbered("repeat_before")[0], COUNT))
        else:
            draft.clause(append(sample, self._numbered("repeat")[0], COUNT))
        if self._parts.chance(0.25):
            self._parts.join(draft)
            self._parts.speaker.say(draft, self._parts.pool.clause())

    def _is_verb_with_words(self, sample: Sample) -> bool:
        """Return whether a sentence is a short verb and one slot, and the language says how often between: 说三遍晚安."""
        slots, furniture = sample.slots, self._parts.furniture
        if len(slots) != 1 or not 0 < slots[0].start <= _VERB or slots[0].end < len(sample.text):
            return False
        return bool(furniture.lines.get("repeat_within")) and furniture.begins_with_verb(sample.text)

    def _numbered(self, key: str) -> tuple[str, str]:
        """Return a line with its `{count}` filled, and the words that say how often."""
        random, furniture = self._parts.random, self._parts.furniture
        number = write_number(random, random.choice((2, 3, 3, 4, 5, 6, 10)), furniture.language).removesuffix(" of")
        text = self._parts.line(key)
        filled = text.replace("{count}", number)
        known = [words.replace("{count}", number) for words in furniture.lines["counts"]]
        return filled, next((words for words in known if words in filled), number if number in filled else "")

    def repeat_all(self, draft: Draft) -> None:
        """Add clauses followed by "do that twice"."""
        self._parts.several(draft, self._parts.random.choice((1, 2, 2, 3)))
        text, words = self._numbered("repeat_all")
        clause = text.lstrip(f"{_MARKS} ")
        if text[0] in _MARKS:
            draft.add(text[0], OUTSIDE)
        while lead := self._lead.match(clause):
            draft.join(lead.group(), self._parts.furniture.leads[lead[1]])
            clause = clause[lead.end() :]
        start = clause.find(words)
        slots = (Span(start, start + len(words), COUNT),) if words and start >= 0 else ()
        draft.clause(Sample(clause, REPEAT_ALL, slots))

    def repeat_first(self, draft: Draft) -> None:
        """Add "do this twice:" followed by clauses."""
        text, words = self._numbered("repeat_first")
        start = text.find(words)
        slots = (Span(start, start + len(words), COUNT),) if words else ()
        draft.clause(Sample(text, REPEAT_ALL, slots))
        draft.add(self._parts.random.choice([":", ":", ",", ""]), OUTSIDE)
        self._parts.several(draft, self._parts.random.choice((1, 2, 2, 3)))

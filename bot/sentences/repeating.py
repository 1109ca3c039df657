"""Utterances that say how often something is to be done."""

from __future__ import annotations

from bot.reading import COUNT, REPEAT_ALL
from bot.sentences.edits import append, prepend
from bot.sentences.labelled import OUTSIDE, Draft
from bot.sentences.parts import Parts
from bot.sentences.sampler import Sample, Span
from bot.slots.numbers import write_number

_LEADS = {"and": "and", "please": OUTSIDE} | dict.fromkeys(
    ("then", "now", "also", "so", "finally", "afterwards"), "then"
)
"""Words before "do that twice", and what they are to the structure."""


class Repeating:
    """Adds clauses that are to be done several times."""

    def __init__(self, parts: Parts) -> None:
        """Take what utterances are put together with."""
        self._parts = parts

    def repeated(self, draft: Draft) -> None:
        """Add one to three clauses, one of which is to be done several times."""
        if self._parts.chance(0.4):
            self._parts.speaker.say(draft, self._parts.pool.clause())
            self._parts.join(draft)
        sample = self._parts.pool.clause()
        if self._parts.chance(0.1):
            draft.clause(prepend(sample, self._numbered("repeat_before")[0], COUNT))
        else:
            draft.clause(append(sample, self._numbered("repeat")[0], COUNT))
        if self._parts.chance(0.25):
            self._parts.join(draft)
            self._parts.speaker.say(draft, self._parts.pool.clause())

    def _numbered(self, key: str) -> tuple[str, str]:
        """Return a line with its `{count}` filled, and the words that say how often."""
        number = write_number(self._parts.random, self._parts.random.choice((2, 3, 3, 4, 5, 6, 10))).removesuffix(" of")
        text = self._parts.line(key)
        filled = text.replace("{count}", number)
        known = (f"{number} times", "two times", "twice", "three times", "thrice", "a couple of times", "a few times")
        return filled, next((words for words in known if words in filled), number if number in filled else "")

    def repeat_all(self, draft: Draft) -> None:
        """Add clauses followed by "do that twice"."""
        self._parts.several(draft, self._parts.random.choice((1, 2, 2, 3)))
        text, words = self._numbered("repeat_all")
        lead, _, rest = text.lstrip(",.;- ").partition(" ")
        if text[0] in ",.;-":
            draft.add(text[0], OUTSIDE)
        while lead.strip(",") in _LEADS and rest:
            draft.join(lead, _LEADS[lead.strip(",")])
            lead, _, rest = rest.partition(" ")
        clause = f"{lead} {rest}".strip()
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

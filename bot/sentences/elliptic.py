"""Utterances in which one verb takes several values of a slot."""

from __future__ import annotations

import re

from bot.reading import COUNT
from bot.sentences.edits import append, insert, moved, replace, surface
from bot.sentences.labelled import OUTSIDE, Draft
from bot.sentences.parts import Parts
from bot.sentences.sampler import Sample
from bot.sentences.speech import REFERABLE
from bot.words import CHINESE_MARKS, MARKS, spoken_words

_AROUND = 0.4
"""How often several values stand amid a clause where one may: "pick the red key and the green one up"."""
_TOO = 0.15
"""How often "too" stands behind one more value of a slot: "the red ball and the green one too"."""
_TRIES = 60
_DISTRIBUTED = ("target", "text", "place", "topic")
"""Slots of which several values may come before what is asked of each: 北京和纽约现在分别几点."""
_FREE = ("text", "query", "label")
"""Slots that take any words: two texts with "and" between them are one, unless it is said that each is meant."""
_LEFT_UNSAID = ("text",)
"""What need not be said again with another value: "translate it into French and into German"."""
_BARE = 0.35
"""How often no word says that each is meant, where nobody could take the values for one."""
_LONGEST = 8
"""So many characters has a text that stands beside another one without marks between them."""
_TEXTS = 0.4
"""How often the values are texts, of which there are short ones seldom."""
_THIRD = 0.15
"""How often there are three of them."""
_OPEN, _CLOSE = "“「『\"'‘«《", "”」』\"'’»》"


class Elliptic:
    """Adds clauses that say the verb once and a slot several times."""

    def __init__(self, parts: Parts) -> None:
        """Take what utterances are put together with."""
        self._parts = parts
        self._random, self._furniture, self._lines = parts.random, parts.furniture, parts.furniture.lines
        asked = "|".join(map(re.escape, self._lines.get("asked", ())))
        self._asked = re.compile(asked or "(?!)")

    def elliptic(self, draft: Draft) -> None:
        """Add a clause and one or two more slots of its kind: "pick up the red key and the green one", 把红门和蓝门都打开."""
        if self._lines.get("distributing") and self._parts.chance(0.5):
            self._distributed(draft)
            return
        for _ in range(_TRIES):
            first = self._parts.pool.clause()
            if first.slots and first.slots[-1].start and self._goes_on(first):
                break
        else:
            draft.clause(first)
            return
        joiner = self._random.choice(self._lines["join_elliptic"])
        slot, behind = first.slots[-1], first.text[first.slots[-1].end :].strip()
        head = spoken_words(first.text[: slot.start])
        again = bool(head) and head[-1] in self._lines["prepositions"] and self._parts.chance(0.5)
        lead = f"{head[-1]} " if again else ""
        self._parts.speaker.say(draft, Sample(first.text[: slot.end], first.label, first.slots))
        for join in (",", joiner) if self._parts.chance(0.2) else (joiner,):
            draft.join(join, "then" if join in self._lines["join_then"] else "and")
            more = self._parts.speaker.more(first, slot, lead)
            if behind and join is joiner:
                place = behind.startswith(tuple(self._lines.get("postpositions", ())))
                both = "" if place else self._random.choice(self._lines.get("both", [""]))
                more = append(more, f"{both}{behind}")
            draft.clause(more)
        if not behind and self._parts.chance(_TOO):
            draft.add(self._parts.line("elliptic_behind"), OUTSIDE)

    def _goes_on(self, sample: Sample) -> bool:
        """Return whether more values can stand behind the last slot of a clause: it ends there, or names a thing."""
        *others, slot = sample.slots
        if any(other.name not in _LEFT_UNSAID for other in others) or slot.name in (COUNT, *_FREE):
            return False
        amid = not others and slot.name in REFERABLE and self._parts.chance(_AROUND)
        return slot.end == len(sample.text) or amid

    def _distributed(self, draft: Draft) -> None:
        """Add values of the first slot, and behind the last of them what is asked of each: 猫和狗用法语分别怎么说."""
        sample = self._named_first()
        if sample is None:
            draft.clause(self._parts.pool.clause())
            return
        slot = sample.slots[0]
        quoted = bool(slot.start) and sample.text[slot.start - 1] in _OPEN and sample.text[slot.end] in _CLOSE
        start, end = slot.start - quoted, slot.end + quoted
        again = Sample(sample.text[start:], sample.label, tuple(moved(other, -start) for other in sample.slots))
        draft.clause(Sample(sample.text[:end], sample.label, (slot,)))
        if self._parts.chance(_THIRD):
            draft.join("、", "and")
            more = self._other(again)
            draft.clause(Sample(more.text[: more.slots[0].end + quoted], more.label, more.slots[:1]))
        draft.join(self._random.choice(self._lines["join_values"]), "and")
        draft.clause(self._of_each(self._other(again), quoted=quoted))

    def _named_first(self) -> Sample | None:
        """Return a clause whose first slot may take several values, of the kind of slot that is wanted where there is one."""
        text, found = self._parts.chance(_TEXTS), None
        for _ in range(_TRIES):
            sample = self._parts.pool.clause()
            if self._names_first(sample):
                found = sample
                if (sample.slots[0].name in _FREE) == text:
                    break
        return found

    def _names_first(self, sample: Sample) -> bool:
        """Return whether the first slot of a clause may take several values, and something stands behind it."""
        if not sample.slots:
            return False
        slot = sample.slots[0]
        first = all(slot.start < other.start for other in sample.slots[1:])
        fits = slot.name not in _FREE or (self._fits(sample.text[slot.start : slot.end]) and self._asked_at(sample))
        return first and bool(fits) and slot.name in _DISTRIBUTED and slot.end < len(sample.text)

    def _fits(self, text: str) -> bool:
        """Return whether a text can be one of several."""
        return 0 < len(text) <= _LONGEST and not set(text) & {*MARKS, *CHINESE_MARKS}

    def _other(self, sample: Sample) -> Sample:
        """Return a clause with another value of its first slot."""
        slot = sample.slots[0]
        said = sample.text[slot.start : slot.end]
        values = (surface(self._parts.pool.like(sample), slot.name) for _ in range(_TRIES))
        fit = (value for value in values if value not in ("", said) and (slot.name not in _FREE or self._fits(value)))
        return replace(sample, slot, next(fit, said))

    def _of_each(self, sample: Sample, *, quoted: bool) -> Sample:
        """Return a clause that says that each is meant; where several values could be one text, it has to."""
        slot = sample.slots[0]
        if slot.name not in _FREE and self._parts.chance(_BARE):
            return sample
        end = slot.end + quoted
        at = self._asked_at(sample) or (end if self._furniture.begins_with_verb(sample.text[end:].lstrip()) else 0)
        return insert(sample, at, self._parts.line("distributing"))[0] if at else sample

    def _asked_at(self, sample: Sample) -> int:
        """Return where what is asked begins, 0 where it does not."""
        asked = self._asked.search(sample.text, sample.slots[0].end)
        inside = asked and any(other.start < asked.end() and asked.start() < other.end for other in sample.slots)
        return asked.start() if asked and not inside else 0

"""What every kind of utterance is put together with: lines of the furniture, connectives, clauses in a row."""

from __future__ import annotations

from random import Random

from bot.sentences.furniture import Furniture
from bot.sentences.labelled import OUTSIDE, SCRAP, Draft
from bot.sentences.pool import Pool
from bot.sentences.sampler import Sample
from bot.sentences.speech import Speaker, filler

_JOINS = {"join_then": 0.4, "join_and": 0.34, "join_bare": 0.12, "": 0.14}
_PLAIN_JOINS = {"join_then": 0.27, "join_and": 0.2, "join_bare": 0.48, "": 0.05}
"""How often clauses are joined by words of order, by others, by a mark alone, and by nothing; the second where somebody speaks
plainly, as most people join most things by a comma."""
_SOMETHING_ELSE = 0.15
"""How often something else is asked behind what hands results on."""


class Parts:
    """Lines and clauses of a language, drawn at random."""

    def __init__(self, furniture: Furniture, pool: Pool, random: Random) -> None:
        """Take the furniture of a language and the clauses to put together."""
        self.furniture = furniture
        self.pool = pool
        self.random = random
        self.speaker = Speaker(furniture, pool, random)
        self.plain = False
        """Whether what is put together is said plainly."""

    def line(self, key: str) -> str:
        """Return the words of one of the lines under a key."""
        return self.furniture.text(key, self.random)

    def chance(self, share: float) -> bool:
        """Return true so often."""
        return self.random.random() < share

    def several(self, draft: Draft, count: int) -> None:
        """Add clauses in the order in which they run, now and then counted: "first ..., finally ..."."""
        first = count > 1 and self.chance(0.2)
        previous: Sample | None = None
        for number in range(count):
            sample = self.speaker.referring(self.pool.clause(after=previous), previous)
            if number:
                self.join(draft, then=first and number == 1)
                if number == count - 1 and self.chance(0.1):
                    draft.add(self.line("last"), "then")
            elif first:
                gerund = self.furniture.verb(sample, "ing") if self.chance(0.25) else None
                draft.add(self.line("first" if gerund is None else "first_ing"), OUTSIDE)
                sample = gerund or sample
            previous = sample
            self.speaker.say(draft, sample)

    def handing_on(self, draft: Draft) -> None:
        """Add two to four clauses, each of which takes what the one before it gave: "open it, translate that, read it out"."""
        previous: Sample | None = None
        for _ in range(self.random.choice((2, 2, 3, 3, 4))):
            sample = self.pool.handing_on(previous)
            if sample is None:
                break
            if previous is not None:
                self.join(draft)
            previous = sample
            self.speaker.say(draft, sample)
        if previous is None:
            self.speaker.say(draft, self.pool.clause())
        elif self.chance(_SOMETHING_ELSE):
            self.join(draft)
            self.speaker.say(draft, self.pool.clause())

    def join(self, draft: Draft, *, then: bool = False) -> None:
        """Add what stands between two clauses; `then`: words that say the order."""
        shares = {"join_then": 1.0} if then else _PLAIN_JOINS if self.plain else _JOINS
        key = self.random.choices([*shares], [*shares.values()])[0]
        if key == "join_bare":
            draft.join(str(self.random.choice(self.furniture.lines[key])), "and")
        elif key:
            draft.join(self.line(key), key.removeprefix("join_"))
        if self.chance(0.06):
            draft.add(self.line("polite_before"), OUTSIDE)
        elif self.chance(0.04):
            draft.add(self.random.choice([",", ""]), OUTSIDE)
            draft.add(filler(self.furniture, self.random), SCRAP)
            draft.add(self.random.choice([",", ""]), OUTSIDE)

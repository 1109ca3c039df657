"""Utterances composed of clauses, joined, repeated and wrapped as people do."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bot.reading import CONDITION, COUNT, NEGATION, NONE, REPEAT_ALL
from bot.sentences.edits import append, prepend
from bot.sentences.furniture import HOLE, Furniture
from bot.sentences.labelled import OUTSIDE, SCRAP, Draft, Labelled
from bot.sentences.noise import mashed
from bot.sentences.pool import Pool
from bot.sentences.sampler import Sample, Span
from bot.sentences.speech import Speaker, filler
from bot.slots.numbers import write_number

_LEADS = {"and", "then", "now", "also", "so", "please", "finally", "afterwards"}


class Composer:
    """Makes labelled utterances out of the clauses of a pool."""

    def __init__(self, furniture: Furniture, pool: Pool, random: Random) -> None:
        """Take the furniture of a language and the clauses to put together."""
        self._furniture = furniture
        self._pool = pool
        self._random = random
        self._speaker = Speaker(furniture, pool, random)
        self._kinds: tuple[tuple[float, Callable[[Draft], None]], ...] = (
            (0.22, self.single),
            (0.018, self.topical),
            (0.012, self.insisting),
            (0.19, self.sequence),
            (0.05, self.terse),
            (0.02, self.unfinished),
            (0.11, self.reordered),
            (0.05, self.elliptic),
            (0.06, self.repeated),
            (0.035, self.repeat_all),
            (0.015, self.repeat_first),
            (0.16, self.rejected),
            (0.05, self.negated),
            (0.04, self.conditional),
            (0.05, self.partly),
        )

    def utterance(self) -> Labelled:
        """Return an utterance of some kind, often with politeness around it."""
        draft = Draft()
        make = self._random.choices([kind for _, kind in self._kinds], [weight for weight, _ in self._kinds])[0]
        self._pool.new_topic(stay=self._chance(0.7))
        rest = Draft()
        make(rest)
        if self._chance(0.05):
            draft.add(self._line("openers"), OUTSIDE)
            draft.add(self._random.choice([",", ",", "", ".", "!", ":"]), OUTSIDE)
        # "Could you please" goes before a verb; before anything else it is rare, though it happens.
        elif self._chance(0.36 if self._furniture.is_verb(rest.text.partition(" ")[0]) else 0.08):
            draft.add(self._line("polite_before"), OUTSIDE)
        draft.extend(rest)
        if self._chance(0.2):
            draft.join(self._line("polite_after"), OUTSIDE)
        elif rest.clauses and self._chance(0.06):
            draft.add(self._random.choice([",", ""]), OUTSIDE)
            draft.add(self._line("asides"), OUTSIDE)
        return draft.done()

    def single(self, draft: Draft) -> None:
        """Add one clause."""
        sample = self._pool.clause(joined=False)
        gerund = self._furniture.verb(sample, "ing") if not draft.text and self._chance(0.06) else None
        if gerund is not None:
            draft.add(self._line("polite_before_ing"), OUTSIDE)
        self._speaker.say(draft, gerund or sample)

    def topical(self, draft: Draft) -> None:
        """Add a clause that names its object first: "the green box, open it"."""
        self._as_one(draft, self._speaker.topical)

    def insisting(self, draft: Draft) -> None:
        """Add a clause that says what it wants twice: "find the key, where is it"."""
        self._as_one(draft, self._speaker.insisting)

    def _as_one(self, draft: Draft, way: Callable[[Sample], Sample | None]) -> None:
        if self._chance(0.25):
            self._speaker.say(draft, self._pool.clause())
            self._join(draft)
        said = next(filter(None, (way(self._pool.clause()) for _ in range(20))), None)
        draft.clause(said or self._pool.clause())

    def sequence(self, draft: Draft) -> None:
        """Add two to five clauses in the order in which they run."""
        self._several(draft, self._random.choice((2, 2, 2, 2, 3, 3, 3, 4, 4, 5)))

    def terse(self, draft: Draft) -> None:
        """Add short clauses one after the other, as in "forward two left forward one"."""
        joiners = ("", "", ",", "then", "and", ".")
        joiner, varied = self._random.choice(joiners), self._chance(0.25)
        for number in range(self._random.choice((2, 3, 3, 4, 5))):
            if number:
                joiner = self._random.choice(joiners) if varied else joiner
                draft.join(joiner, "then" if joiner == "then" else "and")
            shortest = min((self._pool.clause() for _ in range(4)), key=lambda sample: len(sample.text.split()))
            draft.clause(shortest)

    def unfinished(self, draft: Draft) -> None:
        """Add a clause that stops before its last slot, or behind the article of it: "go to the"."""
        for _ in range(20):
            sample = self._pool.clause()
            last = sample.slots[-1] if sample.slots else None
            if last is not None and last.start and last.end == len(sample.text) and " " not in sample.label:
                break
        else:
            self.single(draft)
            return
        if self._chance(0.25):
            self._speaker.say(draft, self._pool.clause())
            self._join(draft)
        article = self._random.choice(("the", "the", "a", "that", "my", ""))
        draft.clause(Sample(f"{sample.text[: last.start]}{article}".rstrip(), sample.label, sample.slots[:-1]))

    def _several(self, draft: Draft, count: int) -> None:
        first = count > 1 and self._chance(0.2)
        if first:
            draft.add(self._line("first"), OUTSIDE)
        previous: Sample | None = None
        for number in range(count):
            if number:
                self._join(draft, then=first and number == 1)
                if number == count - 1 and self._chance(0.1):
                    draft.add(self._line("last"), "then")
            previous = self._speaker.referring(self._pool.clause(), previous)
            self._speaker.say(draft, previous)

    def _join(self, draft: Draft, *, then: bool = False) -> None:
        kind = self._random.random()
        if then or kind < 0.4:  # noqa: PLR2004 - shares, most common ways of joining first
            draft.join(self._line("join_then"), "then")
        elif kind < 0.74:  # noqa: PLR2004
            draft.join(self._line("join_and"), "and")
        elif kind < 0.86:  # noqa: PLR2004
            draft.join(str(self._random.choice(self._furniture.lines["join_bare"])), "and")
        if self._chance(0.06):
            draft.add(self._line("polite_before"), OUTSIDE)
        elif self._chance(0.04):
            draft.add(self._random.choice([",", ""]), OUTSIDE)
            draft.add(filler(self._furniture, self._random), SCRAP)
            draft.add(self._random.choice([",", ""]), OUTSIDE)

    def reordered(self, draft: Draft) -> None:
        """Add clauses joined by before and after, in front or in the middle."""
        key = self._random.choice(("before", "after", "after", "before_first", "after_first"))
        line = self._furniture.pick(key, self._random)
        side = self._in_form(str(line.get("form", "base")))
        main = self._pool.clause()
        tag = key.partition("_")[0]
        if key.endswith("first"):
            draft.join(line["join"], tag)
            self._speaker.say(draft, side)
            self._perhaps_more(draft, 0.12)
            draft.join(self._line(f"{key}_links"), OUTSIDE)
            self._speaker.say(draft, self._speaker.referring(main, side))
        else:
            self._speaker.say(draft, main)
            self._perhaps_more(draft, 0.2)
            draft.join(line["join"], tag)
            self._speaker.say(draft, self._speaker.referring(side, main))
            if close := line.get("close"):  # "go to the box, but pick up the key first"
                draft.add(close, OUTSIDE)
            else:
                self._perhaps_more(draft, 0.25)

    def _in_form(self, form: str) -> Sample:
        for _ in range(30):
            sample = self._furniture.verb(self._pool.clause(), form)
            if sample is not None:
                return sample
        return self._pool.clause()

    def _perhaps_more(self, draft: Draft, share: float) -> None:
        if self._chance(share):
            draft.join(self._line("join_and"), "and")
            self._speaker.say(draft, self._pool.clause())

    def elliptic(self, draft: Draft) -> None:
        """Add a clause and one or two more slots of its kind: "pick up the red key and the green one"."""
        for _ in range(40):
            first = self._pool.clause()
            if len(first.slots) == 1 and first.slots[0].end == len(first.text) and first.slots[0].start:
                break
        else:
            self.single(draft)
            return
        joiner = self._random.choice(["and", "and", "and then", ", then", "then", ", and", "and also", "as well as"])
        head = first.text[: first.slots[0].start].split()
        again = bool(head) and head[-1] in ("to", "for", "at", "towards", "in", "on") and self._chance(0.5)
        self._speaker.say(draft, first)
        for join in (",", joiner) if self._chance(0.2) else (joiner,):
            draft.join(join, "then" if "then" in join else "and")
            draft.clause(self._speaker.more(first, f"{head[-1]} " if again else ""))

    def repeated(self, draft: Draft) -> None:
        """Add one to three clauses, one of which is to be done several times."""
        if self._chance(0.4):
            self._speaker.say(draft, self._pool.clause())
            self._join(draft)
        sample = self._pool.clause()
        if self._chance(0.1):
            draft.clause(prepend(sample, self._numbered("repeat_before")[0], COUNT))
        else:
            draft.clause(append(sample, self._numbered("repeat")[0], COUNT))
        if self._chance(0.25):
            self._join(draft)
            self._speaker.say(draft, self._pool.clause())

    def _numbered(self, key: str) -> tuple[str, str]:
        """Return a line with its `{count}` filled, and the words that say how often."""
        number = write_number(self._random, self._random.choice((2, 3, 3, 4, 5, 6, 10))).removesuffix(" of")
        text = self._line(key)
        filled = text.replace("{count}", number)
        known = (f"{number} times", "two times", "twice", "three times", "thrice", "a couple of times", "a few times")
        return filled, next((words for words in known if words in filled), number if number in filled else "")

    def repeat_all(self, draft: Draft) -> None:
        """Add clauses followed by "do that twice"."""
        self._several(draft, self._random.choice((1, 2, 2, 3)))
        text, words = self._numbered("repeat_all")
        lead, _, rest = text.lstrip(",.;- ").partition(" ")
        if text[0] in ",.;-":
            draft.add(text[0], OUTSIDE)
        while lead.strip(",") in _LEADS and rest:
            draft.join(lead, "then")
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
        draft.add(self._random.choice([":", ":", ",", ""]), OUTSIDE)
        self._several(draft, self._random.choice((1, 2, 2, 3)))

    def rejected(self, draft: Draft) -> None:
        """Add a sentence that no action fits; now and then words of several, or no words at all."""
        if self._chance(0.05):
            draft.clause(Sample(mashed(self._furniture, self._random), NONE))
            return
        if self._chance(0.08):
            words = [word for _ in range(5) for word in self._pool.negative().text.split()]
            draft.clause(
                Sample(" ".join(self._random.sample(words, min(len(words), self._random.randint(2, 6)))), NONE)
            )
            return
        draft.clause(self._pool.negative())

    def negated(self, draft: Draft) -> None:
        """Add a clause that is not to be done, alone or beside one that is."""
        self._beside(draft)
        key = self._random.choice(("negation", "negation", "negation_ing"))
        draft.clause(Sample(self._fill(self._line(key), "ing" if key.endswith("ing") else "base"), NEGATION))

    def conditional(self, draft: Draft) -> None:
        """Add a clause that hangs on a condition, alone or beside one that does not."""
        self._beside(draft)
        draft.clause(Sample(self._fill(self._line("condition"), "base"), CONDITION))

    def _beside(self, draft: Draft) -> None:
        if self._chance(0.25):
            self._speaker.say(draft, self._pool.clause())
            draft.join(self._random.choice(["and", "but", ", and", "then", ", but"]), "and")

    def _fill(self, text: str, form: str) -> str:
        """Return a template with its `{clause}` holes filled."""
        while match := HOLE.search(text):
            text = text[: match.start()] + self._in_form(form).text + text[match.end() :]
        return text

    def partly(self, draft: Draft) -> None:
        """Add clauses of which one cannot be done."""
        count = self._random.choice((2, 2, 3))
        bad = self._random.randrange(count)
        for number in range(count):
            if number:
                self._join(draft)
            if number == bad:
                draft.clause(Sample(self._line("unread_clauses"), NONE))
            else:
                self._speaker.say(draft, self._pool.clause())

    def _line(self, key: str) -> str:
        return self._furniture.text(key, self._random)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

"""Utterances composed of clauses, joined, repeated and wrapped as people do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.reading import CONDITION, NEGATION, NONE
from bot.sentences.elliptic import Elliptic
from bot.sentences.furniture import HOLE
from bot.sentences.labelled import OUTSIDE, Draft, Labelled
from bot.sentences.noise import mashed
from bot.sentences.parts import Parts
from bot.sentences.repeating import Repeating
from bot.sentences.sampler import Sample, Span
from bot.words import joined, spoken_words

_FEW_WORDS = 3
"""So many words, an article among them, may begin any sentence."""
_WHOLE = 0.4
"""Share of the clauses that cannot be done that are said as a sentence of their own would be."""
_TERSE = (4, 4, 20)
"""Of so many clauses the shortest one is said where somebody is terse: "left", "forward two"."""

_POLITE = 0.12
"""How often politeness stands before a verb in what is said plainly."""


class Composer:
    """Makes labelled utterances out of the clauses of a pool."""

    def __init__(self, parts: Parts) -> None:
        """Take what utterances are put together with."""
        self._parts = parts
        self._furniture, self._pool, self._random = parts.furniture, parts.pool, parts.random
        self._speaker = parts.speaker
        repeating, elliptic = Repeating(parts), Elliptic(parts).elliptic
        self._kinds: tuple[tuple[float, Callable[[Draft], None]], ...] = (
            (0.22, self.single),
            (0.015, self.insisting),
            (0.19, self.sequence),
            (0.05, self.terse),
            (0.014, self.unfinished),
            (0.11, self.reordered),
            (0.06, elliptic),
            (0.04, parts.handing_on),
            (0.06, repeating.repeated),
            (0.035, repeating.repeat_all),
            (0.015, repeating.repeat_first),
            (0.16, self.rejected),
            (0.05, self.negated),
            (0.04, self.conditional),
            (0.05, self.partly),
        )
        self._plain_kinds: tuple[tuple[float, Callable[[Draft], None]], ...] = (
            (0.48, self.single),
            (0.12, self.two),
            (0.05, self.sequence),
            (0.06, parts.handing_on),
            (0.05, elliptic),
            (0.04, repeating.repeated),
            (0.17, self.rejected),
            (0.05, self.partly),
        )

    def utterance(self) -> Labelled:
        """Return an utterance of some kind, often with politeness around it."""
        self._parts.plain = False
        draft, rest = Draft(language=self._furniture.language), self._made(self._kinds)
        if self._parts.chance(0.05):
            draft.add(self._parts.line("openers"), OUTSIDE)
            draft.add(self._random.choice([",", ",", "", ".", "!", ":"]), OUTSIDE)
        # "Could you please" goes before a verb; before anything else it is rare, though it happens.
        elif self._parts.chance(0.36 if self._furniture.begins_with_verb(rest.text) else 0.08):
            draft.add(self._parts.line("polite_before"), OUTSIDE)
        draft.extend(rest)
        if self._parts.chance(0.2):
            draft.join(self._parts.line("polite_after"), OUTSIDE)
        elif rest.clauses and self._parts.chance(0.06):
            draft.add(self._random.choice([",", ""]), OUTSIDE)
            draft.add(self._parts.line("asides"), OUTSIDE)
        return draft.done()

    def plain(self) -> Labelled:
        """Return an utterance as most are: one thing or two, and seldom anything around them."""
        self._parts.plain = True
        draft, rest = Draft(language=self._furniture.language), self._made(self._plain_kinds)
        if self._parts.chance(_POLITE if self._furniture.begins_with_verb(rest.text) else _POLITE / 4):
            draft.add(self._parts.line("polite_before"), OUTSIDE)
        draft.extend(rest)
        if self._parts.chance(_POLITE / 2):
            draft.join(self._parts.line("polite_after"), OUTSIDE)
        return draft.done()

    def _made(self, kinds: Sequence[tuple[float, Callable[[Draft], None]]]) -> Draft:
        make = self._random.choices([kind for _, kind in kinds], [weight for weight, _ in kinds])[0]
        self._pool.new_topic(stay=self._parts.chance(0.7))
        draft = Draft(language=self._furniture.language)
        make(draft)
        return draft

    def single(self, draft: Draft) -> None:
        """Add one clause."""
        sample = self._pool.clause(joined=False)
        form = self._random.choice(("ing", "ing", "past"))
        formed = self._furniture.verb(sample, form) if not draft.text and self._parts.chance(0.09) else None
        if formed is not None:
            draft.add(self._parts.line(f"polite_before_{form}"), OUTSIDE)
        self._speaker.say(draft, formed or sample)

    def insisting(self, draft: Draft) -> None:
        """Add a clause that says what it wants twice: "I'm done here, end this session"."""
        if self._parts.chance(0.25):
            self._speaker.say(draft, self._pool.clause())
            self._parts.join(draft)
        said = next(filter(None, (self._speaker.insisting(self._pool.clause()) for _ in range(20))), None)
        draft.clause(said or self._pool.clause())

    def two(self, draft: Draft) -> None:
        """Add two clauses in the order in which they run."""
        self._parts.several(draft, 2)

    def sequence(self, draft: Draft) -> None:
        """Add two to five clauses in the order in which they run."""
        self._parts.several(draft, self._random.choice((2, 2, 2, 2, 3, 3, 3, 4, 4, 5)))

    def terse(self, draft: Draft) -> None:
        """Add short clauses one after the other, as in "forward two left forward one"."""
        joiners = self._furniture.lines["join_terse"]
        joiner, varied = self._random.choice(joiners), self._parts.chance(0.25)
        among = self._random.choice(_TERSE)
        shortest: Sample | None = None
        for number in range(self._random.choice((2, 3, 3, 4, 5))):
            if number:
                joiner = self._random.choice(joiners) if varied else joiner
                draft.join(joiner, self._tag(joiner))
            drawn = [self._pool.clause(after=shortest) for _ in range(among)]
            shortest = min(drawn, key=lambda sample: len(spoken_words(sample.text)))
            draft.clause(shortest)

    def unfinished(self, draft: Draft) -> None:
        """Add a clause that stops before its last slot, or behind the article of it: "go to the".

        It asks for the rest where its action cannot do without it. Else no action fits: "walk ten steps to the" is no order
        to walk. What has a word or two is left out there, since it may begin anything: "take the".
        """
        for _ in range(60):
            sample = self._pool.clause()
            last = sample.slots[-1] if sample.slots else None
            if last is None or not last.start or not self._may_stop(sample, last) or " " in sample.label:
                continue
            head, (article, *_) = map(spoken_words, (sample.text[: last.start], sample.text[last.start :]))
            if article in self._furniture.lines["articles"]:
                head.append(article)
            needed = self._pool.needs(sample, last.name)
            if needed or (head[-1] == article and len(head) > _FEW_WORDS):
                break
        else:
            self.single(draft)
            return
        if self._parts.chance(0.25):
            self._speaker.say(draft, self._pool.clause())
            self._parts.join(draft)
        said = joined(head)
        draft.clause(Sample(said, sample.label, sample.slots[:-1]) if needed else Sample(said, NONE))

    def _may_stop(self, sample: Sample, slot: Span) -> bool:
        """Return whether nothing but a postposition stands behind a slot, which is left out with it: 放到箱子旁边, 放到."""
        behind = sample.text[slot.end :]
        return not behind or behind in self._furniture.lines.get("postpositions", ())

    def reordered(self, draft: Draft) -> None:
        """Add clauses joined by before and after, in front or in the middle."""
        key = self._random.choice(self._furniture.of("before", "after", "after", "before_first", "after_first"))
        line = self._furniture.pick(key, self._random)
        side = self._in_form(str(line.get("form", "base")))
        tag = line.get("tag", key.partition("_")[0])
        main = self._pool.clause(after=side if tag == "after" else None)
        if key.endswith("first"):
            if self._parts.chance(0.15):  # "turn left, then, before you go on, look around"
                self._speaker.say(draft, self._pool.clause())
                draft.join(self._parts.line("join_then"), "then")
            draft.join(line["join"], tag)
            self._speaker.say(draft, side)
            self._perhaps_more(draft, 0.12)
            draft.join(self._parts.line(f"{key}_links"), OUTSIDE)
            self._speaker.say(draft, self._speaker.referring(main, side))
        else:
            draft.add(line.get("lead", ""), OUTSIDE)
            self._speaker.say(draft, main)
            self._perhaps_more(draft, 0.2)
            draft.join(line["join"], tag)
            draft.join(line.get("link", ""), OUTSIDE)
            self._speaker.say(draft, self._speaker.referring(side, main))
            if close := line.get("close"):  # "go to the box, but pick up the key first"
                draft.add(close, OUTSIDE)
            else:
                self._perhaps_more(draft, 0.25, line.get("more", ()))

    def _in_form(self, form: str) -> Sample:
        for _ in range(30):
            sample = self._furniture.verb(self._pool.clause(), form)
            if sample is not None:
                return sample
        return self._pool.clause()

    def _perhaps_more(self, draft: Draft, share: float, joins: Sequence[str] = ()) -> None:
        """Add a clause to the one before, so often; `joins`: what goes on with that one, rather than with all before."""
        if self._parts.chance(share):
            own = joins and self._parts.chance(0.6)
            draft.join(self._random.choice(joins) if own else self._parts.line("join_and"), "and")
            self._speaker.say(draft, self._pool.clause())

    def rejected(self, draft: Draft) -> None:
        """Add a sentence that no action fits; now and then words of several, or no words at all."""
        if self._parts.chance(0.05):
            draft.clause(Sample(mashed(self._furniture, self._random), NONE))
            return
        if self._parts.chance(0.08):
            words = [word for _ in range(5) for word in self._furniture.words(self._pool.negative().text)]
            some = self._random.sample(words, min(len(words), self._random.randint(2, 6)))
            draft.clause(Sample(" ".join(some), NONE))
            return
        draft.clause(self._pool.negative())

    def negated(self, draft: Draft) -> None:
        """Add a clause that is not to be done, alone or beside one that is."""
        self._beside(draft)
        key = self._random.choice(self._furniture.of("negation", "negation", "negation_ing"))
        draft.clause(Sample(self._fill(self._parts.line(key), "ing" if key.endswith("ing") else "base"), NEGATION))

    def conditional(self, draft: Draft) -> None:
        """Add a clause that hangs on a condition, alone or beside one that does not."""
        self._beside(draft)
        draft.clause(Sample(self._fill(self._parts.line("condition"), "base"), CONDITION))

    def _beside(self, draft: Draft) -> None:
        if self._parts.chance(0.25):
            self._speaker.say(draft, self._pool.clause())
            draft.join(self._random.choice(self._furniture.lines["join_beside"]), "and")

    def _tag(self, joiner: str) -> str:
        """Return what a connective is to the structure."""
        return "then" if joiner in self._furniture.lines["join_then"] else "and"

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
                self._parts.join(draft)
            if number == bad:
                draft.clause(self._unread())
            else:
                self._speaker.say(draft, self._pool.clause())

    def _unread(self) -> Sample:
        """Return a clause that cannot be done, worded as one that stands beside others or as a whole sentence."""
        return self._pool.negative() if self._parts.chance(_WHOLE) else Sample(self._parts.line("unread_clauses"), NONE)

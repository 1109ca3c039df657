"""Names that nobody has heard of, in place of those that sentences hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from random import Random

from bot.evaluation.dataset import Sentence
from bot.evaluation.variants.stretches import changed, drawn, words_of_letters
from bot.sentences.labelled import Labelled
from bot.sentences.noise import replaced
from bot.words import Word, folded_words, split_words

_OPEN = 0.3
"""How likely the next word of a slot must be a new one for its values to be taken for names."""
_MANY = 10
"""How many values a slot must have before that can be told."""
_RARE = 3
"""A word that stands in train more often is no name: "national" in "Stanislaus National Forest"."""
_SHORTEST = 3
_STEM = 4
"""Words that begin with the same letters are taken for forms of one word."""
_STARTS = "z qu gr kl vr thr sk pl dr fl br tw m n v j".split()
_MIDDLES = "or ib eph ax ull inth ogg ev ast ymb umm ork end alq".split()
_VOWELS = "a e i o u".split()
_ENDS = "ti lex dor nix vanth mora bo ska rin zel quil dra mu pek".split()


class Namer:
    """Replaces names; what is a name is told from the train split."""

    def __init__(self, learned: Sequence[Labelled]) -> None:
        """Take the utterances of the train split.

        Where they have slots, names are the rare words in slots that take any value. Where they have none, names are
        words that are no form of any word of the train split.
        """
        clauses = _distinct_clauses(learned)
        self._counts: Counter[str] = Counter(word for text in clauses for word in folded_words(text))
        self._outside = {word for said in learned for word in _outside(said)}
        self._stems = {word[:_STEM] for word in (*self._counts, *self._outside)}
        self._slots = any(said.slots for said in learned)
        self._open = _open_slots(clauses.values())

    def change(self, sentence: Sentence) -> Sentence:
        """Return a sentence with an invented name in place of each word of a name; one without names as it is."""
        random = drawn("names", sentence)
        said = sentence.said
        for word in reversed(list(self._names(said))):
            said = replaced(said, word.start, word.end, self._invented(word.text, random))
        return changed(sentence, said)

    def _names(self, said: Labelled) -> Iterator[Word]:
        for word in words_of_letters(said.text, _SHORTEST):
            plain = word.text.casefold()
            if self._slots:
                inside = any(slot.start <= word.start < slot.end and slot.name in self._open for slot in said.slots)
                if inside and plain not in self._outside and self._counts[plain] <= _RARE:
                    yield word
            elif plain[:_STEM] not in self._stems:
                yield word

    def _invented(self, word: str, random: Random) -> str:
        """Return a word that does not stand in train, with a capital where the one that it replaces has one."""
        while True:
            middle = "".join(random.choice(_MIDDLES) for _ in range(random.choice((1, 1, 2))))
            made = random.choice(_STARTS) + middle + random.choice(_VOWELS) + random.choice(_ENDS)
            if made not in self._counts:
                return made.capitalize() if word[:1].isupper() else made


def _distinct_clauses(learned: Iterable[Labelled]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return each clause with its slots, as name and value; one that stands in many sentences counts once."""
    return {
        said.text[clause.start : clause.end].casefold(): tuple(
            (slot.name, said.text[slot.start : slot.end].casefold())
            for slot in said.slots
            if clause.start <= slot.start < clause.end
        )
        for said in learned
        for clause in said.clauses
    }


def _open_slots(clauses: Iterable[Iterable[tuple[str, str]]]) -> frozenset[str]:
    """Return the slots that take any value: those whose next word is likely new.

    How likely that is, is told from the share of words that were seen once (Good, 1953).
    """
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    values: defaultdict[str, set[str]] = defaultdict(set)
    for name, value in (slot for slots in clauses for slot in slots):
        values[name].add(value)
        words[name].update(folded_words(value))
    return frozenset(
        name
        for name, counts in words.items()
        if len(values[name]) >= _MANY and _once(counts) >= _OPEN * max(1, counts.total())
    )


def _once(counts: Counter[str]) -> int:
    return sum(count == 1 for count in counts.values())


def _outside(said: Labelled) -> Iterator[str]:
    for word in split_words(said.text):
        if not any(slot.start <= word.start < slot.end for slot in said.slots):
            yield word.text.casefold()

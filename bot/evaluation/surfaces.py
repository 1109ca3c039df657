"""Surfaces: the words of a clause that say the arguments of a call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bot.catalog import Catalog
from bot.program import JSON, Call
from bot.reader.slots import is_result, read_count
from bot.reading import COUNT
from bot.sentences.sampler import Span
from bot.slots.base import SlotContext, SlotType, Unreadable, clean
from bot.slots.choices import ChoiceSlot
from bot.words import Word, folded_words, split_words

_LONGEST = 6
"""Words of a surface that is no text."""
_EXAMPLES = 300
"""How many surfaces a slot type writes to show its words."""
_TIMES = ("times", "time", "x")
_ARTICLES = ("a", "an", "the")
"""Alone they name nothing, though `a` reads as one."""


@dataclass(frozen=True, slots=True)
class Surfaces:
    """What was found in a clause."""

    slots: tuple[Span, ...]
    """In the order of the words."""
    fixed: dict[str, JSON]
    """Arguments that no stretch says, of slots with a closed set of values: the words carry them as a whole."""


class SurfaceFinder:
    """Finds surfaces by reading stretches of words with the slot types of a catalog."""

    def __init__(self, catalog: Catalog, language: str) -> None:
        """Begin with nothing read; what was read is remembered, since some slot types are slow."""
        self._catalog = catalog
        self._language = language
        self._read: dict[tuple[int, str, str], JSON | Unreadable] = {}
        self._vocabularies: dict[int, tuple[set[str], set[str], set[str]]] = {}

    def find(self, text: str, clause: Span, call: Call | None, count: int, focus: dict[str, JSON]) -> Surfaces | None:
        """Return the surfaces of a call's arguments and of its count, or None where one of them is not said.

        `focus` holds the value named last for each slot type, which a pronoun stands for; what is named becomes it.
        """
        words = [word for word in split_words(text) if clause.start <= word.start and word.end <= clause.end]
        wanted: list[tuple[str, list[tuple[int, int]]]] = []
        fixed: dict[str, JSON] = {}
        defaults = self._catalog.complete(call.action, {}).args if call else {}
        for name, value in call.args.items() if call else ():
            slot = self._catalog.slot(call.action, name) if call else None
            stretches = self._argument(text, words, slot, value, focus) if slot else []
            if slot and stretches:
                wanted.append((name, stretches))
                focus[slot.name] = value
            elif name in defaults and defaults[name] == value:
                continue
            elif isinstance(slot, ChoiceSlot):
                fixed[name] = value
            else:
                return None
        if count > 1 or call is None:
            wanted.append((COUNT, self._counts(text, words, count)))
        chosen = _apart(wanted)
        return None if chosen is None else Surfaces(tuple(sorted(chosen, key=lambda span: span.start)), fixed)

    def _argument(
        self, text: str, words: Sequence[Word], slot: SlotType, value: JSON, focus: dict[str, JSON]
    ) -> list[tuple[int, int]]:
        """Return the stretches that say an argument, the likeliest first.

        Slot types forgive words that do not belong to a value, so the longest stretch is taken that the slot
        type would write itself, and else the shortest: "two steps" rather than "two", "left" rather than "go left".
        """
        if isinstance(value, dict) and set(value) == {"result_of"}:
            return _stretches(text, words, is_result, _LONGEST)
        longest = max(_LONGEST, len(value.split()) + 2 if isinstance(value, str) else 0)
        last = focus.get(slot.name)
        found = _stretches(text, words, lambda said: self._value(slot, said, last) == value, longest)
        own = [(start, end) for start, end in found if self._writes(slot, text[start:end])]
        return own + [stretch for stretch in reversed(found) if stretch not in own]

    def _writes(self, slot: SlotType, said: str) -> bool:
        """Return whether a slot type would write a surface, as far as its examples show."""
        if isinstance(slot, ChoiceSlot):
            return clean(said) in slot.surfaces
        if id(slot) not in self._vocabularies:
            random = Random(0)
            examples = [folded_words(slot.write(random, self._language)) for _ in range(_EXAMPLES)]
            self._vocabularies[id(slot)] = (
                {words[0] for words in examples if words},
                {word for words in examples for word in words},
                {words[-1] for words in examples if words},
            )
        firsts, words, lasts = self._vocabularies[id(slot)]
        given = folded_words(said)
        return given[0] in firsts and given[-1] in lasts and set(given) <= words

    def _value(self, slot: SlotType, said: str, last: JSON) -> JSON | Unreadable:
        key = (id(slot), said, repr(last))
        if key not in self._read:
            try:
                self._read[key] = slot.read(said, SlotContext(self._language, last))
            except Unreadable as error:
                self._read[key] = error
        return self._read[key]

    def _counts(self, text: str, words: Sequence[Word], count: int) -> list[tuple[int, int]]:
        """Return the stretches that say how often: `three times`, or else a single word like `twice`."""

        def says(said: str) -> bool:
            try:
                return read_count(said, self._language) == count
            except Unreadable:
                return False

        found = _stretches(text, words, says, _LONGEST)[::-1]
        times = [stretch for stretch in found if folded_words(text[slice(*stretch)])[-1] in _TIMES]
        return times + [(start, end) for start, end in found if " " not in text[start:end]]


def _stretches(text: str, words: Sequence[Word], says: Callable[[str], bool], longest: int) -> list[tuple[int, int]]:
    """Return start and end of the stretches that say something, the longest first, then the first."""
    found = []
    for length in range(min(longest, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            start, end = words[first].start, words[first + length - 1].end
            whole = text[start].isalnum() and text[end - 1].isalnum()
            if (whole or length == 1) and text[start:end].casefold() not in _ARTICLES and says(text[start:end]):
                found.append((start, end))
    return found


def _apart(wanted: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[Span] | None:
    """Return a stretch for each name such that no two overlap, earlier choices first; None where there is no way."""
    if not wanted:
        return []
    name, stretches = wanted[0]
    for start, end in stretches:
        left = [
            (other, [stretch for stretch in theirs if stretch[1] <= start or stretch[0] >= end])
            for other, theirs in wanted[1:]
        ]
        rest = _apart(left)
        if rest is not None:
            return [Span(start, end, name), *rest]
    return None

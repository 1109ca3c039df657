"""Actions that the model was not trained on, read by exact and near matching over the sentence encoder."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bot.catalog import Catalog
from bot.examples import Example, Examples, fill
from bot.reading import NONE, Clause, Reading, SlotSpan
from bot.sentences.compiled import Pattern
from bot.slots.base import SlotContext, Unreadable, find
from bot.words import CHINESE_MARKS, has_han, joined, spoken_words

if TYPE_CHECKING:
    from bot.backend import Context, Encoder

_NEAR = 0.68
"""Cosine to the nearest example below which a sentence is none of an action's."""
_SURE = 0.90
"""Cosine from which a near match is as good as certain."""
_FILLS = 3
"""How many examples are made of a pattern with slots."""
_MOST = 400
"""How many examples an action has at most."""
_TOO_SMALL = frozenset(("a", "an", "one", "no", "on", "off", "to", "it", "me"))
"""Words that read as numbers or choices, but seldom are meant so."""


@dataclass(frozen=True, slots=True)
class Match:
    """A clause read as one of the new actions."""

    clause: Clause
    similarity: float
    """Cosine to the nearest example; 1 where a template matched word for word."""


class Learned:
    """Reads clauses of new actions, beside what the model reads."""

    def __init__(
        self,
        patterns: Sequence[Pattern],
        catalog: Catalog,
        encoder: Encoder | None,
        known: Examples | None,
        cache: Path,
    ) -> None:
        """Encode examples of the new actions, or take them from the cache; `known` are those of the model.

        Without an encoder, as for a language that none reads, only what templates match word for word is read.
        """
        self._catalog = catalog
        self._encoder = encoder
        self._patterns = [(pattern, _regex(pattern)) for pattern in patterns]
        self._known = known
        self.examples = _encoded(_make_examples(patterns, catalog), encoder, cache) if encoder else None
        """Sentences of the new actions with their vectors; None without an encoder."""

    def reread(self, text: str, reading: Reading, context: Context) -> Reading:
        """Return a reading with the clauses that new actions fit better read as those."""
        clauses = tuple(self._better(text, clause, context) for clause in reading.clauses)
        if len(clauses) > 1 and all(clause.action == NONE for clause in clauses):
            whole = replace(clauses[0], end=clauses[-1].end, join="start")
            again = self._better(text, whole, context)
            clauses = (again,) if again is not whole else clauses
        if clauses == reading.clauses:
            return reading
        return Reading(clauses, min(clause.score for clause in clauses), attention=reading.attention)

    def _better(self, text: str, clause: Clause, context: Context) -> Clause:
        words = text[clause.start : clause.end]
        match = self.exact(words, clause, context) or self.near(words, clause, context)
        return match.clause if match else clause

    def exact(self, words: str, clause: Clause, context: Context) -> Match | None:
        """Return the reading of words that a template of a new action matches word for word, or None."""
        spoken = joined(words.split()).strip(f" .,!?;{CHINESE_MARKS[:6]}")
        for pattern, regex in self._patterns:
            found = regex.fullmatch(spoken)
            if found is None:
                continue
            slots = tuple(SlotSpan(name, value, clause.start, clause.end) for name, value in found.groupdict().items())
            if self._readable(pattern.action, slots, context):
                made = replace(clause, action=pattern.action, slots=slots, fixed=dict(pattern.fixed), score=1.0)
                return Match(made, 1.0)
        return None

    def _readable(self, action: str, slots: Sequence[SlotSpan], context: Context) -> bool:
        for slot in slots:
            slot_type = self._catalog.slot(action, slot.name)
            try:
                if slot_type is None or slot_type.read(slot.text, SlotContext(context.language)) is None:
                    return False
            except Unreadable:
                return False
        return True

    def near(self, words: str, clause: Clause, context: Context) -> Match | None:
        """Return the reading of words by the nearest example, or None where an action of the model, or none, is nearer."""
        if self._encoder is None or self.examples is None:
            return None
        vector = self._encoder.encode([words])[0]
        example, similarity = self.examples.nearest(vector)
        if example is None or similarity < _NEAR:
            return None
        if self._known is not None and self._known.nearest(vector)[1] >= similarity:
            return None
        action, fixed = example.action, example.fixed
        slots = self._slots(words, clause, action, fixed, context)
        score = min(0.99, 0.6 + 0.39 * (similarity - _NEAR) / (_SURE - _NEAR))
        made = replace(clause, action=action, slots=slots, fixed=dict(fixed), score=score)
        return Match(made, similarity)

    def _slots(
        self, words: str, clause: Clause, action: str, fixed: Mapping[str, Any], context: Context
    ) -> tuple[SlotSpan, ...]:
        """Return the slots of an action found in words: by their types where these are telling, else by the templates."""
        found: list[SlotSpan] = []
        for parameter in self._catalog.actions[action].parameters:
            slot_type = self._catalog.slot(action, parameter.name)
            if slot_type is None or parameter.name in fixed:
                continue
            if slot_type.name in ("text", "path"):
                surface = self._between(words, action, parameter.name)
                start = words.find(surface) if surface else -1
            else:
                at = find(slot_type, words, SlotContext(context.language))
                start, surface = (at[0], words[at[0] : at[1]]) if at else (-1, "")
            if start >= 0 and surface.casefold() not in _TOO_SMALL:
                begin = clause.start + start
                found.append(SlotSpan(parameter.name, surface, begin, begin + len(surface), 0.9))
        return tuple(found)

    def _between(self, words: str, action: str, slot: str) -> str:
        """Return the words that stand where a template of the action has a slot, by the word before it and behind it."""
        for pattern, _ in self._patterns:
            hole = "{" + slot + "}"
            if pattern.action != action or hole not in pattern.text:
                continue
            before, _, after = pattern.text.partition(hole)
            head, tail = spoken_words(before)[-1:], spoken_words(after)[:1]
            start = _beside(head[0], r"\b{}\s+") if head and not head[0].endswith("}") else "^"
            end = _beside(tail[0], r"\s+{}\b") if tail and not tail[0].startswith("{") else "$"
            match = re.search(f"{start}(.+?){end}", words, re.IGNORECASE)
            if match:
                return match[1].strip(f" .,!?{CHINESE_MARKS[:6]}")
        return ""


def _beside(word: str, apart: str) -> str:
    """Return the pattern of a word beside a slot; a Chinese character has neither space nor edge of a word."""
    return re.escape(word) if has_han(word) else apart.format(re.escape(word))


def _regex(pattern: Pattern) -> re.Pattern[str]:
    parts = re.split(r"(\{\w+\})", pattern.text)
    seen: set[str] = set()
    made = []
    for part in parts:
        name = part[1:-1] if part.startswith("{") else ""
        if name and name not in seen:
            seen.add(name)
            made.append(f"(?P<{name}>.+?)")
        else:
            made.append(r"\s+".join(re.escape(word) for word in part.split(" ")))
    return re.compile("".join(made), re.IGNORECASE)


def _make_examples(patterns: Sequence[Pattern], catalog: Catalog) -> list[Example]:
    random = Random(0)
    found: dict[str, list[Example]] = {}
    for pattern in patterns:
        made = found.setdefault(pattern.action, [])
        for _ in range(_FILLS if "{" in pattern.text else 1):
            if len(made) < _MOST:
                with suppress(Unreadable):  # a plugin's slot type that cannot write costs the example, nothing else
                    made.append(Example(fill(pattern, catalog, random), pattern.action, pattern.fixed))
    return [example for examples in found.values() for example in examples]


def _encoded(examples: list[Example], encoder: Encoder, cache: Path) -> Examples:
    """Return examples with their vectors, from the cache where the same examples were encoded before."""
    import numpy as np

    listing = json.dumps([[example.text, example.action, dict(example.fixed)] for example in examples])
    path = cache / f"{hashlib.sha256(listing.encode()).hexdigest()[:24]}.npy"
    with suppress(OSError, ValueError):
        vectors = np.load(path, allow_pickle=False)
        if vectors.shape == (len(examples), encoder.width):
            return Examples(tuple(examples), vectors)
    vectors = encoder.encode([example.text for example in examples])
    with suppress(OSError):  # a read-only home costs time, not the answer
        cache.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".tmp.npy")
        np.save(beside, vectors)
        beside.replace(path)
    return Examples(tuple(examples), vectors)

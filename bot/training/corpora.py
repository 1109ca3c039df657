"""What trainers ask of a corpus: what to hold back, what to keep as examples, and whether a reading is right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from bot.examples import Example
from bot.reading import NONE, UNTAGGED, Reading
from bot.sentences.corpus import Corpus
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import action_of

_EXAMPLES, _NEGATIVES = 60, 1600
"""How many examples the model folder keeps of each label, and of what no action fits."""
_HELD_BACK = 0.03
"""Share of the utterances that training never sees, where nobody held any back."""
_OFTEN = 3
"""In how many clauses a slot has to stand twice to be one that may."""


def held_back(corpus: Corpus) -> Corpus:
    """Return a corpus with some utterances held back, where nobody did; each label keeps one to be learned from.

    One that stands in it several times is held back as a whole, or it would be learned from all the same.
    """
    if corpus.held_back:
        return corpus
    every = corpus.utterances
    alike: dict[str, list[int]] = defaultdict(list)
    for index, utterance in enumerate(every):
        alike[utterance.text].append(index)
    left = Counter(span.name for utterance in every for span in utterance.clauses)
    drawn: set[int] = set()
    for group in Random(0).sample([*alike.values()], len(alike)):
        labels = Counter(span.name for index in group for span in every[index].clauses)
        if len(drawn) < max(1, int(len(every) * _HELD_BACK)) and all(left[name] > labels[name] for name in labels):
            drawn.update(group)
            left -= labels
    return replace(
        corpus,
        utterances=tuple(utterance for index, utterance in enumerate(every) if index not in drawn),
        held_back=tuple(every[index] for index in sorted(drawn)),
    )


def repeated_slots(utterances: Sequence[Labelled]) -> list[str]:
    """Return the slots that stand several times in one clause, now and then."""
    found: Counter[str] = Counter()
    for utterance in utterances:
        for clause in utterance.clauses:
            names = Counter(slot.name for slot in utterance.slots if clause.start <= slot.start < clause.end)
            found.update(name for name, count in names.items() if count > 1)
    return sorted(name for name, count in found.items() if count >= _OFTEN)


def choose_examples(utterances: Sequence[Labelled]) -> list[Example]:
    """Return utterances of one plain clause, some for each label: what new actions are told apart from."""
    found: dict[str, dict[str, Example]] = {}
    for utterance in utterances:
        if len(utterance.clauses) == 1:
            span = utterance.clauses[0]
            action, fixed = action_of(span.name)
            kept = found.setdefault(span.name, {})
            if len(kept) < (_EXAMPLES if action != NONE else _NEGATIVES):
                text = utterance.text[span.start : span.end]
                kept[text.casefold()] = Example(text, action, fixed)
    return [example for kept in found.values() for example in kept.values()]


def is_right(reading: Reading, utterance: Labelled) -> bool:
    """Return whether a reading has the clauses, in order, and the slots of an utterance."""
    if labels_of(reading) != [action_of(span.name) for span in utterance.clauses]:
        return False
    found = {(slot.name, slot.start, slot.end) for clause in reading.clauses for slot in clause.slots}
    untagged = [span for span in utterance.clauses if span.name in UNTAGGED]
    return found == {
        (slot.name, slot.start, slot.end)
        for slot in utterance.slots
        if not any(span.start <= slot.start < span.end for span in untagged)
    }


def labels_of(reading: Reading) -> list[tuple[str, dict[str, Any]]]:
    """Return the action and the fixed arguments of each clause."""
    return [(clause.action, dict(clause.fixed)) for clause in reading.clauses]

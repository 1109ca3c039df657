"""Decoding: the scores of the words become readings. NumPy only; it sees scores, never the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot import Catalog, Clause, Join, Reading, SlotSpan, Word, action_of
from bot_bert.scheme import BEGIN, INSIDE, NEVER, OUTSIDE, SCRAP, STRUCTURE, Scheme, allowed_tags

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_KEPT = 3
"""How many runners-up a clause keeps."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of each word: float32 [words, classes] each, as log-probabilities but for labels."""

    structure: Floats
    slots: Floats
    labels: Floats
    """Raw: a clause's label scores are the mean over its words."""


def log_softmax(scores: Floats) -> Floats:
    """Return log-probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def viterbi(emissions: Floats, transitions: Floats, start: Floats) -> tuple[list[int], float]:
    """Return the best path through emissions [words, classes] and its score (Viterbi 1967)."""
    score = start + emissions[0]
    back = np.zeros(emissions.shape, np.int32)
    for word in range(1, len(emissions)):
        reached = score[:, None] + transitions
        back[word] = reached.argmax(axis=0)
        score = reached.max(axis=0) + emissions[word]
    path = [int(score.argmax())]
    for word in range(len(emissions) - 1, 0, -1):
        path.append(int(back[word, path[-1]]))
    return path[::-1], float(score.max())


class Decoder:
    """Makes readings of scores, for one scheme and one catalog of actions."""

    def __init__(self, scheme: Scheme, catalog: Catalog) -> None:
        """Prepare the transitions that are possible, and which labels and slot tags go together."""
        self._scheme = scheme
        self._labels = [action_of(label) for label in scheme.labels]
        known = [action.startswith("@") or action in catalog.actions for action, _ in self._labels]
        self._label_mask = np.where(known, 0.0, NEVER).astype(np.float32)
        self._structure, self._structure_start = _structure_transitions()
        self._slots, self._slots_start = _slot_transitions(scheme)
        self._allowed = allowed_tags(scheme, catalog)

    def readings(self, words: Sequence[Word], scores: Scores, most: int = 3) -> list[Reading]:
        """Return the best reading, then those with the runner-up of its least sure clause; none for no words."""
        if not words:
            return []
        path, _ = viterbi(scores.structure, self._structure, self._structure_start)
        certainty = float(np.exp(np.mean([scores.structure[index, tag] for index, tag in enumerate(path)])))
        spans = _clause_spans(path) or [list(range(len(words)))]  # "good morning robot" may be all politeness
        joins = [_join(words, path, spans[i - 1][-1] if i else -1, span[0]) for i, span in enumerate(spans)]
        ranked = [self._ranked(scores, span) for span in spans]
        best = [self._clause(words, scores, span, joins[i], ranked[i], 0) for i, span in enumerate(spans)]
        found = [_reading(best, certainty)]
        weakest = min(range(len(best)), key=lambda i: ranked[i][0][1])
        for rank in range(1, min(most, len(ranked[weakest]))):
            other = self._clause(words, scores, spans[weakest], joins[weakest], ranked[weakest], rank)
            found.append(_reading([*best[:weakest], other, *best[weakest + 1 :]], certainty))
        return [found[0], *sorted(found[1:], key=lambda reading: -reading.score)]

    def _ranked(self, scores: Scores, span: list[int]) -> list[tuple[int, float]]:
        """Return labels of a clause and their probabilities, best first."""
        mean = scores.labels[span].mean(axis=0) + self._label_mask
        probabilities = np.exp(log_softmax(mean))
        order = np.argsort(-probabilities)[: _KEPT + 1]
        return [(int(label), float(probabilities[label])) for label in order]

    def _clause(
        self,
        words: Sequence[Word],
        scores: Scores,
        span: list[int],
        join: Join,
        ranked: list[tuple[int, float]],
        rank: int,
    ) -> Clause:
        label, probability = ranked[rank]
        action, fixed = self._labels[label]
        slots = self._slot_spans(words, scores, span, label)
        certainty = float(np.mean([slot.score for slot in slots])) if slots else 1.0
        others = tuple((self._labels[other][0], share) for other, share in ranked if other != label)
        return Clause(
            action, words[span[0]].start, words[span[-1]].end, join, slots, dict(fixed), probability * certainty, others
        )

    def _slot_spans(self, words: Sequence[Word], scores: Scores, span: list[int], label: int) -> tuple[SlotSpan, ...]:
        # Anew over the tags that this action can have: "landmark" is no rival of "target" in a clause of robot.go_to.
        emissions = log_softmax(scores.slots[span] + self._allowed[label])
        path, _ = viterbi(emissions, self._slots, self._slots_start)
        found: list[SlotSpan] = []
        for place, tag in enumerate(path):
            if not tag:
                continue
            word, score = words[span[place]], float(np.exp(emissions[place, tag]))
            if tag % 2:
                name = self._scheme.slots[(tag - 1) // 2]
                found.append(SlotSpan(name, word.text, word.start, word.end, score, word.spelled or word.text))
            else:
                last = found[-1]
                gap = " " if word.start > words[span[place - 1]].end else ""
                found[-1] = replace(
                    last,
                    text=f"{last.text}{gap}{word.text}",
                    end=word.end,
                    score=min(last.score, score),
                    spelled=f"{last.spelled}{gap}{word.spelled or word.text}",
                )
        return tuple(found)


def _structure_transitions() -> tuple[Floats, Floats]:
    """Let a further word of a clause come after a word of it, or after words taken back."""
    size = len(STRUCTURE)
    transitions = np.zeros((size, size), np.float32)
    start = np.zeros(size, np.float32)
    start[INSIDE] = NEVER
    for tag in range(size):
        if tag not in (BEGIN, INSIDE, SCRAP):
            transitions[tag, INSIDE] = NEVER
    return transitions, start


def _slot_transitions(scheme: Scheme) -> tuple[Floats, Floats]:
    """Let a further word of a slot come after a word of the same slot."""
    transitions = np.zeros((scheme.tags, scheme.tags), np.float32)
    start = np.zeros(scheme.tags, np.float32)
    for number in range(len(scheme.slots)):
        inside = 2 * number + 2
        start[inside] = NEVER
        transitions[:, inside] = NEVER
        transitions[inside - 1 : inside + 1, inside] = 0.0
    return transitions, start


def _clause_spans(path: Sequence[int]) -> list[list[int]]:
    """Return the words of each clause; words taken back are left out."""
    spans: list[list[int]] = []
    for index, tag in enumerate(path):
        if tag == BEGIN or (tag == INSIDE and not spans):
            spans.append([index])
        elif tag == INSIDE:
            spans[-1].append(index)
    return spans


def _join(words: Sequence[Word], path: Sequence[int], before: int, first: int) -> Join:
    """Return how a clause hangs on what was said before it, from the connectives between the two."""
    gap = range(before + 1, first)
    between = [STRUCTURE[path[index]] for index in gap if path[index] not in (OUTSIDE, SCRAP)]
    said = [STRUCTURE[path[index]] for index in gap if words[index].text.isalpha()]
    if "then" in said and {"after", "before"} & set(said[said.index("then") :]):
        # "... then after you ..." begins anew: what follows is in order, or its own before.
        return "then before" if "before" in said else "then"
    kinds: tuple[Join, ...] = ("after", "before", "then", "and")
    return next((kind for kind in kinds if kind in between), "start")


def _reading(clauses: Sequence[Clause], certainty: float) -> Reading:
    return Reading(tuple(clauses), certainty * min(clause.score for clause in clauses))

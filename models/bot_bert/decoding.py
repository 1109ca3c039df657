"""Decoding: the scores of the words become readings. NumPy only; it sees scores, never the network."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot import NONE, STRUCTURE, Catalog, Clause, Join, Reading, SlotSpan, Word, action_of, join_of
from bot_bert.chain import PLAIN_ORDER, Chain, Chains, Path, log_softmax
from bot_bert.confidence import Judge
from bot_bert.scheme import BEGIN, INSIDE, NEVER, Scheme, allowed_tags

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_KEPT = 3
"""How many runners-up a clause keeps."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of each word: raw scores, float32 [words, classes] each."""

    structure: Floats
    slots: Floats
    labels: Floats
    """A clause's label scores are the mean over its words."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A clause on its way into a reading."""

    words: list[int]
    join: Join
    ranked: list[tuple[int, float]]
    """Labels and their probabilities, best first."""
    scope: float
    """Probability that some action fits."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A clause with one of its labels."""

    clause: Clause
    share: float
    """Probability of the label."""
    filled: float
    """Log-probability of the slots, given the label."""


class Decoder:
    """Makes readings of scores, for one scheme and one catalog of actions."""

    def __init__(
        self, scheme: Scheme, catalog: Catalog, chains: Chains | None = None, judge: Judge | None = None
    ) -> None:
        """Prepare the transitions that are possible, and which labels and slot tags go together."""
        self._scheme = scheme
        self._labels = [action_of(label) for label in scheme.labels]
        known = [action.startswith("@") or action in catalog.actions for action, _ in self._labels]
        self._label_mask = np.where(known, 0.0, NEVER).astype(np.float32)
        self._order = chains.order if chains else None
        chain = (chains and chains.slots) or Chain.plain(scheme.tags)
        self._judge = judge or Judge()
        self._none = scheme.labels.index(NONE) if NONE in scheme.labels else None
        allowed = allowed_tags(scheme, catalog)
        self._tags = [np.flatnonzero(row == 0.0) for row in allowed]
        self._chains = [chain.of(tags) for tags in self._tags]

    def readings(self, words: Sequence[Word], scores: Scores, most: int = 3) -> list[Reading]:
        """Return the best reading, then those with the runner-up of its least sure clause; none for no words."""
        if not words:
            return []
        path, ordered = self._ordered(scores.structure)
        found = _clause_spans(path) or [list(range(len(words)))]  # "good morning robot" may be all politeness
        spans = [
            self._span(scores, span, _join(words, path, found[i - 1][-1] if i else -1, span[0]))
            for i, span in enumerate(found)
        ]
        chosen = [self._clause(words, scores, span, 0) for span in spans]
        best = self._reading(chosen, spans, ordered)
        weakest = min(range(len(spans)), key=lambda i: spans[i].ranked[0][1])
        others = []
        for rank in range(1, min(most, len(spans[weakest].ranked))):
            chosen[weakest] = self._clause(words, scores, spans[weakest], rank)
            others.append(self._reading(chosen, spans, ordered))
        return [best, *sorted(others, key=lambda reading: -reading.score)]

    def begins(self, words: Sequence[Word], scores: Scores) -> dict[int, float]:
        """Return how likely a clause begins at each word, by where it starts; nothing where no chain was learned."""
        if self._order is None:
            return {}
        shares = self._order.shares(scores.structure)[:, BEGIN]
        return {word.start: float(share) for word, share in zip(words, shares, strict=True)}

    def _ordered(self, structure: Floats) -> tuple[list[int], float]:
        """Return the structure of the words, and its log-probability; its mean where no chain was learned."""
        if self._order is not None:
            best = self._order.best(structure)
            return best.path, best.certainty
        said = log_softmax(structure)
        path = PLAIN_ORDER.best(said).path
        return path, float(said[np.arange(len(path)), path].mean())

    def _span(self, scores: Scores, words: list[int], join: Join) -> _Span:
        mean = scores.labels[words].mean(axis=0) + self._label_mask
        probabilities = np.exp(log_softmax(mean))
        none = float(probabilities[self._none]) if self._none is not None else 0.0
        scope = self._judge.scope(none)
        if self._none is not None:  # what is known of the label for none is weighed, and the others share what is left
            probabilities *= scope / max(1.0 - none, 1e-9)
            probabilities[self._none] = 1.0 - scope
        order = np.argsort(-probabilities)[: _KEPT + 1]
        return _Span(words, join, [(int(label), float(probabilities[label])) for label in order], scope)

    def _reading(self, chosen: Sequence[_Chosen], spans: Sequence[_Span], ordered: float) -> Reading:
        clauses = tuple(each.clause for each in chosen)
        share = math.prod(each.share for each in chosen)
        score = self._judge.confidence(ordered, share, sum(each.filled for each in chosen), clauses)
        return Reading(clauses, score, max(span.scope for span in spans))

    def _clause(self, words: Sequence[Word], scores: Scores, span: _Span, rank: int) -> _Chosen:
        label, probability = span.ranked[rank]
        action, fixed = self._labels[label]
        slots, certainty = self._slot_spans(words, scores, span.words, label)
        sure = float(np.mean([slot.score for slot in slots])) if slots else 1.0
        others = tuple((self._labels[other][0], share) for other, share in span.ranked if other != label)
        start, end = words[span.words[0]].start, words[span.words[-1]].end
        clause = Clause(action, start, end, span.join, slots, dict(fixed), probability * sure, others)
        return _Chosen(clause, probability, certainty)

    def _slot_spans(
        self, words: Sequence[Word], scores: Scores, span: list[int], label: int
    ) -> tuple[tuple[SlotSpan, ...], float]:
        # Over the tags that this action can have alone: "landmark" is no rival of "target" in a clause of robot.go_to.
        tags = self._tags[label]
        if len(tags) == 1:
            return (), 0.0
        emissions: Floats = scores.slots[np.array(span)[:, None], tags]
        best: Path = self._chains[label].best(emissions)
        shares = np.exp(log_softmax(emissions))
        found: list[SlotSpan] = []
        for place, at in enumerate(best.path):
            tag = int(tags[at])
            if not tag:
                continue
            word, score = words[span[place]], float(shares[place, at])
            if tag % 2:
                name = self._scheme.slots[(tag - 1) // 2]
                found.append(SlotSpan(name, word.text, word.start, word.end, score, word.spelled or word.text))
            else:
                found[-1] = _longer(found[-1], word, score, gap=word.start > words[span[place - 1]].end)
        return tuple(found), best.certainty


def _longer(slot: SlotSpan, word: Word, score: float, *, gap: bool) -> SlotSpan:
    """Return a slot with one more word."""
    space = " " if gap else ""
    return replace(
        slot, text=f"{slot.text}{space}{word.text}", end=word.end, score=min(slot.score, score),
        spelled=f"{slot.spelled}{space}{word.spelled or word.text}",
    )  # fmt: skip


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
    return join_of([(STRUCTURE[path[index]], words[index].text.isalpha()) for index in range(before + 1, first)])

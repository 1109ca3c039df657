"""Metrics: pure functions of what was read and what is right."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.evaluation.dataset import Sentence
from bot.evaluation.prediction import Prediction
from bot.program import calls
from bot.reading import NONE
from bot.sentences.sampler import Span, action_of

Scored: TypeAlias = tuple[float, bool]
"""How sure a backend is that some action fits, and whether one does."""

BINS = 15
"""Bins of confidence, of equal width, as in Guo et al., 2017, On Calibration of Modern Neural Networks."""
_ACCEPTED = 0.95


def intents(sentence: Sentence) -> tuple[str, ...]:
    """Return the intents that are right: one for each clause or, where the data has programs, for each call."""
    if sentence.program is not None:
        return tuple(call.action for call in calls(sentence.program)) or (NONE,)
    return tuple(action_of(clause.name)[0] for clause in sentence.said.clauses)


def intents_read(prediction: Prediction) -> tuple[str, ...]:
    """Return the intents as read; `@none` alone where the sentence was rejected."""
    if rejected(prediction):
        return (NONE,)
    if prediction.sentence.program is not None:
        return tuple(call.action for call in calls(prediction.found.program))
    return tuple(clause.action for clause in prediction.clauses)


def slots_read(prediction: Prediction) -> tuple[Span, ...]:
    """Return the slots as read, by name and place; none where the sentence was rejected."""
    if rejected(prediction):
        return ()
    return tuple(Span(slot.start, slot.end, slot.name) for clause in prediction.clauses for slot in clause.slots)


def rejected(prediction: Prediction) -> bool:
    """Return whether the backend said that no action fits."""
    return prediction.found.need == "rejection"


def in_scope(sentence: Sentence) -> bool:
    """Return whether some action fits a sentence."""
    return any(intent != NONE for intent in intents(sentence))


def several(sentence: Sentence) -> bool:
    """Return whether a sentence has several intents."""
    return len(intents(sentence)) > 1


def right(prediction: Prediction) -> bool:
    """Return whether a sentence was read exactly right.

    Out of scope: it was rejected. Where the data has programs: the program is the right one, what it lacks is asked for,
    and no word is unread. Else: all intents in order, and all slots by name and exact place.
    """
    sentence, found = prediction.sentence, prediction.found
    if rejected(prediction) or not in_scope(sentence):
        return rejected(prediction) and not in_scope(sentence)
    if sentence.program is not None:
        return (found.program, found.missing, found.unread) == (sentence.program, sentence.missing, ())
    same_slots = Counter(slots_read(prediction)) == Counter(sentence.said.slots)
    return same_slots and intents_read(prediction) == intents(sentence)


def exact_match(predictions: Sequence[Prediction]) -> float | None:
    """Return the share of sentences that were read exactly right; called sentence-level or overall accuracy too."""
    return _share([right(each) for each in predictions])


def intent_accuracy(predictions: Sequence[Prediction]) -> float | None:
    """Return the share of sentences in scope whose intents are all right, in order; a rejected one is wrong."""
    return _share([intents_read(each) == intents(each.sentence) for each in predictions if in_scope(each.sentence)])


def slot_f1(predictions: Sequence[Prediction]) -> float | None:
    """Return the F1 of slots over sentences in scope, by name and exact place, counted over all of them together.

    As conlleval does (Tjong Kim Sang and Buchholz, 2000). None where there are no slots or the data has programs, which
    say values and not places.
    """
    said = read = hits = 0
    for each in predictions:
        if each.sentence.program is not None:
            return None
        if in_scope(each.sentence):
            gold, found = Counter(each.sentence.said.slots), Counter(slots_read(each))
            said, read, hits = said + gold.total(), read + found.total(), hits + (gold & found).total()
    return 2 * hits / (said + read) if said else None


def oos_auroc(scores: Sequence[Scored]) -> float | None:
    """Return the chance that a sentence in scope scores higher than one out of scope, a tie counting half.

    The rank statistic of Mann and Whitney (1947); None where all are in scope, or none is.
    """
    inside, outside = _apart(scores)
    if not inside or not outside:
        return None
    ordered = sorted(outside)
    won = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in inside)
    return won / (2 * len(inside) * len(outside))


def scope_threshold(inside: Sequence[float]) -> float:
    """Return the highest threshold that accepts 95 % of the scores in scope; a score at it is accepted."""
    return sorted(inside)[math.floor((1 - _ACCEPTED) * len(inside))]  # 1 - 0.95 is a little more than 0.05, never less


def oos_recall(scores: Sequence[Scored]) -> float | None:
    """Return the share of sentences out of scope that are rejected where 95 % of those in scope are accepted.

    Hendrycks and Gimpel (2017) and Larson et al. (2019) measure so; None where all are in scope, or none is.
    """
    inside, outside = _apart(scores)
    if not inside or not outside:
        return None
    threshold = scope_threshold(inside)
    return _share([score < threshold for score in outside])


@dataclass(frozen=True, slots=True)
class Bin:
    """Readings whose confidence is about the same."""

    confidence: float
    """Their mean confidence; the middle of the bin where it is empty."""
    accuracy: float
    """The share of them that is exactly right; 0 where the bin is empty."""
    count: int


def reliability(predictions: Sequence[Prediction]) -> tuple[Bin, ...]:
    """Return confidence against the share that is exactly right, in BINS bins of equal width from 0 to 1."""
    inside: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for each in predictions:
        sure = min(1.0, max(0.0, each.found.confidence))
        inside[max(0, math.ceil(sure * BINS) - 1)].append((sure, right(each)))
    return tuple(_bin(number, members) for number, members in enumerate(inside))


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return how far confidence and the share that is right lie apart, averaged over readings (Naeini et al., 2015)."""
    count = sum(each.count for each in bins)
    return sum(each.count * abs(each.confidence - each.accuracy) for each in bins) / count if count else None


def chance_error(bins: Sequence[Bin]) -> float | None:
    """Return the calibration error that true confidences would be expected to show, on so many sentences.

    Which sentences are right is chance, so no bin hits its mean exactly: Roelofs et al., 2022, Mitigating Bias in
    Calibration Error Estimation.
    """
    count = sum(each.count for each in bins)
    return sum(_deviation(each.count, each.confidence) for each in bins) / count if count else None


def _deviation(count: int, share: float) -> float:
    """Return how far from `count * share` the hits among `count` are on average (de Moivre, 1730)."""
    above = math.floor(count * share) + 1
    if share <= 0 or above > count:  # none of them can be right, or all must be
        return 0.0
    ways = math.lgamma(count + 1) - math.lgamma(above + 1) - math.lgamma(count - above + 1)
    return 2 * above * (1 - share) * math.exp(ways + above * math.log(share) + (count - above) * math.log1p(-share))


def _bin(number: int, members: Sequence[tuple[float, bool]]) -> Bin:
    if not members:
        return Bin((number + 0.5) / BINS, 0.0, 0)
    sure, hits = sum(each for each, _ in members), sum(hit for _, hit in members)
    return Bin(sure / len(members), hits / len(members), len(members))


def _apart(scores: Sequence[Scored]) -> tuple[list[float], list[float]]:
    """Return the scores in scope and those out of it."""
    return [score for score, inside in scores if inside], [score for score, inside in scores if not inside]


def _share(marks: Sequence[bool]) -> float | None:
    return sum(marks) / len(marks) if marks else None

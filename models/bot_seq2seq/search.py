"""Greedy and beam search over a step function. NumPy only; it sees scores, never the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

NEVER = -1e9
"""The score of what cannot be."""
_FORBIDDEN = NEVER / 2
_MADE_UP = 4.0
"""How many nats a target may make up on one that is as long."""

P = TypeVar("P")


class Step(Protocol):
    """One step of a decoder, for several targets at once."""

    def __call__(self, chosen: Sequence[int], state: Any) -> tuple[Floats, Floats, Any]:
        """Return scores float32 [targets, choices], looks float32 [targets, tokens], and the next state.

        `chosen`: what was chosen last in each target, -1 at the beginning.
        """

    def take(self, state: Any, rows: Sequence[int]) -> Any:
        """Return the state of some of the targets."""


class Rules(Protocol[P]):
    """What may come next."""

    def begin(self) -> P:
        """Return where every target begins."""

    def scores(self, place: P) -> Floats:
        """Return float32 [choices] to be added to log-probabilities: at best 0; NEVER for what cannot be."""

    def after(self, place: P, choice: int) -> P | None:
        """Return where a target is after a choice; None where it has ended."""


@dataclass(frozen=True, slots=True)
class Target(Generic[P]):
    """A target as far as it is written."""

    place: P
    choices: tuple[int, ...] = ()
    certainties: tuple[float, ...] = ()
    """Log-probability of each choice among those that the rules allowed."""
    total: float = 0.0
    """Sum of these, and of what the rules added."""
    rows: tuple[int, ...] = ()
    """Which row of each step it went through, to look its attention up."""


@dataclass(slots=True)
class Found(Generic[P]):
    """What a search found."""

    targets: list[Target[P]] = field(default_factory=list)
    """Most likely first."""
    spread: list[Floats] = field(default_factory=list)
    """Log-probabilities of all choices at each step: float32 [targets, choices]."""
    looks: list[Floats] = field(default_factory=list)
    """How each step looked at the source: float32 [targets, tokens]."""


def search(step: Step, state: Any, rules: Rules[P], *, beam: int, most: int, steps: int, far: float) -> Found[P]:
    """Return the most likely targets, at most `most`, of those that end within so many steps.

    At most `beam` of them are followed at a time (1: greedy); `state` is that of so many targets, all alike. One that is
    `far` less likely (in nats) than the best one is no alternative any more, and one that has fallen further behind than it
    could make up is given up at once (relative threshold pruning: Freitag and Al-Onaizan 2017).
    """
    found: Found[P] = Found()
    live = [Target(rules.begin())]
    for _ in range(steps):
        chosen = [target.choices[-1] if target.choices else -1 for target in live]
        scores, looks, state = step([*chosen, *[-1] * (beam - len(live))], state)
        told = np.stack([rules.scores(target.place) for target in live])
        masked = np.where(told > _FORBIDDEN, scores[: len(live)], NEVER)
        spread = masked - _logsumexp(masked)
        found.spread.append(spread)
        found.looks.append(looks)
        live, rows = _next(live, spread, told, rules, beam, far + _MADE_UP, found.targets)
        found.targets = sorted(found.targets, key=lambda target: -target.total)[:most]
        live, rows = _near(live, rows, found.targets, most, far)
        if not live:
            break
        state = step.take(state, [*rows, *[0] * (beam - len(rows))])
    return found


def _next(
    live: Sequence[Target[P]],
    spread: Floats,
    told: Floats,
    rules: Rules[P],
    beam: int,
    behind: float,
    ended: list[Target[P]],
) -> tuple[list[Target[P]], list[int]]:
    """Return the likeliest targets that are a choice longer and go on, and the row of each; those that end are put away."""
    totals = spread + told + np.array([[target.total] for target in live], np.float32)
    flat = totals.ravel()
    count = min(2 * beam, flat.size)
    ranked = np.argpartition(-flat, count - 1)[:count] if count < flat.size else np.arange(flat.size)
    ranked = ranked[np.argsort(-flat[ranked], kind="stable")]
    least = max(float(flat[ranked[0]]) - behind, _FORBIDDEN)
    longer: list[Target[P]] = []
    rows: list[int] = []
    for index in ranked:
        row, choice = divmod(int(index), spread.shape[1])
        if len(longer) == beam or flat[index] < least:
            break
        before = live[row]
        place = rules.after(before.place, choice)
        target = Target(
            before.place if place is None else place, (*before.choices, choice),
            (*before.certainties, float(spread[row, choice])), float(flat[index]), (*before.rows, row),
        )  # fmt: skip
        if place is None:
            ended.append(target)
        else:
            longer.append(target)
            rows.append(row)
    return longer, rows


def _near(
    live: list[Target[P]], rows: list[int], ended: Sequence[Target[P]], most: int, far: float
) -> tuple[list[Target[P]], list[int]]:
    """Return the targets that may still become one of the most likely; longer ones only become less likely."""
    least = -np.inf
    if ended:
        least = ended[-1].total if len(ended) == most else ended[0].total - far
    kept = [index for index, target in enumerate(live) if target.total > max(least, _FORBIDDEN)]
    return [live[index] for index in kept], [rows[index] for index in kept]


def _logsumexp(scores: Floats) -> Floats:
    highest = scores.max(axis=-1, keepdims=True)
    result: Floats = highest + np.log(np.exp(scores - highest).sum(axis=-1, keepdims=True))
    return result

"""How fast what is trained learns: what was pretrained may learn more slowly. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import keras

from bot_seq2seq.presets import Preset

SLOWER = 0.35
"""The share of the rate at which what is to be kept learns."""
_NO_MATRICES = ["symbols", "tags_", "far"]
"""What Muon is not for, by parts of the variables' paths: the last layers, and tables; it knows those of embeddings."""


def make_optimizer(preset: Preset, steps: int, slow: Collection[str] = ()) -> Any:
    """Return the optimizer of a run of so many steps: the rate rises, then falls along a cosine.

    `slow`: the paths of the variables that learn more slowly.
    """
    warm = min(steps // 10 + 1, 800)
    schedule = keras.optimizers.schedules.CosineDecay(
        1e-6, max(1, steps - warm), alpha=0.02, warmup_target=preset.rate, warmup_steps=warm
    )
    if preset.optimizer == "adamw":
        return AdamWRates(slow, learning_rate=schedule, weight_decay=0.01, global_clipnorm=1.0)
    # With its steps scaled to be as large as AdamW's, which changes all that is no matrix (Liu et al. 2025).
    return MuonRates(
        slow, learning_rate=schedule, weight_decay=0.0, adam_weight_decay=0.01, exclude_layers=_NO_MATRICES,
        global_clipnorm=1.0,
    )  # fmt: skip


class _Rates:
    """What an optimizer needs to change some variables more slowly."""

    def __init__(self, slow: Collection[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._slow, self._slow_at = frozenset(slow), frozenset[int]()

    def build(self, variables: Sequence[Any]) -> None:
        """Note which variables are slow."""
        super().build(variables)  # type: ignore[misc]
        self._slow_at = frozenset(at for at, variable in enumerate(variables) if variable.path in self._slow)

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Update one variable at its own rate."""
        slow = self._get_variable_index(variable) in self._slow_at  # type: ignore[attr-defined]
        super().update_step(gradient, variable, learning_rate * SLOWER if slow else learning_rate)  # type: ignore[misc]


class AdamWRates(_Rates, keras.optimizers.AdamW):
    """AdamW (Loshchilov and Hutter 2019)."""


class MuonRates(_Rates, keras.optimizers.Muon):
    """Muon (Jordan et al. 2024)."""

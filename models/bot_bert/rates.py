"""Learning rates: the encoder slower than the heads. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras

from bot_bert.network import Encoder
from bot_bert.presets import Preset


class LayerRates(keras.optimizers.AdamW):
    """AdamW (Loshchilov and Hutter 2019) whose rate is multiplied by a share of its own for some variables."""

    def __init__(self, shares: Mapping[str, float], **kwargs: Any) -> None:
        """Take the shares by the variables' paths; the others learn at the full rate."""
        super().__init__(**kwargs)
        self._shares = dict(shares)
        self._share_at: dict[int, float] = {}

    def build(self, variables: Sequence[Any]) -> None:
        """Note which variables have a share."""
        super().build(variables)
        self._share_at = {
            index: self._shares[variable.path]
            for index, variable in enumerate(variables)
            if variable.path in self._shares
        }

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Update one variable at its own rate."""
        index = self._get_variable_index(variable)
        rate = learning_rate * self._share_at.get(index, 1.0)
        if keras.backend.backend() == "tensorflow" and hasattr(gradient, "dtype") and not hasattr(gradient, "indices"):
            self._update_at_once(gradient, variable, rate, index)
        else:
            super().update_step(gradient, variable, rate)

    def _update_at_once(self, gradient: Any, variable: Any, rate: Any, index: int) -> None:
        """Do what Keras' Adam does in a dozen operations, each over the whole variable, in one of TensorFlow's."""
        import tensorflow as tf

        step = tf.cast(self.iterations + 1, variable.dtype)
        first, second = (tf.constant(beta, variable.dtype) for beta in (self.beta_1, self.beta_2))
        tf.raw_ops.ResourceApplyAdam(
            var=variable.handle,  # Keras hands over TensorFlow's own variable
            m=self._momentums[index].value.handle,
            v=self._velocities[index].value.handle,
            beta1_power=first**step,
            beta2_power=second**step,
            lr=tf.cast(rate, variable.dtype),
            beta1=first,
            beta2=second,
            epsilon=tf.constant(self.epsilon, variable.dtype),
            grad=tf.cast(gradient, variable.dtype),
        )


def make_optimizer(preset: Preset, encoder: Encoder, steps: int) -> LayerRates:
    """Return the optimizer of a training run of so many steps: the rate rises, then falls along a cosine."""
    warm = min(steps // 10 + 1, 400)
    schedule = keras.optimizers.schedules.CosineDecay(
        1e-6, max(1, steps - warm), alpha=0.02, warmup_target=preset.rate, warmup_steps=warm
    )
    parts = [*([encoder.embeddings] if encoder.embeddings is not None else []), *encoder.layers]
    tuned = [variable for part in parts for variable in part.trainable_variables]
    shares = {variable.path: preset.encoder_rate / preset.rate for variable in tuned}
    optimizer = LayerRates(shares, learning_rate=schedule, weight_decay=0.01, global_clipnorm=1.0)
    # Keras decays weights at the heads' rate, whatever their share: what was pretrained is not to fade that fast.
    optimizer.exclude_from_weight_decay(tuned)
    return optimizer

"""Sampling for keras-hub's causal models that tells of each token as it is chosen. Needs the extra `train`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import keras
from keras import ops
from keras_hub.samplers import Sampler

_PLAIN = ["token_ids", "cache", "cache_update_index"]
"""What a step of most models takes; one that takes more is given it by keras-hub."""


class Stepping(Sampler):
    """Takes the likeliest token each time; keras-hub's own samplers tell of none before all are written."""

    def __init__(self, most: int) -> None:
        """Take how many tokens are written at most."""
        super().__init__()
        self.on_token: Callable[[int], None] = lambda _: None
        """Gets each token; what it raises ends the writing."""
        self._most = most
        self._step: Callable[..., tuple[Any, Any, Any]] | None = None

    def __call__(
        self,
        next: Callable[..., tuple[Any, Any, Any]],  # noqa: A002 - keras-hub's name
        prompt: Any,
        cache: Any = None,
        index: Any = 0,
        mask: Any = None,
        stop_token_ids: Sequence[int] | None = None,
        model: Any = None,
        **_: Any,
    ) -> Any:
        """Return the tokens, int32 [1, length], written from `index` on; next: (prompt, cache, index) -> logits, _, cache."""
        del mask  # one prompt, without gaps
        first = int(index)
        step = self._compiled(model) or next
        for place in range(first, min(int(prompt.shape[1]), first + self._most)):
            logits, _hidden, cache = step(prompt, cache, ops.convert_to_tensor(place, "int32"))
            token = int(ops.argmax(logits[0]))
            if token in (stop_token_ids or ()):
                break
            prompt = ops.slice_update(prompt, [0, place], ops.convert_to_tensor([[token]], prompt.dtype))
            self.on_token(token)
        return prompt

    def _compiled(self, model: Any) -> Callable[..., tuple[Any, Any, Any]] | None:
        """Return a step as one graph, traced once for each length: layer by layer it would take ten times as long."""
        if (
            keras.backend.backend() != "tensorflow"
            or list(inspect.signature(model.call_with_cache).parameters) != _PLAIN
        ):
            return None
        if self._step is None:
            import tensorflow as tf

            def step(prompt: Any, cache: Any, place: Any) -> tuple[Any, Any, Any]:
                logits, hidden, cache = model.call_with_cache(prompt[:, place - 1 : place], cache, place - 1)
                return logits[:, -1], hidden, cache

            self._step = tf.function(step)
        return self._step

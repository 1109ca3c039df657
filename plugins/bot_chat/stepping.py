"""Sampling for keras-hub's causal models that tells of each token as it is chosen. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from keras import ops
from keras_hub.samplers import Sampler


class Stepping(Sampler):
    """Takes the likeliest token each time; keras-hub's own samplers tell of none before all are written."""

    def __init__(self) -> None:
        """Tell nobody yet."""
        super().__init__()
        self.on_token: Callable[[int], None] = lambda _: None
        """Gets each token; what it raises ends the writing."""

    def __call__(
        self,
        next: Callable[..., tuple[Any, Any, Any]],  # noqa: A002 - keras-hub's name
        prompt: Any,
        cache: Any = None,
        index: Any = 0,
        mask: Any = None,
        stop_token_ids: Sequence[int] | None = None,
        **_: Any,
    ) -> Any:
        """Return the tokens, int32 [1, length], written from `index` on; next: (prompt, cache, index) -> logits, _, cache."""
        del mask  # one prompt, without gaps
        for place in range(int(index), int(prompt.shape[1])):
            logits, _, cache = next(prompt, cache, ops.convert_to_tensor(place, "int32"))
            token = int(ops.argmax(logits[0]))
            if token in (stop_token_ids or ()):
                break
            prompt = ops.slice_update(prompt, [0, place], ops.convert_to_tensor([[token]], prompt.dtype))
            self.on_token(token)
        return prompt

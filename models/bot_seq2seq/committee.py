"""Several networks that were trained alike and read as one. Needs the extra `train`.

MODEL: what each member says is averaged at each step, as in Sutskever et al. 2014; their states stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from bot_seq2seq.network import Network

_TAGS = ("clause_tags", "slot_tags")


class Committee:
    """Networks of one preset and of the same sizes, asked together.

    Its models are called as those of a network are, whose `width` is that of all members together.
    """

    def __init__(self, members: Sequence[Network]) -> None:
        """Take the members, which differ in their weights alone."""
        self.members, self.preset, self.sizes = members, members[0].preset, members[0].sizes

    def encoder_model(self) -> keras.Model:
        """Return the model that reads a source; see `Network.encoder_model`."""
        models = [member.encoder_model(f"encoder_{number}") for number, member in enumerate(self.members)]
        inputs = _inputs(models[0], width=1)
        told = [model(list(inputs.values())) for model in models]
        outputs = {
            name: ops.log_softmax(_mean(told, name)) if name in _TAGS else _side_by_side(told, name) for name in told[0]
        }
        return keras.Model(list(inputs.values()), outputs, name="encoder")

    def step_model(self) -> keras.Model:
        """Return the model of one step of several targets of one source; see `Network.step_model`."""
        models = [member.step_model(f"step_{number}") for number, member in enumerate(self.members)]
        inputs = _inputs(models[0], width=len(models))
        told = []
        for number, model in enumerate(models):
            width = self.preset.width
            mine = slice(number * width, (number + 1) * width)
            told.append(
                model([inputs[each.name][..., mine] if _is_state(each) else inputs[each.name] for each in model.inputs])
            )
        outputs = {name: _mean(told, name) for name in ("scores", "looks")}
        outputs |= {name: _side_by_side(told, name) for name in ("next_first", "next_second")}
        return keras.Model(list(inputs.values()), outputs, name="step")


def as_one(members: Sequence[Network]) -> Network | Committee:
    """Return what reads as several networks do together: the only one, or all of them."""
    return members[0] if len(members) == 1 else Committee(members)


def _is_state(tensor: Any) -> bool:
    return bool(tensor.dtype == "float32")


def _inputs(model: keras.Model, width: int) -> dict[str, Any]:
    """Return inputs like those of a model, by their names, states being so many times as wide."""
    return {
        each.name: keras.Input(
            (*each.shape[1:-1], each.shape[-1] * width) if _is_state(each) else each.shape[1:],
            dtype=each.dtype,
            name=each.name,
        )
        for each in model.inputs
    }


def _mean(told: Sequence[dict[str, Any]], name: str) -> Any:
    return sum((each[name] for each in told[1:]), told[0][name]) * (1.0 / len(told))


def _side_by_side(told: Sequence[dict[str, Any]], name: str) -> Any:
    return ops.concatenate([each[name] for each in told], axis=-1)

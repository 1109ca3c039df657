"""The network as LiteRT files: what it writes step by step is what the trained one would have written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.litert import LiteModel

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves

SYMBOLS, TOKENS = 12, 40
SOURCES = [[5, 9, 7, 30, 8], [4, 4, 11, 25, 17, 39, 6, 5, 12], [21]]


@pytest.fixture(scope="module", params=["transformer", "recurrent"])
def network(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Return a function that makes a network of random weights, pointing or not."""
    import keras

    from bot_seq2seq.network import Network, Sizes
    from bot_seq2seq.presets import PRESETS

    def make(*, pointing: bool, seed: int = 0) -> Any:
        keras.utils.set_random_seed(1)
        preset = replace(PRESETS["tiny"], encoder=request.param)
        made = Network(preset, Sizes(TOKENS, SYMBOLS if pointing else TOKENS, pointing=pointing))
        random = np.random.default_rng(seed)
        for variable in made.training_model().trainable_variables:
            # As far apart as a trained one's: where all scores are alike, 8 bits decide.
            variable.assign(variable + random.normal(0, 0.15, variable.shape))
        return made

    return make


def row_of(ids: list[int], *, pointing: bool) -> Any:
    """Return an example: two symbols, pointers where there are any, and the end."""
    from bot_seq2seq.dataset import Row, text_row
    from bot_seq2seq.tokens import BUCKETS, GRAMS

    if not pointing:
        return text_row(ids, [7, ids[0], 9, ids[-1]])
    grams = np.random.default_rng(len(ids)).integers(0, BUCKETS, (len(ids), GRAMS))
    symbol = np.array([3, -1, -1, 8, 0], np.int32)
    at = np.array([-1, 0, len(ids) - 1, -1, -1], np.int32)
    places, tags = np.arange(len(ids), dtype=np.int32), np.zeros((len(ids), 2), np.int32)
    return Row(np.array(ids, np.int32), places, symbol, at, grams.astype(np.int32), tags, at)


def in_training(network: Any, rows: list[Any]) -> list[Any]:
    """Return the scores of each step of each row, as they are where the right ones before are given."""
    import keras

    from bot_seq2seq.dataset import collate
    from bot_seq2seq.layers import Right

    model = network.training_model()
    (right,) = (layer for layer in model.layers if isinstance(layer, Right))
    scores = keras.Model(model.inputs, list(right._inbound_nodes[0].arguments.args[:2]))  # noqa: SLF001 - its first inputs
    inputs, _ = collate(rows)
    found = np.concatenate([keras.ops.convert_to_numpy(each) for each in scores(inputs, training=False)], axis=-1)
    symbols = network.sizes.symbols
    return [found[index, : len(row.symbol), : symbols + len(row.ids)] for index, row in enumerate(rows)]


def step_by_step(folder: Path, rows: list[Any], symbols: int) -> list[Any]:
    """Return the scores of each step of each row, as the LiteRT files give them."""
    encoder, step = LiteModel(folder / "encoder.tflite"), LiteModel(folder / "step.tflite")
    found = []
    for row in rows:
        grams = {} if row.grams is None else {"grams": row.grams[None]}
        source = encoder({"ids": row.ids[None], **grams})
        state = {name: source[name] for name in ("first", "second")}
        last, scores = -1, []
        for number in range(len(row.symbol)):
            before = int(row.symbol[number - 1]) if number else 0
            given = {"given": np.array([max(before, 0)], np.int32)}
            if row.at is not None:
                at = int(row.at[number - 1]) if number else -1
                last = max(last, at)
                pointed = source["states"][:, at] if at >= 0 else np.zeros_like(source["states"][:, 0])
                given |= {"pointed": pointed, "last": np.array([last], np.int32)}
            out = step({**given, **state, **{name: source[name] for name in ("keys", "values", "places")}})
            state = {name: out[f"next_{name}"] for name in ("first", "second")}
            scores.append(out["scores"][0])
        found.append(np.stack(scores))
        assert found[-1].shape[1] == symbols + len(row.ids)
    return found


@pytest.mark.parametrize("pointing", [True, False], ids=["programs", "text"])
def test_what_is_written_is_what_was_trained(network: Callable[..., Any], tmp_path: Path, *, pointing: bool) -> None:
    """In floats to the fourth digit, padding or none; in 8 bits nearly all best choices are the same."""
    from bot_seq2seq.exporting import export

    made = network(pointing=pointing)
    rows = [row_of(ids, pointing=pointing) for ids in SOURCES]
    trained = in_training(made, rows)
    for quantize in (False, True):
        folder = tmp_path / str(quantize)
        folder.mkdir()
        export([made], folder, quantize=quantize)
        written = step_by_step(folder, rows, made.sizes.symbols)
        if not quantize:
            for one, other in zip(trained, written, strict=True):
                np.testing.assert_allclose(one, other, atol=1e-4)
        same = [one.argmax(-1) == other.argmax(-1) for one, other in zip(trained, written, strict=True)]
        assert np.concatenate(same).mean() >= (0.85 if quantize else 1.0)


def test_several_networks_say_what_they_say_on_average(network: Callable[..., Any], tmp_path: Path) -> None:
    """The files of two networks give the mean of what each scores, whose tokens and states are their own."""
    from bot_seq2seq.exporting import export

    made = [network(pointing=True, seed=seed) for seed in range(2)]
    rows = [row_of(ids, pointing=True) for ids in SOURCES]
    one, other = (in_training(each, rows) for each in made)
    assert not np.allclose(one[0], other[0], atol=1e-3)
    export(made, tmp_path, quantize=False)
    for first, second, written in zip(one, other, step_by_step(tmp_path, rows, made[0].sizes.symbols), strict=True):
        np.testing.assert_allclose((first + second) / 2, written, atol=1e-4)

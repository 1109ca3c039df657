"""Training the reader on the sentences of all plugins. Needs the extra `train`."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import keras
import numpy as np

from bot import (
    BotError,
    Catalog,
    Example,
    Labelled,
    ModelFolder,
    action_of,
    make_corpus,
    open_model_folder,
    save_examples,
    write_model_folder,
)
from bot_bert.dataset import Batches, make_rows
from bot_bert.network import Network, Sizes
from bot_bert.presets import PRESETS, Preset
from bot_bert.scheme import STRUCTURE, Scheme, allowed_tags

_EXAMPLES, _NEGATIVES = 60, 1600
"""How many examples the model folder keeps of each label, and of what no action fits."""
_VALIDATION = 0.03
"""Share of the utterances that training never sees."""


class TwoRates(keras.optimizers.AdamW):
    """AdamW with a lower rate for the encoder's layers than for the heads."""

    def __init__(self, encoder: Sequence[Any], ratio: float, **kwargs: Any) -> None:
        """Take the encoder's variables and how much slower they learn."""
        super().__init__(**kwargs)
        self._encoder = {variable.path for variable in encoder}
        self._slow: set[int] = set()
        self._ratio = ratio

    def build(self, variables: Sequence[Any]) -> None:
        """Note which variables are the encoder's."""
        super().build(variables)
        self._slow = {index for index, variable in enumerate(variables) if variable.path in self._encoder}

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Update one variable at its own rate."""
        slow = self._get_variable_index(variable) in self._slow
        rate = learning_rate * self._ratio if slow else learning_rate
        super().update_step(gradient, variable, rate)


def train(
    catalog: Catalog,
    sentences: Sequence[Path],
    out: Path,
    *,
    base: Path,
    preset: str = "default",
    language: str = "en",
    seed: int = 0,
    report: Callable[[str], None] = print,
) -> ModelFolder:
    """Train a reader and write it as a model folder; raises BotError.

    `base` is the model folder whose encoder is kept. A run that was interrupted goes on where its last epoch ended.
    """
    if preset not in PRESETS:
        raise BotError(f"there is no preset '{preset}'; there are {', '.join(PRESETS)}")
    settings, started = PRESETS[preset], time.monotonic()
    keras.utils.set_random_seed(seed)
    encoder = open_model_folder(base, "bert")
    report(f"making {settings.utterances} utterances from {len(sentences)} sentence files")
    corpus = make_corpus(sentences, catalog, language, settings.utterances, seed)
    scheme = Scheme(corpus.labels, corpus.slots)
    rows = make_rows(corpus, base, scheme, lambda done, of: report(f"encoding {done} of {of}"))
    held_back = max(1, int(len(rows) * _VALIDATION))
    network = Network(
        settings, Sizes(len(STRUCTURE), scheme.tags, len(scheme.labels)), upper_layers(base), _width(encoder)
    )
    model = network.training_model(allowed_tags(scheme, catalog))
    history = _fit(model, network, settings, rows[held_back:], rows[:held_back], seed, out)
    scores = {name: round(float(values[-1]), 4) for name, values in history.items() if "accuracy" in name}
    report(f"validation: {scores}")
    data = {
        **{key: encoder.data[key] for key in ("encoder", "derived_from", "license") if key in encoder.data},
        "backend": "bert",
        "name": f"plugbot bert, {preset}",
        "description": "Reads commands: a sentence encoder with a reader trained on the sentences of the plugins.",
        "languages": [language],
        "labels": list(scheme.labels),
        "slots": list(scheme.slots),
        "words": dict(corpus.words),
        "actions": sorted(catalog.actions),
        "fingerprint": catalog.fingerprint,
        "training_data": f"{settings.utterances} utterances made from the plugins' sentence files, seed {seed}",
        "training": {**asdict(settings), "seconds": round(time.monotonic() - started)},
        "scores": scores,
    }
    examples = choose_examples(corpus.utterances)
    return write_model_folder(out, data, lambda folder: _write(folder, base, network, examples))


def _fit(
    model: Any, network: Network, preset: Preset, rows: list[Any], held_back: list[Any], seed: int, out: Path
) -> dict[str, list[float]]:
    batches = Batches(rows, preset.batch, seed)
    steps = len(batches) * preset.epochs
    schedule = keras.optimizers.schedules.CosineDecay(
        1e-5, steps, alpha=0.02, warmup_target=preset.rate, warmup_steps=min(steps // 10 + 1, 400)
    )
    encoder = [variable for layer in network.upper for variable in layer.trainable_variables]
    loss = keras.losses.SparseCategoricalCrossentropy
    model.compile(
        optimizer=TwoRates(encoder, preset.encoder_rate / preset.rate, learning_rate=schedule, clipnorm=1.0),
        loss={name: loss(from_logits=True) for name in ("structure", "slots", "labels")},
        loss_weights={"structure": 1.0, "slots": 1.0, "labels": 2.0},
        weighted_metrics={name: ["accuracy"] for name in ("structure", "slots", "labels")},
        jit_compile=False,
    )
    resume = out.with_name(f".{out.name}.{preset.name}.{seed}.resume")
    begin = keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, _: batches.begin(epoch))
    history = model.fit(
        batches,
        validation_data=Batches(held_back, preset.batch, seed, shuffle=False),
        epochs=preset.epochs,
        callbacks=[keras.callbacks.BackupAndRestore(str(resume)), begin],
        verbose=1,
    )
    shutil.rmtree(resume, ignore_errors=True)
    return {name: values for name, values in history.history.items() if name.startswith("val_")}


def upper_layers(base: Path) -> list[Any]:
    """Return the encoder's top layers as Keras layers, with the weights that were kept when it was converted."""
    import keras_hub

    config = json.loads((base / "upper.json").read_text(encoding="utf-8"))
    weights = np.load(base / "upper.npz", allow_pickle=False)
    approximate = config["layer"]["activation"] == "gelu_approximate"
    layers = []
    for number in range(config["layers"]):
        layer = keras_hub.layers.TransformerEncoder(
            **{**config["layer"], "activation": partial(keras.activations.gelu, approximate=approximate)},
            name=f"top_{number}",
        )
        layer.build((None, None, config["width"]))
        layer.set_weights([weights[f"{number}/{index}"].astype(np.float32) for index in range(len(layer.weights))])
        layers.append(layer)
    return layers


def _width(encoder: ModelFolder) -> int:
    return int(encoder.data["encoder"]["width"])


def choose_examples(utterances: Sequence[Labelled]) -> list[Example]:
    """Return utterances of one plain clause, some for each label: what new actions are told apart from."""
    found: dict[str, dict[str, Example]] = {}
    for utterance in utterances:
        if len(utterance.clauses) == 1:
            span = utterance.clauses[0]
            action, fixed = action_of(span.name)
            kept = found.setdefault(span.name, {})
            if len(kept) < (_EXAMPLES if action != "@none" else _NEGATIVES):
                text = utterance.text[span.start : span.end]
                kept[text.casefold()] = Example(text, action, fixed)
    return [example for kept in found.values() for example in kept.values()]


def _write(folder: Path, base: Path, network: Network, examples: list[Example]) -> None:
    from bot_bert.converting import ENCODER_FILES, export
    from bot_bert.encoder import BertEncoder

    for name in ENCODER_FILES:
        shutil.copyfile(base / name, folder / name)
    save_examples(folder, examples, BertEncoder(base).encode)
    export(network.exported_model(), folder / "reader.tflite", quantize=True)

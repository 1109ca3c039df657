"""Training the reader on a corpus of labelled utterances. Needs the extra `train`."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

import keras
import numpy as np
from keras import ops

from bot import (
    NONE,
    STRUCTURE,
    BotError,
    Catalog,
    Corpus,
    Example,
    Labelled,
    LiteModel,
    ModelFolder,
    Varier,
    action_of,
    is_replaceable,
    load_furniture,
    open_model_folder,
    save_examples,
    write_model_folder,
)
from bot_bert.calibrating import Calibrator
from bot_bert.chain import Chains
from bot_bert.dataset import Batches, Row, Rows
from bot_bert.network import Encoder, Member, Network, Sizes
from bot_bert.presets import PRESETS, Preset
from bot_bert.pretrained import upper_layers, whole_encoder
from bot_bert.rates import make_optimizer
from bot_bert.reader import LEARNED, LiteReader
from bot_bert.scheme import NEVER, Scheme, allowed_tags
from bot_bert.tokens import Tokenizer

_EXAMPLES, _NEGATIVES = 60, 1600
"""How many examples the model folder keeps of each label, and of what no action fits."""
_HELD_BACK = 0.03
"""Share of the utterances that training never sees, where nobody held any back."""
_MOST_EPOCHS = 40
_OFTEN = 3
"""In how many clauses a slot has to stand twice to be one that may."""


def train(
    make: Callable[[int], Corpus],
    catalog: Catalog,
    out: Path,
    *,
    base: Path,
    preset: str = "default",
    language: str = "en",
    seed: int = 0,
    report: Callable[[str], None] = print,
) -> ModelFolder:
    """Train a reader and write it as a model folder; raises BotError.

    `make` returns the corpus, of about so many utterances where they are made and not given. `base` is the model folder
    whose encoder is tuned. A run that was interrupted goes on where its last epoch ended.
    """
    if preset not in PRESETS:
        raise BotError(f"there is no preset '{preset}'; there are {', '.join(PRESETS)}")
    if out.exists() and not is_replaceable(out):
        raise BotError(f"{out} is there already and is no model folder: name another place")
    settings, started = PRESETS[preset], time.monotonic()
    if settings.members > 1:
        _spread_over_cores()
    keras.utils.set_random_seed(seed)
    encoder = open_model_folder(base, "bert")
    corpus = held_back(make(settings.made))
    report(f"{len(corpus.utterances)} utterances to learn from, {len(corpus.held_back)} held back")
    run = Run(settings, corpus, catalog, base, seed, language, report)
    run.fit(out)

    def write(folder: Path) -> None:
        run.write(folder)
        data["scores"] = run.scores
        data["training"] = {**asdict(settings), "seconds": round(time.monotonic() - started)}

    data: dict[str, Any] = {
        **{key: encoder.data[key] for key in ("encoder", "derived_from", "license") if key in encoder.data},
        "backend": "bert",
        "name": f"plugbot bert, {preset}",
        "description": "Reads commands: a sentence encoder with a reader trained on labelled utterances.",
        "languages": [language],
        "labels": list(run.scheme.labels),
        "slots": list(run.scheme.slots),
        "repeated": repeated_slots(corpus.utterances),
        "words": dict(corpus.words),
        "actions": sorted(catalog.actions),
        "fingerprint": catalog.fingerprint,
        "training_data": f"{len(corpus.utterances)} utterances {'given' if corpus.given else 'made'}, seed {seed}",
        "scores": {},
        "training": {},
    }
    return write_model_folder(out, data, write)


class Run:
    """One training run: from a corpus to the files of a reader."""

    def __init__(
        self, preset: Preset, corpus: Corpus, catalog: Catalog, base: Path, seed: int, language: str,
        report: Callable[[str], None],
    ) -> None:  # fmt: skip
        """Load the encoder and make the network."""
        self.preset, self.corpus, self.catalog, self.base, self.seed = preset, corpus, catalog, base, seed
        self.report = report
        self.scheme = Scheme(corpus.labels, corpus.slots)
        self.scores: dict[str, float] = {}
        self._tokenizer = Tokenizer(base / "tokenizer.json", corpus.words)
        lower = LiteModel(base / "lower.tflite") if preset.tuned == "top" else None
        self._rows = Rows(self._tokenizer, self.scheme, lower)
        self._varier = Varier(corpus.utterances, load_furniture(language)) if corpus.given else None
        self._made: list[Row] | None = None
        self._follows = np.zeros((len(STRUCTURE), len(STRUCTURE)), bool)
        """Which part of the structure was ever seen behind which."""
        sizes = Sizes(len(STRUCTURE), self.scheme.tags, len(self.scheme.labels))
        encoders = _encoders(preset, base)
        self._network = Network([Member(preset, sizes, each, number) for number, each in enumerate(encoders)])

    def fit(self, out: Path) -> None:
        """Train the network."""
        preset, count = self.preset, len(self.corpus.utterances)
        batches = Batches(self._rows_of, preset.batch, self.seed, most=preset.read)
        epochs = min(_MOST_EPOCHS, max(1, round(preset.read / min(count, preset.read))))
        encoders = [member.encoder for member in self._network.members]
        model = self._network.training_model(allowed_tags(self.scheme, self.catalog))
        model.compile(
            optimizer=make_optimizer(preset, encoders, len(batches) * epochs),
            loss={"structure": _as_it_is, "slots": _as_it_is, "labels": _mean_loss, "mixed": _mean_loss},
            # Keras divides by all places for clauses, most of which are empty.
            loss_weights={"structure": 1.0, "slots": 1.0, "labels": 6.0, "mixed": 6.0 * preset.mixed},
            jit_compile=False,
        )
        name = f".{out.name}.{preset.name}.{self.seed}.{_fingerprint(self.corpus)}.resume"
        resume = out.with_name(name)
        begin = keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, _: batches.begin(epoch))
        model.fit(batches, epochs=epochs, callbacks=[keras.callbacks.BackupAndRestore(str(resume)), begin], verbose=1)
        shutil.rmtree(resume, ignore_errors=True)

    def _rows_of(self, epoch: int) -> Sequence[Row]:
        """Return the rows of an epoch: given utterances varied anew, made ones as they are."""
        rows = self._rows_anew(epoch)
        for row in rows:
            self._follows[row.structure[:-1], row.structure[1:]] = True
        return rows

    def _rows_anew(self, epoch: int) -> Sequence[Row]:
        if self._varier is not None:
            random = Random(f"{self.seed} {epoch}")
            return self._rows.make([self._varier.vary(utterance, random) for utterance in self.corpus.utterances])
        if self._made is None:
            self._made = self._rows.make(
                self.corpus.utterances, lambda done, of: self.report(f"encoding {done} of {of}")
            )
        return self._made

    def write(self, folder: Path) -> None:
        """Write the reader's files, with what decoding learns from held-back utterances."""
        from bot_bert.converting import ENCODER_FILES, export
        from bot_bert.encoder import BertEncoder

        for name in ENCODER_FILES:
            shutil.copyfile(self.base / name, folder / name)
        export(self._network.exported_model(), folder / "reader.tflite", quantize=True)
        self._calibrate(folder)
        if not self.corpus.given:
            save_examples(folder, choose_examples(self.corpus.utterances), BertEncoder(self.base).encode)

    def _calibrate(self, folder: Path) -> None:
        self.report("calibrating on what was held back")
        lower = None if self.preset.tuned == "whole" else LiteModel(folder / "lower.tflite")
        reader = LiteReader(LiteModel(folder / "reader.tflite"), lower)
        chains = self._network.chains()
        # What was never seen cannot be: the loss leaves it merely unlikely, and a strange name would be cut in two.
        chains["order_transitions"] = np.where(self._follows, chains["order_transitions"], NEVER).astype(np.float32)
        found = Calibrator(
            self.corpus.held_back, reader.scores, self._tokenizer, self.scheme, self.catalog,
            Chains.learned(chains),
        ).calibrate()  # fmt: skip
        np.savez(folder / LEARNED, **{**chains, **found.arrays()})
        self.scores = dict(found.scores)
        self.report(", ".join(f"{name}: {value:.1%}" for name, value in found.scores.items()))


def _encoders(preset: Preset, base: Path) -> list[Encoder]:
    """Return the encoder of each member, as pretrained; the table of words is theirs together."""
    width = int(open_model_folder(base, "bert").data["encoder"]["width"])
    if preset.tuned == "top":
        return [Encoder(upper_layers(base, name=f"encoder_{number}"), width) for number in range(preset.members)]
    found: list[Encoder] = []
    for number in range(preset.members):
        words = found[0].embeddings.words if found else None
        embeddings, layers = whole_encoder(base, preset.encoder_dropout, f"encoder_{number}", words)
        found.append(Encoder(layers, width, embeddings))
    return found


def _spread_over_cores() -> None:
    """Let operations run side by side, one core each: they are too small to gain from sharing several."""
    if keras.backend.backend() != "tensorflow":
        return
    import tensorflow as tf

    with suppress(RuntimeError):  # TensorFlow is at work already, and keeps what it has
        tf.config.threading.set_intra_op_parallelism_threads(1)
        tf.config.threading.set_inter_op_parallelism_threads(os.cpu_count() or 1)


def _as_it_is(_: Any, loss: Any) -> Any:
    return loss


def _mean_loss(classes: Any, scores: Any) -> Any:
    """Return the members' mean loss: int32 [batch, places], float32 [batch, places, members, classes] -> [batch, places]."""
    classes = ops.cast(classes, "int32")
    losses = [
        ops.sparse_categorical_crossentropy(classes, scores[:, :, member], from_logits=True)
        for member in range(scores.shape[2])
    ]
    return sum(losses) / len(losses)


def held_back(corpus: Corpus) -> Corpus:
    """Return a corpus with some utterances held back, where nobody did; each label keeps one to be learned from."""
    if corpus.held_back:
        return corpus
    every = corpus.utterances
    left = Counter(span.name for utterance in every for span in utterance.clauses)
    drawn: set[int] = set()
    for index in Random(0).sample(range(len(every)), len(every)):
        labels = Counter(span.name for span in every[index].clauses)
        if len(drawn) < max(1, int(len(every) * _HELD_BACK)) and all(left[name] > labels[name] for name in labels):
            drawn.add(index)
            left -= labels
    return replace(
        corpus,
        utterances=tuple(utterance for index, utterance in enumerate(every) if index not in drawn),
        held_back=tuple(every[index] for index in sorted(drawn)),
    )


def _fingerprint(corpus: Corpus) -> str:
    """Return what tells a corpus from another one: an interrupted run goes on with the same alone."""
    lines = (
        f"{utterance.text}\t{' '.join(span.name for span in utterance.clauses)}" for utterance in corpus.utterances
    )
    told = "\n".join([*corpus.labels, *corpus.slots, *lines])
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:8]


def repeated_slots(utterances: Sequence[Labelled]) -> list[str]:
    """Return the slots that stand several times in one clause, now and then."""
    found: Counter[str] = Counter()
    for utterance in utterances:
        for clause in utterance.clauses:
            names = Counter(slot.name for slot in utterance.slots if clause.start <= slot.start < clause.end)
            found.update(name for name, count in names.items() if count > 1)
    return sorted(name for name, count in found.items() if count >= _OFTEN)


def choose_examples(utterances: Sequence[Labelled]) -> list[Example]:
    """Return utterances of one plain clause, some for each label: what new actions are told apart from."""
    found: dict[str, dict[str, Example]] = {}
    for utterance in utterances:
        if len(utterance.clauses) == 1:
            span = utterance.clauses[0]
            action, fixed = action_of(span.name)
            kept = found.setdefault(span.name, {})
            if len(kept) < (_EXAMPLES if action != NONE else _NEGATIVES):
                text = utterance.text[span.start : span.end]
                kept[text.casefold()] = Example(text, action, fixed)
    return [example for kept in found.values() for example in kept.values()]

"""Fitting one member of a reader: from a corpus to weights. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random, shuffle
from typing import Any

import keras
import numpy as np
from keras import ops

from bot import (
    STRUCTURE,
    Checkpoint,
    Corpus,
    LiteModel,
    RunFolder,
    Varier,
    is_whole,
    keep_memory,
    load_furniture,
    numbered,
    open_model_folder,
    read_arrays,
    write_arrays,
)
from bot_bert.dataset import Batches, Row, Rows
from bot_bert.network import Encoder, Member, Network, Sizes
from bot_bert.presets import Preset
from bot_bert.pretrained import upper_layers, whole_encoder
from bot_bert.rates import make_optimizer
from bot_bert.scheme import Scheme
from bot_bert.seen import Seen
from bot_bert.tokens import Tokenizer

_MOST_EPOCHS = 40
_MOST_MEMBERS = 64
_ROUND = 4_000
"""About how many utterances are read before a run keeps what it has learned."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What a member is trained on; it can be sent to another process."""

    preset: Preset
    corpus: Corpus
    allowed: np.ndarray
    """float32 [labels, tags]: which slots a label may have; see allowed_tags."""
    base: Path
    """The model folder whose encoder is tuned."""
    language: str
    seed: int
    folder: RunFolder
    """Where a run that is interrupted leaves what it has."""
    begun: float
    """When training began, in seconds since the epoch; of a run that goes on, so much earlier as it had taken by then."""
    number: int = 0
    """Which member it is."""

    @property
    def drawn(self) -> int:
        """The seed of this member: each reads other batches, or they would err alike."""
        return self.seed * _MOST_MEMBERS + self.number

    @property
    def weights(self) -> Path:
        """Where the weights are once it is trained."""
        return self.folder.path / f"{self.number}.npz"

    @property
    def kept(self) -> Path:
        """Where a run keeps what it has learned so far."""
        return self.folder.path / f"{self.number}.kept.npz"

    @property
    def scheme(self) -> Scheme:
        """The classes to tell apart."""
        return Scheme(self.corpus.labels, self.corpus.slots)


def fit(task: Task, report: Callable[[str], None], *, verbose: bool = True) -> None:
    """Train a member and write its weights; raises BotError.

    A run that was interrupted goes on where its last round ended.
    """
    if is_whole(task.weights):
        return
    keep_memory()
    keras.utils.set_random_seed(task.drawn)
    preset, count = task.preset, len(task.corpus.utterances)
    rows = _Epochs(task, report)
    batches = Batches(rows.of, preset.batch, task.drawn, most=preset.read)
    epochs = min(_MOST_EPOCHS, max(1, round(preset.read / min(count, preset.read))))
    model = _compiled(task, len(batches) * epochs)
    orders = [_shuffled(len(batches)) for _ in range(epochs)]
    checkpoint, each = Checkpoint(task.kept, model), max(1, round(len(batches) * preset.batch / _ROUND))
    stride = max(1, round(_ROUND / (len(batches) * preset.batch)))
    for number in range(checkpoint.restore(rows.seen, report), epochs * each):
        epoch, part = divmod(number, each)
        batches.begin(epoch)
        order = [at for at in orders[epoch] if at < len(batches)]  # where varied utterances make a batch fewer
        read = _Round(batches, order[len(order) * part // each : len(order) * (part + 1) // each])
        shown = keras.callbacks.CallbackList(
            add_history=True, add_progbar=verbose, model=model, verbose=1, epochs=epochs * each, steps=len(read)
        )
        model.fit(read, initial_epoch=number, epochs=number + 1, callbacks=shown, shuffle=False)
        if (number + 1) % stride == 0:
            _keep(task, checkpoint, number + 1, rows.seen, report)
    write_arrays(task.weights, {**rows.seen.arrays(), **numbered(model.trainable_variables)})


def _compiled(task: Task, steps: int) -> keras.Model:
    """Return the model to be trained in so many steps."""
    preset, member = task.preset, make_member(task)
    model = member.training_model(task.allowed)
    model.compile(
        optimizer=make_optimizer(preset, member.encoder, steps),
        loss={"structure": _as_it_is, "slots": _as_it_is, "labels": _entropy, "mixed": _entropy},
        # Keras divides by all places for clauses, most of which are empty.
        loss_weights={"structure": 1.0, "slots": 1.0, "labels": 6.0, "mixed": 6.0 * preset.mixed},
        jit_compile=False,
    )
    return model


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Members that are trained, and what they saw."""

    network: Network
    follows: np.ndarray
    """bool [classes, classes]: which part of the structure ever stood behind which."""
    several: float
    """In what share of the utterances there were several clauses."""


def read_fitted(tasks: Sequence[Task]) -> Fitted:
    """Return the members that are trained."""
    members, follows, several = [], np.zeros((len(STRUCTURE), len(STRUCTURE)), bool), 0.0
    for task in tasks:
        member = make_member(task)
        arrays = read_arrays(task.weights)
        for index, variable in enumerate(member.training_model(task.allowed).trainable_variables):
            variable.assign(arrays[str(index)])
        members.append(member)
        seen = Seen()
        seen.take_up(arrays)
        follows |= seen.follows
        several += seen.several / len(tasks)
    return Fitted(Network(members), follows, several)


def make_member(task: Task) -> Member:
    """Return a member with its encoder as pretrained."""
    width, name = int(open_model_folder(task.base, "bert").data["encoder"]["width"]), f"encoder_{task.number}"
    if task.preset.tuned == "top":
        encoder = Encoder(upper_layers(task.base, name=name), width)
    else:
        embeddings, layers = whole_encoder(task.base, task.preset.encoder_dropout, name)
        encoder = Encoder(layers, width, embeddings)
    sizes = Sizes(len(STRUCTURE), task.scheme.tags, len(task.scheme.labels))
    return Member(task.preset, sizes, encoder, task.number)


class _Round(keras.utils.PyDataset):
    """Some batches of an epoch, which Keras takes for all of one."""

    def __init__(self, batches: Batches, chosen: Sequence[int]) -> None:
        super().__init__()
        self._batches, self._chosen, self._begun = batches, chosen, False

    def __len__(self) -> int:
        return len(self._chosen)

    def __getitem__(self, index: int) -> Any:
        # Before it begins, Keras looks at the first two batches to see which sizes change: see Batches.__getitem__.
        return self._batches[self._chosen[index] if self._begun else index]

    def on_epoch_begin(self) -> None:
        self._begun = True


def _shuffled(count: int) -> list[int]:
    order = [*range(count)]
    shuffle(order)
    return order


class _Epochs:
    """Makes the rows of each epoch: given utterances varied anew, made ones as they are."""

    def __init__(self, task: Task, report: Callable[[str], None]) -> None:
        corpus, self._task, self._report = task.corpus, task, report
        lower = LiteModel(task.base / "lower.tflite") if task.preset.tuned == "top" else None
        self._rows = Rows(Tokenizer(task.base / "tokenizer.json", corpus.words), task.scheme, lower)
        self._varier = Varier(corpus.utterances, load_furniture(task.language)) if corpus.given else None
        self._made: Sequence[Row] | None = None
        self.seen = Seen()

    def of(self, epoch: int) -> Sequence[Row]:
        rows = self._anew(epoch)
        self.seen.add(epoch, rows)
        return rows

    def _anew(self, epoch: int) -> Sequence[Row]:
        utterances = self._task.corpus.utterances
        if self._varier is not None:
            random = Random(f"{self._task.drawn} {epoch}")
            return self._rows.make([self._varier.vary(utterance, random) for utterance in utterances])
        if self._made is None:
            self._made = self._rows.make(utterances, lambda done, of: self._report(f"encoding {done} of {of}"))
        return self._made


def _keep(task: Task, checkpoint: Checkpoint, rounds: int, seen: Seen, report: Callable[[str], None]) -> None:
    """Keep what was learned, and how long it has taken; training goes on where that cannot be written."""
    try:
        checkpoint.save(rounds, seen)
        task.folder.note_seconds(task.begun)
    except OSError as error:
        report(f"{error}: should the run be interrupted, what it has learned since is lost")


def _as_it_is(_: Any, loss: Any) -> Any:
    return loss


def _entropy(classes: Any, scores: Any) -> Any:
    """Return the loss of each clause: int32 [batch, clauses], float32 [batch, clauses, labels] -> [batch, clauses]."""
    return ops.sparse_categorical_crossentropy(ops.cast(classes, "int32"), scores, from_logits=True)

"""Fitting an encoder-decoder: from rows to weights. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keras
import numpy as np

from bot import Checkpoint, Hosts, RunFolder, keep_memory, numbered
from bot_seq2seq.dataset import Batches, Collate, Share, collate
from bot_seq2seq.hosts import join, share_file
from bot_seq2seq.network import Network, Sizes
from bot_seq2seq.presets import Preset
from bot_seq2seq.rates import make_optimizer

_ROUNDS = 24
"""In so many rounds a run is cut; after each it is validated and kept."""
_PATIENCE = 8
"""After so many rounds without a better validation the run ends: the network only learns by heart."""
_VALIDATED = 1_000
"""How many of the held-back examples are looked at after each round."""
FIGURES = ("loss", "exact", "val_loss", "val_exact")


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What a network is trained on."""

    preset: Preset
    sizes: Sizes
    rows_of: Callable[[int], Sequence[Any]]
    """Gives the rows of an epoch."""
    valid: Sequence[Any]
    """Rows that are not learned from; may be none."""
    seed: int
    folder: RunFolder
    begun: float
    """When training began, in seconds since the epoch; of a run that goes on, so much earlier as it had taken by then."""
    start: Mapping[str, Any] = field(default_factory=dict)
    """Weights to begin with, by the variables' paths; what has none begins at random."""
    model_of: Callable[[Network], keras.Model] = Network.training_model
    """Makes the model that is trained; out of it come `loss` and `exact`."""
    collate: Collate = collate
    """Makes its batches of rows."""
    hosts: Hosts = field(default_factory=Hosts)
    """Those that train it together."""
    gentle: bool = False
    """Whether the weights that it begins with learn more slowly than the others."""
    by_loss: bool = False
    """Whether the loss says alone which round is best: where right is mostly luck, it tells more."""

    number: int = 0
    """Which of the networks that are to read as one: each begins with weights of its own, and reads in its own order."""

    @property
    def kept(self) -> Path:
        """Where a run keeps what it has learned so far."""
        return self.folder.path / (f"kept-{self.number}.npz" if self.number else "kept.npz")

    @property
    def drawn(self) -> int:
        """The seed of this member."""
        return self.seed + 1000 * self.number


class Progress:
    """How a run gets on, round by round, and the best weights so far."""

    def __init__(self, *, by_loss: bool = False) -> None:
        """Begin with nothing."""
        self._by_loss = by_loss
        self.figures: dict[str, list[float]] = {name: [] for name in FIGURES}
        self.best: dict[str, Any] = {}
        self._since = 0

    def add(self, figures: Mapping[str, float], model: Any) -> None:
        """Take the figures of a round; its weights are kept where none validated better, a tie going to the later one.

        Where nothing is validated, they are kept each time: what was learned by heart is all that can be told.
        """
        for name in FIGURES:
            self.figures[name].append(figures.get(name, float("nan")))
        every = zip(self.figures["val_exact"], self.figures["val_loss"], strict=True)
        scores = [(-loss if self._by_loss else exact, -loss) for exact, loss in every]
        if np.isnan(scores[-1][0]) or scores[-1] >= max(scores):
            self.best, self._since = numbered(model.trainable_variables), 0
        else:
            self._since += 1

    @property
    def is_over(self) -> bool:
        """Whether nothing has become better for too long."""
        return self._since >= _PATIENCE

    def rounds(self) -> dict[str, list[float]]:
        """Return the figures of each round that there are, as a model folder keeps them."""
        every = {name: [round(value, 6) for value in values] for name, values in self.figures.items()}
        return {name: values for name, values in every.items() if not np.isnan(values).any()}

    def arrays(self) -> dict[str, Any]:
        """Return all of it as a run keeps it."""
        figures = {f"figures_{name}": np.array(values) for name, values in self.figures.items()}
        return {**figures, "since": np.array(self._since), **{f"best_{name}": each for name, each in self.best.items()}}

    def take_up(self, arrays: Mapping[str, Any]) -> None:
        """Take up what a run had kept; raises KeyError or ValueError where that is something else."""
        self.figures = {name: [float(value) for value in arrays[f"figures_{name}"]] for name in FIGURES}
        self.best = {name.removeprefix("best_"): each for name, each in arrays.items() if name.startswith("best_")}
        self._since = int(arrays["since"])


class _Round(keras.utils.PyDataset):
    """Some batches of an epoch."""

    def __init__(self, batches: Batches, chosen: Sequence[int]) -> None:
        super().__init__()
        self._batches, self._chosen = batches, chosen

    def __len__(self) -> int:
        return len(self._chosen)

    def __getitem__(self, index: int) -> Any:
        return self._batches.batch(self._chosen[index], index)


def fit(task: Task, report: Callable[[str], None], *, verbose: bool = True) -> tuple[Network, Progress]:
    """Return a trained network, and how its training went; a run that was interrupted goes on where its last round ended.

    Several hosts are together from then on; see `leave`.
    """
    keep_memory()
    share = Share(task.hosts.number, task.hosts.count, join(task.hosts))
    keras.utils.set_random_seed(task.drawn)
    preset = task.preset
    steps = max(1, round(preset.read / preset.batch))
    network = Network(preset, task.sizes)
    model = _compiled(task, network, steps)
    progress = Progress(by_loss=task.by_loss)
    checkpoint = Checkpoint(task.kept, model)
    share_file(task.kept, task.hosts)
    first = checkpoint.restore(progress, report)
    _rounds(task, model, progress, checkpoint, first, steps, share, report, verbose=verbose and not share.number)
    for index, variable in enumerate(model.trainable_variables):
        variable.assign(progress.best[str(index)])
    return network, progress


def _rounds(
    task: Task, model: keras.Model, progress: Progress, checkpoint: Checkpoint, first: int, steps: int, share: Share,
    report: Callable[[str], None], *, verbose: bool,
) -> None:  # fmt: skip
    """Train round by round, so many steps in all."""
    batch, each = task.preset.batch, max(1, round(steps / _ROUNDS))
    batches = Batches(task.rows_of, batch, task.drawn, task.collate, most=task.preset.read, share=share)
    rows = task.valid[:_VALIDATED]
    valid = Batches(lambda _: rows, batch, 0, task.collate, shuffle=False, share=share) if rows else None
    rounds = max(1, round(steps / each))
    for number in range(first, rounds):
        if progress.is_over:
            report(f"no better validation for {_PATIENCE} rounds: the best one is taken")
            break
        shown = keras.callbacks.CallbackList(
            add_history=True, add_progbar=verbose, model=model, verbose=1, epochs=rounds, steps=each
        )
        found = model.fit(
            _Round(batches, _chosen(batches, number * each, each)), validation_data=valid, callbacks=shown,
            initial_epoch=number, epochs=number + 1, shuffle=False,
        )  # fmt: skip
        progress.add({name.replace("exact_exact", "exact"): values[0] for name, values in found.history.items()}, model)
        if not share.number:
            _keep(task, checkpoint, number + 1, progress, report)


def _chosen(batches: Batches, start: int, count: int) -> list[int]:
    """Return the places of the batches of a round; a round never reaches beyond its epoch, whose last one it fills up."""
    batches.begin(start // len(batches))
    return [(start + at) % len(batches) for at in range(count)]


def _compiled(task: Task, network: Network, steps: int) -> keras.Model:
    """Return the model of a network, ready to be trained in so many steps."""
    model, start = task.model_of(network), task.start
    pretrained = [
        variable
        for variable in model.trainable_variables
        if variable.path in start and tuple(start[variable.path].shape) == tuple(variable.shape)
    ]
    for variable in pretrained:
        variable.assign(start[variable.path])
    slow = [variable.path for variable in pretrained] if task.gentle else []
    model.compile(
        optimizer=make_optimizer(task.preset, steps, slow),
        loss={"loss": _as_it_is, "exact": None},
        metrics={"exact": keras.metrics.MeanMetricWrapper(_as_it_is, name="exact")},
        jit_compile=keras.backend.backend() == "jax",  # which computes nothing in one otherwise
    )
    return model


def _keep(task: Task, checkpoint: Checkpoint, rounds: int, progress: Progress, report: Callable[[str], None]) -> None:
    """Keep what was learned, and how long it has taken; training goes on where that cannot be written."""
    try:
        checkpoint.save(rounds, progress)
        task.folder.note_seconds(task.begun)
    except OSError as error:
        report(f"{error}: should the run be interrupted, what it has learned since is lost")


def _as_it_is(_: Any, value: Any) -> Any:
    return value

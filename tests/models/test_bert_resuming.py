"""What a training run leaves behind when it is interrupted: for the same task alone, and all that it had learned and seen."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.catalog import Catalog
from bot.model_folder import open_model_folder
from bot.sentences.corpus import Corpus
from bot.training.run_folder import RunFolder

pytestmark = [
    pytest.mark.filterwarnings("default"),  # the frameworks warn about themselves
    pytest.mark.usefixtures("step_by_step"),
]


@dataclass(frozen=True, slots=True)
class Run:
    """A run that ended, by itself or otherwise."""

    task: Any
    rounds: int
    """How many it began."""
    told: list[str]

    def weights(self) -> list[np.ndarray]:
        """Return what was learned."""
        with np.load(self.task.weights) as arrays:
            return [arrays[name] for name in arrays.files]


@pytest.fixture
def run(
    converted: Path, commands: Corpus, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Run]:
    """Return a function that trains a member: two epochs of four batches, each epoch in rounds of so many utterances."""
    import keras

    from bot_bert import fitting
    from bot_bert.presets import PRESETS
    from bot_bert.scheme import Scheme, allowed_tags

    preset = replace(PRESETS["tiny"], read=24, batch=3)
    allowed = allowed_tags(Scheme(commands.labels, commands.slots), catalog)
    fit, begun = keras.Model.fit, []

    def count(*args: Any, **kwargs: Any) -> Any:
        begun.append(1)
        return fit(*args, **kwargs)

    def train(name: str = "run", size: int = 6) -> Run:
        begun.clear()
        told: list[str] = []
        task = fitting.Task(preset, commands, allowed, converted, "en", 0, RunFolder(tmp_path / name), 0.0)
        monkeypatch.setattr(fitting, "_ROUND", size)
        with suppress(OSError, KeyboardInterrupt):
            fitting.fit(task, told.append, verbose=False)
        return Run(task, len(begun), told)

    monkeypatch.setattr(keras.Model, "fit", count)
    return train


@contextmanager
def stopping(name: str, why: BaseException, at: int = 1) -> Iterator[None]:
    """Let something happen while a file is written, for the `at`-th time and, but for Ctrl-C, whenever it is later."""
    write, times = np.savez, []

    def fill(path: Path, **arrays: Any) -> None:
        write(path, **arrays)
        times.extend([1] * (path.name == name))
        if path.name == name and len(times) >= at:
            path.write_bytes(path.read_bytes()[:1000])
            raise why

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(np, "savez", fill)
        yield


KEPT, WEIGHTS = "0.kept.part.npz", "0.part.npz"
CTRL_C, FULL = KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")


def test_a_run_that_goes_on_ends_as_one_that_never_stopped(run: Callable[..., Run]) -> None:
    """What was kept last is whole, whenever a run ends; how often it is kept changes nothing."""
    never = run("never", size=1000)
    with stopping(KEPT, CTRL_C, at=3):
        stopped = run()
    again = run()
    assert (never.rounds, stopped.rounds, again.rounds) == (2, 3, 2)
    assert again.told == []
    for one, other in zip(never.weights(), again.weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_few_utterances_are_not_kept_after_every_epoch(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That would take longer than to learn them again."""
    written: list[str] = []
    write = np.savez

    def noted(path: Path, **arrays: Any) -> None:
        written.append(path.name)
        write(path, **arrays)

    monkeypatch.setattr(np, "savez", noted)
    run("each", size=12)
    run("every other", size=24)
    run("none", size=1000)
    assert written == [KEPT, KEPT, WEIGHTS, KEPT, WEIGHTS, WEIGHTS]


def test_what_was_kept_is_damaged(run: Callable[..., Run]) -> None:
    """One line says so, and the run begins anew."""
    with stopping(KEPT, CTRL_C, at=3):
        kept = run().task.kept
    kept.write_bytes(kept.read_bytes()[:5000])
    again = run()
    assert again.told == [f"{kept} is damaged: the run begins anew"]
    assert again.rounds == 4
    assert again.weights()


@pytest.mark.parametrize("left", [0, 400, 5000])
def test_damaged_weights_are_written_anew(run: Callable[..., Run], left: int) -> None:
    """From what was kept last, whatever is left of them."""
    weights = run().task.weights
    weights.write_bytes(weights.read_bytes()[:left])
    again = run()
    assert (again.rounds, again.told) == (0, [])
    assert again.weights()


def test_a_disk_that_is_full_on_the_way_ends_nothing(run: Callable[..., Run]) -> None:
    """One line names the file; training goes on, and half a file is not left behind."""
    with stopping(KEPT, FULL, at=3):
        done = run()
    assert (done.rounds, len(done.told)) == (4, 2)
    assert all(str(done.task.kept) in line for line in done.told)
    assert done.weights()
    assert not list(done.task.folder.path.glob("*.part.npz"))


def test_a_disk_that_is_full_at_the_end_loses_nothing(run: Callable[..., Run]) -> None:
    """Once there is room, the weights are written without reading anything again."""
    with stopping(WEIGHTS, FULL):
        stopped = run()
    assert not stopped.task.weights.exists()
    again = run()
    assert (stopped.rounds, again.rounds) == (4, 0)
    assert again.weights()


def test_other_labels_begin_anew(converted: Path, commands: Corpus, tmp_path: Path) -> None:
    """Who mends a tag and trains again does not go on with what was learned from the wrong one."""
    from bot_bert.presets import PRESETS
    from bot_bert.training import run_folder

    first = commands.utterances[0]
    mended = replace(commands, utterances=(replace(first, slots=()), *commands.utterances[1:]))
    assert first.slots
    encoder = open_model_folder(converted, "bert")
    folders = {run_folder(tmp_path / "out", PRESETS["tiny"], each, encoder, 0) for each in (commands, mended)}
    assert len(folders) == 2


def test_what_was_seen_survives_an_interruption(converted: Path, commands: Corpus) -> None:
    """Else the same seed would make another model where the run went on."""
    from bot_bert.dataset import Rows
    from bot_bert.scheme import Scheme
    from bot_bert.seen import Seen
    from bot_bert.tokens import Tokenizer

    whole, begun = Seen(), Seen()
    tokenizer = Tokenizer(converted / "tokenizer.json", commands.words)
    rows = Rows(tokenizer, Scheme(commands.labels, commands.slots), None).make(commands.utterances)
    epochs = [rows[:2], rows[2:5], rows[5:]]
    for epoch, part in enumerate(epochs):
        whole.add(epoch, part)
    begun.add(0, epochs[0])
    begun.add(1, epochs[1])
    later = Seen()
    later.add(0, epochs[0])  # before it is known that there is something to go on with
    later.take_up(begun.arrays())
    later.add(2, epochs[2])
    assert (later.follows == whole.follows).all()
    assert later.several == whole.several

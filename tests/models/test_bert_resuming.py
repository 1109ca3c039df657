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
        task = fitting.Task(preset, commands, allowed, converted, "en", 0, tmp_path / name, 0.0)
        monkeypatch.setattr(fitting, "_ROUND", size)
        with suppress(OSError):
            fitting.fit(task, told.append, verbose=False)
        return Run(task, len(begun), told)

    monkeypatch.setattr(keras.Model, "fit", count)
    return train


@contextmanager
def full_disk(name: str, at: int = 1) -> Iterator[None]:
    """Let the disk be full when a file is written for the first time, or the `at`-th."""
    write, times = np.savez, []

    def fill(path: Path, **arrays: Any) -> None:
        write(path, **arrays)
        times.extend([1] * (path.name == name))
        if path.name == name and len(times) == at:
            path.write_bytes(path.read_bytes()[:1000])
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(np, "savez", fill)
        yield


KEPT, WEIGHTS = "0.kept.part.npz", "0.part.npz"


def test_a_run_that_goes_on_ends_as_one_that_never_stopped(run: Callable[..., Run]) -> None:
    """What was kept last is whole, whenever a run ends; how often it is kept changes nothing."""
    never = run("never", size=1000)
    with full_disk(KEPT, at=3):
        stopped = run()
    again = run()
    assert (never.rounds, stopped.rounds, again.rounds) == (2, 3, 2)
    assert again.told == []
    for one, other in zip(never.weights(), again.weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_what_a_round_saw_is_noted_before_what_it_learned(run: Callable[..., Run]) -> None:
    """A run that ends between the two reads the round again, and may see it twice; never to have seen it would be wrong."""
    from bot_bert.seen import Seen

    with full_disk(KEPT):
        stopped = run()
    assert Seen.read(stopped.task.seen).follows.any()


def test_what_was_kept_is_damaged(run: Callable[..., Run]) -> None:
    """One line says so, and the run begins anew."""
    with full_disk(KEPT, at=3):
        kept = run().task.kept
    kept.write_bytes(kept.read_bytes()[:5000])
    again = run()
    assert again.told == [f"{kept} is damaged: the run begins anew"]
    assert again.rounds == 4
    assert again.weights()


def test_a_disk_that_is_full_at_the_end_loses_nothing(run: Callable[..., Run]) -> None:
    """Once there is room, the weights are written without reading anything again."""
    with full_disk(WEIGHTS):
        stopped = run()
    assert not stopped.task.weights.exists()
    again = run()
    assert (stopped.rounds, again.rounds) == (4, 0)
    assert again.weights()


def test_a_run_that_ends_well_clears_up(tmp_path: Path) -> None:
    """What was left for the same place, preset and seed goes with it: nobody would go on with other sentences."""
    from bot_bert.fitting import remove

    same = [".my.bot.tiny.0.01234567.resume", ".my.bot.tiny.0.89abcdef.resume"]
    others = [".my.bot.tiny.1.01234567.resume", ".my.bot.fast.0.01234567.resume", ".your.bot.tiny.0.01234567.resume",
              ".my.bot.tiny.0.tiny.0.01234567.resume", "my.bot"]  # fmt: skip
    for name in (*same, *others):
        (tmp_path / name).mkdir()
    remove(tmp_path / same[0])
    assert {path.name for path in tmp_path.iterdir() if path.name != "home"} == set(others)


def test_other_labels_begin_anew(converted: Path, commands: Corpus, tmp_path: Path) -> None:
    """Who mends a tag and trains again does not go on with what was learned from the wrong one."""
    from bot_bert.fitting import folder_of
    from bot_bert.presets import PRESETS

    first = commands.utterances[0]
    mended = replace(commands, utterances=(replace(first, slots=()), *commands.utterances[1:]))
    assert first.slots
    encoder = open_model_folder(converted, "bert")
    folders = {folder_of(tmp_path / "out", PRESETS["tiny"], each, encoder, 0) for each in (commands, mended)}
    assert len(folders) == 2


def test_what_was_seen_survives_an_interruption(converted: Path, commands: Corpus, tmp_path: Path) -> None:
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
    begun.write(tmp_path / "seen.npz")
    later = Seen.read(tmp_path / "seen.npz")
    later.add(0, epochs[0])  # before it is known that there is something to go on with
    later.add(2, epochs[2])
    assert (later.follows == whole.follows).all()
    assert later.several == whole.several

"""A run of the encoder-decoder's training that was interrupted: it goes on, and ends as one that never stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.sentences.corpus import Corpus
from bot.training.run_folder import RunFolder

pytestmark = [
    pytest.mark.filterwarnings("default"),  # the frameworks warn about themselves
    pytest.mark.usefixtures("step_by_step"),
]


@dataclass(frozen=True, slots=True)
class Run:
    """A run that ended, by itself or otherwise."""

    kept: Path
    rounds: int
    """How many it began."""
    told: list[str]
    weights: list[np.ndarray]
    """What it learned; nothing where it was interrupted."""
    figures: dict[str, list[float]]


@pytest.fixture
def run(commands: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Return a function that trains in six rounds of two batches; of `unlike`, what is held back is never read better."""
    import keras

    from bot_seq2seq import fitting
    from bot_seq2seq.dataset import program_row
    from bot_seq2seq.network import Sizes
    from bot_seq2seq.presets import PRESETS
    from bot_seq2seq.scheme import Scheme
    from bot_seq2seq.tokens import Tokenizer

    scheme = Scheme(commands.labels, commands.slots)
    tokenizer = Tokenizer.learn([said.text for said in commands.utterances], 100)
    rows = [program_row(said, tokenizer, scheme) for said in commands.utterances]
    preset = replace(PRESETS["tiny"], tagging=0.0, read=48, batch=4, width=16, heads=2, rate=0.02)
    # What no round reads better than the first: other symbols and words than those that are learned.
    wrong = [
        replace(
            row,
            symbol=np.where(row.symbol > 0, scheme.size - row.symbol, row.symbol),
            copied=np.where(row.copied >= 0, len(row.ids) - 1 - row.copied, row.copied),
        )
        for row in rows[:4]
    ]
    fit, begun = keras.Model.fit, []

    def count(*args: Any, **kwargs: Any) -> Any:
        begun.append(1)
        return fit(*args, **kwargs)

    monkeypatch.setattr(keras.Model, "fit", count)
    monkeypatch.setattr(fitting, "_ROUNDS", 6)
    monkeypatch.setattr(fitting, "_PATIENCE", 2)

    def train(name: str = "run", *, unlike: bool = False) -> Run:
        begun.clear()
        told: list[str] = []
        folder, sizes = RunFolder(tmp_path / name), Sizes(len(tokenizer), scheme.size, tags=scheme.tags)
        settings = replace(preset, rate=0.1) if unlike else preset  # the faster, the farther from what is never learned
        task = fitting.Task(settings, sizes, lambda _: rows, wrong if unlike else rows[:4], 0, folder, 0.0)
        with suppress(KeyboardInterrupt):
            network, progress = fitting.fit(task, told.append, verbose=False)
            found = [variable.numpy() for variable in network.training_model().trainable_variables]
            return Run(task.kept, len(begun), told, found, progress.figures)
        return Run(task.kept, len(begun), told, [], {})

    return train


@contextmanager
def stopped(at: int) -> Iterator[None]:
    """Press Ctrl-C while a file is written for the `at`-th time: half of it is there then."""
    write, times = np.savez, []

    def fill(path: Path, **arrays: Any) -> None:
        write(path, **arrays)
        times.append(path)
        if len(times) == at:
            path.write_bytes(path.read_bytes()[:1000])
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(np, "savez", fill)
        yield


def same(one: Run, other: Run) -> None:
    """Check that two runs learned the very same."""
    assert one.weights
    assert one.figures == other.figures
    for mine, yours in zip(one.weights, other.weights, strict=True):
        np.testing.assert_array_equal(mine, yours)


def test_a_run_that_goes_on_ends_as_one_that_never_stopped(run: Callable[..., Run]) -> None:
    """Weights, figures and all, whatever had become of the file that was being written."""
    never = run("never")
    with stopped(at=3):
        first = run()
    again = run()
    assert (never.rounds, first.rounds, again.rounds) == (6, 3, 4)
    same(never, again)


def test_a_run_that_goes_on_stops_as_early(run: Callable[..., Run]) -> None:
    """And takes the same weights for the best, although they are older than the interruption."""
    never = run("never", unlike=True)
    with stopped(at=3):
        run(unlike=True)
    again = run(unlike=True)
    assert never.rounds < 6
    assert never.told[-1:] == again.told[-1:] == ["no better validation for 2 rounds: the best one is taken"]
    same(never, again)


def test_what_was_kept_is_damaged(run: Callable[..., Run]) -> None:
    """One line says so, and the run begins anew."""
    with stopped(at=3):
        kept = run().kept
    kept.write_bytes(kept.read_bytes()[:5000])
    again = run()
    assert again.told == [f"{kept} is damaged: the run begins anew"]
    assert again.rounds == 6

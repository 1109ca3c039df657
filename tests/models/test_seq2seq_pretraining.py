"""Learning from unlabelled text, and beginning with what was learned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.arrays import read_arrays
from bot.catalog import Catalog
from bot.errors import BotError
from bot.model_folder import ModelFolder, open_model_folder
from bot.sentences.corpus import Corpus

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves

TEXTS = [
    f"{verb} the {colour} {thing}"
    for verb in ("open", "close", "fetch")
    for colour in ("red", "blue")
    for thing in ("door", "box")
]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, step_by_step: None) -> None:
    """A preset that learns in a handful of steps."""
    from bot_seq2seq import presets, text_training

    del step_by_step
    short = replace(presets.PRESETS["tiny"], read=16, batch=8, width=16, heads=2, vocabulary=60)
    monkeypatch.setitem(presets.PRESETS, "tiny", short)
    monkeypatch.setitem(presets.TEXT_PRESETS, "tiny", replace(short, width=24))  # a size of its own, as others have
    monkeypatch.setattr(text_training, "_LEAST_STEPS", 2)


@pytest.fixture
def learned(tmp_path: Path, quick: None) -> Callable[..., ModelFolder]:
    """Return a function that learns from a few sentences."""
    from bot_seq2seq.pretraining import pretrain

    del quick

    def learn(name: str = "learned", *, whole: bool = False) -> ModelFolder:
        made = pretrain(TEXTS * 5, tmp_path / name, whole=whole, preset="tiny", report=lambda _: None)
        assert made is not None
        return made

    return learn


def stopping(begun: list[Any]) -> Callable[..., Any]:
    """Return what notes the task of a run in place of fitting it, and ends it."""

    def fit(task: Any, _: Any) -> None:
        begun.append(task)
        raise KeyboardInterrupt

    return fit


def test_what_was_learned_is_a_model_folder(learned: Callable[..., ModelFolder]) -> None:
    """Without what only guesses; the picture of its curves is in it, and no LiteRT file."""
    folder = open_model_folder(learned().path, "seq2seq")
    assert (folder.data["kind"], folder.data["part"]) == ("pretrained", "encoder")
    assert set(folder.data["hashes"]) == {"curves.png", "tokenizer.json", "weights.npz"}
    assert folder.file("curves.png").read_bytes().startswith(b"\x89PNG")
    weights = read_arrays(folder.file("weights.npz"))
    assert {path.partition("/")[0] for path in weights} == {"features", "layer_0", "encoder_norm"}
    assert all(np.isfinite(array).all() for array in weights.values())


@pytest.mark.parametrize("whole", [False, True], ids=["encoder", "whole"])
def test_a_run_begins_with_all_that_was_learned(learned: Callable[..., ModelFolder], *, whole: bool) -> None:
    """Every weight finds its place, also in a process that has made other networks before."""
    from bot_seq2seq.network import Network, Sizes
    from bot_seq2seq.presets import PRESETS, TEXT_PRESETS
    from bot_seq2seq.pretrained import read_start

    folder = learned(whole=whole)
    preset = (TEXT_PRESETS if whole else PRESETS)["tiny"]
    start = read_start(folder.path, preset, "whole" if whole else "encoder")
    tokens = folder.data["sizes"]["tokens"]
    network = Network(preset, Sizes(tokens, tokens if whole else 9, pointing=not whole))
    shapes = {each.path: tuple(each.shape) for each in network.training_model().trainable_variables}
    assert {path: array.shape for path, array in start.weights.items()}.items() <= shapes.items()
    assert start.marks


@pytest.fixture
def task_of(commands: Corpus, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return a function that gives the task of training a reader which begins with a folder."""
    from bot_seq2seq import runs, training

    begun: list[Any] = []

    def task(init: Path | None) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(runs, "fit", stopping(begun))
            with pytest.raises(KeyboardInterrupt):
                training.train(
                    lambda _: commands, catalog, tmp_path / "out", preset="tiny", init=init, report=lambda _: None
                )
        return begun[-1]

    return task


def test_a_reader_of_programs_begins_with_a_pretrained_encoder(
    learned: Callable[..., ModelFolder], task_of: Callable[..., Any]
) -> None:
    """With its tokens, to which the vectors belong; and it is another run than one that begins with nothing."""
    folder = learned()
    plain, later = task_of(None), task_of(folder.path)
    assert later.sizes.tokens == folder.data["sizes"]["tokens"] != plain.sizes.tokens
    assert set(later.start) == set(read_arrays(folder.file("weights.npz")))
    assert plain.folder != later.folder


@pytest.mark.parametrize(("times", "gentle"), [(1, False), (31, True)])
def test_few_utterances_that_are_read_often_change_what_was_learned_more_slowly(
    learned: Callable[..., ModelFolder], task_of: Callable[..., Any], commands: Corpus, monkeypatch: pytest.MonkeyPatch,
    times: int, *, gentle: bool,
) -> None:  # fmt: skip
    """Or it would be forgotten."""
    from bot_seq2seq import presets

    folder = learned()
    longer = replace(presets.PRESETS["tiny"], read=times * len(commands.utterances))
    monkeypatch.setitem(presets.PRESETS, "tiny", longer)
    assert task_of(folder.path).gentle is gentle


def test_a_text_model_begins_with_a_whole_pretrained_one(
    learned: Callable[..., ModelFolder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which has the decoder too."""
    from bot_seq2seq import runs, text_training

    begun: list[Any] = []
    folder = learned(whole=True)
    monkeypatch.setattr(runs, "fit", stopping(begun))
    with pytest.raises(KeyboardInterrupt):
        text_training.train_text(
            [("open the red", "door")] * 9, tmp_path / "out", preset="tiny", init=folder.path, report=lambda _: None
        )
    assert begun[0].sizes.symbols == folder.data["sizes"]["symbols"]
    assert "symbols/kernel" in begun[0].start


def test_what_does_not_fit_is_one_line(learned: Callable[..., ModelFolder], tmp_path: Path) -> None:
    """What was learned for something else, of another preset, or is no pretrained model at all."""
    from bot_seq2seq.presets import PRESETS
    from bot_seq2seq.pretrained import read_start

    folder = learned().path
    with pytest.raises(BotError, match=r"pretrained for models that read programs: pretrain one with --whole"):
        read_start(folder, PRESETS["tiny"], "whole")
    with pytest.raises(
        BotError, match=r"preset 'tiny' \(layers 1, width 16.*'fast' \(layers 2, width 128.* say --preset tiny"
    ):
        read_start(folder, PRESETS["fast"], "encoder")
    with pytest.raises(BotError, match="no model folder"):
        read_start(tmp_path / "nowhere", PRESETS["tiny"], "encoder")
    (folder / "weights.npz").write_bytes(b"half")
    with pytest.raises(BotError, match=r"weights\.npz is damaged"):
        read_start(folder, PRESETS["tiny"], "encoder")


@pytest.mark.usefixtures("quick")
def test_more_may_be_read_than_the_preset_reads(tmp_path: Path) -> None:
    """The same sentences once more."""
    from bot_seq2seq.pretraining import pretrain

    made = pretrain(TEXTS, tmp_path / "longer", preset="tiny", read=48, report=lambda _: None)
    assert made is not None
    assert made.data["training"]["read"] == 48
    assert len(made.data["rounds"]["loss"]) == 6  # in place of 2: batches of 8


@pytest.mark.parametrize("optimizer", ["muon", "adamw"])
def test_what_is_to_be_kept_changes_more_slowly(optimizer: str) -> None:
    """And nothing else does."""
    import keras
    from keras import ops

    from bot_seq2seq.presets import PRESETS
    from bot_seq2seq.rates import SLOWER, make_optimizer

    def moved(pretrained: list[str]) -> list[float]:
        variables = [keras.Variable(np.zeros((4, 4), np.float32), name=name) for name in ("old", "new")]
        made = make_optimizer(replace(PRESETS["tiny"], optimizer=optimizer), 10, pretrained)  # type: ignore[arg-type]
        made.apply([ops.convert_to_tensor(np.eye(4, dtype=np.float32))] * 2, variables)
        return [float(np.abs(variable.numpy()).max()) for variable in variables]

    old, new = moved(["old"])
    assert moved([]) == pytest.approx([new, new])
    assert old == pytest.approx(SLOWER * new, rel=1e-3)

"""A tiny reader of both languages, trained, written, loaded and read with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.backend import Context
from bot.errors import BotError, ModelError
from bot.model_folder import ModelFolder
from bot.plugins import Plugins
from bot.program import calls
from bot.sentences.corpus import Corpus, make_corpus, mixed
from bot_seq2seq.tokens import GRAMS

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves
SAID = [
    "turn left", "go forward three steps, then turn left and pick up the red ball", "往前走三步，然后左转，再捡起红色的球",
    "what will the weather be like tomorrow", "", "?!", "😀", "\u202eturn left", "\ud800", "a" * 3000, "走" * 900,
]  # fmt: skip


@pytest.fixture(scope="module")
def made(plugins: Plugins) -> Corpus:
    """A few utterances of both languages."""
    corpora = []
    for language in ("en", "zh"):
        paths = [each.sentence_paths[language] for each in plugins.loaded if language in each.sentence_paths]
        corpora.append(make_corpus(paths, plugins.catalog, language, 150, 0))
    return mixed(corpora)


@pytest.fixture(scope="module")
def folder(made: Corpus, plugins: Plugins, tmp_path_factory: pytest.TempPathFactory) -> ModelFolder:
    """A reader trained on them, which reads next to nothing."""
    from bot_seq2seq.training import train

    out = tmp_path_factory.mktemp("models") / "tiny"
    written = train(lambda _: made, plugins.catalog, out, preset="tiny", languages=("en", "zh"), report=lambda _: None)
    assert written is not None
    return written


def test_a_trained_folder_is_a_backend(folder: ModelFolder, plugins: Plugins) -> None:
    """It says what it reads, and reads anything without an error, each text as it reads it alone."""
    from bot_seq2seq.backend import Seq2SeqBackend

    backend = Seq2SeqBackend(folder.path)
    assert backend.languages == {"en", "zh"}
    assert backend.actions == set(plugins.catalog.actions)
    context = Context(plugins.catalog)
    every = backend.interpret(SAID, context)
    assert every == [backend.interpret([text], context)[0] for text in SAID]
    for found in every:
        assert found
        for each in found:
            assert 0 <= each.confidence <= 1
            assert all(call.action in plugins.catalog.actions for call in calls(each.program))


def test_several_networks_are_trained_side_by_side_and_read_as_one(
    made: Corpus, plugins: Plugins, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On one core or several the same folder comes out, and its states are as wide as all of them."""
    from bot.litert import LiteModel
    from bot.training import side_by_side
    from bot_seq2seq import presets
    from bot_seq2seq.backend import Seq2SeqBackend
    from bot_seq2seq.training import train

    two = replace(presets.PRESETS["tiny"], members=2)
    monkeypatch.setitem(presets.PRESETS, "tiny", two)
    found = []
    for cores in (1, 2):
        monkeypatch.setattr(side_by_side, "_cores", lambda cores=cores: cores)
        out = tmp_path / str(cores)
        assert train(lambda _: made, plugins.catalog, out, preset="tiny", report=lambda _: None)
        source = LiteModel(out / "encoder.tflite")(
            {"ids": np.ones((1, 3), np.int32), "grams": np.ones((1, 3, GRAMS), np.int32)}
        )
        assert source["states"].shape == (1, 3, 2 * two.width)
        assert not np.allclose(source["states"][..., : two.width], source["states"][..., two.width :], atol=1e-3)
        found.append(source["states"])
        assert all(each for each in Seq2SeqBackend(out).interpret(SAID[:3], Context(plugins.catalog)))
        assert not list(tmp_path.glob("*.resume"))
    np.testing.assert_array_equal(*found)


def test_the_folder_tells_how_it_was_made(folder: ModelFolder) -> None:
    """What was learned from, and what was measured on what was held back."""
    assert folder.data["kind"] == "programs"
    assert "made" in folder.data["training_data"]
    assert 0 <= folder.data["scores"]["held-back utterances read exactly"] <= 1
    assert folder.data["training"]["seconds"] >= 0


def test_a_model_of_text_reads_no_commands(folder: ModelFolder, tmp_path: Path) -> None:
    """It is told so by name."""
    from bot.model_folder import write_model_folder
    from bot_seq2seq.backend import Seq2SeqBackend

    other = write_model_folder(tmp_path / "text", {"backend": "seq2seq", "kind": "text"}, lambda _: None)
    with pytest.raises(ModelError, match="bot complete"):
        Seq2SeqBackend(other.path)
    del folder


def test_what_cannot_be_trained_is_told(made: Corpus, plugins: Plugins, tmp_path: Path) -> None:
    """An unknown preset, and a place that holds something else."""
    from bot_seq2seq.training import train

    with pytest.raises(BotError, match="there is no preset 'huge'; there are"):
        train(lambda _: made, plugins.catalog, tmp_path / "out", preset="huge")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("Dear")
    with pytest.raises(BotError, match="no model folder"):
        train(lambda _: made, plugins.catalog, tmp_path / "letters", preset="tiny")

"""A reader trained on a tiny encoder: whole, its top alone, interrupted, and on next to nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.backend import Context
from bot.catalog import Catalog
from bot.errors import BotError
from bot.model_folder import ModelFolder
from bot.plugins import Plugins
from bot.program import program_from_json, program_to_json
from bot.reading import NONE
from bot.sentences.corpus import Corpus, make_corpus
from bot.sentences.labelled import Labelled

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves


@pytest.fixture
def presets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add presets that train in seconds: `small` tunes the whole encoder, `top` its top layers, `two` those of two."""
    from bot_bert.presets import PRESETS, Preset

    small = Preset("small", read=22, made=48, batch=4, hidden=16, letters=8)
    top = replace(small, name="top", read=2, tuned="top")
    for preset in (small, top, replace(top, name="three", members=3)):
        monkeypatch.setitem(PRESETS, preset.name, preset)


def test_a_reader_is_trained_on_a_converted_encoder(converted: Path, plugins: Plugins, tmp_path: Path) -> None:
    """It keeps the encoder as it was, lists what it was trained on, and reads any sentence without an error."""
    from bot_bert.backend import BertBackend
    from bot_bert.training import train

    paths = [plugin.sentence_paths["en"] for plugin in plugins.loaded if "en" in plugin.sentence_paths]

    def make(count: int) -> Corpus:
        return make_corpus(paths, plugins.catalog, "en", count, 0)

    folder = train(make, plugins.catalog, tmp_path / "reader", base=converted, preset="tiny", report=lambda _: None)
    assert folder.data["actions"] == sorted(plugins.catalog.actions)
    assert folder.data["fingerprint"] == plugins.catalog.fingerprint
    assert folder.file("lower.tflite").read_bytes() == (converted / "lower.tflite").read_bytes()
    backend, context = BertBackend(folder.path), Context(plugins.catalog)
    assert backend.languages == {"en"}
    for found in backend.interpret(["go forward three steps, then turn left", "", "向左转", "qxz " * 100], context):
        assert all(program_from_json(program_to_json(each.program)) == each.program for each in found)
    assert not list(tmp_path.glob(".reader*"))


@pytest.mark.usefixtures("presets")
def test_a_reader_is_trained_with_its_whole_encoder(
    converted: Path, commands: Corpus, catalog: Catalog, tmp_path: Path
) -> None:
    """On a dozen given commands: it loads, reads the same twice, and says how sure it is."""
    from bot_bert.backend import BertBackend
    from bot_bert.training import train

    asked: list[int] = []

    def make(count: int) -> Corpus:
        asked.append(count)
        return commands

    folder = train(make, catalog, tmp_path / "reader", base=converted, preset="small", report=lambda _: None)
    assert asked == [48]
    assert folder.data["training"]["tuned"] == "whole"
    assert folder.data["labels"] == list(commands.labels)
    assert 0 <= folder.data["scores"]["held-back utterances read exactly"] <= 1
    backend, context = BertBackend(folder.path), Context(catalog)
    texts = ["pick up the red ball", "turn left", "three boxes!", "", "then " * 200]
    found = backend.interpret(texts, context)
    assert found == backend.interpret(texts, context)
    assert found == [backend.interpret([text], context)[0] for text in texts]
    every = [each for several in found for each in several]
    readings = [
        each.evidence.reading for each in every if each.evidence is not None and each.evidence.reading is not None
    ]
    assert all(0 <= each.confidence <= 1 for each in every)
    assert len(readings) >= 4
    assert all(reading.scope is not None and 0 <= reading.scope <= 1 for reading in readings)


@pytest.mark.usefixtures("presets", "step_by_step")
def test_an_interrupted_run_goes_on(
    converted: Path, commands: Corpus, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its last round ended, which is an epoch of so few; afterwards nothing of it is left."""
    from bot_bert import fitting
    from bot_bert.dataset import Batches
    from bot_bert.presets import PRESETS
    from bot_bert.training import train

    monkeypatch.setattr(fitting, "_ROUND", 12)
    begun: list[int] = []
    begin = Batches.begin
    monkeypatch.setitem(PRESETS, "top", replace(PRESETS["top"], read=48))

    def run() -> ModelFolder:
        return train(
            lambda _: commands, catalog, tmp_path / "reader", base=converted, preset="top", report=lambda _: None
        )

    def note(batches: Batches, epoch: int) -> None:
        begun.append(epoch)
        begin(batches, epoch)

    def stop(batches: Batches, epoch: int) -> None:
        note(batches, epoch)
        if epoch == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Batches, "begin", stop)
        with pytest.raises(KeyboardInterrupt):
            run()
    (left,) = tmp_path.glob(".reader*")
    noted = left / "seconds"
    assert float(noted.read_text(encoding="utf-8")) > 0
    noted.write_text("5000", encoding="utf-8")
    begun.clear()
    monkeypatch.setattr(Batches, "begin", note)
    assert run().data["training"]["seconds"] >= 5000  # what it took in all
    assert begun == [0, 2, 3]  # 0: before it is known that there is something to go on with
    assert not list(tmp_path.glob(".reader*"))


@pytest.mark.usefixtures("presets", "step_by_step")
@pytest.mark.parametrize("count", [1, 5])
def test_a_handful_of_utterances_is_enough(
    converted: Path, commands: Corpus, catalog: Catalog, tmp_path: Path, count: int
) -> None:
    """Fewer than a batch holds: a reader comes of it all the same."""
    from bot_bert.backend import BertBackend
    from bot_bert.training import train

    few = replace(commands, utterances=commands.utterances[4 : 4 + count])
    folder = train(lambda _: few, catalog, tmp_path / "few", base=converted, preset="top", report=lambda _: None)
    (found,) = BertBackend(folder.path).interpret(["turn left"], Context(catalog))
    assert all(0 <= each.confidence <= 1 for each in found)


@pytest.mark.usefixtures("presets")
def test_one_of_the_members_that_are_trained_at_a_time_shows_its_progress(
    converted: Path,
    commands: Corpus,
    catalog: Catalog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Also of those that wait for a core at first; fewer utterances than a batch holds are enough for a reader."""
    from bot.training import side_by_side
    from bot_bert.backend import BertBackend
    from bot_bert.training import train

    monkeypatch.setattr(side_by_side, "_cores", lambda: 2)
    few = replace(commands, utterances=commands.utterances[4:6])
    folder = train(lambda _: few, catalog, tmp_path / "few", base=converted, preset="three", report=lambda _: None)
    out, err = capfd.readouterr()
    assert [number for number in (1, 2, 3) if f"member {number} of 3" in err] == [1, 3]
    assert err.count("loss:") >= 2
    assert out == ""
    (found,) = BertBackend(folder.path).interpret(["turn left"], Context(catalog))
    assert all(0 <= each.confidence <= 1 for each in found)


@pytest.mark.parametrize("utterances", [(), (Labelled("", (), (), ()),)])
def test_nothing_to_learn_is_one_clear_error(
    converted: Path, commands: Corpus, catalog: Catalog, tmp_path: Path, utterances: tuple[Labelled, ...]
) -> None:
    """Nothing is written."""
    from bot_bert.training import train

    corpus = replace(commands, utterances=utterances)
    with pytest.raises(BotError, match="nothing to learn from"):
        train(lambda _: corpus, catalog, tmp_path / "out", base=converted, preset="tiny")
    assert not list(tmp_path.glob("*out*"))


def test_a_run_leaves_what_it_has_beside_its_place(
    converted: Path, commands: Corpus, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where that is the folder one is in, which has no name as it is written."""
    from bot_bert import training

    def stop(fit: Any, tasks: list[Any], report: Any, **_: Any) -> None:
        del fit, report
        raise BotError(str(tasks[0].folder.path))

    monkeypatch.setattr(training, "fit_members", stop)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(BotError, match=r"[/\\]\.here\.tiny\.0\.\w+\.resume$") as error:
        training.train(lambda _: commands, catalog, Path(), base=converted, preset="tiny", report=lambda _: None)
    assert Path(str(error.value)).parent == tmp_path.resolve()


def test_a_preset_that_is_not_there_is_named(commands: Corpus, catalog: Catalog, tmp_path: Path) -> None:
    """With those that are."""
    from bot_bert.training import train

    with pytest.raises(BotError, match=r"'huge'; there are .*default"):
        train(lambda _: commands, catalog, tmp_path, base=tmp_path, preset="huge")


def test_the_encoder_learns_slower_than_the_heads(converted: Path) -> None:
    """They at the full rate, all of its layers at one of its own."""
    import keras

    from bot_bert.network import Encoder
    from bot_bert.presets import Preset
    from bot_bert.pretrained import whole_encoder
    from bot_bert.rates import make_optimizer

    embeddings, layers = whole_encoder(converted, 0.0)
    preset = Preset("slow", read=1, made=1, rate=1e-2, encoder_rate=1e-3)
    optimizer = make_optimizer(preset, Encoder(layers, 32, embeddings), 1000)
    head = keras.Variable(np.zeros(3), name="head")
    weights = [head, *(layer.trainable_variables[0] for layer in (layers[-1], layers[0], embeddings))]
    for weight in weights[1:]:
        weight.assign(np.zeros(weight.shape))  # so that their decay plays no part
    before = [keras.ops.convert_to_numpy(weight) for weight in weights]
    optimizer.build(weights)
    optimizer.apply([np.ones(weight.shape, np.float32) for weight in weights], weights)
    after = [keras.ops.convert_to_numpy(weight) for weight in weights]
    head_step, *steps = (np.mean(then - now) for then, now in zip(before, after, strict=True))
    assert [step / head_step for step in steps] == pytest.approx([0.1, 0.1, 0.1], rel=0.1)


def test_the_steps_are_those_of_adam() -> None:
    """Also for a table of which a batch touches a few rows."""
    import keras
    import tensorflow as tf

    from bot_bert.rates import LayerRates

    random = np.random.default_rng(0)
    gradients = [random.normal(size=(4, 3)).astype(np.float32) for _ in range(5)]
    found = []
    for optimizer in (LayerRates({}, learning_rate=0.1), keras.optimizers.AdamW(learning_rate=0.1)):
        variables = [keras.Variable(np.ones((4, 3), np.float32), name=name) for name in ("whole", "rows")]
        optimizer.build(variables)
        for gradient in gradients:
            rows = tf.IndexedSlices(tf.constant(gradient[:2]), tf.constant([0, 2]), tf.constant([4, 3]))
            optimizer.apply([tf.constant(gradient), rows], variables)
        found.append([keras.ops.convert_to_numpy(variable) for variable in variables])
    np.testing.assert_allclose(found[0], found[1], rtol=1e-5)


def test_some_utterances_are_held_back_where_nobody_did(commands: Corpus) -> None:
    """Never all of them, and none where there is only one to learn from."""
    from bot.training.corpora import held_back

    for count in range(1, 13):
        found = held_back(replace(commands, utterances=commands.utterances[:count]))
        assert len(found.held_back) == (count > 1)
        assert sorted(map(str, found.utterances + found.held_back)) == sorted(map(str, commands.utterances[:count]))
    given = replace(commands, held_back=commands.utterances[:3])
    assert held_back(given) == given


def test_what_is_held_back_is_not_learned_from(commands: Corpus) -> None:
    """Nor is the same sentence from another line: how sure to be would be told by what was learned by heart."""
    from bot.training.corpora import held_back

    found = held_back(replace(commands, utterances=commands.utterances * 3))
    assert found.held_back
    assert not {said.text for said in found.held_back} & {said.text for said in found.utterances}


def test_a_corpus_without_an_action(converted: Path, commands: Corpus, catalog: Catalog, tmp_path: Path) -> None:
    """There is nothing to learn, and that is said in a line."""
    from bot_bert.training import train

    nothing = replace(commands, labels=(NONE,), slots=(), utterances=())
    with pytest.raises(BotError, match="nothing to learn"):
        train(lambda _: nothing, catalog, tmp_path / "reader", base=converted, preset="tiny", report=lambda _: None)


def test_slots_that_stand_twice_in_a_clause_are_noted(commands: Corpus) -> None:
    """Where that happens now and then; once may be a slip of whoever labelled it."""
    from bot.training.corpora import repeated_slots

    twice: Callable[[Any], Any] = lambda said: replace(said, slots=said.slots * 2)  # noqa: E731
    assert repeated_slots(commands.utterances) == []
    assert repeated_slots([twice(said) for said in commands.utterances[:1]]) == []
    assert repeated_slots([twice(said) for said in commands.utterances]) == ["thing"]

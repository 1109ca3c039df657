"""Which model is in use, and sentence vectors for anybody."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot import encode
from bot.errors import BotError, ModelError
from bot.interpreter import Interpreter
from bot.model_folder import write_model_folder
from bot.plugins import LoadedPlugin, Plugins, load_plugins
from bot.services import Models, share, trained_folder
from bot.settings import Settings, load_settings


def test_an_unknown_backend_is_named_with_those_there_are(plugins: Plugins) -> None:
    """At once, not when the first sentence is read; the one in use stays."""
    with pytest.raises(BotError, match=r"there is no backend 'parrot'; installed: .*bert"):
        Models(plugins, Settings(), "parrot")
    models = Models(plugins, Settings())
    with pytest.raises(BotError, match="parrot"):
        models.use("parrot")
    assert models.active == "bert"


def test_the_users_choice_counts_before_what_was_trained_and_what_ships(plugins: Plugins, tmp_path: Path) -> None:
    """The settings' model, else the user's own, else the shipped one."""
    assert Models(plugins, Settings()).folder() == plugins.backends["bert"].folder
    trained_folder("bert").mkdir(parents=True)
    assert Models(plugins, Settings()).folder() == trained_folder("bert")
    assert Models(plugins, Settings(model=str(tmp_path))).folder() == tmp_path


def test_the_users_model_is_for_the_backend_that_it_names(plugins: Plugins, tmp_path: Path) -> None:
    """Another backend goes on with its own; a folder of a backend that is not installed is an error of any."""
    other = replace(plugins.backends["bert"], name="other", folder=tmp_path / "shipped")
    two = replace(plugins, loaded=(*plugins.loaded, LoadedPlugin("other", None, "a test", backends=(other,))))
    chosen, shipped = tmp_path / "m", {"bert": plugins.backends["bert"].folder, "other": other.folder}
    for named, users in {"bert": {"bert"}, "other": {"other"}, "none": {"bert", "other"}}.items():
        write_model_folder(chosen, {"backend": named}, lambda _: None)
        for name, own in shipped.items():
            folder = Models(two, Settings(model=str(chosen)), name).folder()
            assert folder == (chosen if name in users else own), (named, name)


def truncated(folder: Path) -> None:
    """Cut the reader's weights in half."""
    path = folder / "reader.tflite"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (truncated, r"reader\.tflite is damaged"),
        (lambda folder: (folder / "tokenizer.json").unlink(), r"tokenizer\.json is missing"),
        (lambda folder: (folder / "model.json").write_text("{}"), r"model\.json was not written by this program"),
        (shutil.rmtree, r"is no model folder"),
    ],
)  # fmt: skip
def test_a_damaged_model_is_one_clear_line(
    plugins: Plugins, models: Models, tmp_path: Path, damage: Callable[[Path], object], named: str
) -> None:
    """It names the file; another model can be used in its place."""
    folder = tmp_path / "model"
    shutil.copytree(models.folder(), folder)
    damage(folder)
    session = Interpreter(plugins, replace(load_settings(), model=str(folder)))
    with pytest.raises(ModelError, match=named) as error:
        session.respond("turn left", dry_run=True)
    assert "\n" not in str(error.value)


def test_vectors_tell_what_is_alike(models: Models) -> None:
    """Of length 1, one row a text; a paraphrase is nearer than something else."""
    share(models)
    vectors = encode(["switch on the light", "turn the lamp on", "what is the capital of france"])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)
    alike, other = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert alike > other + 0.2
    assert encode([]).shape == (0, vectors.shape[1])


LAMP = '''
from bot import action, hookimpl

@action("lamp.glow")
def glow() -> str:
    """Make the lamp glow."""
    return "It glows."

@hookimpl
def bot_actions():
    return [glow]
'''
SENTENCES = """
language: en
intents: {lamp.glow: {data: [{sentences: ["make the lamp glow", "let the (lamp|light) glow", "glow lamp", "lamp glow on"]}]}}
"""


def test_an_action_that_the_model_does_not_know_is_told_and_read(
    plugin_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its sentences, word for word, without training; one line says so. They are learned on loading."""
    plugin_file("lamp", LAMP, SENTENCES)
    found = load_plugins(load_settings())
    models = Models(found, load_settings())
    (note,) = models.notes()
    assert note.startswith("lamp.glow")
    assert "bot train" in note
    models = Models(found, load_settings())
    models.backend()
    monkeypatch.setattr("bot.learned.Learned.__init__", lambda *_: pytest.fail("learned while the clock runs"))
    reply = Interpreter(found, load_settings(), models=models).respond("let the light glow")
    assert (reply.status, reply.text) == ("done", "It glows.")


def test_nothing_new_is_nothing_to_tell(models: Models) -> None:
    """The shipped model knows all that ships."""
    assert models.notes() == ()

"""`bot train`: what it hands to a backend's trainer; nothing is trained here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.services import trained_folder
from bot.words import has_han

Bot = Callable[..., Any]
TRAINER = """
from pathlib import Path
from bot import BackendSpec, hookimpl, write_model_folder

def train(make, catalog, out, *, base, preset, languages, seed, report):
    if preset == "stop":
        raise KeyboardInterrupt
    corpus = make(21)
    if preset == "tell":
        for said in corpus.utterances:  # without what fills slots: in English too one asks what a Chinese word means
            filled = {at for slot in said.slots for at in range(slot.start, slot.end)}
            report("".join(letter for at, letter in enumerate(said.text) if at not in filled) or "-")
    report(f"{len(corpus.utterances)} sentences, {preset}, {' '.join(languages)}, {seed}")
    return write_model_folder(out, {"backend": "parrot"}, lambda folder: None)

@hookimpl
def bot_backends():
    here = Path(__file__).parent
    return [BackendSpec("parrot", frozenset({"en", "zh", "mi"}), here, None, trainer="bot_user_plugins_parrot:train")]
"""


@pytest.fixture(autouse=True)
def parrot(plugin_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A backend that learns nothing, and the extra `train` as good as installed."""
    plugin_file("parrot", TRAINER)
    monkeypatch.setattr("bot.cli.trainable.need_train", lambda: None)


def test_a_model_is_written_where_it_is_used_next(bot: Bot) -> None:
    """Or where --out says."""
    done = bot("train", "--backend", "parrot", "--preset", "fast", "--seed", "3")
    assert done.code == 0
    assert done.out.endswith(f" sentences, fast, en zh, 3\nwritten to {trained_folder('parrot')}\n")
    assert (trained_folder("parrot") / "model.json").is_file()


@pytest.mark.parametrize(
    ("options", "languages", "shares"),
    [
        ((), "en zh", (10, 11)),
        (("--lang", "zh,en"), "zh en", (11, 10)),
        (("--lang", "zh", "--lang", "en"), "zh en", (11, 10)),
        (("--lang", "zh"), "zh", (0, 21)),
        (("--lang", "en"), "en", (21, 0)),
    ],
)
def test_languages_are_learned_side_by_side(
    bot: Bot, options: tuple[str, ...], languages: str, shares: tuple[int, int]
) -> None:
    """Those that are named, else all that the backend reads and plugins have; each has its share of the sentences."""
    *said, told, _ = bot("train", "--backend", "parrot", "--preset", "tell", *options).out.splitlines()
    assert told == f"21 sentences, tell, {languages}, 0"
    chinese = sum(has_han(text) for text in said)
    assert (len(said) - chinese, chinese) == shares


@pytest.mark.parametrize("language", ["mi", "en,mi"])
def test_a_language_without_sentences_is_told(bot: Bot, language: str) -> None:
    """Before anything is made."""
    done = bot("train", "--backend", "parrot", "--lang", language)
    assert (done.code, done.out) == (2, "")
    assert done.err == "bot: no installed plugin has sentences in the language mi\n"


def test_an_interrupted_training_says_how_to_go_on(bot: Bot) -> None:
    """In one line."""
    done = bot("--backend", "parrot", "train", "--preset", "stop")
    assert (done.code, done.out) == (130, "")
    assert "the same command goes on" in done.err


@pytest.mark.parametrize("arguments", [("--backend", "nobody"), ("--seed", "-1"), ("--seed", "x")])
def test_wrong_usage_is_told_before_anything_is_made(bot: Bot, arguments: tuple[str, ...]) -> None:
    """With what is wrong in it."""
    done = bot("train", *arguments)
    assert (done.code, done.out) == (2, "")
    assert arguments[1] in done.err


def test_texts_that_are_not_there_are_told(bot: Bot, tmp_path: Path) -> None:
    """Before anything is learned, in a line that names the file; those that are there are taken by their language."""
    missing = bot("train", "--backend", "parrot", "--texts", str(tmp_path / "none.txt"))
    assert (missing.code, missing.err) == (2, f"bot: {tmp_path / 'none.txt'}: there is no such file or folder\n")
    (tmp_path / "texts.txt").write_text("the tea is cold\n今天有雨\n", encoding="utf-8")
    assert bot("train", "--backend", "parrot", "--texts", str(tmp_path / "texts.txt")).code == 0

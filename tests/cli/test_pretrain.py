"""`bot pretrain`, and what `bot train` is told to begin with; nothing is trained here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Bot = Callable[..., Any]
BACKEND = """
from pathlib import Path
from bot import BackendSpec, hookimpl, write_model_folder

def learn(texts, out, *, whole, preset, read, seed, hosts, report):
    if preset == "stop":
        raise KeyboardInterrupt
    report(f"{len(texts)} sentences, {whole}, {preset}, {read}, {seed}, {hosts.number} of {hosts.count}")
    return write_model_folder(out, {"backend": "reader"}, lambda folder: None) if hosts.writes else None

def train(make, catalog, out, *, base, preset, languages, seed, report, init=None, hosts=None):
    report(f"begins with {init}, {hosts.count if hosts else 1} hosts")
    return write_model_folder(out, {"backend": "reader"}, lambda folder: None)

def text(pairs, out, *, preset, seed, report, init=None, hosts=None):
    return train(None, None, out, base=None, preset=preset, languages=(), seed=seed, report=report, init=init, hosts=hosts)

@hookimpl
def bot_backends():
    here, where = Path(__file__).parent, "bot_user_plugins_reader:"
    return [
        BackendSpec(
            "reader", frozenset({"en"}), here, None, trainer=where + "train", text_trainer=where + "text",
            pretrainer=where + "learn",
        ),
        BackendSpec("parrot", frozenset({"en"}), here, None, trainer=where + "train"),
    ]
"""


@pytest.fixture(autouse=True)
def reader(plugin_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A backend that learns nothing, and the extra `train` as good as installed."""
    plugin_file("reader", BACKEND)
    monkeypatch.setattr("bot.cli.trainable.need_train", lambda: None)
    monkeypatch.setattr("bot.cli.pretrain.need_train", lambda: None)
    monkeypatch.setenv("KERAS_BACKEND", "tensorflow")


@pytest.fixture
def text(tmp_path: Path) -> str:
    """A file of two sentences."""
    path = tmp_path / "text.txt"
    path.write_text("open the door\nclose it\nopen the door\n", encoding="utf-8")
    return str(path)


def test_text_is_learned_from_into_a_folder(bot: Bot, text: str, tmp_path: Path) -> None:
    """By the backend that was named; the encoder alone unless the whole is said."""
    out = str(tmp_path / "out")
    done = bot(
        "pretrain", text, "--out", out, "--backend", "reader", "--preset", "fast", "--seed", "3", "--read", "500"
    )
    assert (done.code, done.out) == (0, f"2 sentences, False, fast, 500, 3, 0 of 1\nwritten to {out}\n")
    assert "True, default, None" in bot("pretrain", text, "--out", out, "--backend", "reader", "--whole").out


def test_other_hosts_write_nothing(bot: Bot, text: str, tmp_path: Path) -> None:
    """The first one does."""
    where = ("--hosts", "2", "--host", "1", "--coordinator", "localhost:1")
    done = bot("pretrain", text, "--out", str(tmp_path / "out"), "--backend", "reader", *where)
    assert done.out.endswith("1 of 2\ndone; host 0 writes what was learned\n")
    assert not (tmp_path / "out").exists()


def test_training_begins_with_what_was_learned(bot: Bot, tmp_path: Path) -> None:
    """And with nothing where nothing is said."""
    out = ("--backend", "reader", "--out", str(tmp_path / "out"))
    assert bot("train", *out).out.startswith("begins with None, 1 hosts\n")
    assert bot("train", *out, "--init", "learned").out.startswith("begins with learned, 1 hosts\n")


def test_a_model_of_texts_begins_with_what_was_learned(bot: Bot, tmp_path: Path) -> None:
    """As one of commands does."""
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("open\tclose\n", encoding="utf-8")
    out = ("--backend", "reader", "--out", str(tmp_path / "out"), "--pairs", str(pairs))
    assert bot("train", *out).out.startswith("begins with None, 1 hosts\n")
    where = ("--hosts", "2", "--coordinator", "localhost:1")
    assert bot("train", *out, "--init", "learned", *where).out.startswith("begins with learned, 2 hosts\n")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("train", "--backend", "parrot", "--init", "x"), "'parrot' knows no --init"),
        (("train", "--backend", "reader", "--hosts", "2"), "--coordinator ADDRESS:PORT"),
        (("train", "--backend", "reader", "--host", "1"), "of 1 hosts none is 1"),
        (("pretrain", "nowhere.txt", "--out", "x", "--backend", "reader"), "nowhere.txt"),
        (("pretrain", "nowhere.txt", "--out", "x", "--backend", "parrot"), "'parrot' is no backend that learns"),
        (("pretrain", "--out", "x"), "TEXT"),
    ],
)
def test_wrong_usage_is_one_line(bot: Bot, arguments: tuple[str, ...], problem: str) -> None:
    """Before anything is learned."""
    done = bot(*arguments)
    assert (done.code, done.out) == (2, "")
    assert problem in done.err


def test_an_interrupted_run_says_how_to_go_on(bot: Bot, text: str, tmp_path: Path) -> None:
    """In one line."""
    done = bot("pretrain", text, "--out", str(tmp_path / "out"), "--backend", "reader", "--preset", "stop")
    assert (done.code, done.out) == (130, "")
    assert "the same command goes on" in done.err

"""`bot models`: which there are, and which is in use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.model_folder import write_model_folder
from bot.services import trained_folder

Bot = Callable[..., Any]


@pytest.fixture(autouse=True)
def no_model_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the settings are all that counts."""
    monkeypatch.delenv("BOT_MODEL", raising=False)


def write(folder: Path, backend: str) -> Path:
    """Write a model folder of one file."""
    write_model_folder(folder, {"backend": backend, "name": f"my {backend}"}, lambda _: None)
    return folder


def test_the_model_in_use_is_marked(bot: Bot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The one that ships, then the user's own, then the one of the settings."""
    found = json.loads(bot("models", "list", "--json").out)["models"]
    assert [each["origin"] for each in found if each["in_use"] and each["backend"] == "bert"] == ["ships"]
    write(trained_folder("bert"), "bert")
    found = json.loads(bot("models", "list", "--json").out)["models"]
    assert [each["origin"] for each in found if each["in_use"] and each["backend"] == "bert"] == ["trained"]
    assert "trained in use" in " ".join(bot("models", "list").out.split())
    monkeypatch.setenv("BOT_MODEL", str(write(tmp_path / "chosen", "bert")))
    found = json.loads(bot("models", "list", "--json").out)["models"]
    assert [each["folder"] for each in found if each["in_use"] and each["backend"] == "bert"] == [
        str(tmp_path / "chosen")
    ]


def test_a_backend_without_a_model_says_how_to_train_one(bot: Bot, mute: str) -> None:
    """In the list, and where its card is asked for; what it would read is read by nobody."""
    line = "the backend mute has no model yet; `bot train --backend mute` trains one"
    done = bot("models", "list")
    assert (done.code, done.err) == (0, "")
    assert line in " ".join(done.out.split())
    assert "English is read by bert, " in done.out
    found = json.loads(bot("models", "list", "--json").out)
    assert mute in found["missing"]
    assert (found["languages"]["en"], found["languages"]["mi"]) == ("bert", "")
    assert bot("models", "show", mute).err == f"bot: {line}\n"


def test_a_model_that_is_not_there_is_told(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind the list, in which nothing is in use."""
    monkeypatch.setenv("BOT_MODEL", "/nowhere")
    done = bot("models", "list")
    assert done.code == 2
    assert "in use" not in done.out
    assert done.err == "bot: /nowhere is no model folder: it has no readable model.json\n"


def test_the_card_of_a_model_is_shown(bot: Bot, tmp_path: Path) -> None:
    """Of the usual backend, of one that is named, and of a folder, whatever backend reads it."""
    assert bot("models", "show").out == bot("models", "show", "bert").out != ""
    folder = write(tmp_path / "other", "parrot")
    assert bot("models", "show", str(folder)).out.startswith("# my parrot\n")
    assert json.loads(bot("models", "show", "--json", str(folder)).out)["backend"] == "parrot"
    done = bot("models", "show", str(tmp_path / "nothing"))
    assert (done.code, done.out) == (2, "")
    assert "is no model folder" in done.err

"""Models of the hub: what is told of one before it is downloaded, and what becomes of those that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bot import data_folder
from bot_translate.translating import Translator

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")

Write = Callable[..., Path]
Run = Callable[..., Result]
Told = Callable[..., str]
Hub = Any  # that of conftest.py


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their names."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.loopback
def test_a_model_of_the_hub_is_downloaded_when_the_user_agrees(hub: Hub, marian: Write, run: Run) -> None:
    """What the hub says of it comes first; only what translates is downloaded."""
    hub.models["someone/opus-mt-en-fi"] = {**files_of(marian()), "pytorch_model.bin": b"x" * 999}
    hub.cards["someone/opus-mt-en-fi"] = {"license": "cc-by-nc-4.0", "language": ["en", "fi"]}
    shown = run("install", "someone/opus-mt-en-fi", answer="n\n").stdout
    for words in ("English -> Finnish", "MB", "cc-by-nc-4.0 (not for commercial use)", "nothing is installed"):
        assert words in shown
    assert [path for path in hub.asked if "resolve" in path] == []
    run("install", "someone/opus-mt-en-fi")
    assert not [path for path in hub.asked if "pytorch_model" in path]
    assert not (data_folder() / "translate" / "opus-mt-en-fi" / ".cache").exists()
    hub.asked.clear()
    assert Translator().translate("hello", "fi", "en").text == "hei"
    assert "cc-by-nc-4.0" in run("list").stdout
    assert hub.asked == []


@pytest.mark.loopback
def test_a_download_that_breaks_off_leaves_nothing(
    hub: Hub, marian: Write, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    """And says so."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    hub.models["someone/opus-mt-en-fi"] = files_of(marian())
    hub.breaks_off.add("model.bin")
    assert told("someone/opus-mt-en-fi").startswith("someone/opus-mt-en-fi cannot be had from the hub now (")


@pytest.mark.loopback
def test_what_the_hub_has_not_or_not_in_the_right_form_is_said(hub: Hub, marian: Write, told: Told) -> None:
    """With the command that converts it."""
    assert "the hub has no model called someone/nothing" in told("someone/nothing")
    files = files_of(marian())
    del files["model.bin"]
    hub.models["someone/opus-mt-en-fi"] = {**files, "pytorch_model.bin": b"x"}
    assert "`ct2-transformers-converter --model someone/opus-mt-en-fi --output_dir" in told("someone/opus-mt-en-fi")
    hub.models["someone/bert"] = {"config.json": b"{}"}
    assert "someone/bert holds no CTranslate2 model" in told("someone/bert")


@pytest.mark.loopback
def test_a_hub_that_does_not_answer_is_said(hub: Hub, told: Told) -> None:
    """In one line."""
    hub.shutdown()
    hub.server_close()
    assert told("someone/opus-mt-en-fi").startswith("someone/opus-mt-en-fi cannot be had from the hub now (")

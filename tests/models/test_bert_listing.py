"""A model folder whose model.json does not fit its other files, or says too little."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import bot_bert
from bot.errors import ModelError
from bot_bert.backend import BertBackend
from bot_bert.encoder import BertEncoder

SHIPPED = Path(bot_bert.__file__).parent / "weights" / "minilm"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[dict[str, Any]], object]], Path]:
    """Return a function that makes a folder like the one that ships, with something changed in its model.json."""

    def make(change: Callable[[dict[str, Any]], object]) -> Path:
        for file in SHIPPED.iterdir():
            (tmp_path / file.name).symlink_to(file)
        data = json.loads((SHIPPED / "model.json").read_text(encoding="utf-8"))
        change(data)
        (tmp_path / "model.json").unlink()
        (tmp_path / "model.json").write_text(json.dumps(data), encoding="utf-8")
        return tmp_path

    return make


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "no languages": lambda data: data.pop("languages"),
    "no training": lambda data: data.update(training=None),
    "no labels": lambda data: data.pop("labels"),
    "labels are nothing": lambda data: data.update(labels=None),
    "a label less": lambda data: data["labels"].pop(),
    "a slot less": lambda data: data["slots"].pop(),
    "a broken label": lambda data: data["labels"].__setitem__(-1, "robot.turn {"),
    "words are no counts": lambda data: data.update(words=["go"]),
    "what was learned is not listed": lambda data: data["hashes"].pop("reader.npz"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_listing_that_does_not_fit_is_one_clear_line(
    changed: Callable[[Callable[[dict[str, Any]], object]], Path], change: Callable[[dict[str, Any]], object]
) -> None:
    """It names model.json, and nothing is read by what is wrong."""
    folder = changed(change)
    with pytest.raises(ModelError) as error:
        BertBackend(folder)
    assert str(error.value).startswith(str(folder / "model.json"))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("encoder", [None, {}, {"width": "wide"}])
def test_an_encoder_that_is_not_described_is_one_clear_line(
    changed: Callable[[Callable[[dict[str, Any]], object]], Path], encoder: object
) -> None:
    """The same for who wants sentence vectors alone."""
    folder = changed(lambda data: data.update(encoder=encoder))
    with pytest.raises(ModelError) as error:
        BertEncoder(folder)
    assert str(error.value).startswith(str(folder / "model.json"))

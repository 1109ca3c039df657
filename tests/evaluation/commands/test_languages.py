"""Data in another language than English."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import compare

Bot = Callable[..., tuple[int, str, str]]
TURNS = {"左转": "left", "向右转": "right", "掉头": "around", "往左转": "left"}


@pytest.fixture
def chinese(tmp_path: Path) -> Path:
    """A folder of utterances in Chinese with their programs."""
    folder = tmp_path / "chinese"
    folder.mkdir()
    rows = [
        json.dumps({"utterance": said, "program": [{"action": "robot.turn", "args": {"direction": way}}]})
        for said, way in TURNS.items()
    ]
    for split in ("train", "valid", "test"):
        (folder / f"{split}.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_data_are_read_in_their_language(bot: Bot, chinese: Path, tmp_path: Path) -> None:
    """Trained and measured in it; a model that reads another one is told off."""
    out = tmp_path / "kept"
    code, said, err = bot("eval", "--data", chinese, "--lang", "zh", "--backend", "byheart", "--out", out, "--json")
    assert code == 0, err
    assert json.loads(said)["exact_match"] == 1.0
    assert json.loads((out / "model.json").read_text(encoding="utf-8"))["languages"] == ["zh"]
    code, said, err = bot("eval", "--data", chinese, "--model", out)
    assert (code, said) == (2, "")
    assert err.endswith(f"{out} does not read English, in which chinese is; it reads zh: see --lang\n")


def test_models_are_compared_in_a_language(
    bot: Bot, chinese: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On data, or on sentences that are made in it."""
    monkeypatch.setattr(compare, "_MADE", 12)
    out = tmp_path / "kept"
    bot("eval", "--data", chinese, "--lang", "zh", "--backend", "byheart", "--out", out, "--no-robustness")
    code, said, err = bot("compare", out, out, "--lang", "zh", "--data", chinese, "--json")
    assert code == 0, err
    assert json.loads(said)["a"]["exact_match"] == 1.0
    code, said, err = bot("compare", out, out, "--lang", "zh", "--json")
    assert code == 0, err
    assert 0 < json.loads(said)["sentences"] <= 12
    code, said, err = bot("compare", out, "bert", "--lang", "zh")
    assert (code, said) == (2, "")
    assert "does not read Chinese" in err


def test_a_language_that_nothing_is_known_of_is_one_line(bot: Bot, chinese: Path) -> None:
    """Whatever is to be done in it."""
    assert bot("compare", "bert", "bert", "--lang", "xx")[2].endswith("sentences in the language 'xx'\n")
    code, _, err = bot("eval", "--data", chinese, "--lang", "xx", "--backend", "byheart")
    assert (code, err.count("\n")) == (2, 1)

"""Where a training run leaves what it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BotError
from bot.training.run_folder import RunFolder


def test_a_folder_is_one_run_alone(tmp_path: Path) -> None:
    """A second one of the same is told so before it has learned anything, and may begin once the first has ended."""
    run = RunFolder(tmp_path / "run")
    with run.alone(), pytest.raises(BotError, match="another run trains the same"), run.alone():
        pass
    with run.alone():
        pass


def test_a_place_that_cannot_be_written_is_told_before_training(tmp_path: Path) -> None:
    """With what to do."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(BotError, match=r"run cannot be written \(.*\): name another place"),
        RunFolder(tmp_path / "file" / "run").alone(),
    ):
        pass


def test_a_run_that_ends_well_clears_up(tmp_path: Path) -> None:
    """What was left for the same place, preset and seed goes with it: nobody would go on with other sentences."""
    same = [".my.bot.tiny.0.01234567.resume", ".my.bot.tiny.0.89abcdef.resume"]
    others = [".my.bot.tiny.1.01234567.resume", ".my.bot.fast.0.01234567.resume", ".your.bot.tiny.0.01234567.resume",
              ".my.bot.tiny.0.tiny.0.01234567.resume", "my.bot"]  # fmt: skip
    for name in (*same, *others):
        (tmp_path / name).mkdir()
    RunFolder(tmp_path / same[0]).remove()
    assert {path.name for path in tmp_path.iterdir() if path.name != "home"} == set(others)

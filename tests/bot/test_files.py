"""Files that are written whole or not at all."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

from bot.files import write_atomically


def test_a_file_is_written_into_a_folder_that_is_made(tmp_path: Path) -> None:
    """Missing folders are no obstacle."""
    write_atomically(tmp_path / "a" / "b.txt", "wörds")
    assert (tmp_path / "a" / "b.txt").read_text(encoding="utf-8") == "wörds"


def test_a_failure_leaves_the_old_file_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who reads it meanwhile sees the old text."""
    path = tmp_path / "b.txt"
    write_atomically(path, "old")

    def fail(*_: object) -> NoReturn:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="the disk is full"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["b.txt"]

"""`benchmarks/understanding.py`: what is kept is of the data set that was named."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Script = Callable[..., tuple[str, str]]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two data sets whose folders have one name."""
    found = (tmp_path / "clean" / "songs", tmp_path / "noisy" / "songs")
    for folder in found:
        folder.mkdir(parents=True)
    return found


@pytest.fixture(autouse=True)
def evaluations(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What `bot eval` was asked to do; it makes a model and prints a figure."""
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        if "--out" in command:
            model = Path(command[command.index("--out") + 1])
            model.mkdir(parents=True)
            (model / "model.json").write_text('{"training": {"seconds": 7}}', encoding="utf-8")
        return subprocess.CompletedProcess(command, 0, stdout='{"exact_match": 0.5}\n')

    monkeypatch.setattr(subprocess, "run", run)
    return asked


def test_what_ran_already_is_kept(
    script: Script,
    folders: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    evaluations: list[list[str]],
) -> None:
    """By the name of the folder, wherever it is named from; what was kept without its folder is right."""
    monkeypatch.chdir(folders[0])
    options = ("--seeds", 0, "--out", tmp_path / "kept", "--json")
    first = script("understanding", ".", *options)[0]
    kept = tmp_path / "kept" / "songs-accurate-0.test.json"
    assert json.loads(kept.read_text()) == {"train_s": 7, "folder": str(folders[0]), "exact_match": 0.5}
    assert script("understanding", folders[0], *options)[0] == first
    assert json.loads(first)["songs"][0]["exact_match"] == 0.5
    kept.write_text('{"exact_match": 0.25}', encoding="utf-8")
    assert '"exact_match": 0.25' in script("understanding", folders[1], *options)[0]
    assert len(evaluations) == 1


def test_two_folders_of_one_name_are_told_apart(script: Script, folders: tuple[Path, Path], tmp_path: Path) -> None:
    """Neither what was measured on the one nor its model is taken for the other's."""
    with pytest.raises(SystemExit, match="songs is named twice"):
        script("understanding", *folders, "--out", tmp_path / "kept")
    options = ("--seeds", 0, "--out", tmp_path / "kept")
    script("understanding", folders[0], *options)
    for data in (folders[1], f"{tmp_path}={folders[1]}"):
        for split in ("test", "valid"):
            with pytest.raises(SystemExit, match=f"is of {folders[0]}, not of {folders[1]}"):
                script("understanding", data, "--split", split, *options)
    out, _ = script("understanding", f"{folders[1]}={folders[0]}", *options)
    assert "songs read by models of songs" in out

"""`benchmarks/pairs.py`: each run once, and a table of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Script = Callable[..., tuple[str, str]]
SAID = {
    "exact_match": 0.5, "bleu": 50.0, "chrf": 60.0, "train_s": 7.0, "read_p50_ms": 2.0, "sources": 4, "among_made": 1,
}  # fmt: skip


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A folder with two splits of SCAN, one of them gzipped and in a folder of its own."""
    folder = tmp_path / "scan"
    (folder / "simple_split").mkdir(parents=True)
    (folder / "simple_split" / "tasks_train_simple.txt.gz").touch()
    (folder / "tasks_train_length.txt").touch()
    return folder


@pytest.fixture(autouse=True)
def evaluations(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What `bot eval` was asked to do; it prints figures."""
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        failing = "9" in command
        return subprocess.CompletedProcess(command, 3 if failing else 0, stdout="" if failing else json.dumps(SAID))

    monkeypatch.setattr(subprocess, "run", run)
    return asked


def test_each_split_is_learned_in_both_ways(
    script: Script, scan: Path, tmp_path: Path, evaluations: list[list[str]]
) -> None:
    """With a row for each in the table; what ran already is not run again."""
    options = (scan, "--splits", "simple,length", "--seeds", "0,1", "--preset", "fast", "--out", tmp_path / "kept")
    out, _ = script("pairs", "scan", *options)
    assert len(evaluations) == 8
    assert len([command for command in evaluations if "--augment" in command]) == 4
    rows = [line.split() for line in out.splitlines()]
    assert [row[:2] for row in rows[1:]] == [["simple", "no"], ["simple", "yes"], ["length", "no"], ["length", "yes"]]
    assert rows[2][2:] == ["50.00", "%", "50.00", "%", "50.00", "%", "50.0", "60.0", "7.0", "2.0", "25.00", "%"]
    assert script("pairs", "scan", *options)[0] == out
    assert len(evaluations) == 8
    script("pairs", "scan", *options[:-4], "--preset", "default", *options[-2:], "--augment", "no")
    assert len(evaluations) == 12


def test_a_table_is_learned_too(script: Script, tmp_path: Path, evaluations: list[list[str]]) -> None:
    """By the name of its file; scripts get all that was printed."""
    options = (
        tmp_path / "train.tsv",
        "--seeds",
        "0",
        "--augment",
        "no",
        "--split",
        "valid",
        "--out",
        tmp_path / "kept",
    )
    found = json.loads(script("pairs", "pairs", *options, "--json")[0])
    assert found == {"pairs-train-default-0.valid": {"train": str(tmp_path / "train.tsv"), **SAID}}
    assert evaluations[0][2:6] == ["--data", str(tmp_path / "train.tsv"), "--format", "pairs"]
    (tmp_path / "other").mkdir()
    with pytest.raises(SystemExit, match="name another folder"):
        script("pairs", "pairs", tmp_path / "other" / "train.tsv", *options[1:])


def test_what_fails_ends_the_series(script: Script, scan: Path, tmp_path: Path) -> None:
    """With its exit status, and nothing is kept of it; a split that is not there is named."""
    with pytest.raises(SystemExit) as end:
        script("pairs", "scan", scan, "--splits", "simple", "--seeds", "9", "--out", tmp_path / "kept")
    assert end.value.code == 3
    assert not list((tmp_path / "kept").iterdir())
    with pytest.raises(SystemExit, match=r"there is no tasks_train_jump\.txt"):
        script("pairs", "scan", scan, "--splits", "jump", "--out", tmp_path / "kept")

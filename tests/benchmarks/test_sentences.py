"""`benchmarks/sentences.py`: files of sentences, of negatives, of both or of nothing."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

Script = Callable[..., tuple[str, str]]
TURN = "- {utterance: turn left, program: [{action: robot.turn, args: {direction: left}}]}\n"


@pytest.mark.parametrize(
    ("golden", "negatives", "counts"),
    [
        (TURN, "- paint the fence\n", {"sentences": 1, "negatives": 1, "exact": 1.0, "accepted": 0.0}),
        (f"sentences:\n{TURN}", "", {"sentences": 1, "negatives": 0, "exact": 1.0}),
        ("negatives: [paint the fence]\n", "", {"sentences": 0, "negatives": 1, "accepted": 0.0}),
        ("", "", {"sentences": 0, "negatives": 0}),
    ],
)
def test_figures_are_those_that_the_files_allow(
    script: Script, tmp_path: Path, golden: str, negatives: str, counts: dict[str, float]
) -> None:
    """Any of them may be empty, or hold nothing but negatives."""
    for name, text in (("golden", golden), ("negatives", negatives)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    files = (tmp_path / "golden.yaml", "--negatives", tmp_path / "negatives.yaml")
    assert json.loads(script("sentences", *files, "--json")[0]) == counts
    assert script("sentences", *files)[0].count("\n") == 2


def test_misses_stand_beside_the_json(script: Script, tmp_path: Path) -> None:
    """Nothing but JSON is on standard output."""
    path = tmp_path / "golden.yaml"
    path.write_text(TURN.replace("turn left", "turn right"), encoding="utf-8")
    out, err = script("sentences", path, "--misses", "--json")
    assert json.loads(out)["exact"] == 0.0
    assert err.startswith("turn right\n    is   ")
    out, err = script("sentences", path, "--misses")
    assert out.startswith("turn right\n    is   ")
    assert not err


def test_a_backend_may_be_named(script: Script, tmp_path: Path) -> None:
    """One that is not there ends the script with a line that names those that are."""
    path = tmp_path / "golden.yaml"
    path.write_text(TURN, encoding="utf-8")
    assert json.loads(script("sentences", path, "--backend", "bert", "--json")[0])["exact"] == 1.0
    with pytest.raises(SystemExit, match=r"there is no backend 'nobody'; installed: .*bert"):
        script("sentences", path, "--backend", "nobody")


@pytest.mark.parametrize(
    ("name", "language"), [("zh.yaml", "zh"), ("zh_negatives.yaml", "zh"), ("en.yaml", "en"), ("everyday.yaml", "ru")]
)
def test_a_file_says_its_language_by_its_name(name: str, language: str) -> None:
    """Where the name says none, the user's own is assumed."""
    script = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "sentences.py"))
    assert script["language_of"](Path(name), "ru") == language

"""Running the scripts of the benchmarks as a user does."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"
Ran = tuple[str, str]
"""Standard output and standard error."""


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Return a function that runs a script with arguments."""

    def run(name: str, *arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        runpy.run_path(str(FOLDER / f"{name}.py"), run_name="__main__")
        said = capsys.readouterr()
        return said.out, said.err

    return run

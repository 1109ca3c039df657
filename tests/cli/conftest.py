"""The command `bot`, run in this process and as one of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

BOT = str(Path(sys.executable).parent / "bot")
"""The command, as installed beside the Python that runs the tests."""

MUTE = """
from pathlib import Path
from bot import BackendSpec, hookimpl, open_model_folder

@hookimpl
def bot_backends():
    def load(folder):
        return open_model_folder(folder, "mute")
    return [BackendSpec("mute", frozenset({"en", "mi"}), Path("nowhere"), load, trainer="a:b")]
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command led to."""

    code: int
    out: str
    err: str


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return a function that runs `bot` with some arguments, and lines on its standard input."""
    monkeypatch.setattr("bot.services._shared", [])

    def run(*arguments: str, lines: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["bot", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return Done(int(end.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def mute(plugin_file: Callable[..., Path]) -> str:
    """A backend without a model, which reads Maori as soon as it has one; return its name."""
    plugin_file("mute", MUTE)
    return "mute"


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return a function that runs `bot` in a process of its own, behind `sh -c` so that its streams can be closed."""

    def run(command: str, *arguments: str | bytes, **options: Any) -> subprocess.CompletedProcess[bytes]:
        words = ["sh", "-c", command, BOT, *arguments]
        return subprocess.run(words, capture_output=True, timeout=120, check=False, **options)

    return run

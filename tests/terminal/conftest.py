"""A real `bot` in a pseudo-terminal, with a screen that can be read."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 60.0
"""Seconds that a test waits for something on the screen: a busy machine is slow, not wrong."""
BOT = str(Path(sys.executable).parent / "bot")
"""The command, as installed beside the Python that runs the tests."""


class Terminal:
    """One `bot` and what stands on its screen."""

    def __init__(
        self, env: dict[str, str], columns: int = 100, lines: int = 50, arguments: tuple[str, ...] = ()
    ) -> None:
        """Start it; skips the test where there are no pseudo-terminals."""
        pexpect, pyte = pytest.importorskip("pexpect"), pytest.importorskip("pyte")
        self._timeout, self._gone = pexpect.TIMEOUT, pexpect.EOF
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)
        self.raw = ""
        self.child: Any = pexpect.spawn(
            BOT, list(arguments), env=env, dimensions=(lines, columns), encoding="utf-8", codec_errors="replace",
            timeout=PATIENCE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored by what runs in the background
        )  # fmt: skip
        self.child.delaybeforesend = None
        # Answer where the cursor is, as terminals do.
        self.screen.write_process_input = self.child.send

    def text(self) -> str:
        """What the screen shows, without the blanks at the right and below."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what was written since; return whether the program is still there."""
        try:
            written = self.child.read_nonblocking(65536, seconds)
        except self._timeout:
            return True
        except self._gone:
            return False
        self.raw += written
        self._stream.feed(written)
        return True

    def wait(self, *wanted: str, gone: str = "") -> str:
        """Wait until the screen shows all of some texts, and one no longer; return the screen."""
        return self.until(lambda text: all(part in text for part in wanted) and not (gone and gone in text), wanted)

    def prompt(self) -> str:
        """Wait until an empty prompt stands below what was said."""
        return self.until(lambda text: text.endswith("\n>") or text == ">", "a prompt")

    def until(self, holds: Callable[[str], bool], what: object) -> str:
        """Wait until something holds of the screen; return the screen."""
        end = time.monotonic() + PATIENCE
        while not holds(self.text()):
            assert self.read(), f"the program ended before {what!r}:\n{self.text()}"
            assert time.monotonic() < end, f"{what!r} did not come:\n{self.text()}"
        return self.text()

    def type(self, text: str) -> None:
        """Type some keys."""
        self.child.send(text)

    def say(self, line: str, *wanted: str) -> str:
        """Enter a line, wait for its answer and the next prompt; return the screen."""
        self.type(f"{line}\r")
        self.wait(line[:30], *wanted)
        return self.prompt()

    def end(self) -> int:
        """Wait until the program is gone; return its exit status."""
        stop = time.monotonic() + PATIENCE
        while self.read():
            assert time.monotonic() < stop, f"the program did not end:\n{self.text()}"
        self.child.wait()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment with folders of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
    folders = {f"BOT_{kind.upper()}_DIR": str(tmp_path / kind) for kind in ("config", "data", "cache")}
    return {**kept, **folders, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


@pytest.fixture
def plugin(tmp_path: Path) -> Callable[[str, str, str], None]:
    """Write a plugin of the user's own: its name, its code, its sentences."""

    def write(name: str, code: str, sentences: str = "") -> None:
        folder = tmp_path / "config" / "plugins"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
        if sentences:
            (folder / f"{name}.en.yaml").write_text(sentences, encoding="utf-8")

    return write


@pytest.fixture
def start(env: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    """Start `bot` in a terminal; further variables by name."""
    begun: list[Terminal] = []

    def begin(*arguments: str, columns: int = 100, lines: int = 50, **variables: str) -> Terminal:
        terminal = Terminal({**env, **variables}, columns, lines, arguments)
        begun.append(terminal)
        return terminal

    yield begin
    for terminal in begun:
        terminal.child.close(force=True)

"""The screen: everything that is written while a line is typed or a program runs, in order and above it."""

from __future__ import annotations

import io
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.renderer import CPR_Support, Renderer
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.utils import in_main_thread

from bot.terminal.layout import wrapped
from bot.terminal.look import Look, painted
from bot.terminal.pace import FASTEST
from bot.words import printable

_FLOOD = 2000
"""Lines that may wait to be written before whoever tells them has to wait too."""
_SEEN, _ANSWER = 2 * FASTEST, 2.0
"""Seconds between two texts above what is shown, and in which a terminal says where its cursor is, if it ever does."""


class Screen:
    """Writes texts: at once where nothing else is shown, else above what is shown."""

    def __init__(self, output: Output, look: Look) -> None:
        """Take where to write."""
        self.output = output
        self.look = look
        self._waiting: deque[str] = deque()
        self._app: Application[Any] | None = None
        self._nudged = False
        """Whether what waits is about to be written: then a flood of lines is written in one go."""
        self._told = 0.0
        """When something was written above what is shown."""

    def run(self, app: Application[Any], begin: Callable[[], None] = lambda: None) -> Any:
        """Run an application; what is told meanwhile stands above it. `begin` is called once it has begun."""

        def begun() -> None:
            self._app = app
            begin()
            self._nudge()

        try:
            return app.run(pre_run=begun)
        finally:
            self._app = None
            self.flush()

    def watch(self, app: Application[Any]) -> None:
        """Tell above an application that runs from now on."""
        self._app = app
        self._nudge()

    def unwatch(self) -> None:
        """Tell directly again: the application is over."""
        self._app = None
        self.flush()

    def tell(self, text: str) -> None:
        """Write a line above whatever is shown; safe from any thread, which has to wait where it tells too much."""
        self._waiting.append(text)
        self._nudge()
        while self._app is not None and len(self._waiting) > _FLOOD and not in_main_thread():
            time.sleep(0.01)

    def write(self, text: str, code: str = "") -> None:
        """Write a text, in a colour; from the main thread, while nothing is shown."""
        self.flush()
        self._write(wrapped(printable(text), self.look.columns()), code)

    def draw(self, lines: list[str]) -> None:
        """Write the lines of a drawing, which may hold colours."""
        self.flush()
        for line in lines:
            self._print(line)

    def flush(self) -> None:
        """Write what was told and still waits; from the main thread."""
        self._nudged = False
        columns = self.look.columns()
        told = [self._waiting.popleft() for _ in range(len(self._waiting))]
        lines = [line for text in told for line in wrapped(printable(text), columns).split("\n")]
        if lines:
            self.output.write("".join(f"{line}\r\n" for line in lines))
            self.output.flush()

    def _nudge(self) -> None:
        app = self._app
        loop = app.loop if app is not None else None
        if loop is not None and self._waiting and not self._nudged:
            self._nudged = True
            with suppress(RuntimeError):  # it is just ending: what waits is written afterwards
                loop.call_soon_threadsafe(self._flush_above)

    def _flush_above(self) -> None:
        """Write what waits above the application, which draws itself again below.

        prompt_toolkit's run_in_terminal would take the terminal out of raw mode for it: a Ctrl-D that comes in that
        moment is lost. An application that gives the terminal to another program is to be unwatched before.
        """
        app = self._app
        if app is None or app.is_done:  # what waits is written afterwards
            self._nudged = False
            return
        now = time.monotonic()
        rest = self._told + _SEEN - now  # what is shown stays so long, or a flood of lines would leave nothing of it
        if _asks(app.renderer) and now < self._told + _ANSWER:
            rest = max(rest, 0.01)
        if rest > 0 and app.loop is not None:
            app.loop.call_later(rest, self._flush_above)
            return
        self._told = now
        app.renderer.erase()
        self.flush()
        app.renderer.request_absolute_cursor_position()
        app.invalidate()

    def _write(self, text: str, code: str) -> None:
        for line in text.split("\n"):
            self._print(painted(line, code, self.look) if code else line)

    def _print(self, line: str) -> None:
        depth = None if self.look.color else ColorDepth.DEPTH_1_BIT
        print_formatted_text(ANSI(line), output=self.output, color_depth=depth)


class LineStream(io.TextIOBase):
    """Takes the place of standard output: what plugins print is told line by line and disturbs nothing."""

    def __init__(self, screen: Screen, encoding: str, check: Callable[[], None] = lambda: None) -> None:
        """Take the screen to tell; `check` raises where nobody wants to hear the calling thread any more."""
        self._check = check
        self._screen = screen
        self._encoding = encoding
        self._part = ""
        self._lock = threading.Lock()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the stream that this one stands for."""
        return self._encoding

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Tell the lines that are complete; keep the rest until it is."""
        self._check()
        with self._lock:
            *whole, self._part = (self._part + text).split("\n")
            for line in whole:
                self._screen.tell(_overwritten(line))
        return len(text)

    def finish(self) -> None:
        """Tell what was begun and not ended."""
        with self._lock:
            if self._part:
                self._screen.tell(_overwritten(self._part))
            self._part = ""


def _asks(renderer: Renderer) -> bool:
    """Return whether the terminal was asked where its cursor is: the answer has to come before the cursor moves on.

    Else prompt_toolkit takes it for where the cursor is then, draws below the last row, and what stands on top is lost.
    """
    return renderer.waiting_for_cpr and renderer.cpr_support != CPR_Support.NOT_SUPPORTED


def _overwritten(line: str) -> str:
    """Return what a line shows at last: a carriage return writes over what stood there."""
    return line.rstrip("\r").rpartition("\r")[2]

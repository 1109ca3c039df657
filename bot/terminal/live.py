"""The live area: what is shown while a line is being done, redrawn in place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI, AnyFormattedText
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPress, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.renderer import CPR_Support

from bot.terminal.conversation import Answer
from bot.terminal.drawn import drawn
from bot.terminal.job import STUCK, Job
from bot.terminal.layout import wrapped
from bot.terminal.look import painted
from bot.terminal.pace import FASTEST, Pace
from bot.terminal.screen import Screen
from bot.words import printable

if TYPE_CHECKING:
    from bot.call_context import Drawing, Page, Progress

_PATIENCE = 0.4
"""Seconds after which one is told that something is being waited for."""
_KEPT = 4
"""Rows that an answer that grows leaves free."""
_NOT_TYPED = {
    Keys.CPRResponse, Keys.Vt100MouseEvent, Keys.WindowsMouseEvent, Keys.ScrollUp, Keys.ScrollDown, Keys.Ignore,
    Keys.SIGINT, Keys.ControlC, Keys.Any, *(Keys(f"f{number}") for number in range(1, 13)),
}  # fmt: skip


class LiveArea:
    """Shows one piece of work after the other: its drawing, what it is at, and what it asks."""

    def __init__(self, screen: Screen, source: Input, *, animate: bool, waiting: Callable[[], str]) -> None:
        """Take where to draw; `waiting` says what work that takes long without a word is waiting for."""
        self.job = Job()
        self.drawing: Drawing | None = None
        """The last drawing of the last work."""
        self.pages: list[Page] = []
        """What the last work wants to be shown in the pager."""
        self._screen = screen
        self._input = source
        self._animate = animate
        self._waiting = waiting
        self._status = ""
        self.told = ""
        """The answer that grew, as far as it came."""
        self._question = ""
        self._yes = False
        self._replied = threading.Event()
        self._pace = Pace()
        self._began = 0.0
        self._typed: list[KeyPress] = []
        self._answer: Answer = STUCK
        self._app = self._application()

    def run(self, work: Callable[[], Answer]) -> Answer:
        """Do the work, showing how it gets on; Ctrl-C asks it to stop, a second one gives it up."""
        self.drawing, self.pages, self._status, self.told, self._question = None, [], "", "", ""
        self._pace, self._began, self._answer = Pace(), time.monotonic(), STUCK
        self._screen.run(self._app, lambda: self._start(work))
        store_typeahead(self._input, self._typed)
        self._typed = []
        return self._answer

    def progress(self, what: Progress) -> None:
        """Show how far the work is; called by the work, which rests here so that one can watch."""
        self.job.check()
        if isinstance(what, str):
            self._status = printable(what)
            self._app.invalidate()
            return
        self.drawing = what
        if self._animate:
            self._app.invalidate()
            self.job.cancelled.wait(self._pace.rest())

    def page(self, page: Page) -> None:
        """Keep what is to be shown in the pager once the work is done; called by the work."""
        self.job.check()
        self.pages.append(page)

    def tell(self, piece: str) -> None:
        """Show one more piece of an answer, which is written as a whole when the work is done; called by the work."""
        self.job.check()
        self.told += piece
        self._app.invalidate()

    def confirm(self, question: str) -> bool:
        """Ask for a yes; called by the work, which waits here. Ctrl-C is a no."""
        self.job.check()
        self._replied.clear()
        self._yes = False
        self._question = printable(question)
        self._app.invalidate()
        self._replied.wait()
        self._question = ""
        self._screen.tell(f"{question} {'yes' if self._yes else 'no'}")
        return self._yes

    def _start(self, work: Callable[[], Answer]) -> None:
        loop = self._app.loop  # work that was given up ends in a loop that is closed, and nobody hears of it
        if loop is None:
            raise RuntimeError("the live area is not running")

        def over(answer: Answer) -> None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._end, answer)

        self.job.start(work, over)

    def _end(self, answer: Answer) -> None:
        if self._app.is_running and not self._app.is_done:
            self._answer = answer
            self._app.exit()

    def _application(self) -> Application[Any]:
        app: Application[Any] = Application(
            layout=Layout(Window(FormattedTextControl(self._text, show_cursor=False), dont_extend_height=True)),
            key_bindings=self._keys(),
            input=self._input,
            output=self._screen.output,
            erase_when_done=True,
            min_redraw_interval=FASTEST,
            refresh_interval=_PATIENCE / 2,
        )
        # The area always fits, so where it stands need not be asked: that takes a round trip to the terminal.
        app.renderer.cpr_support = CPR_Support.NOT_SUPPORTED
        return app

    def _text(self) -> AnyFormattedText:
        look = self._screen.look
        columns = look.columns()
        lines: list[str] = []
        if self.drawing is not None and self._animate:
            lines += drawn(self.drawing, look)
        if self.told:
            lines += wrapped(self.told, columns).split("\n")[-self._rows() :]
        if self._question:
            lines += wrapped(f"{self._question} [y/N] ", columns).split("\n")
        elif status := self._status_line():
            lines.append(painted(wrapped(status, columns).partition("\n")[0], "2", look))
        return ANSI("\n".join(lines))

    def _rows(self) -> int:
        """Return how many rows there are for an answer that grows, of which the end is shown: others stay for a question."""
        return max(1, self._screen.output.get_size().rows - _KEPT)

    def _status_line(self) -> str:
        if self.job.cancelled.is_set():
            return "Stopping; Ctrl-C again leaves it behind."
        patient = time.monotonic() - self._began < _PATIENCE
        return self._status or ("" if patient or self.drawing else self._waiting())

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        asking = Condition(lambda: bool(self._question))
        # Every key by name: a binding for any key alone would come after prompt_toolkit's own.
        for key in [*(key for key in Keys if key not in _NOT_TYPED), Keys.Any]:
            keys.add(key, filter=~asking)(self._keep)
        for yes in ("y", "Y"):
            keys.add(yes, filter=asking)(lambda _: self._reply(yes=True))
        for no in ("n", "N", "enter", "escape", "c-d"):
            keys.add(no, filter=asking)(lambda _: self._reply(yes=False))
        for number in range(1, 13):  # the key of an action, which is called already: pressed again, that is enough
            keys.add(f"f{number}", filter=~asking)(lambda _: self.job.enough.set())
        keys.add("c-c")(self._stop)
        keys.add(Keys.SIGINT)(self._stop)
        return keys

    def _keep(self, event: KeyPressEvent) -> None:
        """Keep what is typed meanwhile for the next line."""
        self._typed.extend(event.key_sequence)

    def _reply(self, *, yes: bool) -> None:
        self._yes = yes
        self._replied.set()

    def _stop(self, event: KeyPressEvent) -> None:
        self._typed.clear()
        if self._question:
            self._reply(yes=False)
        if self.job.cancelled.is_set():
            self.job.give_up()  # the work does not listen: the prompt comes back without it
            event.app.exit()
        self.job.cancelled.set()
        event.app.invalidate()

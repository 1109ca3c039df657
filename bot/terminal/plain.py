"""The plain terminal: lines in, answers out; for pipes, and for terminals that cannot be drawn on."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

from bot.growing import GrowingAnswer
from bot.settings import Settings
from bot.terminal.conversation import WRONG_USAGE, Answer, Conversation
from bot.terminal.drawn import drawn
from bot.terminal.job import Job
from bot.terminal.layout import wrapped
from bot.terminal.lines import Lines
from bot.terminal.look import Look, is_asked, make_look
from bot.words import printable

if TYPE_CHECKING:
    from bot.call_context import Drawing, Progress

PROMPT = "> "


def run_plain(settings: Settings, backend: str, source: TextIO, target: TextIO, *, debug: bool = False) -> int:
    """Answer each line of `source` on `target`; return the exit status of the first that was not done."""
    _forgive_letters(source)
    _forgive_letters(target)
    plain = PlainTerminal(settings, backend, source, target, debug=debug)
    # Whatever else is printed goes to standard error: nothing but answers goes to `target`.
    with contextlib.redirect_stdout(sys.stderr):
        try:
            return plain.run()
        except BrokenPipeError:
            _leave_pipe(target)
            return 0
        finally:
            plain.conversation.close()


class PlainTerminal:
    """One session of lines and answers."""

    def __init__(
        self, settings: Settings, backend: str, source: TextIO, target: TextIO, *, debug: bool = False
    ) -> None:
        """Take both ends; somebody is asked only where both are a terminal."""
        self._source = source
        self._target = target
        self._asked = is_asked(source, target)
        self._look: Look = make_look(settings, target)
        self._job = Job()
        self._drawing: Drawing | None = None
        self._growing = GrowingAnswer(self._write)
        self.conversation = Conversation(settings, backend, self._look, Lines(), debug=debug)

    def run(self) -> int:
        """Answer until the lines end or the user leaves."""
        from bot.runner import Listener

        listener = Listener(
            on_progress=self._progress, on_text=self._tell, announce=self._announce, is_cancelled=self._job.is_cancelled
        )
        can_read = self.conversation.load(listener, self._confirm if self._asked else None, self._complain)
        if not can_read and not self._asked:
            return WRONG_USAGE
        code = 0
        while (line := self._read()) is not None:
            if not line.strip():
                continue
            while line:
                answer = self._answered(line)
                if self._job.cancelled.is_set() and not self._asked:
                    return 130
                code = code or answer.code
                line = "" if answer.ended else self.conversation.next_line()
            if answer.ended:
                break
        return 0 if self._asked else code

    def _read(self) -> str | None:
        """Return the next line; None at the end."""
        while True:
            try:
                line = self._line(PROMPT if self._asked else "")
            except KeyboardInterrupt:
                if not self._asked:
                    raise
            else:
                return line.removesuffix("\n") if line else None

    def _line(self, prompt: str) -> str:
        """Return what is typed after a prompt; Ctrl-C and Ctrl-D end no line on the screen, so that is done for them."""
        line = ""
        try:
            self._write(prompt)
            line = self._source.readline()
        finally:
            if self._asked and not line.endswith("\n"):
                self._write("\n")
        return line

    def _answered(self, line: str) -> Answer:
        self._drawing, self._growing = None, GrowingAnswer(self._write)
        self.conversation.lines.add(line)
        answer = self._job.run(lambda: self.conversation.answer(line))
        if self._drawing is not None and self._asked:
            self._write("".join(f"{line}\n" for line in drawn(self._drawing, self._look)))
        if not self._growing.ended(answer.text):
            self._write(f"{wrapped(printable(answer.text), self._look.columns())}\n")
        self._write("".join(f"{line}\n" for line in answer.drawing))
        return answer

    def _tell(self, piece: str) -> None:
        self._job.check()
        self._growing.add(piece)

    def _progress(self, what: Progress) -> None:
        if not isinstance(what, str):
            self._drawing = what

    def _announce(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # the reader may have gone
            self._write(f"{printable(text)}\n")

    def _confirm(self, question: str) -> bool:
        self._growing.pause()
        prompt = f"{wrapped(printable(question), self._look.columns())} [y/N] "
        return self._job.ask(lambda: self._line(prompt).strip().casefold() in ("y", "yes"))

    def _write(self, text: str) -> None:
        self._target.write(text)
        self._target.flush()

    @staticmethod
    def _complain(text: str) -> None:
        with contextlib.suppress(AttributeError, OSError, ValueError):  # standard error may be closed
            sys.stderr.write(f"bot: {text}\n")


def _forgive_letters(stream: TextIO) -> None:
    """Let what the stream's encoding lacks become a question mark."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _leave_pipe(target: TextIO) -> None:
    """Let Python's own last flush of a closed pipe go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, target.fileno())
        os.close(nowhere)

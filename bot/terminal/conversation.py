"""The conversation: what a line typed in the terminal leads to, without regard to how it is shown."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.program import Call
from bot.terminal.lines import Lines
from bot.terminal.look import Look

if TYPE_CHECKING:
    from bot.interpreter import Confirm, Interpreter
    from bot.plugins import Plugins
    from bot.program import Program
    from bot.reply import Reply
    from bot.runner import Listener
    from bot.services import Models
    from bot.settings import Settings

WRONG_USAGE = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown after a line."""

    text: str
    code: int = 0
    """The exit status that the line alone would lead to."""
    reply: Reply | None = None
    ended: bool = False
    """Whether the user is leaving."""
    drawing: tuple[str, ...] = ()
    """Lines below the text that are drawn as they are; they may hold colours."""


class Conversation:
    """One session in the terminal; its plugins and model are loaded by `load`, in any thread."""

    def __init__(self, settings: Settings, backend: str, look: Look, lines: Lines, *, debug: bool = False) -> None:
        """Take what was chosen; nothing is loaded yet."""
        self.settings = settings
        self.look = look
        self.lines = lines
        self.last: Reply | None = None
        self._backend = backend
        self._debug = debug
        self._made = threading.Event()
        self._loaded = threading.Event()
        self._interpreter: Interpreter | None = None
        self._problem = ""

    @property
    def ready(self) -> bool:
        """Whether loading is over, well or not."""
        return self._loaded.is_set()

    def wait(self) -> None:
        """Wait until loading is over."""
        self._loaded.wait()

    @property
    def interpreter(self) -> Interpreter:
        """The interpreter, waited for, its model perhaps still loading; raises BotError where it could not be made."""
        self._made.wait()
        if self._interpreter is None:
            raise BotError(self._problem)
        return self._interpreter

    @property
    def plugins(self) -> Plugins:
        """What is installed, waited for; raises BotError."""
        return self.interpreter.plugins

    def load(self, listener: Listener, confirm: Confirm | None, tell: Callable[[str], None]) -> bool:
        """Load plugins and the model; `tell` gets one line for each problem. Return whether a model can read."""
        try:
            return self._load(listener, confirm, tell)
        except Exception as error:  # noqa: BLE001 - the terminal stays open and says so at every line
            self._problem = self._in_one_line(error)
            tell(self._problem)
            return False
        finally:
            self._made.set()
            self._loaded.set()

    def _load(self, listener: Listener, confirm: Confirm | None, tell: Callable[[str], None]) -> bool:
        from bot.interpreter import Interpreter
        from bot.plugins import load_plugins
        from bot.services import share

        plugins = load_plugins(self.settings)
        for problem in plugins.problems:
            tell(problem)
        models = self._models(plugins, tell)
        share(models)
        self._interpreter = Interpreter(plugins, self.settings, models=models, listener=listener, confirm=confirm)
        self._made.set()  # slash commands need no model
        try:
            models.backend(models.name_for(self.settings.language))
        except BotError as error:
            tell(self._in_one_line(error))
            return False
        for note in models.notes():
            tell(note)
        return True

    def _models(self, plugins: Plugins, tell: Callable[[str], None]) -> Models:
        """Return the models with the wanted backend in use, else with any, so that another can be chosen."""
        from bot.services import Models

        try:
            return Models(plugins, self.settings, self._backend)
        except BotError as error:
            others = sorted(plugins.backends)
            if not others:
                raise
            tell(f"{self._in_one_line(error)}; using {others[0]}")
            return Models(plugins, self.settings, others[0])

    def answer(self, line: str) -> Answer:
        """Return what a line leads to, having done what it says; never raises."""
        return self._caught(lambda: self._answer(line))

    def _answer(self, line: str) -> Answer:
        if line.lstrip().startswith("/"):
            from bot.terminal.slash import run_slash

            return run_slash(self, line.strip())
        self.wait()
        return self.answered(self.interpreter.respond(line))

    def _caught(self, work: Callable[[], Answer]) -> Answer:
        try:
            return work()
        except BotError as error:
            return Answer(self._in_one_line(error), WRONG_USAGE)
        except Exception as error:  # noqa: BLE001 - whatever breaks, the terminal stays open
            return Answer(f"That broke: {self._in_one_line(error)}", 1)

    def run(self, program: Program, words: str) -> Answer:
        """Return what a program leads to that was chosen, not read; raises BotError."""
        return self.answered(self.interpreter.run(program, words))

    def call(self, action: str) -> Answer:
        """Return what an action leads to that a key calls; never raises."""
        return self._caught(lambda: self.run((Call(action, {}),), action))

    def next_line(self) -> str:
        """Return what a call has handed on to be read next; empty where there is nothing."""
        handed_on = self._interpreter.session.next_lines if self._interpreter else []
        return handed_on.pop(0) if handed_on else ""

    def answered(self, reply: Reply) -> Answer:
        """Return the answer that a reply is, and keep the reply for `/explain`."""
        from bot.reply import EXIT_CODES

        self.last = reply
        return Answer(reply.text, EXIT_CODES[reply.status], reply, ended=self.interpreter.session.ended)

    def completions_ready(self) -> bool:
        """Whether completion can look at what is installed without waiting."""
        return self._interpreter is not None

    def close(self) -> None:
        """Let plugins go, once loading is over; does not wait long for it."""
        self._loaded.wait(1)
        if self._interpreter is not None:
            try:
                self._interpreter.close()
            except BotError:
                if self._debug:
                    traceback.print_exc()

    def _in_one_line(self, error: Exception) -> str:
        if self._debug:
            traceback.print_exception(error)
        text = " ".join(str(error).split()) or type(error).__name__
        return text if isinstance(error, BotError) else f"{type(error).__name__}: {text}"

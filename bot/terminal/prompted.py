"""The prompted terminal: a line editor, a live area for what runs, and what happens by itself above both."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import History
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import DynamicKeyBindings, KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.output import ColorDepth, create_output
from prompt_toolkit.styles import Style

from bot.settings import Settings, data_folder
from bot.terminal.completer import LineCompleter
from bot.terminal.conversation import Answer, Conversation
from bot.terminal.drawn import drawn
from bot.terminal.lines import Lines
from bot.terminal.live import LiveArea
from bot.terminal.look import make_look
from bot.terminal.pager import find_pager, show
from bot.terminal.screen import LineStream, Screen

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer

PROMPT = "> "
_MENU = 6
"""Rows for the line and its completions, where the window has them."""
_STYLE = Style.from_dict({"prompt": "bold ansiblue", "auto-suggestion": "ansibrightblack"})
_PLAIN_STYLE = Style.from_dict({"auto-suggestion": "noinherit"})
_TROUBLE, _DOUBT, _QUESTION = "31", "33", "36"
_COLORS = {
    "failed": _TROUBLE,
    "denied": _TROUBLE,
    "rejected": _DOUBT,
    "cancelled": _DOUBT,
    "needs_input": _QUESTION,
    "needs_confirmation": _QUESTION,
}
"""ANSI SGR codes of answers, by status; done is the terminal's own colour."""


def run_prompted(settings: Settings, backend: str, target: TextIO, *, debug: bool = False) -> int:
    """Talk until the user leaves; return 0."""
    terminal = PromptedTerminal(settings, backend, target, debug=debug)
    with contextlib.redirect_stdout(terminal.stream), contextlib.redirect_stderr(terminal.stream):
        try:
            terminal.run()
        finally:
            terminal.conversation.close()
            terminal.screen.flush()
    return 0


class PromptedTerminal:
    """One session in a terminal."""

    def __init__(self, settings: Settings, backend: str, target: TextIO, *, debug: bool = False) -> None:
        """Make everything that the first prompt needs, and nothing else."""
        look = make_look(settings, target)
        lines = Lines(data_folder() / "lines.txt" if settings.history else None)
        self.screen = Screen(create_output(target), look)
        self.conversation = Conversation(settings, backend, look, lines, debug=debug)
        self._input = create_input()
        self._live = LiveArea(self.screen, self._input, animate=settings.animate, waiting=self._waiting_for)
        self.stream = LineStream(self.screen, target.encoding or "utf-8", self._live.job.check)
        self._draft = ""
        """What was being typed when a key called an action."""
        self._action_keys: KeyBindings | None = None
        self._session = self._prompt_session(LineCompleter(self.conversation))

    def run(self) -> None:
        """Answer lines until the user leaves."""
        threading.Thread(target=self._load, name="bot-loading", daemon=True).start()
        while True:
            try:
                if self._turn():
                    return
            except KeyboardInterrupt:
                continue
            except EOFError:
                return

    def _turn(self) -> bool:
        """Read what is entered and answer it, line by line, since a paste may hold several; return whether to leave."""
        entered = self._read()
        if isinstance(entered, Pressed):
            self._draft = entered.draft
            return self._answer(lambda: self.conversation.call(entered.action))
        for line in filter(str.strip, entered.splitlines()):
            if self._answer(partial(self.conversation.answer, line)):
                return True
            if self._live.job.cancelled.is_set():
                break  # Ctrl-C is meant for all of the paste
        return False

    def _load(self) -> None:
        from bot.runner import Listener

        listener = Listener(
            on_progress=self._live.progress,
            on_text=self._live.tell,
            announce=self.screen.tell,
            is_cancelled=self._live.job.is_cancelled,
            is_enough=self._live.job.enough.is_set,
            on_page=self._live.page if find_pager() else None,
        )
        self.conversation.load(listener, self._live.confirm, self.screen.tell)

    def _read(self) -> str | Pressed:
        self.screen.flush()
        draft, self._draft = self._draft, ""
        try:
            return self._session.prompt(
                default=draft,
                reserve_space_for_menu=min(_MENU, self.screen.output.get_size().rows),
                pre_run=lambda: self.screen.watch(self._session.app),
            )
        finally:
            self.screen.unwatch()

    def _answer(self, work: Callable[[], Answer]) -> bool:
        """Answer, and then what calls hand on, as if it were typed; return whether to leave."""
        ended = self._show(self._live.run(work)).ended
        while not (ended or self._live.job.cancelled.is_set()) and (line := self.conversation.next_line()):
            self.screen.write(f"{PROMPT}{line}")
            self.conversation.lines.add(line)
            ended = self._show(self._live.run(partial(self.conversation.answer, line))).ended
        return ended

    def _show(self, answer: Answer) -> Answer:
        self.stream.finish()
        for page in self._live.pages:
            show(page, self.screen.look)
        if self._live.drawing is not None:
            self.screen.draw(drawn(self._live.drawing, self.screen.look))
        status = answer.reply.status if answer.reply else ("failed" if answer.code else "done")
        if answer.text:
            color = "" if self._live.told else _COLORS.get(status, "")  # what is answered is no refusal
            self.screen.write(answer.text, color)
        if answer.drawing:
            self.screen.draw([*answer.drawing])
        return answer

    def _waiting_for(self) -> str:
        return "Working; Ctrl-C stops it." if self.conversation.ready else "Still getting ready ..."

    def _keys(self) -> KeyBindings | None:
        """Return the keys that call actions; none before the plugins that name them are loaded."""
        if self._action_keys is None and self.conversation.completions_ready():
            self._action_keys = KeyBindings()
            for action in self.conversation.plugins.catalog.actions.values():
                if action.key:
                    self._action_keys.add(action.key)(partial(_press, action.name))
        return self._action_keys

    def _prompt_session(self, completer: Completer) -> PromptSession[str | Pressed]:
        color = self.screen.look.color
        session: PromptSession[str | Pressed] = PromptSession(
            [("class:prompt", PROMPT)],
            style=_STYLE if color else _PLAIN_STYLE,
            color_depth=None if color else ColorDepth.DEPTH_1_BIT,
            history=LineHistory(self.conversation.lines),
            auto_suggest=AutoSuggestFromHistory(),
            completer=completer,
            complete_in_thread=True,
            key_bindings=DynamicKeyBindings(self._keys),
            complete_while_typing=Condition(lambda: session.default_buffer.text.startswith("/")),
            input=self._input,
            output=self.screen.output,
        )
        # A terminal that does not say where its cursor is works all the same; nobody needs a warning.
        session.app.renderer.cpr_not_supported_callback = None
        return session


@dataclass(frozen=True, slots=True)
class Pressed:
    """Entered in place of a line: the key of an action."""

    action: str
    draft: str


def _press(action: str, event: KeyPressEvent) -> None:
    event.app.exit(result=Pressed(action, event.app.current_buffer.text))


class LineHistory(History):
    """Earlier lines, for Up, Ctrl-R and suggestions."""

    def __init__(self, lines: Lines) -> None:
        """Take where they are kept."""
        super().__init__()
        self._lines = lines

    def load_history_strings(self) -> Iterable[str]:
        """Return earlier lines, newest first."""
        return reversed(self._lines.all())

    async def load(self) -> AsyncGenerator[str, None]:
        """Yield lines, newest first; called before each prompt, and `/history clear` may have deleted them."""
        if not self._lines.all():
            self._loaded_strings.clear()
        async for line in super().load():
            yield line

    def store_string(self, string: str) -> None:
        """Keep what was entered, each line by itself."""
        for line in string.splitlines():
            self._lines.add(line)

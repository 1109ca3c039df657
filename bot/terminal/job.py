"""Jobs: work in a thread of its own, so that the terminal can show it and stop it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from bot.errors import ActionCancelled
from bot.terminal.conversation import Answer

STUCK = Answer("I asked it to stop, but it does not listen; I let it run on by itself.", 1)
"""The answer where work was given up."""
_POLL = 0.1
"""Seconds between two looks at the other thread."""


class Job:
    """Runs one piece of work at a time, in a thread of its own, and can ask it to stop."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        self.cancelled = threading.Event()
        """Set when the user wants the present work to stop."""
        self.enough = threading.Event()
        """Set when the present work is to end with what it has."""
        self._own = threading.local()
        self._given_up: list[threading.Event] = []
        self._question: Callable[[], bool] | None = None
        """What the work waits for the answer to."""
        self._agreed = False

    def is_cancelled(self) -> bool:
        """Return whether the work of the calling thread is to stop; work given up earlier stays asked to."""
        cancelled: threading.Event = getattr(self._own, "cancelled", self.cancelled)
        return cancelled.is_set()

    def check(self) -> None:
        """Raise ActionCancelled in a thread whose work was given up, which ends it."""
        if getattr(self._own, "cancelled", None) in self._given_up:
            raise ActionCancelled("given up")

    def give_up(self) -> None:
        """Wait for the present work no longer."""
        self._given_up.append(self.cancelled)

    def start(self, work: Callable[[], Answer], done: Callable[[Answer], None]) -> None:
        """Do the work in a thread; `done` is called there with the answer."""
        cancelled = self.cancelled = threading.Event()
        self.enough.clear()

        def go() -> None:
            self._own.cancelled = cancelled
            done(work())

        threading.Thread(target=go, name="bot-line", daemon=True).start()

    def run(self, work: Callable[[], Answer]) -> Answer:
        """Do the work and wait for it; Ctrl-C asks it to stop, a second one gives it up."""
        answers: list[Answer] = []
        over = threading.Event()

        def done(answer: Answer) -> None:
            answers.append(answer)
            over.set()

        self.start(work, done)
        while True:
            try:
                while not over.wait(_POLL):  # a wait without end would not see Ctrl-C on every system
                    if self._question is not None and not self.cancelled.is_set():
                        self._agreed = self._question()
                        self._question = None
                return answers[0]
            except KeyboardInterrupt:
                if self.cancelled.is_set():
                    self.give_up()
                    return STUCK
                self.cancelled.set()

    def ask(self, question: Callable[[], bool]) -> bool:
        """Have `run` ask something in its thread, the only one that hears Ctrl-C, which is a no; called by the work."""
        self.check()
        self._agreed, self._question = False, question
        while self._question is not None and not self.is_cancelled():
            time.sleep(_POLL)
        self._question = None
        return self._agreed

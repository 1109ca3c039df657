"""Timers that run beside the conversation."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from bot import message


@dataclass(frozen=True, slots=True, eq=False)
class Timer:
    """A timer that runs."""

    seconds: float
    label: str
    thread: threading.Timer = field(repr=False)


class Timers:
    """The timers of one session."""

    def __init__(self) -> None:
        """Start with none."""
        self._running: list[Timer] = []

    def start(self, seconds: float, label: str, announce: Callable[[str], None]) -> None:
        """Start a timer; `announce` is called with the words when it is over."""

        def over() -> None:
            self._running.remove(timer)
            announce(message("Time is up: {label}.", label=label) if label else message("Time is up."))

        thread = threading.Timer(min(seconds, threading.TIMEOUT_MAX), over)
        thread.daemon = True  # leaving the program does not wait for a timer
        timer = Timer(seconds, label, thread)
        self._running.append(timer)
        thread.start()

    def stop(self, timer: Timer) -> None:
        """Stop a timer before it is over."""
        timer.thread.cancel()
        if timer in self._running:
            self._running.remove(timer)

    def pending(self) -> tuple[Timer, ...]:
        """Return the timers that run."""
        return tuple(self._running)

"""Work in a thread of its own that hands over what it makes, so that whoever waits for it can be stopped at any moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")

_LOOK = 0.05
"""Seconds between two looks whether the user has stopped it."""


class _Gone(Exception):  # noqa: N818 - not an error: nobody waits any more
    """Raised in the thread when what it makes is wanted no longer."""


def handed_over(
    work: Callable[[Callable[[T], None]], None], check: Callable[[], None], patience: float = float("inf")
) -> Iterator[T]:
    """Yield what `work` hands over, in the order in which it does.

    `check` is called all the time and may raise. Raises what `work` raises, and TimeoutError where it hands over nothing
    for `patience` seconds.
    """
    made: SimpleQueue[tuple[T] | BaseException | None] = SimpleQueue()
    gone = threading.Event()

    def hand(item: T) -> None:
        if gone.is_set():
            raise _Gone
        made.put((item,))

    def go() -> None:
        try:
            work(hand)
            made.put(None)
        except BaseException as error:  # noqa: BLE001 - it is raised where somebody hears of it
            made.put(error)

    threading.Thread(target=go, name="bot-chat", daemon=True).start()
    try:
        while (item := _next(made, check, patience)) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item[0]
    finally:
        gone.set()


def _next(
    made: SimpleQueue[tuple[T] | BaseException | None], check: Callable[[], None], patience: float
) -> tuple[T] | BaseException | None:
    end = time.monotonic() + patience
    while True:
        check()
        try:
            return made.get(timeout=_LOOK)
        except Empty:
            if time.monotonic() > end:
                raise TimeoutError from None

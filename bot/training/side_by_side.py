"""Networks that are to read as one, trained side by side, each in a process of its own. Needs the extra `train`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import Any, Protocol

from bot.errors import BotError

__all__ = ["fit_members"]


class Fit(Protocol):
    """Trains a member and writes what it learned; a module's own function, which a process finds by its name."""

    def __call__(self, task: Any, report: Callable[[str], None], *, verbose: bool = True) -> Any:
        """Train it; `verbose`: with its progress shown. Raises BotError."""


def fit_members(
    fit: Fit, tasks: Sequence[Any], report: Callable[[str], None], *, begin: Callable[[int], None], alone: bool
) -> None:
    """Train all members by a function, each of whose tasks can be sent to another process; raises BotError.

    `begin` is called in each of these processes with how many threads it may use; `alone`: one at a time, since there is a
    GPU, whose memory a framework takes whole.

    One member is trained here, with all cores. Several share the cores: a step has too little work for two cores, so that
    two members, a core each, take far less time than one after the other.
    """
    if len(tasks) == 1:
        fit(tasks[0], report)
        return
    cores = _cores()
    workers = 1 if alone else min(len(tasks), cores)
    report(f"training {len(tasks)} members, {workers} at a time; the progress is that of one of them")
    context = get_context("spawn")  # a copy of this process would hold threads that stand still
    with ProcessPoolExecutor(workers, context, _begin, (begin, max(1, cores // workers))) as pool:
        try:
            list(pool.map(partial(_fit, fit, workers, len(tasks)), range(len(tasks)), tasks))
        except BrokenProcessPool:
            raise BotError("training a member ended all at once: was the memory used up?") from None
        except BaseException:  # Ctrl-C, or a member that failed: nobody waits for the others
            for child in active_children():
                child.terminate()
            raise


def _begin(begin: Callable[[int], None], threads: int) -> None:
    """Prepare a process: Ctrl-C is its parent's business, and standard output belongs to figures."""
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = sys.stderr
    begin(threads)


def _end_with_parent() -> None:
    """End when the parent was killed, which can say nothing any more: nobody would read the weights."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _fit(fit: Fit, workers: int, count: int, number: int, task: Any) -> None:
    """Train a member; of those that are trained at a time, one shows its progress."""
    shown = number % workers == 0
    if shown:
        print(f"member {number + 1} of {count}")  # noqa: T201 - to standard error: see _begin
    fit(task, print, verbose=shown)


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

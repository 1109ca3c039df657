"""Members trained side by side, each in a process of its own. Needs the extra `train`."""

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

import keras

from bot import BotError
from bot_bert.fitting import Task, fit


def fit_members(tasks: Sequence[Task], report: Callable[[str], None]) -> None:
    """Train all members and write their weights; raises BotError.

    One member is trained here, with all cores. Several share the cores: a step has too little work for two cores, so that
    two members, a core each, take far less time than one after the other.
    """
    if len(tasks) == 1:
        fit(tasks[0], report)
        return
    cores = _cores()
    workers = 1 if _accelerated() else min(len(tasks), cores)
    report(f"training {len(tasks)} members, {workers} at a time; the progress is that of one of them")
    context = get_context("spawn")  # a copy of this process would hold threads that stand still
    with ProcessPoolExecutor(workers, context, _begin, (max(1, cores // workers),)) as pool:
        try:
            list(pool.map(partial(_fit, workers=workers), tasks))
        except BrokenProcessPool:
            raise BotError("training a member ended all at once: was the memory used up?") from None
        except BaseException:  # Ctrl-C, or a member that failed: nobody waits for the others
            for child in active_children():
                child.terminate()
            raise


def _begin(threads: int) -> None:
    """Prepare a process: Ctrl-C is its parent's business, and standard output belongs to figures."""
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = sys.stderr
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(threads)


def _end_with_parent() -> None:
    """End when the parent was killed, which can say nothing any more: nobody would read the weights."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _fit(task: Task, workers: int) -> None:
    """Train a member; of those that are trained at a time, one shows its progress."""
    shown = task.number % workers == 0
    if shown:
        print(f"member {task.number + 1} of {task.preset.members}")  # noqa: T201 - to standard error: see _begin
    fit(task, print, verbose=shown)


def _accelerated() -> bool:
    """Return whether there is a GPU, whose memory TensorFlow takes whole."""
    import tensorflow as tf

    return bool(tf.config.list_physical_devices("GPU"))


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

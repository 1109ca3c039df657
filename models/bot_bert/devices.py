"""What of a machine training uses. Needs the extra `train`."""

from __future__ import annotations

import tensorflow as tf


def has_gpu() -> bool:
    """Return whether there is a GPU."""
    return bool(tf.config.list_physical_devices("GPU"))


def use_threads(count: int) -> None:
    """Let a process that has just begun compute with so many threads."""
    tf.config.threading.set_intra_op_parallelism_threads(count)
    tf.config.threading.set_inter_op_parallelism_threads(count)

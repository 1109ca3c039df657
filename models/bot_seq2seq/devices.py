"""What of a machine training uses, on TensorFlow or on JAX. Needs the extra `train`, or `train-jax`."""

from __future__ import annotations

import keras


def has_gpu() -> bool:
    """Return whether there is a GPU."""
    if keras.backend.backend() == "jax":
        import jax

        return bool(jax.default_backend() != "cpu")
    import tensorflow as tf

    return bool(tf.config.list_physical_devices("GPU"))


def use_threads(count: int) -> None:
    """Let a process that has just begun compute with so many threads; JAX takes those that it finds."""
    if keras.backend.backend() == "tensorflow":
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(count)
        tf.config.threading.set_inter_op_parallelism_threads(count)

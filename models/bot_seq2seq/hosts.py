"""Several hosts that train together: JAX finds the others, Keras spreads each batch. Needs the extra `train-jax`."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np

from bot import BotError, Hosts


def join(hosts: Hosts) -> int:
    """Meet the other hosts where there are any, and return how many devices share a batch; raises BotError."""
    if hosts.count == 1:
        return 1
    if keras.backend.backend() != "jax":
        raise BotError("several hosts train together on JAX alone: pip install 'plugbot[train-jax]', KERAS_BACKEND=jax")
    import jax

    # On CPUs what hosts tell each other has no order but that of the steps: two steps at once would mix it up.
    jax.config.update("jax_cpu_enable_async_dispatch", False)  # noqa: FBT003 - named so by its library
    if not jax.distributed.is_initialized():
        jax.distributed.initialize(hosts.coordinator, hosts.count, hosts.number)
    # Each host gives its own share of a batch: Keras has nothing to divide.
    keras.distribution.set_distribution(keras.distribution.DataParallel(auto_shard_dataset=False))
    return int(jax.device_count())


def leave(hosts: Hosts) -> None:
    """Part from the other hosts: what is left to do, one does alone."""
    if hosts.count > 1:
        import jax

        keras.distribution.set_distribution(None)
        jax.distributed.shutdown()


def share_file(path: Path, hosts: Hosts) -> None:
    """Give a file of the first host to all others, or take it away from them where the first has none."""
    if hosts.count == 1:
        return
    from jax.experimental.multihost_utils import broadcast_one_to_all

    mine = path.read_bytes() if hosts.number == 0 and path.is_file() else b""
    size = int(broadcast_one_to_all(np.array(len(mine))))
    buffer = np.frombuffer(mine, np.uint8) if hosts.number == 0 else np.zeros(size, np.uint8)
    data = np.asarray(broadcast_one_to_all(buffer)).tobytes() if size else b""
    if hosts.number and data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    elif hosts.number:
        path.unlink(missing_ok=True)

"""Options of the commands that train on several hosts."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any

import click

from bot.training.hosts import Hosts


def hosts_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --hosts, --host and --coordinator; it gets them as `hosts`."""

    @click.option("--hosts", "count", type=click.IntRange(1), default=1, help="How many hosts train together.")
    @click.option("--host", "number", type=click.IntRange(0), default=0, help="Which of them this is, from 0.")
    @click.option("--coordinator", default="", help="ADDRESS:PORT of host 0, where the others find it.")
    @functools.wraps(command)
    def with_hosts(*, count: int, number: int, coordinator: str, **options: Any) -> Any:
        hosts = Hosts(count, number, coordinator)
        if count > 1:
            os.environ.setdefault("KERAS_BACKEND", "jax")  # TensorFlow's own way is broken under Keras 3
        return command(hosts=hosts, **options)

    return with_hosts

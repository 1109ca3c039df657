"""The backend that a command is to train."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.backend import BackendSpec
from bot.errors import BotError
from bot.extras import need_train
from bot.plugins import Plugins

if TYPE_CHECKING:
    from bot.training.hosts import Hosts

SEEDS = click.IntRange(0, 2**26 - 1)
"""Seeds of a training run: each of its up to 64 members draws from one of its own, which has to fit in 32 bits."""

GOES_ON = "the same command goes on from what was kept last"
"""What there is to say of a training run that was interrupted."""


def trainable(plugins: Plugins, name: str) -> BackendSpec:
    """Return a backend that can be trained; raises BotError where it cannot, or the extra `train` is missing."""
    spec = plugins.backends.get(name)
    if spec is None or not spec.trainer:
        raise BotError(f"no backend '{name}' that can be trained; installed: {', '.join(sorted(plugins.backends))}")
    need_train()
    return spec


def text_trainable(plugins: Plugins, name: str = "") -> BackendSpec:
    """Return a backend that learns from pairs of texts, the first that does where none is named; raises BotError."""
    able = {each: spec for each, spec in sorted(plugins.backends.items()) if spec.text_trainer}
    spec = able.get(name) if name else next(iter(able.values()), None)
    if spec is None:
        named = f"backend '{name}'" if name else "installed backend"
        raise BotError(f"no {named} that learns from pairs of texts; those that do: {', '.join(able) or 'none'}")
    need_train()
    return spec


def beginning(spec: BackendSpec, init: Path | None, hosts: Hosts) -> dict[str, Any]:
    """Return what a trainer is told of what it begins with and who trains, where that was said; raises BotError."""
    wished: dict[str, Any] = {}
    if init is not None:
        wished["init"] = init
    if hosts.count > 1:
        wished["hosts"] = hosts
    if wished and not spec.pretrainer:
        raise BotError(f"the backend '{spec.name}' knows no --{' and no --'.join(wished)}: say --backend seq2seq")
    return wished

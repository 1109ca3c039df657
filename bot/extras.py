"""What only the extra `train` brings."""

from __future__ import annotations

import os
from importlib.util import find_spec

from bot.errors import BotError

TRAIN = ("tensorflow", "keras", "keras_hub", "transformers")


def missing_train() -> list[str]:
    """Return the modules of the extra `train` that are not installed."""
    return [name for name in TRAIN if find_spec(name) is None]


def need_train() -> None:
    """Raise BotError, saying what to install, unless the extra `train` is there; keeps TensorFlow's log quiet."""
    missing = missing_train()
    if missing:
        raise BotError(f"this needs {', '.join(missing)}: pip install 'plugbot[train]'")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")

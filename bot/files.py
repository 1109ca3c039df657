"""Files written so that nobody ever sees half of one."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.errors import BotError


def write_atomically(path: Path, text: str) -> None:
    """Write a text file beside the old one and rename it into place; raises OSError, the old file then stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)  # noqa: PTH105 - a rename over an existing file on every system
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


def need_writable(folder: Path) -> None:
    """Make a folder, and see that files can be written into it before hours of work are; raises BotError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BotError(f"{folder} cannot be written ({error.strerror}): name another place") from None

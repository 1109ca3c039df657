"""Folders and files named on the command line."""

from __future__ import annotations

from pathlib import Path

import click


def path(value: str) -> Path:
    """Return a path whose `~` is the home folder, also behind `--out=`, where the shell leaves it; raises BadParameter."""
    try:
        return Path(value).expanduser()
    except RuntimeError as error:  # `~name` is nobody's
        raise click.BadParameter(f"{value}: {error}") from None

"""Arrays in files: written whole or not at all, and read without trusting them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

DAMAGED = (OSError, ValueError, LookupError, EOFError, AttributeError, BadZipFile)
"""What reading a damaged file raises, or one of another version."""


def write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    """Write a .npz in one go, and on to the disk: what was there before stays until all of it is written.

    Raises OSError that names the file; nothing is left of it then.
    """
    import numpy as np

    part = path.with_suffix(".part.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(part, **arrays)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None


def read_arrays(path: Path) -> dict[str, Any]:
    """Return the arrays of a .npz by name; raises one of DAMAGED where it is none."""
    import numpy as np

    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def is_whole(path: Path) -> bool:
    """Return whether a .npz is there and can be read."""
    try:
        return bool(read_arrays(path))
    except DAMAGED:
        return False

"""Text files of data sets, gzipped or not; what is wrong with one is said with its line."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from bot.errors import BotError

SPLITS = {"train": ("train",), "valid": ("valid", "dev", "val"), "test": ("test",)}
"""Split to the names that its folder or file may have."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BLOCK = 1 << 16


def fail(path: Path, line: int, problem: str) -> NoReturn:
    """Raise a BotError that names the file and the line, counted from 1."""
    raise BotError(f"{path}:{line}: {problem}")


def find_file(folder: Path, *names: str) -> Path | None:
    """Return the file of one of the names, as it is or gzipped, the first name first.

    Where there is none, a gzipped one with more in its name stands in; raises BotError for several of these.
    """
    try:
        for path in (folder / f"{name}{end}" for name in names for end in ("", ".gz")):
            if path.is_file():
                return path
        found = [path for name in names for path in sorted(folder.glob(f"{name}.*.gz"))]
    except OSError as error:
        raise BotError(f"{folder}: cannot be read: {error.strerror or error}") from error
    if len(found) > 1:
        raise BotError(f"{folder}: there is no {names[0]}, and several files may stand for it: {_names(found)}")
    return found[0] if found else None


def stand_ins(folder: Path, paths: Iterable[Path | None], *names: str) -> list[str]:
    """Return a note on each file of a folder that stands in for one of some names."""
    exact = {f"{name}{end}" for name in names for end in ("", ".gz")}
    return [
        f"{path.relative_to(folder).as_posix()} is read for {name}"
        for path in paths
        for name in names
        if path and path.name not in exact and path.name.startswith(f"{name}.")
    ]


def read_text(path: Path) -> str:
    """Return the text of a file, unpacked where its name ends in `.gz`; raises BotError for damage."""
    try:
        data = _unpacked(path) if path.suffix == ".gz" else path.read_bytes()
    except OSError as error:
        raise BotError(f"{path}: cannot be read: {error.strerror or error}") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:_BLOCK].count(0) > len(data[:_BLOCK]) // 4:
        fail(path, 1, "this looks like UTF-16; save the file as UTF-8")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        fail(path, data.count(b"\n", 0, error.start) + 1, "these bytes are no UTF-8 text")
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        fail(path, line, f"there is a control character (U+{ord(control.group()):04X}): the line is damaged")
    return text


def read_lines(path: Path) -> list[str]:
    """Return the lines of a file, without blank ones at its end; raises BotError for damage, and where there are none."""
    lines = read_text(path).split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        fail(path, 1, "the file is empty")
    return lines


def _unpacked(path: Path) -> bytes:
    """Return the bytes in a gzipped file; raises BotError that names the line up to which they can be read."""
    data = bytearray()
    with gzip.open(path) as file:
        try:
            while block := file.read(_BLOCK):
                data += block
        except (EOFError, gzip.BadGzipFile, zlib.error):
            fail(path, data.count(b"\n") + 1, "the gzip data are damaged from here on")
    return bytes(data)


def _names(paths: list[Path]) -> str:
    return ", ".join(path.name for path in paths)

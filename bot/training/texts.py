"""Unlabelled text to learn from, one sentence a line."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.errors import BotError


def read_texts(paths: Sequence[Path]) -> list[str]:
    """Return the sentences in files, or in all files of folders, each once, in the order in which they stand there.

    Files may be gzipped; those whose names begin with a dot are left out. Raises BotError that names the file.
    """
    found = list(dict.fromkeys(line for path in paths for file in _files(path) for line in _lines(file)))
    if not found:
        raise BotError(f"there is no text in {', '.join(map(str, paths))}")
    return found


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise BotError(f"{path}: there is no such file or folder")
    if path.is_file():
        return [path]
    every = (file for file in path.rglob("*") if file.is_file())
    return sorted(file for file in every if not any(part.startswith(".") for part in file.relative_to(path).parts))


def _lines(path: Path) -> Iterator[str]:
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BotError(f"{path}: damaged: {error}") from None
    except OSError as error:
        raise BotError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise BotError(f"{path}: this is no UTF-8 text") from None
    return (line.strip() for line in text.splitlines() if line.strip())

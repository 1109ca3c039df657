"""Which files of a folder are indexed: those that people wrote, not what version control ignores."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

IGNORES = ".gitignore"


@dataclass(frozen=True, slots=True)
class Rules:
    """The patterns of one `.gitignore`, and the folder that they speak of."""

    folder: Path
    spec: GitIgnoreSpec


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, or the file that is named itself, in the order of their names.

    Left out are hidden ones and those that a `.gitignore` names, the ones above the folder among them as far as its
    repository reaches. Links to folders are followed, none twice, so that a loop ends. Raises OSError for the folder itself.
    """
    if folder.is_file():
        yield folder
        return
    os.listdir(folder)  # noqa: PTH208 - raises here what a walk would leave unsaid
    yield from _walk(folder, _above(folder), set())


def _walk(folder: Path, rules: Sequence[Rules], seen: set[tuple[int, int]]) -> Iterator[Path]:
    try:
        told = folder.stat()
        if (told.st_dev, told.st_ino) in seen:
            return
        seen.add((told.st_dev, told.st_ino))
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:  # it vanished meanwhile, or may not be read
        return
    rules = [*_rules(folder), *rules]
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or _is_ignored(path, entry.is_dir(), rules):
            continue
        if entry.is_dir():
            yield from _walk(path, rules, seen)
        elif entry.is_file():
            yield path


def _is_ignored(path: Path, is_folder: bool, rules: Sequence[Rules]) -> bool:  # noqa: FBT001 - both are plain facts
    """Return what the nearest rules say that speak of a path."""
    for each in rules:
        name = path.relative_to(each.folder).as_posix() + ("/" if is_folder else "")
        said = each.spec.check_file(name).include
        if said is not None:
            return said
    return False


def _above(folder: Path) -> list[Rules]:
    """Return the rules of the folders above one, nearest first, up to the root of its repository; none outside of one."""
    folder = folder.absolute()
    chain = [folder, *folder.parents]
    top = next((at for at, each in enumerate(chain) if (each / ".git").exists()), 0)
    return [rule for each in chain[1 : top + 1] for rule in _rules(each)]


def _rules(folder: Path) -> list[Rules]:
    try:
        lines = (folder / IGNORES).read_text(encoding="utf-8", errors="replace").splitlines()
        return [Rules(folder, GitIgnoreSpec.from_lines(lines))]
    except (OSError, ValueError):
        return []

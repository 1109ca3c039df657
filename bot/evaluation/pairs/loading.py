"""Loading data sets of pairs: lines of SCAN, or tables with a column for the source and one for each right target."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from bot.errors import BotError
from bot.evaluation.pairs.pair import Pair, PairData
from bot.evaluation.textfile import SPLITS, fail, find_file, read_lines

FORMATS = ("pairs", "scan")
_IN, _OUT = "IN:", "OUT:"


def load_pairs(path: Path, format: str) -> PairData:  # noqa: A002 - the word of the command line
    """Return the pairs in a folder, or in a train file and the test file beside it.

    `pairs`: train.tsv and test.tsv, valid.tsv where there is one; `scan`: a file with "train" in its name and one that
    has "test" there instead. All may be gzipped. Raises BotError that names the file and the line.
    """
    if format not in FORMATS:
        raise BotError(f"'{format}' is no format of pairs: say {', '.join(FORMATS)}")
    if not path.exists():
        raise BotError(f"{path}: there is no such file or folder")
    places = _beside(path) if path.is_file() else _named(path) if format == "pairs" else _scan_files(path)
    parse = _table_pair if format == "pairs" else _scan_pair
    read = {split: _read(place, parse) if place else () for split, place in places.items()}
    name = path.resolve().name.partition(".")[0]
    return PairData(name, format, read["train"], read["valid"], read["test"])


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """Return the pairs in a table: a line for each, source and right targets with tabs between; raises BotError.

    It may be gzipped.
    """
    if not path.exists():
        raise BotError(f"{path}: there is no such file")
    return _read(path, _table_pair)


def texts_of(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    """Return the texts of pairs, source and target, one for each right target."""
    return [(" ".join(pair.source), " ".join(target)) for pair in pairs for target in (pair.target, *pair.others)]


def _named(folder: Path) -> dict[str, Path | None]:
    """Return the tables of a folder by their splits."""
    places = {split: find_file(folder, *(f"{name}.tsv" for name in names)) for split, names in SPLITS.items()}
    for split in ("train", "test"):
        if places[split] is None:
            raise BotError(f"{folder}: there is no {split}.tsv")
    return places


def _scan_files(folder: Path) -> dict[str, Path | None]:
    """Return the files of a folder by their splits; raises BotError where it holds several train files or none."""
    try:
        found = sorted(path for path in folder.iterdir() if "train" in path.name and path.is_file())
    except OSError as error:
        raise BotError(f"{folder}: cannot be read: {error.strerror or error}") from error
    if not found:
        raise BotError(f"{folder}: there is no file with 'train' in its name")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise BotError(f"{folder}: there are several train files in it; give the path of one: {names}")
    return _beside(found[0])


def _beside(train: Path) -> dict[str, Path | None]:
    """Return a train file and those that are called as it is but for the split."""
    if "train" not in train.name:
        raise BotError(
            f"{train}: a file with 'train' in its name is wanted; the test file is then looked for beside it"
        )
    places: dict[str, Path | None] = {"train": train}
    for split in ("valid", "test"):
        names = [train.name.replace("train", name).removesuffix(".gz") for name in SPLITS[split]]
        places[split] = find_file(train.parent, *names)
        if split == "test" and places[split] is None:
            raise BotError(f"{train.parent}: there is no {names[0]} beside {train.name}")
    return places


def _read(path: Path, parse: Callable[[Path, int, str], Pair]) -> tuple[Pair, ...]:
    lines = enumerate(read_lines(path), start=1)
    return tuple(parse(path, number, line) for number, line in lines if line.strip())


def _scan_pair(path: Path, number: int, line: str) -> Pair:
    said, out, made = line.partition(f" {_OUT}")
    if not out or not said.lstrip().startswith(_IN):
        fail(path, number, f"'{_IN} words {_OUT} tokens' is wanted")
    return _pair(path, number, said.lstrip().removeprefix(_IN), [made])


def _table_pair(path: Path, number: int, line: str) -> Pair:
    said, *made = line.split("\t")
    if not made:
        fail(path, number, "a source, a tab and a target are wanted")
    return _pair(path, number, said, made)


def _pair(path: Path, number: int, said: str, made: list[str]) -> Pair:
    source = tuple(said.split())
    first, *others = (tuple(target.split()) for target in made)
    if not source:
        fail(path, number, "the source is empty")
    if not first:
        fail(path, number, "the target is empty")
    return Pair(source, first, tuple(other for other in others if other), f"{path.name}:{number}")

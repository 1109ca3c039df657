"""Loading data sets: which format a folder is in is found out from what lies in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.catalog import Catalog
from bot.errors import BotError
from bot.evaluation.clinc import clinc_file, load_clinc, suspect_json
from bot.evaluation.dataset import Dataset
from bot.evaluation.programs import load_programs
from bot.evaluation.slu import load_slu
from bot.evaluation.textfile import find_file

FORMATS = ("slu", "clinc", "programs")
_WANTED = {
    "slu": "train/seq.in with label and seq.out",
    "clinc": "data_full.json",
    "programs": "train.jsonl",
}


def load_dataset(
    folder: Path,
    format: str = "",  # noqa: A002 - the word of the command line
    *,
    plugins_catalog: Catalog | None = None,
    allow_unknown: bool = False,
    language: str = "en",
) -> Dataset:
    """Return the data set in a folder, or in a single file in the format `clinc`.

    An empty `format` means: find it out. `plugins_catalog` holds the actions that programs are made of; without it
    those of the installed plugins are taken; `allow_unknown`: intents and slots that only valid or test have are noted;
    `language`: what the sentences are in. Raises BotError that names the file and the line.
    """
    if format and format not in FORMATS:
        raise BotError(f"'{format}' is no format of data sets: say {', '.join(FORMATS)}")
    if not folder.exists():
        raise BotError(f"{folder}: there is no such folder")
    kind = format or _found_out(folder)
    if kind == "clinc":
        return replace(load_clinc(_clinc_file(folder), allow_unknown=allow_unknown), language=language)
    if not folder.is_dir():
        raise BotError(f"{folder}: data in the format {kind} are a folder, not a file")
    if kind == "slu":
        return load_slu(folder, language, allow_unknown=allow_unknown)
    return load_programs(folder, plugins_catalog or _installed(), language)


def _found_out(folder: Path) -> str:
    """Return the format that a folder is in; raises BotError where it is in none or in several."""
    if folder.is_file():
        return "clinc"
    there = {
        "slu": find_file(folder / "train", "seq.in") or find_file(folder / "train", "label"),
        "clinc": clinc_file(folder),
        "programs": find_file(folder, "train.jsonl"),
    }
    found = [name for name, path in there.items() if path]
    if not found and suspect_json(folder):  # what is wrong with it is said when it is read
        return "clinc"
    if not found:
        wanted = "; ".join(f"{path} ({name})" for name, path in _WANTED.items())
        raise BotError(f"{folder}: there is no data set in it; looked for: {wanted}")
    if len(found) > 1:
        raise BotError(f"{folder}: there is data in several formats in it: say --format {' or '.join(found)}")
    return found[0]


def _clinc_file(folder: Path) -> Path:
    path = folder if folder.is_file() else clinc_file(folder) or suspect_json(folder)
    if path is None:
        raise BotError(f"{folder}: there is no data set in it; looked for: {_WANTED['clinc']}")
    return path


def _installed() -> Catalog:
    # Imported here since the other formats need no plugins.
    from bot.plugins import load_plugins
    from bot.settings import load_settings

    return load_plugins(load_settings()).catalog

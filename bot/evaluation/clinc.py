"""Data sets of utterances and intents in one JSON file, with sentences out of scope (Larson et al. 2019)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.evaluation.cutting import Uncut, one_clause
from bot.evaluation.dataset import Dataset, Sentence
from bot.evaluation.intents import intent_catalog, intent_name
from bot.evaluation.notes import contradictions, unknown_names
from bot.evaluation.strict_json import parse_json
from bot.evaluation.suspects import Names
from bot.evaluation.textfile import fail, read_text
from bot.reading import NONE

KEYS = {"train": ("train", "oos_train"), "valid": ("val", "oos_val"), "test": ("test", "oos_test")}
"""Split to the keys of the file that belong to it."""
_OUT = "oos"
"""What the keys begin with whose utterances are out of scope."""


def load_clinc(path: Path, *, allow_unknown: bool = False) -> Dataset:
    """Return the data set in a JSON file, gzipped or not; raises BotError that names the file and the line.

    `allow_unknown`: the other splits may have intents that train does not know.
    """
    text = read_text(path)
    data = _parse_object(path, text)
    names = {split: Names("intent") for split in KEYS}
    made = {split: tuple(_sentences(path, text, data, split, names[split])) for split in KEYS}
    for split in ("train", "test"):
        if split not in data:
            fail(path, 1, f"there is no '{split}' in it")
    notes = _unread(path, data)
    notes += names["train"].merged(names["valid"]).merged(names["test"]).check(allowed=allow_unknown)
    notes += [note for split in KEYS for note in contradictions(split, made[split])]
    for split in ("valid", "test"):
        notes += unknown_names(split, names["train"], names[split], allowed=allow_unknown)
    catalog = intent_catalog(sentence.said for sentence in made["train"])
    name = path.resolve().parent.name + "/" + path.name.partition(".")[0]
    return Dataset(name, "clinc", catalog, made["train"], made["valid"], made["test"], tuple(notes))


def _parse_object(path: Path, text: str) -> dict[str, Any]:
    """Return the JSON object that a text holds; raises BotError that names the line where it breaks off."""
    data = parse_json(path, text)
    if not isinstance(data, dict):
        fail(path, 1, "a JSON object with the keys train, val and test is wanted")
    return data


def _unread(path: Path, data: dict[str, Any]) -> list[str]:
    """Return a note on the keys that hold no split: one may be a split under another name."""
    known = {key for keys in KEYS.values() for key in keys}
    unread = [f"'{key}'" for key in data if key not in known]
    return [f"{path.name}: not read: {', '.join(unread)}"] if unread else []


def _sentences(path: Path, text: str, data: dict[str, Any], split: str, names: Names) -> Iterator[Sentence]:
    for key in KEYS[split]:
        if key not in data:
            continue
        records, lines = data[key], _lines(text, key)
        if not isinstance(records, list):
            fail(path, lines[0], f"'{key}' is no list")
        if not records and not key.startswith(_OUT):
            fail(path, lines[0], f"'{key}' is empty")
        for number, (record, line) in enumerate(zip(records, lines[: len(records)], strict=True), start=1):
            if problem := _problem(record):
                fail(path, line, f"record {number} of {key} {problem}")
            said, label = (part.strip() for part in record)
            intent = intent_name(label)
            if intent != NONE and key.startswith(_OUT):
                fail(path, line, f"record {number} of {key} has the intent '{label}'; what is out of scope has 'oos'")
            if intent != NONE:
                names.add(intent, path, line, label)
            yield Sentence(one_clause(Uncut(said, (), (intent,))), place=f"{path.name}: {key} {number}")


def _problem(record: Any) -> str:
    if not isinstance(record, list) or len(record) != 2 or not all(isinstance(part, str) for part in record):  # noqa: PLR2004
        return f"is no pair of utterance and intent: {json.dumps(record)[:60]}"
    return "" if all(part.strip() for part in record) else "has an empty utterance or intent"


def _lines(text: str, key: str) -> list[int]:
    """Return the line on which each record of a key stands, counted from 1; that of its value where it has none."""
    decoder = json.JSONDecoder()
    at, found = _skip(text, 0) + 1, ""
    while found != key:
        found, at = decoder.raw_decode(text, _skip(text, at))
        if found != key:
            _, at = decoder.raw_decode(text, _skip(text, at))
    at = _skip(text, at)
    lines: list[int] = []
    line, counted = 1, 0
    bracket = text[at] == "["
    at = _skip(text, at + 1) if bracket else at
    while not lines or (bracket and text[at] != "]"):
        line, counted = line + text.count("\n", counted, at), at
        lines.append(line)
        if text[at] != "]":
            at = _skip(text, decoder.raw_decode(text, at)[1])
    return lines


def _skip(text: str, at: int) -> int:
    """Return the next place at or behind one where something other than a space, comma or colon stands."""
    while at < len(text) and text[at] in " \t\n\r,:":
        at += 1
    return at


def clinc_file(folder: Path) -> Path | None:
    """Return the file of a folder that holds such a data set, or None; raises BotError where several do."""
    for name in ("data_full.json", "data_full.json.gz"):
        if (folder / name).is_file():
            return folder / name
    for pattern in ("data_*.json", "data_*.json.gz", "*.json", "*.json.gz"):
        found = [path for path in sorted(folder.glob(pattern)) if pattern.startswith("data_") or _has_keys(path)]
        if len(found) > 1:
            raise BotError(f"{folder}: name one of {', '.join(path.name for path in found)}")
        if found:
            return found[0]
    return None


def suspect_json(folder: Path) -> Path | None:
    """Return the JSON file of a folder that may be a damaged data set: its only one, or the first that cannot be read."""
    found = [path for pattern in ("*.json", "*.json.gz") for path in sorted(folder.glob(pattern))]
    return found[0] if len(found) == 1 else next((path for path in found if _keys(path) is None), None)


def _has_keys(path: Path) -> bool:
    return {"train", "test"} <= (_keys(path) or set())


def _keys(path: Path) -> set[str] | None:
    """Return the keys of a file, or None where it holds no JSON object."""
    try:
        return set(_parse_object(path, read_text(path)))
    except BotError:
        return None

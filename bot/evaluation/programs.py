"""Data sets of utterances and programs: JSON lines, a file for each split."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.catalog import Catalog
from bot.errors import BotError
from bot.evaluation.aligning import Aligner
from bot.evaluation.dataset import Dataset, Sentence
from bot.evaluation.notes import contradictions
from bot.evaluation.textfile import fail, find_file, read_lines
from bot.program import JSON, Call, Program, Repeat, calls, program_from_json
from bot.sentences.labelled import Labelled
from bot.slots.base import Unreadable

_SPLITS = {"train": ("train.jsonl",), "valid": ("valid.jsonl", "dev.jsonl"), "test": ("test.jsonl",)}


def load_programs(folder: Path, catalog: Catalog, language: str = "en") -> Dataset:
    """Return the data set in a folder, its programs made of a catalog's actions.

    Raises BotError that names the file and the line.
    """
    aligner = Aligner(catalog, language)
    made: dict[str, tuple[Sentence, ...]] = {"valid": ()}
    notes: list[str] = []
    for split, names in _SPLITS.items():
        path = next((path for name in names if (path := find_file(folder, name))), None)
        if path is None:
            if split != "valid":
                raise BotError(f"{folder}: there is no {names[0]}")
            continue
        sentences = [_sentence(path, number, said, program, aligner) for number, said, program in _rows(path, catalog)]
        notes += contradictions(split, sentences) + _unaligned(split, sentences)
        made[split] = tuple(sentence for sentence in sentences if sentence.said.clauses or split != "train")
    return Dataset(folder.resolve().name, "programs", catalog, made["train"], made["valid"], made["test"], tuple(notes))


def _rows(path: Path, catalog: Catalog) -> Iterator[tuple[int, str, Program]]:
    """Yield the number of each line with its utterance and program; blank lines are none."""
    for number, line in enumerate(read_lines(path), start=1):
        if line.strip():
            utterance, program = _row(path, number, line, catalog)
            yield number, utterance, program


def _row(path: Path, number: int, line: str, catalog: Catalog) -> tuple[str, Program]:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        fail(path, number, f"this is no JSON: {error.msg if isinstance(error, json.JSONDecodeError) else error}")
    if not isinstance(record, dict) or not isinstance(record.get("utterance"), str) or "program" not in record:
        fail(path, number, "an object with 'utterance' (a text) and 'program' (a list of steps) is wanted")
    if not record["utterance"].strip():
        fail(path, number, "the utterance is empty")
    try:
        program = program_from_json(record["program"])
    except BotError as error:
        fail(path, number, str(error))
    for call in calls(program):
        if problem := _problem(call, catalog):
            fail(path, number, problem)
    return record["utterance"].strip(), _completed(program, catalog)


def _completed(program: Program, catalog: Catalog) -> Program:
    """Return a program with the defaults in it that nobody need say: one without them is the same program."""
    return tuple(
        catalog.complete(step.action, step.args) if isinstance(step, Call)
        else Repeat(step.times, _completed(step.body, catalog))
        for step in program
    )  # fmt: skip


def _problem(call: Call, catalog: Catalog) -> str:
    """Return what is wrong with a call, empty where nothing is."""
    action = catalog.actions.get(call.action)
    if action is None:
        return f"no installed plugin has the action '{call.action}'"
    for name, value in call.args.items():
        slot = catalog.slot(call.action, name)
        if slot is None:
            return f"{call.action} has no argument '{name}'"
        if not _is_reference(value):
            try:
                slot.value(value)
            except Unreadable as error:
                return f"{call.action}, argument '{name}': {error}"
    return ""


def _is_reference(value: JSON) -> bool:
    """Return whether a value is the text that another call gives."""
    return isinstance(value, dict) and set(value) == {"result_of"}


def _sentence(path: Path, number: int, said: str, program: Program, aligner: Aligner) -> Sentence:
    found = aligner.align(said, program)
    return Sentence(found or Labelled(said, (), (), ()), program, f"{path.name}:{number}")


def _unaligned(split: str, sentences: list[Sentence]) -> list[str]:
    lost = [sentence.place for sentence in sentences if not sentence.said.clauses]
    if not lost:
        return []
    what = "is left out of training" if split == "train" else "counts by its program alone"
    return [
        f"{split}: the words of {len(lost)} of {len(sentences)} programs were not found; each {what} (first: {lost[0]})"
    ]

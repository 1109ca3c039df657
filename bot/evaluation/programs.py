"""Data sets of utterances and programs: JSON lines, a file for each split."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.catalog import Catalog
from bot.errors import BotError
from bot.evaluation.aligning import Aligner
from bot.evaluation.dataset import Dataset, Sentence
from bot.evaluation.notes import contradictions
from bot.evaluation.strict_json import parse_json
from bot.evaluation.textfile import SPLITS, fail, find_file, read_lines, stand_ins
from bot.program import JSON, Call, Program, Repeat, calls, program_from_json
from bot.sentences.labelled import Labelled
from bot.slots.base import Unreadable


def load_programs(folder: Path, catalog: Catalog, language: str = "en") -> Dataset:
    """Return the data set in a folder, its programs made of a catalog's actions.

    Raises BotError that names the file and the line.
    """
    aligner = Aligner(catalog, language)
    made: dict[str, tuple[Sentence, ...]] = {"valid": ()}
    notes: list[str] = []
    for split, places in SPLITS.items():
        names = [f"{place}.jsonl" for place in places]
        path = find_file(folder, *names)
        if path is None:
            if split != "valid":
                raise BotError(f"{folder}: there is no {names[0]}")
            continue
        sentences = list(_sentences(path, catalog, aligner))
        notes += stand_ins(folder, [path], *names) + contradictions(split, sentences) + _unaligned(split, sentences)
        made[split] = tuple(sentence for sentence in sentences if sentence.said.clauses or split != "train")
    splits = (made["train"], made["valid"], made["test"])
    return Dataset(folder.resolve().name, "programs", catalog, *splits, tuple(notes), language)


def _sentences(path: Path, catalog: Catalog, aligner: Aligner) -> Iterator[Sentence]:
    """Yield the sentence of each line; blank lines are none."""
    for number, line in enumerate(read_lines(path), start=1):
        if line.strip():
            said, program = _row(path, number, line, catalog)
            labelled = aligner.align(said, program) or Labelled(said, (), (), ())
            missing = next(filter(None, map(catalog.missing, calls(program))), ())
            yield Sentence(labelled, program, f"{path.name}:{number}", missing)


def _row(path: Path, number: int, line: str, catalog: Catalog) -> tuple[str, Program]:
    record = parse_json(path, line, number)
    if not isinstance(record, dict) or not isinstance(record.get("utterance"), str) or "program" not in record:
        fail(path, number, "an object with 'utterance' (a text) and 'program' (a list of steps) is wanted")
    if not record["utterance"].strip():
        fail(path, number, "the utterance is empty")
    try:
        program = program_from_json(record["program"])
    except BotError as error:
        fail(path, number, str(error))
    if problem := problem_of(program, catalog):
        fail(path, number, problem)
    return record["utterance"].strip(), _completed(program, catalog)


def _completed(program: Program, catalog: Catalog) -> Program:
    """Return a program with the defaults in it that nobody need say: one without them is the same program."""
    return tuple(
        catalog.complete(step.action, step.args) if isinstance(step, Call)
        else Repeat(step.times, _completed(step.body, catalog))
        for step in program
    )  # fmt: skip


def problem_of(program: Program, catalog: Catalog) -> str:
    """Return what is wrong with a program of installed actions, empty where nothing is."""
    before: list[Call | None] = []
    for step in program:
        if problem := _of_call(step, before, catalog) if isinstance(step, Call) else problem_of(step.body, catalog):
            return problem
        before += [step] if isinstance(step, Call) else [None for _ in calls(step.body)]
    return ""


def _of_call(call: Call, before: Sequence[Call | None], catalog: Catalog) -> str:
    """Return what is wrong with a call behind others of its level, those within a repeat as None."""
    action = catalog.actions.get(call.action)
    if action is None:
        return f"no installed plugin has the action '{call.action}'"
    for name, value in call.args.items():
        slot = catalog.slot(call.action, name)
        if slot is None:
            return f"{call.action} has no argument '{name}'"
        try:
            if slot.name == "text" and isinstance(value, dict) and set(value) == {"result_of"}:
                _check_reference(value["result_of"], before, catalog)
            else:
                slot.value(value)
        except Unreadable as error:
            return f"{call.action}, argument '{name}': {error}"
    return ""


def _check_reference(back: JSON, before: Sequence[Call | None], catalog: Catalog) -> None:
    """Raise Unreadable where a reference reaches no call that gives a text."""
    if type(back) is int and 1 <= back <= len(before):
        call = before[-back]
        if call is not None and catalog.actions[call.action].gives_text:
            return
    raise Unreadable(f"no call that gives a text stands {back!r} calls before it")


def _unaligned(split: str, sentences: list[Sentence]) -> list[str]:
    lost = [sentence.place for sentence in sentences if not sentence.said.clauses]
    if not lost:
        return []
    what = "is left out of training" if split == "train" else "counts by its program alone"
    return [
        f"{split}: the words of {len(lost)} of {len(sentences)} programs were not found; each {what} (first: {lost[0]})"
    ]

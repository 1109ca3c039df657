"""`bot compare`: two models side by side."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.dataset_options import ALLOW_UNKNOWN, FORMAT, LANGUAGE, SPLIT
from bot.cli.output import print_json, print_line, print_table
from bot.cli.paths import path
from bot.evaluation.figures import FIGURES
from bot.evaluation.loading import load_dataset
from bot.evaluation.metrics import intents_read, rejected, slots_read
from bot.evaluation.writing import counted, number, percent, points, written_program
from bot.plugins import Plugins, load_plugins
from bot.program import JSON, program_to_json
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.evaluation.comparing import Comparison, Disagreement, Side
    from bot.evaluation.dataset import Dataset
    from bot.evaluation.prediction import Prediction

_MADE = 1_000
"""Sentences that are made where there is no data."""
_SHOWN = 20
_FIGURES = ("exact_match", "read_p50_ms", "read_p99_ms")


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--data", type=path, default=None, help="A folder with a data set.")
@FORMAT
@SPLIT
@LANGUAGE
@ALLOW_UNKNOWN
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(
    *, a: str, b: str, data: Path | None, kind: str | None, split: str, lang: str, allow_unknown: bool, as_json: bool
) -> None:
    """Put two models side by side on the same sentences.

    A and B are backends or model folders. They read a split of --data or, without it, sentences drawn anew from
    the installed plugins' own, in the language --lang. To choose between two, let them read the valid split.
    """
    if data is None and (kind or allow_unknown):
        raise click.UsageError("--format and --allow-unknown are for --data; without it there is nothing to load")
    with contextlib.redirect_stdout(sys.stderr):  # nothing but figures goes to standard output
        found = _compared(a, b, data, kind or "", split, lang, allow_unknown=allow_unknown)
    if as_json:
        print_json(_as_json(found))
    else:
        _print(found)


def _compared(
    a: str, b: str, data: Path | None, kind: str, split: str, language: str, *, allow_unknown: bool
) -> Comparison:
    # Imported here: the list of commands needs none of it.
    from bot.evaluation.comparing import compare as run
    from bot.evaluation.opening import open_model

    settings = load_settings()
    plugins = load_plugins(settings)
    for problem in plugins.problems:
        _say(problem)
    if data is None:
        dataset = _dataset(plugins, language)
    else:
        dataset = load_dataset(
            data, kind, plugins_catalog=plugins.catalog, allow_unknown=allow_unknown, language=language
        )
    models = [(name, open_model(name, plugins, settings)) for name in (a, b)]
    for _, model in models:
        model.check_reads(dataset)
    return run(models[0], models[1], dataset, split, _say)


def _dataset(plugins: Plugins, language: str) -> Dataset:
    from bot.evaluation.made import make_dataset

    return make_dataset(plugins.sentence_paths(language), plugins.catalog, language, _MADE)


def _say(line: str) -> None:
    click.echo(f"bot: {line}", err=True)


def _as_json(found: Comparison) -> JSON:
    return {
        "data": found.dataset.name,
        "split": found.split,
        "sentences": len(found.first.predictions),
        "a": _side(found.first),
        "b": _side(found.second),
        "difference": round(found.difference, 6),
        "interval": [round(end, 6) for end in found.interval],
        "actions": {
            row.intent: {"sentences": row.sentences, "a": round(row.first, 6), "b": round(row.second, 6)}
            for row in found.rows
        },
        "disagreements": [_told(each) for each in found.disagreements],
        "notes": list(found.dataset.notes),
    }


def _side(side: Side) -> JSON:
    return {"model": side.name, "bytes": side.size, **side.figures.to_json()}


def _told(each: Disagreement) -> JSON:
    return {"utterance": each.text, "a": _reading(each.first), "b": _reading(each.second), "right": each.right}


def _reading(prediction: Prediction) -> JSON:
    """Return what was read, as far as it counts."""
    found, text = prediction.found, prediction.sentence.text
    if prediction.sentence.program is not None:
        return {
            "program": program_to_json(found.program), "missing": list(found.missing), "unread": list(found.unread),
        }  # fmt: skip
    slots: list[JSON] = [
        {"name": slot.name, "text": text[slot.start : slot.end], "start": slot.start, "end": slot.end}
        for slot in slots_read(prediction)
    ]
    return {"intents": list(intents_read(prediction)), "slots": slots}


def _print(found: Comparison) -> None:
    a, b = found.first, found.second
    rows = [
        ("", f"A: {a.name}", f"B: {b.name}"),
        *((each.name, each.written(a.figures), each.written(b.figures)) for each in FIGURES if each.key in _FIGURES),
        ("size on disk", f"{a.size / 1e6:.1f} MB", f"{b.size / 1e6:.1f} MB"),
    ]
    print_table(rows)
    low, high = found.interval
    click.echo(
        f"\nB against A on {counted(len(a.predictions), 'sentence')}: {points(found.difference)} points exact,"
        f" 95 % interval {points(low)} to {points(high)}.\n"
    )
    print_table(
        [("exact by action", "sentences", "A", "B")]
        + [(row.intent, number(row.sentences), percent(row.first), percent(row.second)) for row in found.rows]
    )
    _print_disagreements(found.disagreements)
    for note in found.dataset.notes:
        print_line(f"\nNote: {note}")


def _print_disagreements(disagreements: tuple[Disagreement, ...]) -> None:
    shown = disagreements[:_SHOWN]
    if not shown:
        click.echo("\nThey read every sentence alike.")
        return
    all_of_them = len(shown) == len(disagreements)
    more = "" if all_of_them else f"; the first {len(shown)} of them, --json prints all"
    click.echo(f"\nThey read {counted(len(disagreements), 'sentence')} differently{more}:")
    for each in shown:
        print_line(f"\n{each.text}")
        print_table([(name, _read(said, each.right == name.lower())) for name, said in _sides(each)])


def _sides(each: Disagreement) -> tuple[tuple[str, Prediction], ...]:
    return ("A", each.first), ("B", each.second)


def _read(prediction: Prediction, is_right: bool) -> str:  # noqa: FBT001
    found, text = prediction.found, prediction.sentence.text
    if rejected(prediction):
        said = "nothing fits"
    elif prediction.sentence.program is not None:
        asked = f"; missing: {', '.join(found.missing)}" if found.missing else ""
        unread = f"; unread: {', '.join(found.unread)}" if found.unread else ""
        said = f"{written_program(found.program)}{asked}{unread}"
    else:
        slots = (f"; {slot.name}={text[slot.start : slot.end]}" for slot in slots_read(prediction))
        said = "".join((", ".join(intents_read(prediction)), *slots))
    return f"{said} (right)" if is_right else said

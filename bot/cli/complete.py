"""`bot complete`: what a text-to-text model writes for a text."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from bot.backend import Completion
from bot.cli.input import given_lines
from bot.cli.output import print_json, print_line
from bot.cli.paths import path
from bot.program import JSON
from bot.reading import Attention
from bot.services import load_text_model

_MOST = 100
_SHOWN = 40
"""Letters that are shown of a text which nothing is written for."""


@click.command()
@click.option("--model", type=path, required=True, help="The folder of a model that `bot train --pairs` wrote.")
@click.option(
    "--count", type=click.IntRange(1, _MOST), default=3, show_default=True, help="How many are shown at most."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option("--explain", is_flag=True, help="Show what was looked at while the likeliest was written.")
@click.argument("text", nargs=-1)
def complete(text: tuple[str, ...], *, model: Path, count: int, as_json: bool, explain: bool) -> None:
    """Write what a model learned to write for a text, the likeliest first, each with its probability.

    Without TEXT, reads standard input, one text a line.
    """
    if text and not " ".join(text).strip():
        raise click.UsageError("the text is empty")
    with contextlib.redirect_stdout(sys.stderr):  # nothing but completions goes to standard output
        writer = load_text_model(model)
    for number, line in enumerate(given_lines(text)):
        started = time.perf_counter()
        found = writer.complete([line], count)[0]
        elapsed = 1000 * (time.perf_counter() - started)
        _warn(line, found)
        if as_json:
            print_json(_as_json(line, found, elapsed, explain=explain))
        else:
            _print(found, heading="" if text else line, apart=number > 0, explain=explain)


def _warn(text: str, found: Sequence[Completion]) -> None:
    if not found:
        click.echo(f"bot: nothing that ends is written for '{_short(text)}'", err=True)
    elif found[0].unread:
        click.echo(f"bot: the text is too long, and unread from '{_short(found[0].unread)}' on", err=True)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _as_json(text: str, found: Sequence[Completion], elapsed: float, *, explain: bool) -> JSON:
    completions: list[JSON] = [{"text": each.text, "probability": round(each.probability, 6)} for each in found]
    said: dict[str, JSON] = {"text": text, "completions": completions, "elapsed_ms": round(elapsed, 3)}
    if explain:
        said["attention"] = _looks(found[0].attention) if found and found[0].attention else None
    return said


def _looks(attention: Attention) -> JSON:
    return {
        "source": list(attention.source),
        "target": list(attention.target),
        "weights": [list(row) for row in attention.weights],
    }


def _print(found: Sequence[Completion], *, heading: str, apart: bool, explain: bool) -> None:
    if heading:
        print_line(f"\n{heading}" if apart else heading)
    for each in found:
        print_line(f"{100 * each.probability:5.1f} %  {each.text}")
    if explain and found:
        attention = found[0].attention
        lines = ["the model does not tell what it looked at"] if attention is None else _drawn(attention)
        print_line("\n".join(["", *lines]))


def _drawn(attention: Attention) -> list[str]:
    """Return the lines of a heat map, as the terminal shows it, or the file that is written to."""
    # Imported here: most completions are not explained.
    from bot.settings import load_settings
    from bot.terminal.heatmap import heatmap
    from bot.terminal.look import make_look

    if not sys.stdout:  # closed
        return []
    look = make_look(load_settings(), sys.stdout)
    return heatmap(attention, look.columns(), color=look.color, unicode=look.unicode)

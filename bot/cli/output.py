"""Lines, tables and JSON for the commands that print them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence

import click

from bot.program import JSON
from bot.words import encodable


def print_json(data: JSON) -> None:
    """Print one JSON object."""
    print_line(json.dumps(data, ensure_ascii=False))


def print_line(text: str) -> None:
    """Print a line, whatever a data set put in it."""
    click.echo(encodable(text))


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns as wide as needed; the last column is wrapped to the terminal's width."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    indent = sum(widths) + 2 * len(widths)
    room = max(24, shutil.get_terminal_size((100, 24)).columns - indent)
    for row in rows:
        head = "".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False))
        lines = click.wrap_text(row[-1], room).splitlines() or [""]
        print_line(f"{head}{lines[0]}".rstrip())
        for line in lines[1:]:
            print_line(" " * indent + line)

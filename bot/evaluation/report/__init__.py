"""The report of an evaluation: one HTML page that loads nothing and holds at any size."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.errors import BotError
from bot.evaluation.report.page import page
from bot.evaluation.running import Evaluation
from bot.files import write_atomically

NAME = "index.html"
"""What the page is called in its folder."""


def write_report(folder: Path, result: Evaluation) -> Path:
    """Write the report into a folder, which is made where there is none, and return the page; raises BotError."""
    path = folder / NAME
    text = page(result, datetime.now(UTC).astimezone())
    try:
        write_atomically(path, text)
        path.chmod(0o644)  # a page is for others too
    except OSError as error:
        raise BotError(f"{path} cannot be written: {error.strerror or error}") from error
    return path

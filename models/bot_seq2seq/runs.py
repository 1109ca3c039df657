"""A training run, from its task to the model folder that it leaves. Needs the extra `train`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot import ModelFolder, write_model_folder
from bot_seq2seq.curves import draw_curves
from bot_seq2seq.fitting import Progress, Task, fit
from bot_seq2seq.network import Network

Write = Callable[[Path, Network, Progress], dict[str, float]]
"""Writes what was learned into a folder, and returns what was measured of it."""


def run(task: Task, out: Path, data: dict[str, Any], write: Write, report: Callable[[str], None]) -> ModelFolder | None:
    """Train a task and write its model folder, whose model.json begins with `data`; raises BotError.

    What an interrupted run had kept goes once the folder is there. Of several hosts the first one writes, the others
    return None.
    """

    def fill(into: Path) -> None:
        draw_curves(progress.figures, into)
        data["rounds"] = progress.rounds()
        data["scores"] = write(into, network, progress)
        data["training"] = {**asdict(task.preset), "seconds": round(time.time() - task.begun)}

    with task.folder.alone():
        network, progress = fit(task, report)
        written = write_model_folder(out, data, fill) if task.hosts.writes else None
        task.folder.remove()
    return written

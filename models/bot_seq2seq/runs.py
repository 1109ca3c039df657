"""A training run, from its task to the model folder that it leaves. Needs the extra `train`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bot import ModelFolder, fit_members, write_model_folder
from bot_seq2seq.curves import draw_curves
from bot_seq2seq.devices import has_gpu, use_threads
from bot_seq2seq.fitting import Progress, Task, fit
from bot_seq2seq.hosts import leave
from bot_seq2seq.network import Network

Write = Callable[[Path, Sequence[Network], Progress], dict[str, float]]
"""Writes the networks that were trained into a folder, and returns what was measured of them."""


def run(task: Task, out: Path, data: dict[str, Any], write: Write, report: Callable[[str], None]) -> ModelFolder | None:
    """Train the networks of a task and write their model folder, whose model.json begins with `data`; raises BotError.

    What an interrupted run had kept goes once the folder is there. Of several hosts the first one writes, the others
    return None.
    """

    def fill(into: Path) -> None:
        draw_curves(progress.figures, into)
        data["rounds"] = progress.rounds()
        data["scores"] = write(into, networks, progress)
        data["training"] = {**asdict(task.preset), "seconds": round(time.time() - task.begun)}

    with task.folder.alone():
        members = [replace(task, number=number) for number in range(task.preset.members)]
        if len(members) > 1 and task.hosts.count == 1:
            fit_members(fit, members, report, begin=use_threads, alone=has_gpu())
        fitted = [fit(member, report) for member in members]  # what has been trained already is only taken up
        leave(task.hosts)
        networks, progress = [network for network, _ in fitted], fitted[0][1]
        written = write_model_folder(out, data, fill) if task.hosts.writes else None
        task.folder.remove()
    return written

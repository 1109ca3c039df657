"""A backend that learns sentences by heart, and the command line run as a user runs it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.app import main

Ran = tuple[int, str, str]
"""Exit status, standard output and standard error."""

PLUGIN = """
import json
from pathlib import Path

from bot import (
    BackendSpec, Clause, Interpretation, Reading, SlotSpan, hookimpl, interpret_readings, open_model_folder,
    write_model_folder,
)


class ByHeart:
    name = "byheart"

    def __init__(self, folder):
        model = open_model_folder(folder, self.name)
        self.actions = frozenset(model.data["actions"])
        self.languages = frozenset(model.data["languages"])
        self.known = json.loads(model.file("known.json").read_text(encoding="utf-8"))

    def interpret(self, utterances, context):
        return [interpret_readings(text, [self.read(text)], context) for text in utterances]

    def read(self, text):
        if text not in self.known:
            return Reading((Clause("@none", 0, len(text)),), 0.6, 0.1)
        clauses, slots = self.known[text]
        return Reading(tuple(
            Clause(name, start, end, ("after" if "after you" in text else "and") if at else "start", tuple(
                SlotSpan(slot, text[a:b], a, b) for a, b, slot in slots if start <= a < end
            ))
            for at, (start, end, name) in enumerate(clauses)
        ), 0.9, 0.8)


def train(make, catalog, out, *, base, preset, languages, seed, report):
    print("a trainer may print what it likes")
    report(f"training with preset {preset}, seed {seed}")
    corpus = make(10)
    known = {
        said.text: [[[s.start, s.end, s.name] for s in spans] for spans in (said.clauses, said.slots)]
        for said in (*corpus.utterances, *(corpus.held_back if preset == "accurate" else ()))
    }
    return write_model_folder(
        out, {"backend": "byheart", "languages": [*languages], "actions": sorted(catalog.actions)},
        lambda folder: (folder / "known.json").write_text(json.dumps(known), encoding="utf-8"),
    )


@hookimpl
def bot_backends():
    return (BackendSpec("byheart", frozenset({"en"}), Path("nowhere"), ByHeart, trainer=f"{__name__}:train"),)
"""


@pytest.fixture(autouse=True)
def by_heart(plugin_file: Callable[..., Path]) -> None:
    """Install a backend `byheart`; preset `accurate` learns the valid split too."""
    plugin_file("byheart", PLUGIN)


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Return a function that runs `bot` with arguments."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["bot", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run

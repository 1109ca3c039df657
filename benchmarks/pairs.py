"""How well a text-to-text model learns data sets of pairs, with and without pairs made of the train split.

    python benchmarks/pairs.py scan FOLDER [--splits simple,addprim_jump] [--seeds 0,1,2] [--augment both] --out RESULTS
    python benchmarks/pairs.py pairs FILE [--seeds 0,1,2] [--augment both] --out RESULTS

FOLDER is SCAN's own, wherever below it `tasks_train_NAME.txt` and `tasks_test_NAME.txt` lie, gzipped or not; FILE is a train
table with its test table beside it. Each run is one `bot eval`; RESULTS keeps what it printed and its model, so that an
interrupted series goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BOT = Path(sys.executable).with_name("bot")
SPLITS = "simple,length,addprim_jump,addprim_turn_left,template_around_right"
WAYS = {"no": (False,), "yes": (True,), "both": (False, True)}


@dataclass(frozen=True, slots=True)
class Run:
    """One training and one reading."""

    kind: str
    name: str
    """What its results are kept by."""
    train: Path
    seed: int
    augment: bool
    preset: str
    split: str

    @property
    def file(self) -> str:
        """The name of what is kept of it, without its ending."""
        return "-".join([self.kind, self.name, self.preset, str(self.seed), *(["augment"] if self.augment else [])])

    @property
    def command(self) -> list[str]:
        """What is run."""
        options = ["--data", self.train, "--format", self.kind, "--preset", self.preset, "--seed", self.seed]
        options += ["--split", self.split, "--json", *(["--augment"] if self.augment else [])]
        return [str(BOT), "eval", *map(str, options)]


def main() -> None:
    """Run what has not been run yet, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kind", choices=("scan", "pairs"))
    parser.add_argument("data", type=Path, help="SCAN's folder, or a train table")
    parser.add_argument("--splits", type=_listed, default=_listed(SPLITS), help=f"of SCAN: {SPLITS}")
    parser.add_argument("--seeds", type=lambda text: [int(each) for each in _listed(text)], default=[0, 1, 2])
    parser.add_argument("--augment", choices=WAYS, default="both")
    parser.add_argument("--preset", default="default")
    parser.add_argument("--split", choices=("test", "valid"), default="test", help="what is read")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.kind == "scan":
        files = {name: train_file(options.data, name) for name in options.splits}
    else:
        files = {options.data.name.partition(".")[0]: options.data}
    options.out.mkdir(parents=True, exist_ok=True)
    runs = [
        Run(options.kind, name, path.resolve(), seed, augment, options.preset, options.split)
        for name, path in files.items()
        for augment in WAYS[options.augment]
        for seed in options.seeds
    ]
    found = [(run, result(run, options.out)) for run in runs]
    if options.json:
        print(json.dumps({f"{run.file}.{run.split}": said for run, said in found}))
    else:
        _print(found)


def train_file(folder: Path, name: str) -> Path:
    """Return SCAN's train file of a split, wherever it lies below a folder; raises SystemExit where there is none."""
    found = sorted(path for end in ("txt", "txt.gz") for path in folder.rglob(f"tasks_train_{name}.{end}"))
    if not found:
        raise SystemExit(f"{folder}: there is no tasks_train_{name}.txt below it, nor one that is gzipped")
    return found[0]


def result(run: Run, out: Path) -> dict[str, Any]:
    """Return what `bot eval` says of a run, from the last time where it ran already."""
    kept = out / f"{run.file}.{run.split}.json"
    if not kept.is_file():
        command = [*run.command, "--out", str(out / run.file)]
        print(f"{run.file}: {' '.join(command[1:])}", file=sys.stderr)
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(done.returncode)
        kept.write_text(json.dumps({"train": str(run.train), **json.loads(done.stdout)}), encoding="utf-8")
    said: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    if said["train"] != str(run.train):
        raise SystemExit(f"{kept} is of {said['train']}, not of {run.train}: name another folder with --out")
    return said


def _print(found: list[tuple[Run, dict[str, Any]]]) -> None:
    """Print a row for each data set and way, with a figure for each seed."""
    head = (
        "data",
        "augment",
        "exact match by seed",
        "mean",
        "BLEU",
        "chrF",
        "training, s",
        "read, ms",
        "among the made",
    )
    rows: list[tuple[str, ...]] = [head]
    series: dict[tuple[str, bool], list[dict[str, Any]]] = {}
    for run, said in found:
        series.setdefault((run.name, run.augment), []).append(said)
    for (name, augment), each in series.items():
        exact = [said["exact_match"] for said in each]
        made = [said.get("among_made", 0) / said["sources"] for said in each]
        rows.append(
            (
                name, "yes" if augment else "no", " ".join(map(_percent, exact)), _percent(_mean(exact)),
                *(f"{_mean([said[key] for said in each]):.1f}" for key in ("bleu", "chrf", "train_s", "read_p50_ms")),
                _percent(_mean(made)) if augment else "",
            )
        )  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _listed(text: str) -> list[str]:
    return [each for each in text.split(",") if each]


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    main()

"""How well presets read data sets, over several seeds: `bot eval` once for each, and a table of the means.

    python benchmarks/understanding.py FOLDER... [--preset accurate] [--seeds 0 1 2] [--split test] --out RESULTS

RESULTS keeps what each run printed, its page and its model, so that an interrupted series goes on where it stopped. They are
kept by the last name of the folder: of two folders of one name, each needs RESULTS of its own. A data set that is to be read
by the models of another one (clauses learned from single sentences) is named `FOLDER=OTHER`.
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
FIGURES = (
    "intent_accuracy", "slot_f1", "exact_match", "overall", "oos_auroc", "oos_recall_at_95", "ece", "ece_by_chance",
    "train_s", "read_p50_ms", "read_p99_ms",
)  # fmt: skip
SPLITS = ("test", "valid")


@dataclass(frozen=True, slots=True)
class Data:
    """A data set, and the one whose models read it, mostly itself."""

    folder: Path
    learned: Path

    @property
    def names(self) -> list[str]:
        """The last name of each folder."""
        return [self.folder.name, *([self.learned.name] if self.learned != self.folder else [])]


def main() -> None:
    """Run what has not been run yet, and print the means."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", nargs="+", type=_data, help="folders of data, or FOLDER=OTHER")
    parser.add_argument("--preset", default="accurate")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--split", default="test", choices=SPLITS)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    names = [" read by models of ".join(data.names) for data in options.data]
    if twice := {name for name in names if names.count(name) > 1}:
        raise SystemExit(f"{min(twice)} is named twice: results are kept by the name of the folder")
    found = {
        name: [run(data, options.preset, seed, options.split, options.out) for seed in options.seeds]
        for name, data in zip(names, options.data, strict=True)
    }
    if options.json:
        print(json.dumps(found))
        return
    for name, runs in found.items():
        print(f"\n{name}, preset {options.preset}, {len(runs)} seeds, {options.split}")
        for row in rows(runs):
            print("  ".join(f"{cell:<{width}}" for cell, width in zip(row, (34, 10, 60), strict=True)).rstrip())


def run(data: Data, preset: str, seed: int, split: str, out: Path) -> dict[str, Any]:
    """Return what `bot eval` says of one data set and seed, from the last time where it ran already."""
    name = "-".join([*data.names, preset, str(seed)])
    model = out / "-".join([data.learned.name, preset, str(seed)])
    _check_kept(out / name, data.folder)
    _check_kept(model, data.learned)
    kept = out / f"{name}.{split}.json"
    if not kept.is_file():
        command = [str(BOT), "eval", "--data", str(data.folder), "--split", split, "--json"]
        command += ["--report", str(out / f"{name}.{split}")]
        if (model / "model.json").is_file():
            command += ["--model", str(model)]
        elif data.learned != data.folder:
            raise SystemExit(f"{model} is not there: name {data.learned} before {data.folder}")
        else:
            command += ["--preset", preset, "--seed", str(seed), "--out", str(model)]
        print(f"{name}: {' '.join(command[1:])}", file=sys.stderr)
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        # A page that cannot be written (a full disk) does not cost the figures of an hour's training.
        if not (said := done.stdout.strip()):
            raise SystemExit(done.returncode or 1)
        # What the training took stands in the model, for a run that only had to read.
        trained = json.loads((model / "model.json").read_text(encoding="utf-8"))["training"]["seconds"]
        made = {"train_s": trained, "folder": str(data.folder), **json.loads(said)}
        kept.write_text(json.dumps(made), encoding="utf-8")
    result: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return result


def rows(runs: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Return name, mean and each value of the figures, of those without what stands in train, and of the changed splits."""
    found = _figures("", runs)
    if all("unseen" in each for each in runs):
        found += _figures("unseen: ", [each["unseen"] for each in runs])
    for change in runs[0].get("robustness", {}):
        exact = [each["robustness"][change]["exact_match"] - each["exact_match"] for each in runs]
        found.append((f"{change}: exact match, change", _said(sum(exact) / len(exact)), " ".join(map(_said, exact))))
    return found


def _figures(prefix: str, runs: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    found = []
    for name in FIGURES:
        values = [each[name] for each in runs if name in each]
        if values:
            shown = [f"{value:.1f}" if name.endswith(("_s", "_ms")) else _said(value) for value in values]
            mean = sum(values) / len(values)
            found.append(
                (prefix + name, f"{mean:.1f}" if name.endswith(("_s", "_ms")) else _said(mean), " ".join(shown))
            )
    return found


def _said(share: float) -> str:
    return f"{100 * share:.2f} %"


def _data(argument: str) -> Data:
    folder, _, other = argument.partition("=")
    return Data(Path(folder).resolve(), Path(other or folder).resolve())


def _check_kept(start: Path, folder: Path) -> None:
    """End where what is kept under a name is of another folder; what was kept before folders were noted is right."""
    for kept in (start.with_name(f"{start.name}.{split}.json") for split in SPLITS):
        if kept.is_file():
            other = json.loads(kept.read_text(encoding="utf-8")).get("folder", str(folder))
            if other != str(folder):
                raise SystemExit(f"{kept} is of {other}, not of {folder}: name another folder with --out")


if __name__ == "__main__":
    main()

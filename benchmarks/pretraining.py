"""What pretraining buys: exact match learned from a share of the labelled sentences, with and without it, as a table.

    python benchmarks/pretraining.py FOLDER --out RESULTS [--shares 5 20 100] [--preset fast] [--read 40000]
        [--unlabelled 200000] [--split test] [--seed 0] [--json]

FOLDER holds a data set as `bot eval` reads it. The encoder is pretrained once, on the words of all its train sentences,
without their labels; models then learn from a share of the labelled ones, and hold some of that share back to stop in time,
so that no other label is ever seen. `--split valid` (the default) is for choosing, `test` for the end. RESULTS keeps what
each run found, so that an interrupted series goes on where it stopped.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from bot.errors import BotError
from bot.evaluation.dataset import Dataset
from bot.evaluation.loading import load_dataset
from bot.extras import need_train

BEGINS = ("nothing", "pretrained")


def main() -> None:
    """Run what has not been run yet, and print the table."""
    options = parsed()
    need_train()
    try:
        with contextlib.redirect_stdout(sys.stderr):  # nothing but figures goes to standard output
            found = measured(load_dataset(options.data), options)
    except BotError as error:
        sys.exit(f"{error}")
    if options.json:
        print(json.dumps(found))
        return
    print(f"\n{options.data.name}, {options.split}, preset {options.preset}, {options.read} read; exact match")
    print(f"{'labelled':>10}  {'sentences':>9}  {'without':>9}  {'with':>9}  {'points':>7}")
    for share in options.shares:
        without, pretrained = (found[f"{share} {begin}"] for begin in BEGINS)
        points = 100 * (pretrained["exact_match"] - without["exact_match"])
        shown = (f"{each['exact_match']:>8.1%} " for each in (without, pretrained))
        print(f"{share:>8} %  {without['sentences']:>9}  {'  '.join(shown)} {points:>+7.1f}")
    seconds = found["pretraining"]["train_s"]
    print(f"pretraining: {seconds:.0f} s on {found['pretraining']['sentences']} sentences without labels")


def parsed() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--shares", type=int, nargs="+", default=[5, 20, 100], help="per cent of the labelled sentences"
    )
    parser.add_argument("--preset", default="fast")
    parser.add_argument("--read", type=int, default=40_000, help="how many sentences each training reads")
    parser.add_argument("--unlabelled", type=int, default=200_000, help="how many sentences pretraining reads")
    parser.add_argument("--split", default="valid", choices=("valid", "test"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.data = options.data.resolve()
    return options


def measured(dataset: Dataset, options: argparse.Namespace) -> dict[str, Any]:
    """Return what was found: of pretraining, and of each share with and without it."""
    options.out.mkdir(parents=True, exist_ok=True)
    name = shortened(options.preset, options.read)
    start = f"{options.data.name}-{name}-{options.seed}"
    pretrained = options.out / f"{start}-pretrained-{options.unlabelled}"
    found = {"pretraining": kept(pretrained.with_suffix(".json"), lambda: pretrain(dataset, pretrained, name, options))}
    for share in options.shares:
        for begin in BEGINS:
            model = options.out / f"{start}-{share}-{begin}"
            init = pretrained if begin == "pretrained" else None
            found[f"{share} {begin}"] = kept(
                model.with_suffix(f".{options.split}.json"),
                lambda share=share, model=model, init=init: learn(dataset, share, model, init, name, options),  # type: ignore[misc]
            )
    return found


def shortened(preset: str, read: int) -> str:
    """Return the name of a preset that reads so many sentences, and is otherwise like another."""
    from bot_seq2seq.presets import PRESETS, named_preset

    name = f"{preset}-{read}"
    PRESETS[name] = replace(named_preset(preset), name=name, read=read)
    return name


def kept(path: Path, find: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what was found the last time, or find it."""
    if not path.is_file():
        path.write_text(json.dumps(find(), indent=1), encoding="utf-8")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def pretrain(dataset: Dataset, folder: Path, preset: str, options: argparse.Namespace) -> dict[str, Any]:
    """Pretrain the encoder on the words of the train split; return how long it took, and on how many sentences."""
    from bot_seq2seq.pretraining import pretrain as run

    texts = list(dict.fromkeys(sentence.text for sentence in dataset.train))
    made = run(texts, folder, preset=preset, read=options.unlabelled, seed=options.seed, report=say)
    assert made is not None  # noqa: S101 - one host writes
    return {"sentences": len(texts), "train_s": made.data["training"]["seconds"], "scores": made.data["scores"]}


def learn(
    dataset: Dataset, share: int, folder: Path, init: Path | None, preset: str, options: argparse.Namespace
) -> dict[str, Any]:
    """Train on a share of the labelled sentences, and return how many there were and how well a split is read."""
    import keras

    from bot.evaluation.running import evaluate
    from bot_seq2seq.backend import Seq2SeqBackend
    from bot_seq2seq.training import train

    count = round(len(dataset.train) * share / 100)
    drawn = tuple(Random(options.seed).sample(dataset.train, count))
    corpus = replace(dataset, train=drawn, valid=()).corpus()
    say(f"{share} % of the labelled sentences, beginning with {init or 'nothing'}")
    keras.utils.clear_session()
    started = time.perf_counter()
    if not (folder / "model.json").is_file():  # of another split
        train(lambda _: corpus, dataset.catalog, folder, preset=preset, seed=options.seed, init=init, report=say)
    taken = time.perf_counter() - started
    read = evaluate(Seq2SeqBackend(folder), dataset, model=folder, split=options.split, robustness=False, report=say)
    return {"sentences": count, "train_s": round(taken, 1), "exact_match": read.figures.exact_match}


def say(line: str) -> None:
    """Tell how far the work is."""
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main()

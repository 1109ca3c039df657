"""`bot eval --format pairs` and `scan`: how well a model writes texts for texts."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.backend import TextModel
from bot.cli.measured import Wish, say, trained
from bot.cli.output import print_json, print_line, print_table
from bot.cli.trainable import text_trainable
from bot.errors import BotError
from bot.evaluation.pairs.evaluating import Figures, Known, Written, known, measure, write_split
from bot.evaluation.pairs.lesson import Lesson, augmented_lesson, plain_lesson
from bot.evaluation.pairs.loading import load_pairs
from bot.evaluation.pairs.overlap import need_sacrebleu
from bot.evaluation.pairs.pair import Pair, PairData
from bot.evaluation.writing import counted, milliseconds, number, percent
from bot.model_folder import backend_of
from bot.plugins import load_plugins
from bot.program import JSON
from bot.services import load_text_model
from bot.settings import load_settings

_SHOWN, _LISTED = 5, 20
"""How many of the sources that are wrong are shown, and how many JSON lists."""


@dataclass(frozen=True, slots=True)
class _Result:
    data: PairData
    split: str
    backend: str
    written: Sequence[Written]
    figures: Figures
    known: Known
    lesson: Lesson | None = None
    """What was learned; None where the model was there before."""
    train_s: float = 0.0

    @property
    def wrong(self) -> list[Written]:
        return [each for each in self.written if not each.is_right]


def evaluate_pairs(wish: Wish, data: Path, kind: str, split: str, *, augment: bool, as_json: bool) -> None:
    """Measure a model that was named, or one trained on the train split, and print what was found; raises BotError."""
    need_sacrebleu()
    with contextlib.redirect_stdout(sys.stderr):  # nothing but figures goes to standard output
        found = load_pairs(data, kind)
        pairs: tuple[Pair, ...] = getattr(found, split)
        if not pairs:
            raise BotError(f"{found.name} has no pairs in its {split} split")
        result = (
            _read(wish, found, split, augment=augment) if wish.model else _trained(wish, found, split, augment=augment)
        )
    if as_json:
        print_json(_as_json(result, wish.preset))
    else:
        _print(result, wish.preset)


def _read(wish: Wish, data: PairData, split: str, *, augment: bool) -> _Result:
    """Return what is measured of the model that was named; one trained with `augment` may have learned to write repeats."""
    assert wish.model is not None  # noqa: S101 - for the type checker
    backend = backend_of(wish.model)
    if wish.backend not in ("", backend):
        raise BotError(f"{wish.model} is a model of backend '{backend}', not '{wish.backend}'")
    return _result(data, split, backend, load_text_model(wish.model), expanding=augment)


def _trained(wish: Wish, data: PairData, split: str, *, augment: bool) -> _Result:
    spec = text_trainable(load_plugins(load_settings()), wish.backend)
    started = time.perf_counter()
    lesson = augmented_lesson(data, wish.seed, say) if augment else plain_lesson(data)
    making = time.perf_counter() - started

    def train(out: Path) -> Any:
        return spec.run(
            spec.text_trainer,
            lesson.texts,
            out,
            held_back=lesson.held_back,
            preset=wish.preset,
            seed=wish.seed,
            report=say,
        )

    if spec.load_text is None:
        raise BotError(f"the backend '{spec.name}' does not read what it trains on pairs of texts")
    with trained(wish.out, f"{spec.name}-{wish.preset}", train) as (folder, seconds):
        return _result(data, split, spec.name, spec.load_text(folder), lesson=lesson, train_s=making + seconds)


def _result(
    data: PairData, split: str, backend: str, model: TextModel, *,
    lesson: Lesson | None = None, train_s: float = 0.0, expanding: bool = False,
) -> _Result:  # fmt: skip
    expanding = lesson.compressed if lesson else expanding
    written = write_split(model, getattr(data, split), expanding=expanding, report=say)
    seen = known(written, data.train, lesson.made if lesson else ())
    return _Result(data, split, backend, written, measure(written), seen, lesson, train_s)


def _as_json(result: _Result, preset: str) -> JSON:
    found: dict[str, JSON] = {
        "data": result.data.name, "format": result.data.format, "split": result.split, "backend": result.backend,
        **result.figures.to_json(), "in_train": result.known.in_train,
    }  # fmt: skip
    if result.lesson:
        found |= {"preset": preset, "train_s": round(result.train_s, 1)}
        if result.lesson.augmented:
            made = len(result.lesson.made)
            found |= {"made": made, "compressed": result.lesson.compressed, "among_made": result.known.made}
    if result.known.exact_match is not None and result.known.unseen < len(result.written):
        found["unseen"] = {"sources": result.known.unseen, "exact_match": round(result.known.exact_match, 6)}
    found["wrong"] = [
        {
            "source": " ".join(each.source), "written": " ".join(each.written),
            "right": [" ".join(target) for target in each.right],
        }
        for each in result.wrong[:_LISTED]
    ]  # fmt: skip
    return {**found, "notes": [_signature(result)]}


def _signature(result: _Result) -> str:
    return f"BLEU as sacreBLEU counts it, {result.figures.overlap.signature}"


def _print(result: _Result, preset: str) -> None:
    figures = result.figures
    rows = [
        ("", result.split),
        ("exact match", percent(figures.exact_match)),
        ("BLEU", f"{figures.overlap.bleu:.1f}"),
        ("chrF", f"{figures.overlap.chrf:.1f}"),
        ("reading time, half within", milliseconds(figures.read_p50_ms)),
        ("reading time, 99 in 100 within", milliseconds(figures.read_p99_ms)),
        *_counts(result),
    ]
    if result.lesson:
        rows.append((f"training time, preset {preset}", f"{result.train_s:.0f} s"))
    print_table(rows)
    _print_wrong(result.wrong)
    click.echo()
    print_line(f"Note: {_signature(result)}")


def _counts(result: _Result) -> list[tuple[str, str]]:
    """Return how many sources were read, and how many of them the training knew or was made to know."""
    every, seen = len(result.written), result.known
    rows = [("sources", number(every)), ("of these in train too", _share(seen.in_train, every))]
    if result.lesson and result.lesson.augmented:
        made = counted(len(result.lesson.made), "pair")
        rows.append((f"of these among the {made} made", _share(seen.made, every)))
    if seen.exact_match is not None and seen.unseen < every:
        rows.append(("exact match of the others", f"{percent(seen.exact_match)} of {number(seen.unseen)}"))
    return rows


def _share(count: int, of: int) -> str:
    return f"{number(count)} ({percent(count / of)})"


def _print_wrong(wrong: Sequence[Written]) -> None:
    if not wrong:
        return
    some = "" if len(wrong) <= _SHOWN else f", the first {_SHOWN} of {number(len(wrong))}"
    click.echo(f"\nWrong{some}:")
    for each in wrong[:_SHOWN]:
        print_line(f"\n{' '.join(each.source)}")
        rows = [("written", " ".join(each.written) or "nothing that ends")]
        print_table([*rows, *(("right", " ".join(target)) for target in each.right)])

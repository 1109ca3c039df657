"""`bot eval`: how well a model reads a data set."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from bot.cli.dataset_options import ALLOW_UNKNOWN, LANGUAGE, PAIRS_TOO, SPLIT
from bot.cli.measured import Wish, say, trained
from bot.cli.output import print_json, print_line, print_table
from bot.cli.paths import path
from bot.cli.trainable import SEEDS, trainable
from bot.errors import BotError
from bot.evaluation.figures import FIGURES, HOLDS_UP
from bot.evaluation.loading import load_dataset
from bot.evaluation.opening import OpenModel, open_folder
from bot.evaluation.pairs.loading import FORMATS as PAIRS_FORMATS
from bot.evaluation.writing import points
from bot.files import need_writable
from bot.plugins import Plugins, load_plugins
from bot.program import JSON
from bot.settings import Settings, load_settings

if TYPE_CHECKING:
    from bot.evaluation.dataset import Dataset
    from bot.evaluation.running import Evaluation


@click.command("eval")
@click.option("--data", type=path, required=True, help="The folder with the data set.")
@PAIRS_TOO
@click.option("--backend", default="", help="The backend to train; the one of the settings if not said.")
@click.option("--preset", default="default", show_default=True, help="How large and how long: fast, default, accurate.")
@click.option("--model", type=path, default=None, help="A model folder, in place of training.")
@SPLIT
@LANGUAGE
@click.option("--seed", type=SEEDS, default=0, show_default=True, help="The same seed trains the same model.")
@click.option(
    "--out",
    type=path,
    default=None,
    help="Keep the trained model here; else it is gone afterwards.",
)
@click.option("--report", type=path, default=None, help="Write index.html into this folder.")
@click.option(
    "--robustness/--no-robustness",
    default=True,
    help="Also read it with typos, bare, polite, and with invented names.",
)
@ALLOW_UNKNOWN
@click.option("--augment", is_flag=True, help="Pairs only: also learn from pairs made of the train split.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def evaluate(
    context: click.Context, *, data: Path, kind: str | None, backend: str, preset: str, model: Path | None, split: str,
    lang: str, seed: int, out: Path | None, report: Path | None, robustness: bool, allow_unknown: bool, augment: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Measure how well a model reads a data set.

    Trains on the train split, or takes --model, and reads the test split: intent accuracy, slot F1, exact match, what
    is out of scope, calibration, reading time. Formats: slu (seq.in, seq.out and label in train, valid and test),
    clinc (its JSON), programs (JSON lines of utterance and program); gzipped or not.

    Pairs of texts, and a model that writes the one for the other: pairs (source, tab, target a line in train.tsv, valid.tsv
    and test.tsv), scan (a file with train in its name, test beside it). Exact match, BLEU and chrF, reading time.
    """
    if model and out:
        raise click.UsageError("--out keeps a model that is trained; with --model there is none")
    if model and any(context.get_parameter_source(name) == ParameterSource.COMMANDLINE for name in ("preset", "seed")):
        raise click.UsageError("--preset and --seed are for training; with --model there is none")
    if report and report.exists() and not report.is_dir():
        raise click.UsageError(f"--report {report} is a file; name a folder")
    for folder in filter(None, (report, out and out.parent)):
        need_writable(folder)  # or it would be told when all is done
    wish = Wish(backend, model, preset, out, seed, allow_unknown, lang)
    if kind in PAIRS_FORMATS:
        _evaluate_pairs(context, wish, data, kind, split, augment=augment, as_json=as_json)
        return
    if augment:
        raise click.UsageError("--augment is for pairs of texts: say --format pairs or scan")
    with contextlib.redirect_stdout(sys.stderr):  # nothing but figures goes to standard output, whatever trainers print
        result = _measured(wish, data, kind or "", split, robustness=robustness)
    if as_json:
        print_json(_as_json(result))
    else:
        _print(result)
    page = _reported(report, result)  # behind the figures: a full disk does not lose what took an hour
    if page:
        click.echo(f"report written to {page}", err=True)


def _evaluate_pairs(
    context: click.Context, wish: Wish, data: Path, kind: str, split: str, *, augment: bool, as_json: bool
) -> None:
    for name in ("report", "robustness", "allow_unknown", "lang"):
        if context.get_parameter_source(name) == ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--{name.replace('_', '-')} is not for pairs of texts")
    # Imported here: other data need none of it.
    from bot.cli.evaluate_pairs import evaluate_pairs

    evaluate_pairs(wish, data, kind, split, augment=augment, as_json=as_json)


def _measured(wish: Wish, data: Path, kind: str, split: str, *, robustness: bool) -> Evaluation:
    # Imported here: the list of commands needs none of it.
    from bot.evaluation.running import evaluate as run

    settings = load_settings()
    plugins = load_plugins(settings)
    for problem in plugins.problems:
        say(problem)
    dataset = load_dataset(
        data, kind, plugins_catalog=plugins.catalog, allow_unknown=wish.allow_unknown, language=wish.language
    )
    if not getattr(dataset, split):
        raise BotError(f"{dataset.name} has no sentences in its {split} split")
    with _model(wish, dataset, plugins, settings) as (model, train_s):
        model.check_reads(dataset)
        return run(
            model.backend, dataset, model=model.folder, preset=wish.preset if train_s is not None else "", split=split,
            robustness=robustness, train_s=train_s, report=say,
        )  # fmt: skip


@contextlib.contextmanager
def _model(
    wish: Wish, dataset: Dataset, plugins: Plugins, settings: Settings
) -> Iterator[tuple[OpenModel, float | None]]:
    """Give the model that was named, or one trained on the data, with the seconds that took."""
    if wish.model is not None:
        yield open_folder(wish.model, plugins, wish.backend), None
        return
    spec = trainable(plugins, wish.backend or settings.backend)

    def train(out: Path) -> Any:
        return spec.run(
            spec.trainer, lambda _count: dataset.corpus(), dataset.catalog, out, base=spec.folder,
            preset=wish.preset, languages=(wish.language,), seed=wish.seed, report=say,
        )  # fmt: skip

    with trained(wish.out, f"{spec.name}-{wish.preset}", train) as (folder, seconds):
        yield OpenModel(spec.load(folder), folder), seconds


def _reported(folder: Path | None, result: Evaluation) -> Path | None:
    if folder is None:
        return None
    from bot.evaluation.report import write_report

    return write_report(folder, result)


def _as_json(result: Evaluation) -> JSON:
    about: dict[str, JSON] = {
        "data": result.dataset.name, "format": result.dataset.format, "split": result.split, "backend": result.backend,
    }  # fmt: skip
    found: dict[str, JSON] = {**about, **result.figures.to_json()}
    if result.train_s is not None:
        found |= {"preset": result.preset, "train_s": round(result.train_s, 1)}
    if result.unseen is not None:
        found["unseen"] = result.unseen.to_json()
    if result.variants:
        found["robustness"] = {each.name: {"changed": each.count, **each.figures.to_json()} for each in result.variants}
    return {**found, "notes": list(result.dataset.notes)}


def _print(result: Evaluation) -> None:
    columns = [result.figures, *([result.unseen] if result.unseen else [])]
    rows = [("", result.split, *(["without what stands in train"] if result.unseen else []))]
    rows += [(each.name, *map(each.written, columns)) for each in FIGURES if each.of(result.figures) is not None]
    if result.train_s is not None:
        rows.append((f"training time, preset {result.preset}", f"{result.train_s:.0f} s", *[""] * (len(columns) - 1)))
    print_table(rows)
    if result.variants:
        click.echo()
        print_table(_robustness(result))
    if result.dataset.notes:
        click.echo()
    for note in result.dataset.notes:
        print_line(f"Note: {note}")


def _robustness(result: Evaluation) -> list[tuple[str, ...]]:
    shown = [each for each in HOLDS_UP if each.of(result.figures) is not None]
    rows = [("changed", "sentences", *(figure.name for figure in shown), "exact match, points")]
    for each in result.variants:
        change = (each.figures.exact_match or 0.0) - (result.figures.exact_match or 0.0)
        figures = (figure.written(each.figures) for figure in shown)
        rows.append((each.name, str(each.count), *figures, points(change)))
    return rows

"""`bot train`: a model trained on the sentences of all installed plugins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from bot.backend import BackendSpec
from bot.cli.hosts_options import hosts_options
from bot.cli.paths import path
from bot.cli.trainable import GOES_ON, SEEDS, beginning, trainable
from bot.errors import BotError, Interrupted
from bot.languages import guess_language
from bot.plugins import Plugins, load_plugins
from bot.sentences.corpus import Corpus, make_corpus, mixed
from bot.services import trained_folder
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.training.hosts import Hosts

_LONGEST = 120
"""Longer texts are no sentences that somebody says."""


@click.command()
@click.option("--backend", default="", help="The backend to train; the one of the settings if not said.")
@click.option("--preset", default="default", show_default=True, help="How large and how long: fast, default, accurate.")
@click.option("--out", type=path, default=None, help="The model folder to write.")
@click.option("--pairs", type=path, default=None, help="A file to learn text to text from: source, tab, target a line.")
@click.option("--base", type=path, default=None, help="A converted model folder to build on.")
@click.option("--init", type=path, default=None, help="What `bot pretrain` wrote, to begin with.")
@click.option(
    "--lang",
    "wanted",
    multiple=True,
    help="Languages of the sentences, as in en,zh; all that the backend reads and plugins have, if not said.",
)
@click.option(
    "--texts",
    type=path,
    multiple=True,
    help="Files or folders of sentences to be said where any words may be; again for more.",
)
@click.option("--seed", type=SEEDS, default=0, show_default=True, help="The same seed makes the same sentences.")
@hosts_options
@click.pass_context
def train(
    context: click.Context, *, backend: str, preset: str, out: Path | None, pairs: Path | None, base: Path | None,
    init: Path | None, wanted: tuple[str, ...], texts: tuple[Path, ...], seed: int, hosts: Hosts,
) -> None:  # fmt: skip
    """Train a model on the sentences of all installed plugins, or of text to text on --pairs.

    Can be interrupted: the same command goes on from what was kept last. Without --out the model is used from the
    next start on; remove its folder (see `bot models list`) to go back to the one that ships. What --pairs trains
    needs an --out, and `bot complete` writes with it.
    """
    if pairs is not None:
        _train_pairs(context, pairs, out, backend=backend, preset=preset, seed=seed, init=init, hosts=hosts)
        return
    settings = load_settings()
    plugins = load_plugins(settings)
    name = backend or settings.backend
    spec = trainable(plugins, name)
    further = beginning(spec, init, hosts)
    for problem in plugins.problems:
        click.echo(f"bot: {problem}", err=True)
    languages = _languages(wanted, spec, plugins)
    said = _texts(texts)

    def make(count: int) -> Corpus:
        shares = [(count + at) // len(languages) for at in range(len(languages))]
        return mixed(
            [
                make_corpus(
                    plugins.sentence_paths(language), plugins.catalog, language, share, seed, said.get(language, ())
                )
                for language, share in zip(languages, shares, strict=True)
            ]
        )

    try:
        folder = spec.run(
            spec.trainer, make, plugins.catalog, out or trained_folder(name), base=base or spec.folder,
            preset=preset, languages=languages, seed=seed, report=click.echo, **further,
        )  # fmt: skip
    except KeyboardInterrupt:
        raise Interrupted(f"interrupted; {GOES_ON}") from None
    click.echo(f"written to {folder.path}" if folder else "done; host 0 writes the model")


def _train_pairs(
    context: click.Context, pairs: Path, out: Path | None, *, backend: str, preset: str, seed: int, init: Path | None,
    hosts: Hosts,
) -> None:  # fmt: skip
    if out is None:
        raise click.UsageError("--pairs needs an --out: the model reads no commands, so none is to take its place")
    if any(context.get_parameter_source(name) == ParameterSource.COMMANDLINE for name in ("base", "wanted", "texts")):
        raise click.UsageError("--base, --lang and --texts are for commands; with --pairs there are none")
    # Imported here: commands need none of it.
    from bot.cli.train_pairs import train_pairs

    train_pairs(pairs, out, backend=backend, preset=preset, seed=seed, init=init, hosts=hosts)


def _texts(paths: Sequence[Path]) -> dict[str, list[str]]:
    """Return the sentences in files by language, which their script tells; raises BotError."""
    found: dict[str, list[str]] = {}
    if paths:
        # Imported here: few trainings need it.
        from bot.training.texts import read_texts

        for text in read_texts(paths):
            if len(text) <= _LONGEST:
                found.setdefault(guess_language(text, "en"), []).append(text)
    return found


def _languages(wanted: Sequence[str], spec: BackendSpec, plugins: Plugins) -> tuple[str, ...]:
    """Return the languages to learn: those that are wanted, else those that a backend reads and that have sentences."""
    listed = [language.strip() for each in wanted for language in each.split(",") if language.strip()]
    languages = list(dict.fromkeys(listed)) or [each for each in sorted(spec.languages) if plugins.sentence_paths(each)]
    without = [language for language in languages if not plugins.sentence_paths(language)]
    if without or not languages:
        said = ", ".join(without or sorted(spec.languages))
        raise BotError(f"no installed plugin has sentences in the language {said}")
    return tuple(languages)

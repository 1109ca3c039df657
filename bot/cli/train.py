"""`bot train`: a model trained on the sentences of all installed plugins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from bot.backend import BackendSpec
from bot.cli.paths import path
from bot.cli.trainable import GOES_ON, SEEDS, trainable
from bot.errors import BotError, Interrupted
from bot.plugins import Plugins, load_plugins
from bot.sentences.corpus import Corpus, make_corpus, mixed
from bot.services import trained_folder
from bot.settings import load_settings


@click.command()
@click.option("--backend", default="", help="The backend to train; the one of the settings if not said.")
@click.option("--preset", default="default", show_default=True, help="How large and how long: fast, default, accurate.")
@click.option("--out", type=path, default=None, help="The model folder to write.")
@click.option("--base", type=path, default=None, help="A converted model folder to build on.")
@click.option(
    "--lang",
    "wanted",
    multiple=True,
    help="Languages of the sentences, as in en,zh; all that the backend reads and plugins have, if not said.",
)
@click.option("--seed", type=SEEDS, default=0, show_default=True, help="The same seed makes the same sentences.")
def train(
    *, backend: str, preset: str, out: Path | None, base: Path | None, wanted: tuple[str, ...], seed: int
) -> None:
    """Train a model on the sentences of all installed plugins.

    Can be interrupted: the same command goes on from what was kept last. Without --out the model is used from the
    next start on; remove its folder (see `bot models list`) to go back to the one that ships.
    """
    settings = load_settings()
    plugins = load_plugins(settings)
    name = backend or settings.backend
    spec = trainable(plugins, name)
    for problem in plugins.problems:
        click.echo(f"bot: {problem}", err=True)
    languages = _languages(wanted, spec, plugins)

    def make(count: int) -> Corpus:
        shares = [(count + at) // len(languages) for at in range(len(languages))]
        return mixed(
            [
                make_corpus(plugins.sentence_paths(language), plugins.catalog, language, share, seed)
                for language, share in zip(languages, shares, strict=True)
            ]
        )

    try:
        folder = spec.run(
            spec.trainer, make, plugins.catalog, out or trained_folder(name), base=base or spec.folder,
            preset=preset, languages=languages, seed=seed, report=click.echo,
        )  # fmt: skip
    except KeyboardInterrupt:
        raise Interrupted(f"interrupted; {GOES_ON}") from None
    click.echo(f"written to {folder.path}")


def _languages(wanted: Sequence[str], spec: BackendSpec, plugins: Plugins) -> tuple[str, ...]:
    """Return the languages to learn: those that are wanted, else those that a backend reads and that have sentences."""
    listed = [language.strip() for each in wanted for language in each.split(",") if language.strip()]
    languages = list(dict.fromkeys(listed)) or [each for each in sorted(spec.languages) if plugins.sentence_paths(each)]
    without = [language for language in languages if not plugins.sentence_paths(language)]
    if without or not languages:
        said = ", ".join(without or sorted(spec.languages))
        raise BotError(f"no installed plugin has sentences in the language {said}")
    return tuple(languages)

"""`bot train`: a model trained on the sentences of all installed plugins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.hosts_options import hosts_options
from bot.cli.paths import path
from bot.cli.trainable import GOES_ON, SEEDS, trainable
from bot.errors import BotError, Interrupted
from bot.plugins import load_plugins
from bot.sentences.corpus import Corpus, make_corpus
from bot.services import trained_folder
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.backend import BackendSpec
    from bot.training.hosts import Hosts


@click.command()
@click.option("--backend", default="", help="The backend to train; the one of the settings if not said.")
@click.option("--preset", default="default", show_default=True, help="How large and how long: fast, default, accurate.")
@click.option("--out", type=path, default=None, help="The model folder to write.")
@click.option("--base", type=path, default=None, help="A converted model folder to build on.")
@click.option("--init", type=path, default=None, help="What `bot pretrain` wrote, to begin with.")
@click.option("--lang", default="en", show_default=True, help="The language of the sentences.")
@click.option("--seed", type=SEEDS, default=0, show_default=True, help="The same seed makes the same sentences.")
@hosts_options
def train(
    *,
    backend: str,
    preset: str,
    out: Path | None,
    base: Path | None,
    init: Path | None,
    lang: str,
    seed: int,
    hosts: Hosts,
) -> None:
    """Train a model on the sentences of all installed plugins.

    Can be interrupted: the same command goes on from what was kept last. Without --out the model is used from the
    next start on; remove its folder (see `bot models list`) to go back to the one that ships.
    """
    settings = load_settings()
    plugins = load_plugins(settings)
    name = backend or settings.backend
    spec = trainable(plugins, name)
    further = beginning(spec, init, hosts)
    for problem in plugins.problems:
        click.echo(f"bot: {problem}", err=True)
    sentences = [each.sentence_paths[lang] for each in plugins.loaded if lang in each.sentence_paths]

    def make(count: int) -> Corpus:
        return make_corpus(sentences, plugins.catalog, lang, count, seed)

    try:
        folder = spec.run(
            spec.trainer, make, plugins.catalog, out or trained_folder(name), base=base or spec.folder,
            preset=preset, language=lang, seed=seed, report=click.echo, **further,
        )  # fmt: skip
    except KeyboardInterrupt:
        raise Interrupted(f"interrupted; {GOES_ON}") from None
    click.echo(f"written to {folder.path}" if folder else "done; host 0 writes the model")


def beginning(spec: BackendSpec, init: Path | None, hosts: Hosts) -> dict[str, Any]:
    """Return what a trainer is told of what it begins with and who trains, where that was said; raises BotError."""
    wished: dict[str, Any] = {}
    if init is not None:
        wished["init"] = init
    if hosts.count > 1:
        wished["hosts"] = hosts
    if wished and not spec.pretrainer:
        raise BotError(f"the backend '{spec.name}' knows no --{' and no --'.join(wished)}: say --backend seq2seq")
    return wished

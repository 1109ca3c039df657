"""`bot pretrain`: what a model learns from text that nobody labelled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.hosts_options import hosts_options
from bot.cli.paths import path
from bot.cli.trainable import GOES_ON, SEEDS
from bot.errors import BotError, Interrupted
from bot.extras import need_train
from bot.plugins import Plugins, load_plugins
from bot.settings import load_settings
from bot.training.texts import read_texts

if TYPE_CHECKING:
    from bot.backend import BackendSpec
    from bot.training.hosts import Hosts


@click.command()
@click.argument("text", type=path, nargs=-1, required=True)
@click.option("--out", type=path, required=True, help="The model folder to write.")
@click.option("--backend", default="", help="The backend whose network learns; one that can if not said.")
@click.option("--preset", default="default", show_default=True, help="How large and how long: fast, default, accurate.")
@click.option("--read", type=click.IntRange(min=1), help="How many sentences are read, the same ones several times.")
@click.option("--seed", type=SEEDS, default=0, show_default=True, help="The same seed learns the same.")
@click.option(
    "--whole/--encoder", default=False, show_default="encoder",
    help="The whole network, for `bot train --pairs`, or its encoder, for programs.",
)  # fmt: skip
@hosts_options
def pretrain(
    *, text: tuple[Path, ...], out: Path, backend: str, preset: str, read: int | None, seed: int, whole: bool,
    hosts: Hosts,
) -> None:  # fmt: skip
    """Learn from unlabelled TEXT: files of one sentence a line, gzipped or not, or folders of such.

    The encoder learns to guess hidden words, the whole network to mend damaged texts; `bot train --init DIR` begins with
    what was learned, of the same preset. Can be interrupted: the same command goes on from what was kept last.
    """
    settings = load_settings()
    spec = _pretrainable(load_plugins(settings), backend or settings.backend, named=bool(backend))
    need_train()
    texts = read_texts(text)
    try:
        folder = spec.run(
            spec.pretrainer,
            texts,
            out,
            whole=whole,
            preset=preset,
            read=read,
            seed=seed,
            hosts=hosts,
            report=click.echo,
        )
    except KeyboardInterrupt:
        raise Interrupted(f"interrupted; {GOES_ON}") from None
    click.echo(f"written to {folder.path}" if folder else "done; host 0 writes what was learned")


def _pretrainable(plugins: Plugins, name: str, *, named: bool) -> BackendSpec:
    """Return the backend of a name, or one that can learn from text where none was named; raises BotError."""
    able = {spec.name: spec for spec in plugins.backends.values() if spec.pretrainer}
    if name not in able and named:
        raise BotError(f"'{name}' is no backend that learns from text alone; these do: {', '.join(sorted(able))}")
    if not able:
        raise BotError("no installed backend learns from text alone")
    return able.get(name) or able[min(able)]

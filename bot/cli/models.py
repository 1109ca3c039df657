"""`bot models`: list, show and convert models."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.output import print_json, print_table
from bot.cli.paths import path
from bot.errors import BotError
from bot.extras import need_train
from bot.model_folder import MODEL_CARD, backend_of, open_model_folder
from bot.plugins import load_plugins
from bot.program import JSON
from bot.routing import answers_in_words
from bot.services import Models, trained_folder
from bot.settings import load_settings


@click.group()
def models() -> None:
    """List, show and convert models."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_models(*, as_json: bool) -> None:
    """List the backends, the model folder that each uses, and which of them answers which language."""
    settings = load_settings()
    plugins = load_plugins(settings)
    using = Models(plugins, settings)
    rows: list[tuple[str, str, str, str]] = []
    for name, spec in sorted(plugins.backends.items()):
        used = using.folder(name)
        for origin, folder in (("ships", spec.folder), ("trained", trained_folder(name)), ("settings", used)):
            if folder.is_dir() and not any(row[3] == str(folder) for row in rows):
                rows.append((name, origin, "in use" if folder == used else "", str(folder)))
        if problem := using.problem(name):
            rows.append((name, "missing", "", problem))
    answering = using.answering()
    if as_json:
        found: list[JSON] = [
            {"backend": backend, "origin": origin, "in_use": bool(state), "folder": folder}
            for backend, origin, state, folder in rows
            if origin != "missing"
        ]
        missing: list[JSON] = [row[0] for row in rows if row[1] == "missing"]
        print_json({"models": found, "missing": missing, "languages": {**answering}})
    else:
        print_table(rows)
        click.echo(f"\n{answers_in_words(answering)}")
    if settings.model:
        backend_of(Path(settings.model).expanduser())  # raises where it is no model folder


@models.command()
@click.option("--json", "as_json", is_flag=True, help="Print model.json.")
@click.argument("model", required=False)
def show(model: str | None, *, as_json: bool) -> None:
    """Show the card of a backend's model, or of a model folder."""
    settings = load_settings()
    plugins = load_plugins(settings)
    name = model or settings.backend
    if name in plugins.backends:
        using = Models(plugins, settings, name)
        if problem := using.problem():
            raise BotError(problem)
        folder, backend = using.folder(), name
    else:
        folder = Path(name).expanduser()
        backend = backend_of(folder)
    shown = open_model_folder(folder, backend)
    if as_json:
        print_json(dict(shown.data))
    else:
        click.echo((shown.path / MODEL_CARD).read_text(encoding="utf-8").rstrip())


@models.command()
@click.argument("checkpoint")
@click.option("--out", type=path, required=True, help="The model folder to write.")
@click.option("--float", "floating", is_flag=True, help="Keep 32-bit weights in place of 8-bit ones.")
def convert(checkpoint: str, out: Path, *, floating: bool) -> None:
    """Turn a BERT checkpoint (a folder in Hugging Face layout, or a name on the hub) into a model folder."""
    need_train()
    spec = load_plugins(load_settings()).backends.get("bert")
    if spec is None or not spec.converter:
        raise BotError("no installed backend converts checkpoints")
    folder = spec.run(spec.converter, checkpoint, out, floating=floating, report=click.echo)
    click.echo(f"written to {folder.path}")

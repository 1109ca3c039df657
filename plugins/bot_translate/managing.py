"""`bot translate install|list|remove`: look after the models that translate."""

from __future__ import annotations

import json
from typing import Any

import click

from bot import BotError


@click.command()
@click.argument("what")
@click.option("--name", default="", help="What to call it, if not as it is called.")
@click.option("--from", "sources", default="", help="ISO 639-1 codes of the languages that it reads: en,fi.")
@click.option("--to", "targets", default="", help="Of those that it writes; both where it does not say them itself.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def install(*, what: str, name: str, sources: str, targets: str, yes: bool) -> None:
    """Install a CTranslate2 model: a folder (which stays where it is), an .argosmodel file, or OWNER/NAME on the hub.

    Its size and licence are shown first.
    """
    # Imported here: `bot --help` shows this command's help too.
    from bot_translate.ctranslate import INSTALL, missing_libraries
    from bot_translate.installing import in_bytes, offered, spoken
    from bot_translate.installing import install as put

    if bool(sources) != bool(targets):
        raise click.UsageError("say both --from and --to, or neither")
    sides = (_codes(sources), _codes(targets)) if sources else None
    offer = offered(what, name, sides)
    click.echo(offer.name)
    click.echo(f"  languages  {offer.languages}")
    click.echo(f"  size       {in_bytes(offer.size)}")
    click.echo(f"  licence    {_licence(offer.licence)}")
    click.echo(f"  from       {offer.origin}{' (stays there; a note is taken of it)' if offer.folder else ''}")
    if not yes and not _agreed("Install it?", "nothing is installed"):
        return
    model = put(offer, sides)
    click.echo(f"{model.name} is installed: {spoken(model.sides)}")
    if missing_libraries():
        click.echo(f"what runs it is not yet: {INSTALL}")


def _agreed(question: str, refused: str) -> bool:
    """Return whether the user agrees; says that nothing was done where not, also where nobody is there to ask."""
    try:
        agreed = click.confirm(question)
    except click.Abort:
        click.echo(f"\n{refused}")
        raise
    if not agreed:
        click.echo(refused)
    return agreed


def _codes(text: str) -> frozenset[str]:
    return frozenset(code.strip().lower() for code in text.split(",") if code.strip())


def _licence(licence: str) -> str:
    return f"{licence} (not for commercial use)" if "-nc" in licence.lower() else licence


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_models(*, as_json: bool) -> None:
    """List the models that translate, the preferred ones first, and what is wrong with those that cannot."""
    from bot_translate.installed import installed_models
    from bot_translate.installing import in_bytes, spoken
    from bot_translate.shipped import LICENCE, Shipped

    shipped = Shipped()
    rows: list[dict[str, Any]] = [_row(model) for model in installed_models()]
    rows.append({
        "name": shipped.name, "from": sorted(shipped.sources()), "to": sorted(shipped.targets()),
        "licence": LICENCE, "bytes": None, "where": "ships with plugbot", "in_place": False, "problem": "",
    })  # fmt: skip
    if as_json:
        click.echo(json.dumps({"models": rows}, ensure_ascii=False))
        return
    for row in rows:
        size = "" if row["bytes"] is None else f", {in_bytes(row['bytes'])}"
        languages = spoken((frozenset(row["from"]), frozenset(row["to"]))) if row["from"] else "unknown languages"
        click.echo(f"{click.style(row['name'], bold=True)}: {languages}")
        click.echo(f"   {_licence(row['licence'] or 'licence not stated')}{size}, {row['where']}")
        if row["problem"]:
            click.echo(f"   cannot be used: {row['problem']}")


def _row(model: Any) -> dict[str, Any]:
    from bot_translate.installing import size_of

    return {
        "name": model.name, "from": sorted(model.sides[0]), "to": sorted(model.sides[1]), "licence": model.licence,
        "bytes": size_of(model.folder) if model.folder.is_dir() else None, "where": str(model.folder),
        "in_place": model.is_noted, "problem": str(model.problem),
    }  # fmt: skip


@click.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(*, name: str, yes: bool) -> None:
    """Remove an installed model; of one in a folder of your own, only the note."""
    from bot_translate.installed import installed_models, models_folder
    from bot_translate.installing import remove as take_away

    every = [model for model in installed_models() if (models_folder() / model.name).is_dir()]
    model = next((model for model in every if model.name == name), None)
    if model is None:
        known = ", ".join(each.name for each in every) or "none"
        raise BotError(f"no model called {name} is installed; installed: {known}")
    told = f"Forget {name}? Its folder {model.folder} stays." if model.is_noted else f"Remove {name} and its files?"
    if not yes and not _agreed(told, "nothing is removed"):
        return
    take_away(model)
    click.echo(f"{name} is {'forgotten' if model.is_noted else 'removed'}")

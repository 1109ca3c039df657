"""`bot actions` and `bot plugins`: what is installed."""

from __future__ import annotations

import click

from bot.actions import Action
from bot.cli.output import print_json, print_table
from bot.plugins import load_plugins
from bot.program import JSON
from bot.settings import load_settings, plugin_folder


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.argument("plugin", required=False)
def actions(plugin: str | None, *, as_json: bool) -> None:
    """List what can be done, by all plugins or by one."""
    installed = load_plugins(load_settings())
    chosen = [action for action in installed.catalog.actions.values() if plugin in (None, action.plugin)]
    if not chosen:
        raise click.ClickException(f"no plugin '{plugin}' has actions; see `bot plugins`")
    if as_json:
        print_json({"actions": [_described(action) for action in chosen]})
        return
    print_table([(f"{action.name}({', '.join(_parameters(action))})", action.help) for action in chosen])


def _parameters(action: Action) -> list[str]:
    return [each.name if each.required else f"[{each.name}]" for each in action.parameters]


def _described(action: Action) -> JSON:
    return {
        "name": action.name,
        "help": action.help,
        "parameters": [{"name": each.name, "required": each.required} for each in action.parameters],
        "touches": [str(touch) for touch in sorted(action.touches)],
    }


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def plugins(*, as_json: bool) -> None:
    """List the plugins, where they come from, and those that could not be loaded."""
    settings = load_settings()
    installed = load_plugins(settings)
    if as_json:
        loaded: list[JSON] = [
            {"name": each.name, "origin": each.origin, "actions": [action.name for action in each.actions],
             "backends": [spec.name for spec in each.backends], "languages": [*sorted(each.sentences)]}
            for each in installed.loaded
        ]  # fmt: skip
        print_json({"plugins": loaded, "problems": list(installed.problems), "folder": str(plugin_folder(settings))})
        return
    rows = []
    for each in installed.loaded:
        brings = [f"{len(each.actions)} actions"] * bool(each.actions) + [f"backend {b.name}" for b in each.backends]
        rows.append((each.name, each.origin, ", ".join(brings)))
    print_table(rows)
    click.echo(f"\nYour own plugins go into {plugin_folder(settings)}")
    for problem in installed.problems:
        click.echo(problem, err=True)

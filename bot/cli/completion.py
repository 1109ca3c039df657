"""`bot completion`: the script that makes a shell complete `bot`'s commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a completion script; `eval "$(bot completion bash)"` turns it on."""
    from bot.cli.app import cli

    maker = get_completion_class(shell)
    if maker is None:
        raise click.ClickException(f"click knows no completion for {shell}")
    click.echo(maker(cli, {}, "bot", "_BOT_COMPLETE").source())

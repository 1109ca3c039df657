"""The command line's root: finds subcommands without importing what they need, and words every error in one line."""

from __future__ import annotations

import io
import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from bot.errors import BotError, Interrupted

if TYPE_CHECKING:
    from bot.settings import Settings

_COMMANDS = {
    "ask": "bot.cli.ask:ask",
    "actions": "bot.cli.listing:actions",
    "plugins": "bot.cli.listing:plugins",
    "models": "bot.cli.models:models",
    "train": "bot.cli.train:train",
    "complete": "bot.cli.complete:complete",
    "pretrain": "bot.cli.pretrain:pretrain",
    "eval": "bot.cli.evaluate:evaluate",
    "compare": "bot.cli.compare:compare",
    "doctor": "bot.cli.doctor:doctor",
    "completion": "bot.cli.completion:completion",
}
"""Subcommand to where it is; imported when it is asked for."""
_PLUGINS = "bot.commands of plugins"


class Commands(click.Group):
    """The core's subcommands, and those of plugins (hook `bot_cli`), each looked up when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all subcommands."""
        return [*_COMMANDS, *sorted(set(_of_plugins(ctx)) - set(_COMMANDS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a subcommand, or None where there is none of that name."""
        if cmd_name in _COMMANDS:
            module, _, name = _COMMANDS[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), name)
            return command
        return _of_plugins(ctx).get(cmd_name)


def _of_plugins(context: click.Context) -> dict[str, click.Command]:
    """Return the commands that plugins bring, asked for once in a run."""
    if _PLUGINS not in context.meta:
        from bot.hook_calls import answers
        from bot.plugins import load_plugins
        from bot.settings import load_settings

        manager = load_plugins(load_settings()).manager
        said = [*answers(manager, "bot_cli", lambda problem: click.echo(f"bot: {problem}", err=True), (), _commands)]
        context.meta[_PLUGINS] = {command.name or "": command for commands in reversed(said) for command in commands}
    found: dict[str, click.Command] = context.meta[_PLUGINS]
    return found


def _commands(answer: Any) -> list[click.Command]:
    commands = list(answer)
    for command in commands:
        if not isinstance(command, click.Command):
            raise TypeError(f"{command!r} is no click command")
    return commands


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "--version", package_name="plugbot", prog_name="plugbot")
@click.option("--backend", default="", help="The backend that reads what you type.")
@click.option("--debug", is_flag=True, help="Show where in the program an error came from.")
@click.pass_context
def cli(context: click.Context, backend: str, debug: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Tell your computer what to do, in plain words.

    Without a command, opens the terminal.
    """
    context.obj = {"debug": debug}
    if context.invoked_subcommand is None:
        from bot.settings import Settings, load_settings
        from bot.terminal import run_terminal

        settings = load_settings()
        if (backend or settings.backend) != Settings().backend:
            _check_backend(settings, backend)
        context.exit(run_terminal(settings, backend, debug=debug))
    elif backend:
        _hand_on(context, context.invoked_subcommand, backend)


def _hand_on(context: click.Context, name: str, backend: str) -> None:
    """Make the backend the default of a subcommand; raises UsageError where that has none to choose."""
    command = cli.get_command(context, name)
    if command and all(parameter.name != "backend" for parameter in command.params):
        raise click.UsageError(f"`bot {name}` takes no --backend")
    context.default_map = {name: {"backend": backend}}


def _check_backend(settings: Settings, backend: str) -> None:
    """Raise BotError for a backend that is not there; the usual one is not worth the wait for the plugins."""
    from bot.plugins import load_plugins
    from bot.services import Models

    Models(load_plugins(settings), settings, backend)


def main() -> None:
    """Run the command line; exits with 2 and one clear line for anything the user can mend."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a letter that the terminal does not have is no reason to stop
    try:
        code: Any = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = 2
    except Exception as error:  # noqa: BLE001 - whatever breaks, in a plugin's command or in the program itself
        code = 130 if isinstance(error, Interrupted) else 2 if isinstance(error, BotError) else 1
        text = str(error) if isinstance(error, BotError | OSError) else f"that broke: {type(error).__name__}: {error}"
        click.echo(f"bot: {' '.join(text.split())}", err=True)
        if "--debug" in sys.argv:
            traceback.print_exc()
    sys.exit(code if isinstance(code, int) else 0)

"""The command line's root: finds subcommands without importing what they need, and words every error in one line."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from bot.errors import BotError

if TYPE_CHECKING:
    from bot.settings import Settings

_COMMANDS = {
    "ask": "bot.cli.ask:ask",
    "actions": "bot.cli.listing:actions",
    "plugins": "bot.cli.listing:plugins",
    "models": "bot.cli.models:models",
    "train": "bot.cli.train:train",
    "eval": "bot.cli.evaluate:evaluate",
    "compare": "bot.cli.compare:compare",
    "doctor": "bot.cli.doctor:doctor",
    "completion": "bot.cli.completion:completion",
}
"""Subcommand to where it is; imported when it is asked for."""


class Commands(click.Group):
    """The core's subcommands, and those of plugins (hook `bot_cli`), each looked up when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all subcommands."""
        del ctx
        return [*_COMMANDS, *sorted(set(_of_plugins()) - set(_COMMANDS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a subcommand, or None where there is none of that name."""
        del ctx
        if cmd_name in _COMMANDS:
            module, _, name = _COMMANDS[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), name)
            return command
        return _of_plugins().get(cmd_name)


def _of_plugins() -> dict[str, click.Command]:
    from bot.hook_calls import answers
    from bot.plugins import load_plugins
    from bot.settings import load_settings

    manager = load_plugins(load_settings()).manager
    found = answers(manager, "bot_cli", lambda problem: click.echo(f"bot: {problem}", err=True), ())
    return {command.name or "": command for commands in found for command in commands}


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


def _check_backend(settings: Settings, backend: str) -> None:
    """Raise BotError for a backend that is not there; the usual one is not worth the wait for the plugins."""
    from bot.plugins import load_plugins
    from bot.services import Models

    Models(load_plugins(settings), settings, backend)


def main() -> None:
    """Run the command line; exits with 2 and one clear line for anything the user can mend."""
    debug = "--debug" in sys.argv
    try:
        code: Any = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        error.show()
        code = 2
    except BotError as error:
        code = _told(str(error), 2)
        if debug:
            traceback.print_exc()
    except BrokenPipeError:  # whoever read the output has gone, as `| head -1` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except OSError as error:
        code = _told(str(error), 1)
        if debug:
            traceback.print_exc()
    sys.exit(code if isinstance(code, int) else 0)


def _told(text: str, code: int) -> int:
    click.echo(f"bot: {' '.join(text.split())}", err=True)
    return code

"""The root of the command line: subcommands of plugins, options for all, and the last net."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Bot = Callable[..., Any]
PLUGIN = """
import click
from bot import hookimpl

@click.command()
@click.option("--backend", default="none")
def wave(backend):
    '''Wave.'''
    click.echo(f"waved with {backend}")

@click.command()
def fall():
    '''Fall.'''
    raise ZeroDivisionError("down")

@hookimpl
def bot_cli():
    return [wave, fall]
"""


@pytest.mark.parametrize("answer", ["None", '["x"]', "1 / 0"])
def test_a_plugin_that_brings_no_commands_is_one_line(bot: Bot, plugin_file: Callable[..., Path], answer: str) -> None:
    """Told once; the commands of the others are there."""
    plugin_file("wave", PLUGIN)
    plugin_file("bad", f"from bot import hookimpl\n@hookimpl\ndef bot_cli():\n    return {answer}\n")
    done = bot("--help")
    assert done.code == 0
    assert "  wave" in done.out
    assert done.err.startswith("bot: plugin bad broke in bot_cli: ")
    assert len(done.err.splitlines()) == 1
    assert bot("wave").out == "waved with none\n"


def test_the_backend_may_stand_before_the_command(bot: Bot, plugin_file: Callable[..., Path]) -> None:
    """It is handed on to one that takes a backend, behind which another may stand, and refused before any other."""
    plugin_file("wave", PLUGIN)
    assert bot("--backend", "parrot", "wave").out == "waved with parrot\n"
    assert bot("--backend", "parrot", "wave", "--backend", "crow").out == "waved with crow\n"
    done = bot("--backend", "parrot", "ask", "turn left")
    assert (done.code, done.out) == (2, "")
    assert "there is no backend 'parrot'" in done.err
    done = bot("--backend", "bert", "plugins")
    assert (done.code, done.out) == (2, "")
    assert "`bot plugins` takes no --backend" in done.err


def test_whatever_breaks_is_one_line(bot: Bot, plugin_file: Callable[..., Path]) -> None:
    """With --debug also where."""
    plugin_file("wave", PLUGIN)
    done = bot("fall")
    assert (done.code, done.out, done.err) == (1, "", "bot: that broke: ZeroDivisionError: down\n")
    assert "Traceback" in bot("--debug", "fall").err


def test_an_unknown_command_is_wrong_usage(bot: Bot) -> None:
    """It is named."""
    done = bot("dance")
    assert done.code == 2
    assert "dance" in done.err

"""The command `bot`: the terminal, one-shot answers, and looking after plugins and models."""

from bot.cli.app import main

__all__ = ["main"]

"""The terminal: what `bot` opens without a subcommand."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from typing import TextIO

from bot.settings import Settings


def run_terminal(
    settings: Settings,
    backend: str = "",
    *,
    debug: bool = False,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
) -> int:
    """Talk until the user leaves; return the exit status.

    Lines from a pipe, or answers into one, are plain: one utterance a line, the exit status that of the first line
    that was not done. In a terminal the exit status is 0.
    """
    # `bot <&-` has no stream there at all: that is an empty one.
    source, target = stdin or sys.stdin or io.StringIO(), stdout or sys.stdout or io.StringIO()
    # Imported here, each only where it is used: prompt_toolkit costs 0.13 s, which a pipe need not pay.
    from bot.terminal.look import at_a_terminal

    if at_a_terminal(source, target):
        from bot.terminal.prompted import run_prompted

        return run_prompted(settings, backend, target, debug=debug)
    from bot.terminal.plain import run_plain

    with suppress(KeyboardInterrupt):
        return run_plain(settings, backend, source, target, debug=debug)
    return 130

"""The pager: long texts are shown by the program that the user reads them with."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from bot.terminal.look import Look, painted
from bot.words import printable

if TYPE_CHECKING:
    from bot.call_context import Page

_ABOVE = 4
"""So many lines before the one to begin at are in view too."""
_MARK = "1;33"


def find_pager() -> list[str]:
    """Return the command that $PAGER names, else less or more; nothing where neither is there, or it is `cat`, as in git."""
    named = os.environ.get("PAGER", "less").strip()
    if named in ("", "cat"):
        return []
    with suppress(ValueError):  # a quotation mark without its other half
        command = shlex.split(named, posix=os.name == "posix")
        if shutil.which(command[0]):
            return command
    return [each for each in ("less", "more") if shutil.which(each)][:1]


def show(page: Page, look: Look) -> None:
    """Show a page until the user leaves it; from the main thread, while nothing else is shown."""
    first = max(1, page.line - _ABOVE)
    # By variables, since $PAGER may be a program that calls less or more in its turn.
    told = {"LESS": f"{os.environ.get('LESS', '')} -R +{first}g", "MORE": f"{os.environ.get('MORE', '')} +{first}"}
    with _ctrl_c_is_the_pagers(), suppress(OSError):
        subprocess.run(  # noqa: S603 - the user's own choice
            find_pager(), input=_marked(page, look), encoding="utf-8", errors="replace", env={**os.environ, **told},
            check=False,
        )  # fmt: skip


def _marked(page: Page, look: Look) -> str:
    text, at, shown = printable(page.text), 0, ""
    for start, end in page.marks:
        shown += text[at:start] + painted(text[start:end], _MARK, look)
        at = end
    return shown + text[at:]


@contextmanager
def _ctrl_c_is_the_pagers() -> Iterator[None]:
    """Leave Ctrl-C to the pager, which does with it what its users know."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

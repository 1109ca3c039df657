"""What a command is told: words of the command line, or lines of standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence


def given_lines(words: Sequence[str]) -> Iterator[str]:
    """Yield the words as one line or, where there are none, the lines of standard input that are not blank."""
    if words:
        yield " ".join(words)
        return
    lines: Iterable[bytes] = sys.stdin.buffer if sys.stdin else ()  # None where it is closed
    for line in lines:
        text = line.decode("utf-8", errors="replace").strip()
        if text:
            yield text

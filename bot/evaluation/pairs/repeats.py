"""Writing a repeated stretch once: `*3(` what is repeated three times `)*`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.evaluation.pairs.pair import Tokens

CLOSE = ")*"
LONGEST = 4096
"""Tokens that are written out at most."""
_OPEN = re.compile(r"\*(\d{1,4})\(")
_LIKE = re.compile(r"\\*(?:\*\d{1,4}\(|\)\*)")
"""What could be taken for a bracket; a backslash before it says that it is none."""


def repeated(stretch: Iterable[str], times: int) -> Tokens:
    """Return what stands for a stretch that is said so many times, as few as 2 and as many as 9999."""
    return (f"*{times}(", *stretch, CLOSE)


def escaped(tokens: Iterable[str]) -> Tokens:
    """Return tokens so that none is taken for a bracket: `expand` makes of them what they were."""
    return tuple(f"\\{token}" if _LIKE.fullmatch(token) else token for token in tokens)


def expand(tokens: Iterable[str], longest: int = LONGEST) -> Tokens:
    """Return tokens with what is repeated written out, cut where they are longer than `longest`.

    A network may have written them: a bracket that nothing opened is left out, one that nothing closed ends at the end.
    """
    stack: list[tuple[int, list[str]]] = [(1, [])]
    for token in tokens:
        opened = _OPEN.fullmatch(token)
        if opened:
            stack.append((int(opened[1]), []))
        elif token == CLOSE:
            if len(stack) > 1:
                _close(stack, longest)
        elif len(stack[-1][1]) < longest:
            stack[-1][1].append(token[1:] if token.startswith("\\") and _LIKE.fullmatch(token) else token)
    while len(stack) > 1:
        _close(stack, longest)
    return tuple(stack[0][1][:longest])


def _close(stack: list[tuple[int, list[str]]], longest: int) -> None:
    times, stretch = stack.pop()
    before = stack[-1][1]
    if stretch:
        room = longest - len(before)
        before.extend((stretch * min(times, -(-room // len(stretch))))[:room])

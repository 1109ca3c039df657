"""What a model thinks before it answers: some leave it in the answer, between two marks, and nobody wants to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot_chat.model import Wish

_BEGIN, _END = "<think>", "</think>"


def thoughtless(pieces: Iterable[str | Wish]) -> Iterator[str | Wish]:
    """Yield pieces without what stands between the marks, which may be cut anywhere."""
    text, thinking = "", False
    for piece in pieces:
        if isinstance(piece, Wish):
            yield piece
            continue
        text += piece
        while True:
            before, found, after = text.partition(_END if thinking else _BEGIN)
            if not found:
                break
            if before and not thinking:
                yield before
            text, thinking = after, not thinking
        kept = begun(text, _END if thinking else _BEGIN)
        if not thinking and len(text) > kept:
            yield text[: len(text) - kept]
        text = text[len(text) - kept :]
    if text and not thinking:
        yield text


def begun(text: str, mark: str) -> int:
    """Return how many letters at the end of a text may be the beginning of a mark."""
    return next((count for count in range(min(len(mark) - 1, len(text)), 0, -1) if text.endswith(mark[:count])), 0)

"""Slot tags of words: what they say as stretches of a text."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sentences.sampler import Span

OUTSIDE = "O"


def is_tag(tag: str) -> bool:
    """Return whether a tag is `O`, `B-name` or `I-name`."""
    return tag == OUTSIDE or (tag[:2] in ("B-", "I-") and len(tag) > len("B-"))


def tag_spans(tokens: Sequence[str], tags: Sequence[str]) -> tuple[tuple[Span, ...], int]:
    """Return the slots of tokens joined by spaces, and how many of them begin with an `I-`.

    Such a tag begins a slot where no word of the same slot stands before it (Tjong Kim Sang and De Meulder 2003).
    """
    spans: list[Span] = []
    at, inside, begun = 0, "", 0
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, name = tag.partition("-")
        if kind == "I" and name == inside:
            spans[-1] = Span(spans[-1].start, at + len(token), name)
        elif name:
            spans.append(Span(at, at + len(token), name))
            begun += kind == "I"
        inside = name
        at += len(token) + 1
    return tuple(spans), begun

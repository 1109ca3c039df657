"""A sequence and what it is to be turned into."""

from __future__ import annotations

from dataclasses import dataclass

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its right target."""

    source: Tokens
    target: Tokens
    others: tuple[Tokens, ...] = ()
    """Other targets that are right too."""
    place: str = ""
    """Where it stands: `train.tsv:12`; empty where it was made."""

    def right(self, target: Tokens) -> bool:
        """Whether a target is a right one."""
        return target == self.target or target in self.others


@dataclass(frozen=True, slots=True)
class PairData:
    """What a file or a folder of pairs holds."""

    name: str
    format: str
    train: tuple[Pair, ...]
    valid: tuple[Pair, ...]
    test: tuple[Pair, ...]

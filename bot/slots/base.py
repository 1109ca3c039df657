"""Slot types: each reads surfaces into JSON values, and writes surfaces for training."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol, runtime_checkable

from bot.program import JSON
from bot.words import CHINESE_MARKS, closed_up, has_han, split_words

_ENDS = ' .,;:!?"“”' + CHINESE_MARKS
_CHARACTERS = 3
"""So many times as many words, which are characters, may be in a stretch of Chinese."""


class Unreadable(ValueError):  # noqa: N818 - names what the surface is
    """Raised by a slot type for a surface that is not of its type; the text says why, in plain words."""


class NothingToReferTo(Unreadable):
    """Raised where a pronoun has nothing to stand for: the slot is then missing, not wrong."""


@dataclass(frozen=True, slots=True)
class SlotContext:
    """What a slot type may know beside the surface."""

    language: str = "en"
    last: JSON = None
    """The value named last that the same slot type read, for `it` and `the other one`; None if there is none."""


@runtime_checkable
class SlotType(Protocol):
    """Reads and writes the surfaces of one kind of value."""

    @property
    def name(self) -> str:
        """The key of its focus: what `it` stands for is looked up under this name."""

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the JSON value of a surface; raises Unreadable."""

    def write(self, random: Random, language: str) -> str:
        """Return an example surface, for training."""

    def value(self, json: JSON) -> Any:
        """Return what the action's function gets for a JSON value; raises Unreadable for a value of another type."""


def clean(surface: str) -> str:
    """Return a surface in lower case, single-spaced, without punctuation at its ends and a leading article."""
    text = closed_up(" ".join(surface.casefold().replace("’", "'").split()).strip(_ENDS))
    return re.sub(r"^(?:the|a|an)\s+(?=\S)", "", text)


def find(slot: SlotType, text: str, context: SlotContext, longest: int = 6) -> tuple[int, int, JSON] | None:
    """Return start, end and value of the longest, then first, stretch of words in a text that a slot type reads."""
    words = split_words(text)
    longest *= _CHARACTERS if has_han(text) else 1
    for count in range(min(longest, len(words)), 0, -1):
        for first in range(len(words) - count + 1):
            start, end = words[first].start, words[first + count - 1].end
            try:
                return start, end, slot.read(text[start:end], context)
            except Unreadable:
                continue
    return None


@dataclass(frozen=True, slots=True)
class SimpleSlot:
    """A slot type made of three functions, for plugins that need no class of their own."""

    name: str
    reads: Callable[[str, SlotContext], JSON]
    writes: Callable[[Random, str], str]
    values: Callable[[JSON], Any] = lambda json: json

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the JSON value of a surface; raises Unreadable."""
        return self.reads(surface, context)

    def write(self, random: Random, language: str) -> str:
        """Return an example surface, for training."""
        return self.writes(random, language)

    def value(self, json: JSON) -> Any:
        """Return what the action's function gets."""
        return self.values(json)

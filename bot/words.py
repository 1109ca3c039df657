"""Words of an utterance, with where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The characters of Chinese, as part of a class of a regular expression; each is a word of its own."""
CHINESE_MARKS = "，。！？；：、…《》「」『』（）【】"
COMMAS = ",，、"
MARKS = ",.;:!?"
"""Marks of punctuation that follow the word before them without a space."""

_LETTERS = rf"(?:[^\W_{HAN}][\u0300-\u036f]*)+"
"""An accent may stand behind its letter, as macOS writes names of files: it is no mark of punctuation."""
_WORD = re.compile(rf"\d+(?:[.,]\d+)+(?![^\W_{HAN}])|[{HAN}]|{_LETTERS}(?:['’]{_LETTERS})*|[^\w\s]|_", re.UNICODE)
QUOTED = re.compile(
    r"""“[^”]+”|【[^】]+】|‘[^’]+’|«[^»]+»|「[^」]+」|『[^』]+』|"[^"]+"|(?<!\w)'[^']+'(?!\w)|(?<!\w)'[^']+(?:\w'\w[^']*)+'(?!\w)"""
)
"""What stands in quotation marks."""
COLON = r"[:：](?![/\\\d])"
"""A colon between words, as part of a regular expression: not that of a time, an address or a drive."""
_HAN = re.compile(f"[{HAN}]")
_CLOSED = re.compile(f"[{HAN}{CHINESE_MARKS}]")
"""What stands without a space before it and behind it."""
_SPACES = re.compile(r"(?<=\S) +(?=\S)")
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SPACED = re.compile(rf"[{HAN}][{CHINESE_MARKS}]*|[^\s{HAN}]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of punctuation."""

    text: str
    start: int
    end: int
    spelled: str = ""
    """How it is read where it was mistyped; empty where it is read as it stands."""


def split_words(text: str) -> list[Word]:
    """Return the words and marks of a text: `don't stop!` is `don't`, `stop`, `!`, and `走3步` is `走`, `3`, `步`."""
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def folded_words(text: str) -> list[str]:
    """Return the words and marks of a text as they are compared: in lower case."""
    return [word.casefold() for word in _WORD.findall(text)]


def has_han(text: str) -> bool:
    """Return whether a text holds Chinese characters."""
    return _HAN.search(text) is not None


def gap(left: str, right: str) -> str:
    """Return what stands between two texts that follow each other: a space, or nothing where none is written.

    None is before a mark, nor beside a Chinese character or mark.
    """
    if not left or not right or right[0] in MARKS or _CLOSED.match(left[-1]) or _CLOSED.match(right[0]):
        return ""
    return " "


def joined(words: Iterable[str]) -> str:
    """Return words behind one another, with spaces where they are written: `走` and `三步` are `走三步`."""
    return closed_up(" ".join(words))


def closed_up(text: str) -> str:
    """Return a text without the spaces that are not written, those beside Chinese characters and marks."""
    drop = set(loose_spaces(text))
    return "".join(letter for at, letter in enumerate(text) if at not in drop) if drop else text


def loose_spaces(text: str) -> list[int]:
    """Return where a text has spaces that are not written; a text without Chinese has none."""
    if not _CLOSED.search(text):
        return []
    return [
        match.start() + offset
        for match in _SPACES.finditer(text)
        if _CLOSED.match(text[match.start() - 1 : match.start()]) or _CLOSED.match(text, match.end())
        for offset in range(len(match.group()))
    ]


def spoken_words(text: str) -> list[str]:
    """Return a text cut at its spaces, and around each Chinese character; other marks stay with their words."""
    return _SPACED.findall(text)


def encodable(text: str) -> str:
    """Return a text with `?` for half a character pair, which bytes and JSON may hold and no file or tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def printable(text: str) -> str:
    """Return a text without what would steer the terminal: control characters become '?'."""
    return _STEERING.sub("?", text)


def random_character(random: Random) -> str:
    """Return one of the 3,755 Chinese characters that make up most of what is written: the first level of GB/T 2312-1980."""
    while True:
        try:
            return bytes([random.randint(0xB0, 0xD7), random.randint(0xA1, 0xFE)]).decode("gb2312")
        except UnicodeDecodeError:  # the last row has some places without one
            continue

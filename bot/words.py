"""Words of an utterance, with where they stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
"""An accent may stand behind its letter, as macOS writes names of files: it is no mark of punctuation."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(rf"\d+(?:[.,]\d+)+(?![^\W_])|{_LETTERS}(?:['’]{_LETTERS})*|[^\w\s]|_", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark of punctuation."""

    text: str
    start: int
    end: int
    spelled: str = ""
    """How it is read where it was mistyped; empty where it is read as it stands."""


def split_words(text: str) -> list[Word]:
    """Return the words and marks of a text: `don't stop!` is `don't`, `stop`, `!`."""
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def folded_words(text: str) -> list[str]:
    """Return the words and marks of a text as they are compared: in lower case."""
    return [word.text.casefold() for word in split_words(text)]


def encodable(text: str) -> str:
    """Return a text with `?` for half a character pair, which bytes and JSON may hold and no file or tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def as_sentence(text: str) -> str:
    """Return a text with a capital in front and a full stop behind, where it has none."""
    end = "" if text.endswith((".", "!", "?", "。", "！", "？")) else "。" if _HAN.search(text[-1:]) else "."
    return text[:1].upper() + text[1:] + end

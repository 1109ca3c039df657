"""Chinese in traditional characters or with slips, read as if it stood in simplified ones and without."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from bot.homophones import homophones
from bot.words import Word, has_han, split_words


def simplified_words(text: str) -> list[Word]:
    """Return the words of a text as `split_words` does, `spelled` in simplified characters and as it was meant.

    "把紅們打開" is spelled 把红门打开: what sounds alike is corrected in the words of commands.
    """
    words = split_words(text)
    if not has_han(text):
        return words
    simple = homophones("zh").meant(simplified(text))
    if len(simple) != len(text):  # what stands where could not be told
        return words
    every = ((word, simple[word.start : word.end]) for word in words)
    return [word if as_simple == word.text else replace(word, spelled=as_simple) for word, as_simple in every]


def simplified(text: str) -> str:
    """Return a text with simplified Chinese characters in place of traditional ones."""
    return str(_converter().convert(text)) if has_han(text) else text


@cache
def _converter() -> Any:
    # Imported here: only Chinese needs it.
    from opencc import OpenCC

    return OpenCC("t2s")

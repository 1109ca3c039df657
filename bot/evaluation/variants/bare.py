"""Sentences as somebody in a hurry types them, or a recogniser writes them: no punctuation, no capitals."""

from __future__ import annotations

import unicodedata

from bot.catalog import Catalog
from bot.evaluation.dataset import Sentence
from bot.evaluation.variants.stretches import changed, kept, rewritten, touches

_SIGNS = "&%@#*"
"""Marks that stand for words."""


def bare(sentence: Sentence, catalog: Catalog) -> Sentence:
    """Return a sentence without punctuation and capitals: "What's on?" is "whats on"; marks between digits stay."""
    text = sentence.text
    spans = (*sentence.said.slots, *sentence.said.clauses)
    # One that is all marks would be lost without them.
    marks = [span for span in spans if not any(map(str.isalnum, text[span.start : span.end]))]
    spared = (*kept(sentence, catalog), *marks)
    letters: list[str] = []
    space = True  # none at the start
    for at in range(len(text)):
        made = text[at] if touches(at, at + 1, spared) else _bared(text, at)
        letters.append("" if made.isspace() and space else made)
        space = made.isspace() if made else space
    return changed(sentence, rewritten(sentence.said, letters)) if "".join(letters).strip() else sentence


def _bared(text: str, at: int) -> str:
    letter = text[at]
    if not unicodedata.category(letter).startswith("P") or letter in _SIGNS:
        return letter.lower()
    if text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return letter
    return " " if unicodedata.category(letter) == "Pd" or letter == "/" else ""

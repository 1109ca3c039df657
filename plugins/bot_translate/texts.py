"""Texts on their way to a translation engine and back: sentences, spaces, signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_PLAIN = str.maketrans({"\u202f": " ", "\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"'})
_FRENCH_SIGNS = re.compile(r"\s*([?!;»]|:(?!\d))")
_FULL_STOP = re.compile(r"(?<![.。])[.。]$")
_ENDS = ".!?…。！？"
_LONGEST = 240
"""Characters of a part that goes to an engine as a sentence; Chinese says as much in a third of them."""
_CLAUSE = re.compile(r"(?<=[,;:，；：、])")


def tidied(text: str, language: str) -> str:
    """Return a text with plain quotes and single spaces, and French with one before its double signs."""
    text = unicodedata.normalize("NFC", text).translate(_PLAIN)
    if language == "fr":
        text = re.sub(r"«\s*", "« ", _FRENCH_SIGNS.sub(r" \1", text))
    return " ".join(text.split())


def without_stop(text: str) -> str:
    """Return a text without the full stop at its end."""
    return _FULL_STOP.sub("", text.rstrip()).rstrip()


def as_asked(translation: str, sentence: str) -> str:
    """Return the translation of a sentence with a full stop only where the sentence has an end of its own."""
    return translation if sentence.rstrip()[-1:] in _ENDS else without_stop(translation)


def parts(text: str, language: str) -> list[tuple[str, str]]:
    """Return the sentences of a text, very long ones in parts, each with the line breaks behind it, if any."""
    # Imported here: only a translation needs a splitter.
    from sentencex import segment

    found: list[tuple[str, str]] = []
    for line in re.split(r"(\s*\n\s*)", text.strip()):
        if line.strip():
            found.extend((piece, "") for sentence in segment(language, line) for piece in _pieces(sentence.strip()))
        elif found:
            found[-1] = (found[-1][0], line)
    return found


def joined_parts(translations: Sequence[str], breaks: Sequence[str], language: str) -> str:
    """Return translations as one text in a language, with the line breaks that stood behind each."""
    space = "" if language == "zh" else " "
    each = zip(translations, breaks, strict=True)
    return "".join(text + (lines or space) for text, lines in each).strip()


def _pieces(sentence: str) -> list[str]:
    """Return a sentence in parts that are not too long: cut behind a comma, else between words."""
    if len(sentence) <= _LONGEST:
        return [sentence]
    pieces = [""]
    for clause in _CLAUSE.split(sentence):
        for word in _words(clause):
            if len(pieces[-1]) + len(word) > _LONGEST:
                pieces.append("")
            pieces[-1] += word
    return [piece.strip() for piece in pieces if piece.strip()]


def _words(clause: str) -> Sequence[str]:
    """Return what a clause may be cut into: itself where it is short enough, else its words, else its characters."""
    if len(clause) <= _LONGEST:
        return [clause]
    words = re.findall(r"\S+\s*", clause)
    return [piece for word in words for piece in re.findall(rf"(?s).{{1,{_LONGEST}}}", word)]

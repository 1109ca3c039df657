"""Which language a text is in."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import cache
from typing import Any

from bot import guess_language

_HOME = 3.0
"""How many times likelier the language of the conversation is than another, before the letters are looked at."""


def detect(text: str, among: Collection[str], home: str) -> str:
    """Return the language of a text: by its script, else, of several languages, by its letters.

    A text in a script of its own is of whatever language that is: better none translates it than one that cannot read it.
    `home` is the language of the conversation. Letters: py3langid, naive Bayes over n-grams of bytes (Lui and Baldwin
    2012).
    """
    script = guess_language(text, "en")
    if script != "en":
        return script
    likely: dict[str, float] = {
        code: share * (_HOME if code == home else 1.0) for code, share in _identifier().rank(text.lower())
    }
    return max(sorted(among if _is_latin(text) else likely), key=lambda code: likely.get(code, 0.0))


def _is_latin(text: str) -> bool:
    """Return whether no more than half of the letters are of another script."""
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters) >= len(letters)


@cache
def _identifier() -> Any:
    # Imported here: it takes half a second, and only a translation from an unnamed language needs it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

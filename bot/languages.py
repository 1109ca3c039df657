"""Which language a text is in, by its script."""

from __future__ import annotations

import unicodedata

from bot.words import split_words

_SCRIPTS = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar",
            "HEBREW": "he", "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi"}  # fmt: skip


def guess_language(text: str, default: str) -> str:
    """Return the language whose script a text is in; for Latin letters and for none, the default where that is Latin.

    Words count, and each Chinese character is one: a Latin name in Chinese changes nothing, nor the other way round.
    """
    counts: dict[str, int] = {}
    latin = 0
    for word in split_words(text):
        letter = next((letter for letter in word.text if letter.isalpha()), "")
        language = _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0]) if letter else None
        if language is not None:
            counts[language] = counts.get(language, 0) + 1
        latin += bool(letter) and language is None
    if "ja" in counts:  # kana settles it
        counts["ja"] += counts.pop("zh", 0)
    if counts and latin <= sum(counts.values()):
        return max(counts, key=lambda language: counts[language])
    return "en" if latin and default in _SCRIPTS.values() else default

"""Which language a text is in, by its script."""

from __future__ import annotations

import unicodedata

_SCRIPTS = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar",
            "HEBREW": "he", "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi"}  # fmt: skip


def guess_language(text: str, default: str) -> str:
    """Return the language whose script most letters are in; the default for Latin letters and for none."""
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha() and not letter.isascii():
            script = unicodedata.name(letter, "").partition(" ")[0]
            language = _SCRIPTS.get(script, default)
            counts[language] = counts.get(language, 0) + (100 if language == "ja" else 1)  # kana settles it
    latin = sum(letter.isascii() and letter.isalpha() for letter in text)
    foreign = {language: count for language, count in counts.items() if language != default}
    if not foreign or latin > 2 * sum(min(count, len(text)) for count in foreign.values()):
        return default
    return max(foreign, key=lambda language: foreign[language])

"""Languages: what they are called, and which one a text is in, by its script."""

from __future__ import annotations

import unicodedata

from bot.words import split_words

_SCRIPTS = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar",
            "HEBREW": "he", "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi"}  # fmt: skip

NAMES = {
    "ar": "arabic", "zh": "chinese mandarin", "cs": "czech", "da": "danish dansk", "nl": "dutch nederlands",
    "en": "english", "fi": "finnish suomi", "fr": "french français francais", "de": "german deutsch",
    "el": "greek", "he": "hebrew", "hi": "hindi", "hu": "hungarian", "is": "icelandic", "id": "indonesian",
    "ga": "irish", "it": "italian italiano", "ja": "japanese", "ko": "korean", "la": "latin", "no": "norwegian norsk",
    "fa": "persian farsi", "pl": "polish polski", "pt": "portuguese português", "ro": "romanian", "ru": "russian",
    "es": "spanish español castilian", "sw": "swahili", "sv": "swedish svenska", "th": "thai", "tr": "turkish",
    "uk": "ukrainian", "vi": "vietnamese", "cy": "welsh",
}  # fmt: skip
"""ISO 639-1 code to what a language is called, the usual name first."""
NAMES_IN_CHINESE = {
    "ar": "阿拉伯语 阿拉伯文", "zh": "中文 汉语 普通话 国语 华语 简体中文 中国话", "cs": "捷克语", "da": "丹麦语",
    "nl": "荷兰语 荷兰文",
    "en": "英语 英文", "fi": "芬兰语", "fr": "法语 法文", "de": "德语 德文", "el": "希腊语 希腊文", "he": "希伯来语",
    "hi": "印地语", "hu": "匈牙利语", "is": "冰岛语", "id": "印尼语 印度尼西亚语", "ga": "爱尔兰语",
    "it": "意大利语 意大利文 意语",
    "ja": "日语 日文 日本话", "ko": "韩语 韩文 朝鲜语", "la": "拉丁语 拉丁文", "no": "挪威语", "fa": "波斯语",
    "pl": "波兰语 波兰文",
    "pt": "葡萄牙语 葡萄牙文 葡语", "ro": "罗马尼亚语", "ru": "俄语 俄文", "es": "西班牙语 西班牙文 西语", "sw": "斯瓦希里语",
    "sv": "瑞典语", "th": "泰语 泰文", "tr": "土耳其语", "uk": "乌克兰语", "vi": "越南语 越南文", "cy": "威尔士语",
}  # fmt: skip


def language_name(code: str) -> str:
    """Return what a language is called in English: `Chinese`; its code where it has no name here."""
    return NAMES[code].split()[0].capitalize() if code in NAMES else code


def names_in(language: str) -> dict[str, str]:
    """Return what languages are called in a language, by their English names; empty where that is not known here."""
    return {language_name(code): words.split()[0] for code, words in NAMES_IN_CHINESE.items() if language == "zh"}


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

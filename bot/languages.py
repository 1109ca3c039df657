"""Languages: what they are called, and which one a text is in, by its script."""

from __future__ import annotations

import re
import unicodedata

from bot.words import COLON, QUOTED, split_words

_SCRIPTS = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar",
            "HEBREW": "he", "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi"}  # fmt: skip

NAMES = {
    "af": "afrikaans", "sq": "albanian shqip", "am": "amharic", "ar": "arabic", "hy": "armenian",
    "az": "azerbaijani azeri", "eu": "basque euskara", "be": "belarusian", "bn": "bengali bangla",
    "bs": "bosnian bosanski", "bg": "bulgarian", "my": "burmese", "ca": "catalan català", "zh": "chinese mandarin",
    "hr": "croatian hrvatski", "cs": "czech čeština", "da": "danish dansk", "nl": "dutch nederlands", "en": "english",
    "eo": "esperanto", "et": "estonian eesti", "fi": "finnish suomi", "fr": "french français francais",
    "fy": "frisian frysk", "gd": "gaelic", "gl": "galician galego", "ka": "georgian", "de": "german deutsch",
    "el": "greek ελληνικά", "gu": "gujarati", "ht": "haitian", "ha": "hausa", "he": "hebrew", "hi": "hindi",
    "hu": "hungarian magyar", "is": "icelandic íslenska", "ig": "igbo", "id": "indonesian bahasa",
    "ga": "irish gaeilge", "it": "italian italiano", "ja": "japanese", "jv": "javanese", "kn": "kannada",
    "kk": "kazakh", "km": "khmer cambodian", "rw": "kinyarwanda", "ko": "korean", "ku": "kurdish", "ky": "kyrgyz",
    "lo": "lao laotian", "la": "latin", "lv": "latvian latviešu", "lt": "lithuanian lietuvių",
    "lb": "luxembourgish lëtzebuergesch", "mk": "macedonian", "mg": "malagasy", "ms": "malay melayu",
    "ml": "malayalam", "mt": "maltese malti", "mi": "maori māori", "mr": "marathi", "mn": "mongolian", "ne": "nepali",
    "no": "norwegian norsk", "ps": "pashto", "fa": "persian farsi", "pl": "polish polski",
    "pt": "portuguese português", "pa": "punjabi", "ro": "romanian română", "ru": "russian русский", "sa": "sanskrit",
    "sr": "serbian srpski", "st": "sesotho", "sd": "sindhi", "si": "sinhala sinhalese", "sk": "slovak slovenčina",
    "sl": "slovenian slovene slovenščina", "so": "somali", "es": "spanish español castilian", "su": "sundanese",
    "sw": "swahili kiswahili", "sv": "swedish svenska", "tl": "tagalog filipino", "tg": "tajik", "ta": "tamil",
    "te": "telugu", "th": "thai", "bo": "tibetan", "tr": "turkish türkçe", "uk": "ukrainian українська", "ur": "urdu",
    "ug": "uyghur", "uz": "uzbek", "vi": "vietnamese", "cy": "welsh cymraeg", "xh": "xhosa", "yi": "yiddish",
    "yo": "yoruba", "zu": "zulu",
}  # fmt: skip
"""ISO 639-1 code to what a language is called, in English, the usual name first, and by those who speak it."""
NAMES_IN_CHINESE = {
    "af": "南非语 南非荷兰语", "sq": "阿尔巴尼亚语", "am": "阿姆哈拉语", "ar": "阿拉伯语",
    "hy": "亚美尼亚语", "az": "阿塞拜疆语", "eu": "巴斯克语", "be": "白俄罗斯语", "bn": "孟加拉语",
    "bs": "波斯尼亚语", "bg": "保加利亚语", "my": "缅甸语", "ca": "加泰罗尼亚语 加泰兰语",
    "zh": "中文 汉语 普通话 国语 华语 简体中文 中国话", "hr": "克罗地亚语", "cs": "捷克语", "da": "丹麦语",
    "nl": "荷兰语", "en": "英语 英文 英国话 美国话", "eo": "世界语", "et": "爱沙尼亚语", "fi": "芬兰语",
    "fr": "法语 法文 法国话",
    "fy": "弗里西语", "gd": "苏格兰盖尔语", "gl": "加利西亚语", "ka": "格鲁吉亚语", "de": "德语 德文 德国话",
    "el": "希腊语", "gu": "古吉拉特语", "ht": "海地克里奥尔语", "ha": "豪萨语", "he": "希伯来语",
    "hi": "印地语", "hu": "匈牙利语", "is": "冰岛语", "ig": "伊博语", "id": "印尼语 印度尼西亚语", "ga": "爱尔兰语",
    "it": "意大利语 意语", "ja": "日语 日文 日本话", "jv": "爪哇语", "kn": "卡纳达语", "kk": "哈萨克语",
    "km": "高棉语 柬埔寨语", "rw": "卢旺达语", "ko": "韩语 韩文 韩国话 朝鲜语", "ku": "库尔德语", "ky": "吉尔吉斯语",
    "lo": "老挝语", "la": "拉丁语", "lv": "拉脱维亚语", "lt": "立陶宛语", "lb": "卢森堡语", "mk": "马其顿语",
    "mg": "马达加斯加语", "ms": "马来语", "ml": "马拉雅拉姆语", "mt": "马耳他语", "mi": "毛利语", "mr": "马拉地语",
    "mn": "蒙古语", "ne": "尼泊尔语", "no": "挪威语", "ps": "普什图语", "fa": "波斯语", "pl": "波兰语",
    "pt": "葡萄牙语 葡语", "pa": "旁遮普语", "ro": "罗马尼亚语", "ru": "俄语 俄文 俄罗斯语 俄国话", "sa": "梵语 梵文",
    "sr": "塞尔维亚语", "st": "塞索托语", "sd": "信德语", "si": "僧伽罗语", "sk": "斯洛伐克语", "sl": "斯洛文尼亚语",
    "so": "索马里语", "es": "西班牙语 西语", "su": "巽他语", "sw": "斯瓦希里语", "sv": "瑞典语",
    "tl": "他加禄语 菲律宾语", "tg": "塔吉克语", "ta": "泰米尔语", "te": "泰卢固语", "th": "泰语 泰文 泰国话",
    "bo": "藏语 藏文", "tr": "土耳其语", "uk": "乌克兰语", "ur": "乌尔都语", "ug": "维吾尔语 维语",
    "uz": "乌兹别克语", "vi": "越南语", "cy": "威尔士语", "xh": "科萨语", "yi": "意第绪语", "yo": "约鲁巴语",
    "zu": "祖鲁语",
}  # fmt: skip
"""The same in Chinese; what is called 越南语 is called 越南文 and 越南话 too: see `chinese_names`."""


_BEHIND_COLON = re.compile(rf"{COLON}.*$", re.DOTALL)
_FEW = 2
"""Fewer words than these tell no language where there are others."""
_ASKED_IN_CHINESE = re.compile(
    r"^\s*(帮我|幫我|请|麻烦|麻煩|查|搜|找|读|说|译|翻译|翻譯|念[一下句遍]|[把将將].+[译譯翻念读讀说說]|用\w{1,4}[语語文][说說念读讀])"
    r"|((什么|什麼|啥)意思|怎[么麼][说說讲講翻译譯读讀念唸写寫]|翻[译譯]?[成为為]\w{2,4}|[译譯][成为為]\w{2,4}|[说說]中文|的(意思|中文))"
    r"\W*[吗嗎呢啊呀吧]?\W*$"
)
"""Chinese that something is asked with before or behind words of another language: "see you later是什么意思"."""

_NOT_JAPANESE = re.compile("[译譯这们們吗嗎呢吧么麼说說语给給您你咋啥谁查帮哪]")
"""Characters that Chinese is written with and Japanese is not."""


def language_name(code: str) -> str:
    """Return what a language is called in English: `Chinese`; its code where it has no name here."""
    return NAMES[code].split()[0].capitalize() if code in NAMES else code


def chinese_names(code: str) -> list[str]:
    """Return all that a language is called in Chinese, the usual name first."""
    names = NAMES_IN_CHINESE.get(code, "").split()
    stems = [name[:-1] for name in names if name.endswith("语") and len(name) > len("泰语")]
    return list(dict.fromkeys([*names, *(stem + ending for stem in stems for ending in "文话")]))


def names_in(language: str) -> dict[str, str]:
    """Return what languages are called in a language, by their English names; empty where that is not known here."""
    return {language_name(code): words.split()[0] for code, words in NAMES_IN_CHINESE.items() if language == "zh"}


def guess_language(text: str, default: str) -> str:
    """Return the language whose script a text is in; for Latin letters and for none, the default where that is Latin.

    Words count, and each Chinese character is one: a Latin name in Chinese changes nothing, nor the other way round. What
    stands in quotation marks or behind a colon counts where the rest does not settle it. Words of any language may be
    asked about in Chinese.
    """
    frame = _BEHIND_COLON.sub("", QUOTED.sub(" ", text))
    if _ASKED_IN_CHINESE.search(frame):
        return "zh"
    counts, latin = _counted(frame)
    if (counts and latin) or latin + sum(counts.values()) < _FEW:
        counts, latin = _counted(text)
    if counts.keys() - {"zh"} and _NOT_JAPANESE.search(frame):
        return "zh"  # the words around it settle it: "ありがとう翻译过来是什么"
    if "ja" in counts:  # kana settles it
        counts["ja"] += counts.pop("zh", 0)
    if counts and latin <= sum(counts.values()):
        return max(counts, key=lambda language: counts[language])
    return "en" if latin and default in _SCRIPTS.values() else default


def _counted(text: str) -> tuple[dict[str, int], int]:
    """Return how many words are in the scripts of languages, and how many in Latin letters."""
    counts: dict[str, int] = {}
    latin = 0
    for word in split_words(text):
        letter = next((letter for letter in word.text if letter.isalpha()), "")
        language = _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0]) if letter else None
        if language is not None:
            counts[language] = counts.get(language, 0) + 1
        latin += bool(letter) and language is None
    return counts, latin

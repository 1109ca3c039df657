"""How translation models name languages: by two letters, by three, by labels such as `>>fin<<`, in groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_CODES = {
    "ar": "ara arb", "zh": "zho cmn chi zt", "cs": "ces cze", "da": "dan", "nl": "nld dut", "en": "eng", "fi": "fin",
    "fr": "fra fre", "de": "deu ger", "el": "ell gre", "he": "heb iw", "hi": "hin", "hu": "hun", "is": "isl ice",
    "id": "ind in", "ga": "gle", "it": "ita", "ja": "jpn jap", "ko": "kor", "la": "lat", "no": "nob nor nb nno nn",
    "fa": "fas pes per", "pl": "pol", "pt": "por pb", "ro": "ron rum", "ru": "rus", "es": "spa", "sw": "swh swa",
    "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "vi": "vie", "cy": "cym wel",
}  # fmt: skip
"""ISO 639-1 code to what models call the language beside it, the likeliest first: ISO 639-3, old codes, Argos' own."""
_ISO = {code: language for language, codes in _CODES.items() for code in (language, *codes.split())}
_GROUPS = {
    "mul": " ".join(_CODES), "ine": "cs da nl en fr de el hi is ga it la no fa pl pt ro ru es sv uk cy",
    "gem": "da nl en de is no sv", "gmw": "nl en de", "gmq": "da is no sv", "scandinavia": "da no sv",
    "itc": "fr it la pt ro es", "roa": "fr it pt ro es", "romance": "fr it la pt ro es", "sla": "cs pl ru uk",
    "zle": "ru uk", "zlw": "cs pl", "cel": "ga cy", "celtic": "ga cy", "fiu": "fi hu", "urj": "fi hu", "trk": "tr",
    "sem": "ar he", "afa": "ar he", "iir": "fa hi", "inc": "hi", "ira": "fa", "bnt": "sw", "grk": "el",
}  # fmt: skip
"""Groups of ISO 639-5, and those of OPUS, to the languages in them that have a name here."""
_SIDE = r"([A-Za-z]{2,}(?:_[A-Za-z]{2,})*)"
_OPUS = re.compile(rf"opus-mt(?:-tc)?(?:-bible)?(?:-big|-base|-small|-tiny)?-{_SIDE}-{_SIDE}(?![A-Za-z])")
_PAIR = re.compile(r"(?:^|[-_.])([a-z]{2,3})[-_]([a-z]{2,3})(?![A-Za-z])")

Sides = tuple[frozenset[str], frozenset[str]]
"""The languages that a model reads, and those that it writes."""


def language_of(code: str) -> str:
    """Return the ISO 639-1 code of a language that a model calls `fin`, `pt_BR` or `zho_Hans`; else its own code."""
    bare = re.split("[_-]", code.lower())[0]
    return _ISO.get(bare, bare)


def languages_in(words: str) -> frozenset[str]:
    """Return the languages that part of a model's name stands for: `en`, `deu_eng_fra`, `ROMANCE`."""
    group = _GROUPS.get(words.lower())
    return frozenset(group.split() if group else map(language_of, words.split("_")))


def sides_in(name: str) -> Sides | None:
    """Return what a model's name says that it reads and writes: `opus-mt-tc-big-en-fi`, `translate-en_es-1_0`."""
    found = _OPUS.search(name) or next(
        (pair for pair in _PAIR.finditer(name) if {pair[1], pair[2]} <= _ISO.keys()), None
    )
    return (languages_in(found[1]), languages_in(found[2])) if found else None


def labels_in(tokens: Iterable[str], label: str) -> Mapping[str, str]:
    """Return the labels of languages among tokens; `label` is a regular expression whose group is the code."""
    found: dict[str, list[str]] = {}
    for token in tokens:
        if match := re.fullmatch(label, token):
            found.setdefault(language_of(match[1]), []).append(token)
    return {language: min(each, key=lambda token: _rank(language, token)) for language, each in found.items()}


def _rank(language: str, label: str) -> tuple[object, ...]:
    """Return how likely a label is meant by a language: simplified Chinese, then the order of the table."""
    codes = [language, *_CODES.get(language, "").split()]
    code = re.split("[^a-z]", label.lower().strip("><_"))[0]
    return "Hans" not in label, codes.index(code) if code in codes else len(codes), len(label), label

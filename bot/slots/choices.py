"""Slot types with a closed set of values: Literal, Enum, bool, languages."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.messages import joined, message
from bot.program import JSON
from bot.slots.base import SlotContext, Unreadable, clean

_TYPO = 0.82
"""How alike (difflib's ratio) a misspelt surface and a known one must be: one edit in five letters."""


@dataclass(frozen=True, slots=True, eq=False)  # by identity, so that an annotation that holds one can be hashed
class ChoiceSlot:
    """Reads one of some surfaces as its value; forgives a typo."""

    name: str
    surfaces: Mapping[str, JSON] = field(repr=False)
    """Surface in lower case without article, to the value; values are their own surfaces too."""
    members: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """JSON value, as text, to what the function gets; empty where they are the same."""

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the value of a surface; raises Unreadable."""
        del context
        text = clean(surface)
        if text in self.surfaces:
            return self.surfaces[text]
        alike = difflib.get_close_matches(text, self.surfaces, n=1, cutoff=_TYPO) if len(text) > 3 else []  # noqa: PLR2004
        if not alike:
            said = surface.strip()
            raise Unreadable(message("'{surface}' is not one of {values}", surface=said, values=self.values_in_words()))
        return self.surfaces[alike[0]]

    def values_in_words(self) -> str:
        """Return the values, at most eight of them, for a message."""
        values = list(dict.fromkeys(str(value) for value in self.surfaces.values()))
        few = joined([message(value) for value in values[:8]], message("{before}, {next}"))
        return message("{few}, ...", few=few) if len(values) > 8 else few  # noqa: PLR2004

    def write(self, random: Random, language: str) -> str:
        """Return one of the surfaces."""
        del language
        return random.choice(list(self.surfaces))

    def value(self, json: JSON) -> Any:
        """Return the member for a JSON value; raises Unreadable."""
        if json not in self.surfaces.values():
            raise Unreadable(message("'{surface}' is not one of {values}", surface=json, values=self.values_in_words()))
        return self.members.get(str(json), json)


def choice(name: str, values: dict[str, Any]) -> ChoiceSlot:
    """Return a slot type for values named by their JSON: `{"kitchen": Room.KITCHEN}`."""
    surfaces: dict[str, JSON] = {value.casefold().replace("_", " "): value for value in values}
    return ChoiceSlot(name, surfaces, values)


YES_NO = ChoiceSlot(
    "bool",
    dict.fromkeys(("yes", "on", "true", "sure", "yeah", "enabled"), True)
    | dict.fromkeys(("no", "off", "false", "nope", "disabled"), False),
)

_LANGUAGES = {
    "ar": "arabic", "zh": "chinese mandarin", "cs": "czech", "da": "danish dansk", "nl": "dutch nederlands",
    "en": "english", "fi": "finnish suomi", "fr": "french français francais", "de": "german deutsch",
    "el": "greek", "he": "hebrew", "hi": "hindi", "hu": "hungarian", "is": "icelandic", "id": "indonesian",
    "ga": "irish", "it": "italian italiano", "ja": "japanese", "ko": "korean", "la": "latin", "no": "norwegian norsk",
    "fa": "persian farsi", "pl": "polish polski", "pt": "portuguese português", "ro": "romanian", "ru": "russian",
    "es": "spanish español castilian", "sw": "swahili", "sv": "swedish svenska", "th": "thai", "tr": "turkish",
    "uk": "ukrainian", "vi": "vietnamese", "cy": "welsh",
}  # fmt: skip
LANGUAGE = ChoiceSlot("language", {word: code for code, words in _LANGUAGES.items() for word in words.split()})

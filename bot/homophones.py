"""Characters that sound alike: what was typed for a word of a command, and what was meant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

_NOTHING = "(?!)"


@dataclass(frozen=True, slots=True)
class Homophones:
    """What sounds alike in a language, from language/<lang>_homophones.toml."""

    characters: Mapping[str, str] = field(default_factory=dict)
    """Each character to those that are typed for it by mistake."""
    slips: Mapping[str, str] = field(default_factory=dict)
    """What was typed to what was meant, which is as long."""
    pattern: re.Pattern[str] = re.compile(_NOTHING)
    """Finds slips, the long ones first."""

    def meant(self, text: str) -> str:
        """Return a text of the same length with the words that were meant for those that sound like them."""
        return self.pattern.sub(lambda slip: self.slips[slip.group()], text)


@cache
def homophones(language: str) -> Homophones:
    """Return what sounds alike in a language; nothing where nobody has written that down."""
    path = files("bot").joinpath("language", f"{language}_homophones.toml")
    if not path.is_file():
        return Homophones()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    characters, words = data["characters"], data["words"].split()
    slips = {
        word[:at] + other + word[at + 1 :]: word
        for word in words
        for at, letter in enumerate(word)
        for other in characters.get(letter, "")
    }
    for known in (*words, *data["never"].split()):
        slips.pop(known, None)
    slips |= data["slips"]
    found = (
        f"(?<=[{behind}]){slip}" if (behind := data["behind"].get(slip)) else slip
        for slip in sorted(slips, key=lambda slip: (-len(slip), slip))
    )
    return Homophones(characters, slips, re.compile("|".join(found)))

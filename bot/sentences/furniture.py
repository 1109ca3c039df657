"""The words around commands: politeness, connectives, corrections, and what no action fits; one file per language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any

from bot.errors import BotError
from bot.homophones import homophones
from bot.sentences.files import load_yaml, parse
from bot.sentences.sampler import Sample, Span
from bot.sentences.walk import pieces
from bot.words import has_han, joined, spoken_words

if TYPE_CHECKING:
    from hassil.expression import Expression

HOLE = re.compile(r"\{(\w+)\}")
FIRST_WORD = re.compile(r"[A-Za-z]+")
_DOUBLED = re.compile(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]")
"""Verbs whose last letter is doubled: `stop`, `stopping`."""
_IED = re.compile(r"[^aeiou]y$")


@dataclass(frozen=True, slots=True)
class Furniture:
    """What language/<lang>.yaml holds."""

    lines: Mapping[str, Sequence[Any]]
    """Key of the file to its lines; a line is a text, or a mapping with `text` or `join`."""
    forms: Mapping[str, Sequence[str]]
    """Verb to its -ing form, its participle, and its past where that is another word; empty where verbs have none."""
    typos: Mapping[str, str]
    """Letter to its neighbours on the keyboard, or to the characters that it is taken for."""
    language: str = "en"
    leads: Mapping[str, str] = field(default_factory=dict)
    """Word before "do that twice" to what it is to the structure."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """Mark of punctuation to what the language writes for it, where that is another."""
    texts: Sequence[str] = ()
    """What people look up, have said and have translated: the lines of language/<lang>.txt, where there is one."""

    def pick(self, key: str, random: Random) -> Any:
        """Return one of the lines under a key, with its alternatives chosen where it is a text."""
        lines = self.lines[key]
        weights = [line.get("weight", 1) if isinstance(line, dict) else 1 for line in lines]
        line = random.choices(lines, weights)[0]
        return choose(line, random) if isinstance(line, str) else line

    def text(self, key: str, random: Random) -> str:
        """Return the words of one of the lines under a key."""
        line = self.pick(key, random)
        return choose(str(line["text"]), random) if isinstance(line, dict) else str(line)

    def of(self, *keys: str) -> list[str]:
        """Return those of some keys under which the language has lines."""
        return [key for key in keys if self.lines.get(key)]

    def words(self, text: str) -> list[str]:
        """Return the words of a text as the language counts them, each a character in Chinese."""
        return spoken_words(text) if self.language == "zh" else text.split()

    def begins_with_verb(self, text: str) -> bool:
        """Return whether a text begins with a verb, as commands do."""
        first = text.partition(" ")[0].lower()
        return first in self.forms or (has_han(first[:1]) and first.startswith(tuple(self.forms)))

    def verb(self, sample: Sample, form: str) -> Sample | None:
        """Return a clause with its first verb in another form: base, ing, participle or past; None where it has none."""
        if form == "base":
            return sample
        match = FIRST_WORD.match(sample.text)
        if match is None or not self.forms.get(match.group().lower()):
            return None
        if any(slot.start < match.end() for slot in sample.slots):
            return None
        forms = self.forms[match.group().lower()]
        word = forms[{"ing": 0, "participle": 1, "past": -1}[form]]
        shift = len(word) - match.end()
        slots = tuple(Span(slot.start + shift, slot.end + shift, slot.name) for slot in sample.slots)
        return Sample(word + sample.text[match.end() :], sample.label, slots)


def load_furniture(language: str) -> Furniture:
    """Return the furniture of a language; raises BotError where there is none."""
    folder = files("bot").joinpath("language")
    try:
        data = load_yaml(folder.joinpath(f"{language}.yaml").read_text(encoding="utf-8"))
    except OSError:
        raise BotError(f"nothing is known of how commands are joined in the language '{language}'") from None
    said = folder.joinpath(f"{language}.txt")
    texts = said.read_text(encoding="utf-8").splitlines() if said.is_file() else ()
    regular, irregular, typos = data.pop("verbs", ()), data.pop("irregular", {}), data.pop("typos", {})
    forms = {verb: () if has_han(verb) else _forms(verb) for verb in regular} | irregular
    leads, marks = data.pop("repeat_leads", {}), data.pop("marks", {})
    typos = {str(key): str(value) for key, value in typos.items()} | dict(homophones(language).characters)
    return Furniture(data, forms, typos, language, leads, marks, texts)


def _forms(verb: str) -> tuple[str, str]:
    """Return the -ing form and the participle of a verb that follows the rules of spelling."""
    stem = verb + verb[-1] if _DOUBLED.fullmatch(verb) else verb
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying", f"{verb}d"
    if verb.endswith("e"):
        return f"{verb if verb.endswith(('ee', 'oe', 'ye')) else verb[:-1]}ing", f"{verb}d"
    return f"{stem}ing", f"{verb[:-1]}ied" if _IED.search(verb) else f"{stem}ed"


@cache
def _parsed(template: str) -> Expression:
    """Return the expression tree of a line; most are drawn many times."""
    return parse(template)


def choose(template: str, random: Random) -> str:
    """Return one of the texts that a template without slots stands for; `{holes}` are kept as they are."""
    if not set("([{<") & set(template):
        return template
    said = pieces(_parsed(template), random, {})
    return joined("".join(piece if isinstance(piece, str) else f"{{{piece.list_name}}}" for piece in said).split())

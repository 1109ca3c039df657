"""Compiled sentences: what start-up and answers need of a sentence file, cached by the hash of its text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from bot.errors import PluginError
from bot.files import write_atomically
from bot.sentences.files import SentenceFile, Template, read_sentence_file
from bot.sentences.walk import pieces
from bot.settings import cache_folder
from bot.words import joined

FORMAT = 3
_VARIANTS = 24
"""How many variants of a template are kept for matching and completion."""

Words = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Action, then slot, then surface, to value."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A variant of a template: literal text, with `{slot}` where a slot stands."""

    action: str
    text: str
    fixed: Mapping[str, Any]


@dataclass(frozen=True)
class CompiledSentences:
    """What is kept of a sentence file."""

    words: Words
    """What its lists say; wildcard lists are left out."""
    examples: Words
    """What its wildcard lists give as examples, surface to itself."""
    variants: Sequence[tuple[str, str, Mapping[str, Any]]]
    """Action, text and fixed arguments of each pattern, as they lie in the cache."""

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """The variants of all templates; made on first use, since an answer needs none."""
        return tuple(Pattern(action, text, fixed) for action, text, fixed in self.variants)

    @cached_property
    def slots(self) -> dict[str, set[str]]:
        """Action to the slots that its sentences fill."""
        found: dict[str, set[str]] = {}
        for action, text, _ in self.variants:
            names = found.setdefault(action, set())
            if "{" in text:
                names.update(part.partition("}")[0] for part in text.split("{")[1:])
        return found


def compiled(path: Path) -> CompiledSentences:
    """Return a sentence file compiled, from the cache where it is there; raises PluginError."""
    raw = path.read_bytes()
    cache = cache_folder() / "sentences" / f"{hashlib.sha256(raw).hexdigest()[:24]}.{FORMAT}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _from_json(json.loads(cache.read_text(encoding="utf-8")))
    made = compile_file(read_sentence_file(path))
    with suppress(OSError):  # a read-only home costs time, not the answer
        write_atomically(cache, json.dumps(_to_json(made), ensure_ascii=False))
    return made


def compile_file(file: SentenceFile) -> CompiledSentences:
    """Compile a parsed sentence file; the same file always gives the same."""
    words: dict[str, dict[str, dict[str, Any]]] = {}
    examples: dict[str, dict[str, dict[str, Any]]] = {}
    variants: dict[tuple[str, str], Mapping[str, Any]] = {}
    for template in file.templates:
        random = Random(template.text)
        for _ in range(_VARIANTS):
            text, lists = _variant(file, template, random)
            variants.setdefault((template.action, text), template.fixed)
            for slot, name in lists.items():
                listed = file.lists[name]
                table = examples if listed.wildcard else words
                table.setdefault(template.action, {}).setdefault(slot, {}).update(listed.values)
    return CompiledSentences(words, examples, [(action, text, fixed) for (action, text), fixed in variants.items()])


def _variant(file: SentenceFile, template: Template, random: Random) -> tuple[str, dict[str, str]]:
    """Return one way to say a template with its slots left open, and the list that fills each slot that has one."""
    text, lists = "", {}
    try:
        for piece in pieces(template.expression, random, file.rules):
            if isinstance(piece, str):
                text += piece
                continue
            text += f"{{{piece.slot_name}}}"
            if piece.list_name in file.lists:
                lists[piece.slot_name] = piece.list_name
    except PluginError as error:
        raise PluginError(f"{file.path}: {template.action}: {error}") from error
    return joined(text.split()), lists


def _to_json(made: CompiledSentences) -> dict[str, Any]:
    return {"words": made.words, "examples": made.examples, "variants": made.variants}


def _from_json(data: dict[str, Any]) -> CompiledSentences:
    return CompiledSentences(data["words"], data["examples"], data["variants"])

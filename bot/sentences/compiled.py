"""Compiled sentences: what start-up and answers need of a sentence file, cached by the hash of its text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from bot.errors import PluginError
from bot.files import write_atomically
from bot.sentences.files import SentenceFile, Template, read_sentence_file
from bot.sentences.walk import pieces, wordings
from bot.settings import cache_folder
from bot.words import joined

if TYPE_CHECKING:
    from hassil.expression import ListReference

FORMAT = 4
_VARIANTS = 24
"""How many variants of a template are drawn for matching and completion."""
_DRAWS = 6
"""How many draws it takes for each further wording, so that hardly one is missed."""

Words = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Action, then slot, then surface, to value."""
Variants = Sequence[tuple[str, str, Mapping[str, Any]]]
"""Action, text and fixed arguments of each pattern, as they lie in the cache."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A variant of a template: literal text, with `{slot}` where a slot stands."""

    action: str
    text: str
    fixed: Mapping[str, Any]


@dataclass(frozen=True)
class CompiledSentences:
    """What is kept of a sentence file: what every answer needs, and the rest, which is read when it is asked for."""

    words: Words
    """What its lists say; wildcard lists are left out."""
    slots: Mapping[str, Sequence[str]]
    """Action to the slots that its sentences fill."""
    load: Callable[[], tuple[Words, Variants]] = field(repr=False)
    """Return examples and variants, from the cache."""

    @cached_property
    def _rest(self) -> tuple[Words, Variants]:
        return self.load()

    @property
    def examples(self) -> Words:
        """What its wildcard lists give as examples, surface to itself."""
        return self._rest[0]

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """The variants of all templates; made on first use, since an answer needs none."""
        return tuple(Pattern(action, text, fixed) for action, text, fixed in self._rest[1])


def compiled(paths: Mapping[str, Path]) -> dict[str, CompiledSentences]:
    """Return a plugin's sentence files by language, compiled, from the cache where they are there; raises PluginError.

    What every answer needs of all of them lies in one small file, so that no language costs the others anything.
    """
    digests = {language: _digest(path.read_bytes()) for language, path in paths.items()}
    index = _cached(_digest(repr(sorted(digests.items())).encode()), ".index")
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(index.read_text(encoding="utf-8"))
        return {
            language: CompiledSentences(kept[language]["words"], kept[language]["slots"], partial(_rest, path, digest))
            for (language, path), digest in zip(paths.items(), digests.values(), strict=True)
        }
    found = {language: _compiled(path, digests[language]) for language, path in paths.items()}
    _keep(index, {language: {"words": made.words, "slots": made.slots} for language, made in found.items()})
    return found


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:24]


def _cached(digest: str, kind: str = "") -> Path:
    return cache_folder() / "sentences" / f"{digest}.{FORMAT}{kind}.json"


def _keep(cache: Path, data: Any) -> None:
    with suppress(OSError):  # a read-only home costs time, not the answer
        write_atomically(cache, json.dumps(data, ensure_ascii=False))


def _compiled(path: Path, digest: str) -> CompiledSentences:
    cache = _cached(digest)
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _from_json(json.loads(cache.read_text(encoding="utf-8")))
    made = compile_file(read_sentence_file(path))
    _keep(cache, _to_json(made))
    return made


def _rest(path: Path, digest: str) -> tuple[Words, Variants]:
    return _compiled(path, digest).load()


def compile_file(file: SentenceFile) -> CompiledSentences:
    """Compile a parsed sentence file; the same file always gives the same."""
    words: dict[str, dict[str, dict[str, Any]]] = {}
    examples: dict[str, dict[str, dict[str, Any]]] = {}
    variants: dict[tuple[str, str], Mapping[str, Any]] = {}
    for template in file.templates:
        for text, lists in _variants(file, template):
            variants.setdefault((template.action, text), template.fixed)
            for slot, name in lists.items():
                listed = file.lists[name]
                table = examples if listed.wildcard else words
                table.setdefault(template.action, {}).setdefault(slot, {}).update(listed.values)
    rest = examples, [(action, text, fixed) for (action, text), fixed in variants.items()]
    return CompiledSentences(words, _slots(rest[1]), lambda: rest)


def _slots(variants: Variants) -> dict[str, list[str]]:
    """Return the slots that the sentences of each action fill."""
    found: dict[str, dict[str, None]] = {}
    for action, text, _ in variants:
        names = found.setdefault(action, {})
        if "{" in text:
            names.update((part.partition("}")[0], None) for part in text.split("{")[1:])
    return {action: [*names] for action, names in found.items()}


def _variants(file: SentenceFile, template: Template) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield ways to say a template with its slots left open, and the list that fills each slot that has one."""
    random = Random(template.text)
    try:
        for _ in range(min(_VARIANTS, _DRAWS * wordings(template.expression, file.rules) - _DRAWS + 1)):
            yield _opened(file, pieces(template.expression, random, file.rules))
    except PluginError as error:
        raise PluginError(f"{file.path}: {template.action}: {error}") from error


def _opened(file: SentenceFile, said: Sequence[str | ListReference]) -> tuple[str, dict[str, str]]:
    text, lists = "", {}
    for piece in said:
        if isinstance(piece, str):
            text += piece
            continue
        text += f"{{{piece.slot_name}}}"
        if piece.list_name in file.lists:
            lists[piece.slot_name] = piece.list_name
    return joined(text.split()), lists


def _to_json(made: CompiledSentences) -> dict[str, Any]:
    examples, variants = made.load()
    return {"words": made.words, "slots": made.slots, "examples": examples, "variants": variants}


def _from_json(data: dict[str, Any]) -> CompiledSentences:
    rest = data["examples"], data["variants"]
    return CompiledSentences(data["words"], data["slots"], lambda: rest)

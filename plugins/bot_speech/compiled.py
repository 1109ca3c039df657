"""What the installed plugins can be told, compiled for a recogniser and cached by the hash of their files."""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

from bot import BotError, Furniture, cache_folder, installed, load_furniture, message, read_sentence_file
from bot_speech.automaton import Automaton, folded
from bot_speech.grammar import Clauses, spoken
from bot_speech.ngram import Trigrams

FORMAT = 8

Natural = Callable[[Sequence[str]], float]
"""Words to the average of the logarithms of how likely they are in a language at large."""

_SAMPLES = 80_000
"""So many utterances are made to count which words follow which."""
_CLAUSES = (1, 1, 1, 1, 1, 2, 2, 3)
_BEFORE, _AFTER = 0.1, 0.06
"""How often politeness stands before an utterance, and politeness or a count behind it."""
_PLAIN, _ORDERED = 0.8, 0.1
"""Shares of the joiners that are the plainest ones, and that turn the order round."""
_DRAWN = 3000
"""So many times each kind of phrase is drawn."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The clauses that can be said, and what may stand around them.

    Where any text may be said it knows those like the examples alone: that any words fit would say nothing for them.
    """

    clauses: Automaton
    phrases: Mapping[str, Collection[str]]
    """`before` utterances, `behind` clauses and `joining` them."""

    def accepts(self, words: Sequence[str]) -> bool:
        """Return whether words are an utterance: one clause, or several that are joined."""
        begins = self._behind("before", {0}, words)
        seen: set[int] = set()
        while begins:
            ends = {end for begin in begins for end in self._clause(begin, words)}
            ends |= self._behind("behind", ends, words)
            if len(words) in ends:
                return True
            seen |= begins
            begins = self._behind("joining", ends, words) - seen
        return False

    def _clause(self, begin: int, words: Sequence[str]) -> Iterator[int]:
        """Yield where a clause may end that begins at a word."""
        state = self.clauses.start
        for at, word in enumerate(words[begin:], begin + 1):
            if word not in self.clauses.arcs[state]:
                return
            state = self.clauses.arcs[state][word]
            if state in self.clauses.final:
                yield at

    def _behind(self, key: str, places: Iterable[int], words: Sequence[str]) -> set[int]:
        """Return where phrases end that begin at some words; every place is that of no phrase at all."""
        found = {*places}
        for phrase in self.phrases[key]:
            said = phrase.split()
            found |= {place + len(said) for place in places if [*words[place : place + len(said)]] == said}
        return found


@dataclass(frozen=True, slots=True)
class Compiled:
    """The two models of what plugins can be told."""

    grammar: Grammar
    language_model: Path
    """A file in the ARPA format."""


def compiled(
    known: frozenset[str], language: str, natural: Natural, tell: Callable[[str], None] = lambda _: None
) -> Compiled:
    """Return the models of the installed plugins' sentences, from the cache where they are there; raises BotError.

    known: the words that the recogniser knows; natural: how likely they are; tell: what takes long.
    """
    folder, name = cache_folder() / "speech", f"{_digest(language)}.{FORMAT}"
    model, kept = folder / f"{name}.arpa", folder / f"{name}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(kept.read_text(encoding="utf-8"))
        if data["model"] == hashlib.sha256(model.read_bytes()).hexdigest():
            return Compiled(_from_json(data), model)
    tell(message("Getting ready to listen ..."))
    made = Maker(_clauses(known, language), load_furniture(language), natural)
    arpa, grammar = made.language_model().encode(), made.grammar()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(model, arpa)
        _replace(kept, json.dumps(_to_json(grammar) | {"model": hashlib.sha256(arpa).hexdigest()}).encode())
    except OSError as error:
        raise BotError(message("{path} cannot be written: {error}", path=str(folder), error=error.strerror)) from error
    return Compiled(grammar, model)


def _digest(language: str) -> str:
    """Return what tells whether the same can still be said: plugins' sentences, their code, which has slot types, and texts."""
    plugins = installed()
    code = {Path(action.function.__code__.co_filename) for action in plugins.catalog.actions.values()}
    files = [*plugins.sentence_paths(language), *filter(Path.is_file, sorted(code))]
    said = [version("plugbot"), *load_furniture(language).texts]
    told = b"".join([*map(str.encode, said), *(path.read_bytes() for path in files)])
    return hashlib.sha256(told).hexdigest()[:24]


def _clauses(known: frozenset[str], language: str) -> Clauses:
    """Return what the installed plugins can be told."""
    plugins, furniture, random = installed(), load_furniture(language), Random(1)
    pronouns = {furniture.text("pronouns", random) for _ in range(_DRAWN)}
    clauses = Clauses(known, furniture.lines["articles"], pronouns, furniture.texts)
    for path in plugins.sentence_paths(language):
        clauses.add(read_sentence_file(path), plugins.catalog.slot_types)
    clauses.finish()
    return clauses


def _replace(path: Path, data: bytes) -> None:
    """Write a file beside the old one and rename it into place, whoever else does the same."""
    beside = path.with_suffix(f"{path.suffix}.{os.getpid()}")
    beside.write_bytes(data)
    beside.replace(path)


def _to_json(grammar: Grammar) -> dict[str, object]:
    clauses = grammar.clauses
    phrases = {key: [*phrases] for key, phrases in grammar.phrases.items()}
    return {"arcs": clauses.arcs, "final": [*clauses.final], "start": clauses.start, "phrases": phrases}


def _from_json(data: dict[str, Any]) -> Grammar:
    return Grammar(Automaton(data["arcs"], frozenset(data["final"]), data["start"]), data["phrases"])


class Maker:
    """Makes utterances of clauses as people say them, and counts what is said how often."""

    def __init__(self, clauses: Clauses, furniture: Furniture, natural: Natural) -> None:
        """Take the clauses, what the language puts around them, and how likely words are in it."""
        self._clauses, self._natural = clauses, natural
        self._random = Random(1)
        self._furniture = furniture
        self._phrases = {
            "before": self._drawn(self._beginning),
            "behind": self._drawn(lambda: self._line(self._random.choice(("polite_after", "repeat")))),
            "joining": self._drawn(self._joiner),
        }

    def language_model(self) -> str:
        """Return a trigram model of utterances: natural ones count more, for authors list rare words beside usual ones."""
        said = [words for words in (self._utterance() for _ in range(_SAMPLES)) if words]
        weights = [math.exp(self._natural(words)) for words in said]
        usual = sum(weights) / len(weights)
        return Trigrams((words, weight / usual) for words, weight in zip(said, weights, strict=True)).arpa()

    def grammar(self) -> Grammar:
        """Return the grammar of utterances."""
        return Grammar(folded(self._clauses.network), self._phrases)

    def _utterance(self) -> list[str]:
        words = self._said("before", _BEFORE)
        for number in range(self._random.choice(_CLAUSES)):
            words += [*(self._said("joining", 1) if number else ()), *self._clauses.sample(self._random)]
        return words + self._said("behind", _AFTER)

    def _said(self, key: str, often: float) -> list[str]:
        phrases = self._phrases[key]
        if self._random.random() >= often:
            return []
        return self._random.choices([*phrases], [*phrases.values()])[0].split()

    def _drawn(self, draw: Callable[[], str]) -> dict[str, float]:
        """Return phrases that are known, and how often each is drawn."""
        drawn = (spoken(draw()) for _ in range(_DRAWN))
        found = Counter(" ".join(words) for words in drawn if self._clauses.known.issuperset(words))
        return {phrase: times / found.total() for phrase, times in found.items()}

    def _line(self, key: str) -> str:
        return self._furniture.text(key, self._random).replace("{count}", str(self._random.randint(2, 9)))

    def _beginning(self) -> str:
        if self._random.random() < _ORDERED:
            return self._ordering("before_first", "after_first")
        return self._line("polite_before")

    def _joiner(self) -> str:
        kind = self._random.random()
        if kind < _PLAIN:
            return self._line("join_terse")
        if kind < _PLAIN + _ORDERED:
            return self._ordering("before", "after")
        return self._line(self._random.choice(("join_then", "join_and")))

    def _ordering(self, *keys: str) -> str:
        """Return words that put what follows before or after something else; not those behind which verbs change."""
        lines = [line for key in keys for line in self._furniture.lines[key] if line["form"] == "base"]
        return str(self._random.choice(lines)["join"])

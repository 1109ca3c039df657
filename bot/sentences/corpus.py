"""Corpora: labelled utterances made from all sentence files, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from random import Random

from bot.catalog import Catalog
from bot.reading import CONDITION, COUNT, NEGATION, NONE, REPEAT_ALL
from bot.sentences.compose import Composer
from bot.sentences.files import read_sentence_file
from bot.sentences.furniture import load_furniture
from bot.sentences.labelled import Labelled
from bot.sentences.noise import noisy
from bot.sentences.parts import Parts
from bot.sentences.pool import Pool
from bot.words import split_words

_OFTEN, _OFTEN_IN_SLOTS, _SHARE_IN_SLOTS = 3, 15, 1e-4
"""How many times a word has to stand around slots, or in them, to be known; in them also so many times an utterance, since
among very many the same invented name comes up by chance."""

_PLAIN, _SLIPS = 0.45, 0.4
"""Share of the utterances that are said plainly, and how often slips stand in them beside how often in the others."""

__all__ = ["Corpus", "Labelled", "make_corpus", "mixed"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a backend is trained on."""

    utterances: tuple[Labelled, ...]
    labels: tuple[str, ...]
    """All labels of clauses, marks like `@none` included."""
    slots: tuple[str, ...]
    """All slot names, `@count` included."""
    words: Mapping[str, int]
    """The words that stand in more than a few utterances, before typos, and how often."""
    held_back: tuple[Labelled, ...] = ()
    """Utterances to validate with; where there are none, some of `utterances` are held back."""
    given: bool = False
    """Whether somebody said these utterances, so that training varies them; made ones are varied already."""


def make_corpus(
    paths: Sequence[Path], catalog: Catalog, language: str, count: int, seed: int, texts: Sequence[str] = ()
) -> Corpus:
    """Return utterances made from the sentence files of a language; raises PluginError for a bad file.

    `texts`: sentences of that language, some of which are said where any words may be.
    """
    random = Random(seed)
    furniture = load_furniture(language)
    required = {
        name: frozenset(parameter.name for parameter in action.parameters if parameter.required)
        for name, action in catalog.actions.items()
    }
    pool = Pool([read_sentence_file(path) for path in paths], catalog.slot_types, furniture, random, required, texts)
    composer = Composer(Parts(furniture, pool, random))
    plain = [random.random() < _PLAIN for _ in range(count)]
    clean = [composer.plain() if each else composer.utterance() for each in plain]
    slips = [_SLIPS if each else 1.0 for each in plain]
    utterances = tuple(noisy(said, furniture, random, often) for said, often in zip(clean, slips, strict=True))
    names = {parameter.name for action in catalog.actions.values() for parameter in action.parameters}
    labels = (NONE, NEGATION, CONDITION, REPEAT_ALL, *pool.labels)
    return Corpus(utterances, labels, (COUNT, *sorted(names)), count_words(clean))


def mixed(corpora: Sequence[Corpus]) -> Corpus:
    """Return one corpus of those of several languages, their utterances in turn."""
    if len(corpora) == 1:
        return corpora[0]
    turns = zip_longest(*(corpus.utterances for corpus in corpora))
    words: Counter[str] = Counter()
    for corpus in corpora:
        words.update(corpus.words)
    return Corpus(
        tuple(said for turn in turns for said in turn if said is not None),
        tuple(dict.fromkeys(label for corpus in corpora for label in corpus.labels)),
        tuple(dict.fromkeys(slot for corpus in corpora for slot in corpus.slots)),
        words,
    )


def count_words(utterances: Sequence[Labelled]) -> dict[str, int]:
    """Return the words that stand in more than a few utterances, and how often; slips are corrected towards them.

    Words that fill slots have to stand in many: a name that was said a few times draws other names to it.
    """
    around: Counter[str] = Counter()
    filling: Counter[str] = Counter()
    for each in utterances:
        for word in split_words(each.text):
            fills = any(slot.start <= word.start < slot.end for slot in each.slots)
            (filling if fills else around)[word.text.casefold()] += 1
    enough = max(_OFTEN_IN_SLOTS, _SHARE_IN_SLOTS * len(utterances))
    return {
        word: around[word] + filling[word]
        for word in sorted(around | filling)
        if word.isalpha() and (around[word] >= _OFTEN or filling[word] >= enough)
    }

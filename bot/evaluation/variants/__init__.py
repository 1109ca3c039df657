"""Variants: the same sentences with typos, without punctuation, with politeness, with invented names.

Each sentence is changed by itself, and the same way whoever runs it: what is drawn hangs on its words alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.evaluation.dataset import Dataset, Sentence
from bot.evaluation.variants.bare import bare
from bot.evaluation.variants.names import Namer
from bot.evaluation.variants.polite import polite
from bot.evaluation.variants.typos import Typist

__all__ = ["Variant", "make_variants"]


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to change sentences that leaves what they mean."""

    name: str
    about: str
    """What it does, in one line."""
    change: Callable[[Sentence], Sentence]
    """Return the sentence changed, its clauses and slots moved along."""


def make_variants(dataset: Dataset) -> tuple[Variant, ...]:
    """Return the variants that suit a data set; names of programs are values, so these are left as they are.

    Slips, politeness and invented names are those of English; of another language only the marks are taken away.
    """
    catalog = dataset.catalog
    unmarked = Variant("bare", "no punctuation, no capitals", lambda sentence: bare(sentence, catalog))
    if dataset.language != "en":
        return (unmarked,)
    found = [
        Variant("typos", "a slip in every third word, in words of four letters or more", Typist(catalog).change),
        unmarked,
        Variant("polite", "politeness and fillers before, behind and between", lambda each: polite(each, catalog)),
    ]
    if dataset.format != "programs":
        namer = Namer([sentence.said for sentence in dataset.train])
        found.append(Variant("names", "names replaced by invented ones", namer.change))
    return tuple(found)

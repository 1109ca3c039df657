"""Data sets: sentences with their right readings, in splits."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalog import Catalog
from bot.program import Program
from bot.reading import NONE
from bot.sentences.corpus import Corpus, Labelled, count_words


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and how it is to be read."""

    said: Labelled
    """The text, its clauses (named by intent; `@none` where no action fits) and its slots, as stretches of characters."""
    program: Program | None = None
    """The right program, where the data says it; it is then what counts."""
    place: str = ""
    """Where it stands: `test/seq.in:12`."""
    missing: tuple[str, ...] = ()
    """The required slots that the first incomplete call of the program lacks: they are to be asked for."""

    @property
    def text(self) -> str:
        """The words."""
        return self.said.text


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a folder of data holds."""

    name: str
    format: str
    catalog: Catalog
    """Its intents as actions and its slots as their parameters; the installed actions for programs."""
    train: tuple[Sentence, ...]
    valid: tuple[Sentence, ...]
    test: tuple[Sentence, ...]
    notes: tuple[str, ...] = ()
    """What a reader of the figures should know: how many lines could not be aligned, say."""
    language: str = "en"
    """What its sentences are in."""

    def corpus(self) -> Corpus:
        """Return the train split as a backend learns from it, with the valid split held back.

        What no model of the train split could read is left out: names that train does not know, words not aligned.
        Of the valid split, so is what stands in train: how sure to be is not told by what was learned by heart.
        """
        learned = tuple(sentence.said for sentence in self.train)
        labels = {span.name for said in learned for span in said.clauses} - {NONE}
        slots = sorted({span.name for said in learned for span in said.slots})
        texts = {said.text for said in learned}
        held_back = tuple(
            sentence.said
            for sentence in self.valid
            if sentence.said.clauses
            and sentence.text not in texts
            and {span.name for span in sentence.said.clauses} <= {NONE, *labels}
            and {span.name for span in sentence.said.slots} <= set(slots)
        )
        words = count_words(learned)
        return Corpus(learned, (NONE, *sorted(labels)), tuple(slots), words, held_back, given=True)

"""Stretches of a sentence: those that no variant may touch, and how spans move when the words around them do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from random import Random

from bot.catalog import Catalog
from bot.evaluation.dataset import Sentence
from bot.program import calls
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span
from bot.words import Word, folded_words, split_words

_KEPT = ("text", "path")
"""Slot types whose values are the user's own words."""


def kept(sentence: Sentence, catalog: Catalog) -> tuple[Span, ...]:
    """Return the stretches that the right program quotes, whose words would be other values if they were changed."""
    return tuple(span for value in _quoted(sentence, catalog) for span in _places(sentence.text, value))


def touches(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Return whether a stretch shares a character with some spans."""
    return any(start < span.end and span.start < end for span in spans)


def inserted(said: Labelled, at: int, words: str) -> Labelled:
    """Return an utterance with words put in; a span that ends or begins where they stand does not hold them."""
    size = len(words)

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            Span(each.start + size * (each.start >= at), each.end + size * (each.end > at), each.name) for each in spans
        )

    text = said.text[:at] + words + said.text[at:]
    return Labelled(text, moved(said.structure), moved(said.slots), moved(said.clauses))


def rewritten(said: Labelled, letters: Sequence[str]) -> Labelled:
    """Return an utterance with each of its characters replaced by another text, mostly of one or no character.

    Spans are cut to the words in them; one that is left without any is left out.
    """
    starts = [0, *accumulate(map(len, letters))]
    text = "".join(letters)

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        made = (_trimmed(text, starts[span.start], starts[span.end], span.name) for span in spans)
        return tuple(span for span in made if span.end > span.start)

    return Labelled(text, moved(said.structure), moved(said.slots), moved(said.clauses))


def drawn(variant: str, sentence: Sentence) -> Random:
    """Return what a change of a sentence is drawn from; half of a character, as JSON may hold it, is no obstacle."""
    return Random(f"{variant} {sentence.text}".encode("utf-8", "replace"))


def changed(sentence: Sentence, said: Labelled) -> Sentence:
    """Return a sentence said otherwise, with the same meaning."""
    return replace(sentence, said=said)


def words_of_letters(text: str, shortest: int) -> list[Word]:
    """Return the words of a text that are letters alone, and at least so many."""
    return [word for word in split_words(text) if word.text.isalpha() and len(word.text) >= shortest]


def _quoted(sentence: Sentence, catalog: Catalog) -> Iterator[str]:
    for call in calls(sentence.program or ()):
        for name, value in call.args.items():
            slot = catalog.slot(call.action, name)
            if isinstance(value, str) and slot is not None and slot.name in _KEPT:
                yield value


def _places(text: str, value: str) -> Iterator[Span]:
    """Yield where a value stands; where it does not stand as a whole, where its words do."""
    whole = re.search(re.escape(value), text, re.IGNORECASE) if value else None
    if whole:
        yield Span(*whole.span(), value)
        return
    quoted = set(folded_words(value))
    yield from (Span(word.start, word.end, value) for word in split_words(text) if word.text.casefold() in quoted)


def _trimmed(text: str, start: int, end: int, name: str) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, name)

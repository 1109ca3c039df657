"""Politeness around sentences, and fillers in them; its words are none of those that training puts there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from bot.catalog import Catalog
from bot.evaluation.dataset import Sentence
from bot.evaluation.variants.stretches import changed, drawn, inserted, kept, touches
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span
from bot.words import split_words

BEFORE = (
    "pardon me,", "pardon the interruption,", "sorry to bother you but", "sorry to be a nuisance but", "if i may,",
    "at your convenience,", "whenever it suits you,", "with your permission,", "hello again,", "howdy,",
    "greetings,", "one more thing,", "if you are not too busy,", "i hate to be a bother but", "quick one for you,",
)  # fmt: skip
"""Before what is said, be it a request, a question or a remark."""
BEHIND = (
    "much obliged", "i owe you one", "no rush", "if that suits you", "at your convenience", "whenever it suits you",
    "you are a star", "thanks a million", "thanks a bunch", "i would be grateful", "if it is not a bother", "bless you",
)  # fmt: skip
BETWEEN = ("errrrr", "uhhhhh", "mmm", "ahem", "huh", "i suppose")
_BEFORE, _BEHIND, _BETWEEN = 0.7, 0.5, 0.3
"""Shares of sentences with each; one without politeness before it has some behind it."""
_MARKS = re.compile(r"[,.;:!?]")
_END = re.compile(r"\s*[.!?]+\s*$")


def polite(sentence: Sentence, catalog: Catalog) -> Sentence:
    """Return a sentence with politeness around it, and now and then a filler; slots keep their words."""
    random = drawn("polite", sentence)
    spans = (*sentence.said.slots, *kept(sentence, catalog))
    written = bool(_MARKS.search(sentence.text))
    quotes_to_end = any(span.end >= len(sentence.text.rstrip()) for span in kept(sentence, catalog))
    before = random.random() < _BEFORE
    said = sentence.said
    # From back to front, so that what has been looked up stays where it is.
    if (random.random() < _BEHIND or not before) and not quotes_to_end:
        said = _behind(said, random.choice(BEHIND), spans, written=written)
    if random.random() < _BETWEEN:
        said = _between(said, random, sentence.text, spans)
    if before:
        said = _before(said, random.choice(BEFORE), spans, written=written)
    return changed(sentence, said)


def _behind(said: Labelled, words: str, spans: Sequence[Span], *, written: bool) -> Labelled:
    """Return an utterance with words before its full stop; a comma keeps them apart from a slot that ends it."""
    end = _END.search(said.text)
    at = end.start() if end else len(said.text.rstrip())
    if touches(at, len(said.text), spans):
        at = len(said.text)
    comma = "," if written or any(span.end == at for span in spans) else ""
    return inserted(said, at, f"{comma} {words}")


def _between(said: Labelled, random: Random, text: str, spans: Sequence[Span]) -> Labelled:
    """Return an utterance with a filler before one of the words of its text, neither the first nor inside a slot."""
    words = [word for word in split_words(text)[1:] if text[word.start - 1].isspace() and word.text[0].isalnum()]
    free = [word.start for word in words if not any(span.start < word.start < span.end for span in spans)]
    return inserted(said, random.choice(free), f"{random.choice(BETWEEN)} ") if free else said


def _before(said: Labelled, words: str, spans: Sequence[Span], *, written: bool) -> Labelled:
    words = words if written else words.rstrip(",")
    text = said.text
    if written and text[:1].isupper():
        words = words[:1].upper() + words[1:]
        if text[1:2].islower() and not touches(0, 1, spans):
            said = Labelled(text[:1].lower() + text[1:], said.structure, said.slots, said.clauses)
    return inserted(said, 0, f"{words} ")

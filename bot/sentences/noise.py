"""What typing and speech recognisers do to a sentence: case, punctuation, typos."""

from __future__ import annotations

from random import Random

from bot.sentences.furniture import Furniture
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span

_TYPED, _BARE = 0.45, 0.85
"""Shares, added up: as written in full with capital and full stop; lower case without punctuation; as it comes."""
_TYPO = 0.22
_LONG_ENOUGH = 3


def noisy(utterance: Labelled, furniture: Furniture, random: Random) -> Labelled:
    """Return an utterance as somebody might type or a recogniser write it."""
    kind = random.random()
    if kind < _TYPED:
        utterance = _written(utterance, random)
    elif kind < _BARE:
        utterance = without_marks(utterance, ",.;!?")
    if random.random() < _TYPO:
        for _ in range(random.choice((1, 1, 2))):
            utterance = mistyped(utterance, furniture, random)
    return utterance


def _written(utterance: Labelled, random: Random) -> Labelled:
    end = random.choice([".", ".", "!", "?", ""])
    text = utterance.text[:1].upper() + utterance.text[1:] + end
    structure = (*utterance.structure, Span(len(utterance.text), len(text), "O")) if end else utterance.structure
    return Labelled(text, structure, utterance.slots, utterance.clauses)


def without_marks(utterance: Labelled, marks: str) -> Labelled:
    """Return an utterance without some marks; one between digits or letters stays, unless it is an apostrophe."""
    while True:
        at = next(
            (index for index, letter in enumerate(utterance.text) if _droppable(utterance.text, index, marks)), -1
        )
        if at < 0:
            return utterance
        utterance = replaced(utterance, at, at + 1, "")


def _droppable(text: str, index: int, marks: str) -> bool:
    after = text[index + 1 : index + 2]
    return text[index] in marks and (not after.isalnum() or text[index] in "'’")


def mistyped(utterance: Labelled, furniture: Furniture, random: Random) -> Labelled:
    """Return an utterance with a slip in one of its words: a letter left out, doubled, exchanged or a neighbouring one."""
    text = utterance.text
    starts = [i for i in range(len(text)) if text[i].isalpha() and (i == 0 or not text[i - 1].isalnum())]
    words = [(start, _word_end(text, start)) for start in starts]
    words = [(start, end) for start, end in words if end - start >= _LONG_ENOUGH]
    if not words:
        return utterance
    start, end = random.choice(words)
    at = random.randrange(start, end)
    letter = text[at].lower()
    kind = random.randrange(4)
    if kind == 0:
        return replaced(utterance, at, at + 1, "")
    if kind == 1:
        return replaced(utterance, at, at + 1, letter * 2)
    if kind == 2 and at + 1 < end:  # noqa: PLR2004
        return replaced(utterance, at, at + 2, text[at + 1] + text[at])
    return replaced(utterance, at, at + 1, random.choice(furniture.typos.get(letter, letter)))


def mashed(furniture: Furniture, random: Random) -> str:
    """Return what fingers leave that say nothing: one key held down, neighbouring keys, or any letters."""
    letters = sorted(furniture.typos)
    words = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        word, kind = random.choice(letters), random.randrange(3)
        for _ in range(random.randint(1, 8)):
            follows = (word[-1], furniture.typos[word[-1]], letters)[kind]
            word += random.choice(follows)
        words.append(word)
    return " ".join(words)


def _word_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and text[end].isalpha():
        end += 1
    return end


def replaced(utterance: Labelled, start: int, end: int, words: str) -> Labelled:
    """Return an utterance with a stretch replaced and all spans moved along."""
    shift = len(words) - (end - start)

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        made = (
            Span(
                span.start + shift if span.start >= end else span.start,
                span.end + shift if span.end >= end else span.end,
                span.name,
            )
            for span in spans
        )
        return tuple(span for span in made if span.end > span.start)

    return Labelled(
        utterance.text[:start] + words + utterance.text[end:],
        moved(utterance.structure),
        moved(utterance.slots),
        moved(utterance.clauses),
    )

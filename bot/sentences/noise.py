"""What typing and speech recognisers do to a sentence: case, punctuation, typos."""

from __future__ import annotations

import dataclasses
from random import Random

from bot.sentences.furniture import Furniture
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span
from bot.words import has_han, joined

_TYPED, _BARE = 0.45, 0.85
"""Shares, added up: as written in full with capital and full stop; lower case without punctuation; as it comes."""
_TYPO = 0.22
_LONG_ENOUGH = 3
_TAKEN_FOR = 0.8
"""Share of the slips in Chinese that take one character for another."""
_HALF_WIDTH, _SPACES, _APART = 0.12, 0.24, 0.12
"""How often the marks of the keyboard stay, a space stands for a mark (added up), and spaces around other letters."""


def noisy(utterance: Labelled, furniture: Furniture, random: Random, often: float = 1.0) -> Labelled:
    """Return an utterance as somebody might type or a recogniser write it, with slips so often beside how often they are."""
    kind = random.random()
    if kind < _TYPED:
        utterance = _written(utterance, random)
    elif kind < _TYPED + (_BARE - _TYPED) * often:
        utterance = without_marks(utterance, ",.;!?，。；！？、")
    if random.random() < _TYPO * often:
        for _ in range(random.choice((1, 1, 2))):
            utterance = mistyped(utterance, furniture, random)
    return typeset(utterance, furniture, random) if furniture.marks else utterance


def typeset(utterance: Labelled, furniture: Furniture, random: Random) -> Labelled:
    """Return an utterance with the marks of its language, and now and then as people type it who do not care.

    Marks of the keyboard stay, a space stands for a mark, or spaces stand around what is in other letters.
    """
    kind = random.random()
    if kind >= _HALF_WIDTH:
        text = "".join(_mark(utterance.text, at, furniture) for at in range(len(utterance.text)))
        utterance = dataclasses.replace(utterance, text=text)
    if _HALF_WIDTH <= kind < _SPACES:
        marks = [at for at, letter in enumerate(utterance.text[:-1]) if letter in furniture.marks.values()]
        for at in marks:
            if has_han(utterance.text[at - 1 : at] + utterance.text[at + 1]):
                utterance = dataclasses.replace(utterance, text=f"{utterance.text[:at]} {utterance.text[at + 1 :]}")
                utterance = _without_empty(utterance)
    if random.random() < _APART:
        for at in reversed(range(1, len(utterance.text))):
            before, behind = utterance.text[at - 1], utterance.text[at]
            if {has_han(before), has_han(behind)} == {True, False} and before.isalnum() and behind.isalnum():
                utterance = _spaced(utterance, at)
    return utterance


def _spaced(utterance: Labelled, at: int) -> Labelled:
    """Return an utterance with a space at a place, which belongs to no stretch that begins or ends there."""

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(span.start + (span.start >= at), span.end + (span.end > at), span.name) for span in spans)

    text = f"{utterance.text[:at]} {utterance.text[at:]}"
    return Labelled(text, moved(utterance.structure), moved(utterance.slots), moved(utterance.clauses))


def _mark(text: str, at: int, furniture: Furniture) -> str:
    between = text[at - 1 : at].isascii() and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()
    in_a_path = text[at] in ".:" and (text[at + 1 : at + 2] in ("/", "\\") or text[at + 1 : at + 2].encode().isalnum())
    return text[at] if between or in_a_path else furniture.marks.get(text[at], text[at])


def _without_empty(utterance: Labelled) -> Labelled:
    """Return an utterance whose stretches of structure hold words: a mark that a space replaced is none any more."""
    kept = tuple(span for span in utterance.structure if utterance.text[span.start : span.end].strip())
    return dataclasses.replace(utterance, structure=kept)


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
    if has_han(letter) and furniture.language == "zh":
        return _miswritten(utterance, at, furniture, random)
    kind = random.randrange(4)
    if kind == 0:
        return replaced(utterance, at, at + 1, "")
    if kind == 1:
        return replaced(utterance, at, at + 1, letter * 2)
    if kind == 2 and at + 1 < end:  # noqa: PLR2004
        return replaced(utterance, at, at + 2, text[at + 1] + text[at])
    return replaced(utterance, at, at + 1, random.choice(furniture.typos.get(letter, letter)))


def _miswritten(utterance: Labelled, at: int, furniture: Furniture, random: Random) -> Labelled:
    """Return an utterance with one for another Chinese character, sounding or looking alike; seldom one doubled or left out."""
    letter = utterance.text[at]
    kind = random.random()
    if kind < _TAKEN_FOR or any(slot.start <= at < slot.end for slot in utterance.slots):
        return replaced(utterance, at, at + 1, random.choice(furniture.typos.get(letter, letter)))
    return replaced(utterance, at, at + 1, letter * random.choice((0, 2)))


def mashed(furniture: Furniture, random: Random) -> str:
    """Return what fingers leave that say nothing: one key held down, neighbouring keys, or any letters."""
    letters = sorted(furniture.typos)
    words = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        word, kind = random.choice(letters), random.randrange(3)
        for _ in range(random.randint(1, 8)):
            follows = (word[-1], furniture.typos.get(word[-1], word[-1]), letters)[kind]
            word += random.choice(follows)
        words.append(word)
    return joined(words)


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

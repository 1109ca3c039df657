"""The words that join clauses: where they stand in a sentence, and what they are to its structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.reading import Join, join_of
from bot.sentences.furniture import load_furniture
from bot.sentences.labelled import OUTSIDE
from bot.sentences.sampler import Span
from bot.words import Word, folded_words, has_han, split_words

_LISTS = {"join_and": "and", "join_bare": "and", "join_then": "then"}
_MARKS = ",.;:!-，。；：！、"
_POLITE = {"please", "you"}
"""Words that belong to the clause behind a joiner rather than to the joiner."""


@dataclass(frozen=True, slots=True)
class Joiner:
    """A stretch of words that may join two clauses."""

    first: int
    """Its first word."""
    past: int
    """One past its last word."""
    tag: str
    """`and`, `then`, `after` or `before`."""
    words: tuple[str, ...]


@lru_cache(maxsize=8)
def joiner_words(language: str) -> dict[tuple[str, ...], str]:
    """Return the words of each joiner of a language, in small letters, and its tag."""
    lines = load_furniture(language).lines
    found: dict[tuple[str, ...], str] = {}
    for key, tag in _LISTS.items():
        for line in lines[key]:
            words = tuple(folded_words(str(line)))
            if words and not _POLITE & set(words):
                found.setdefault(words, tag)
    return found


@lru_cache(maxsize=8)
def order_words(language: str) -> dict[tuple[str, ...], str]:
    """Return the words that put the clause behind them after or before another one, and their tag."""
    lines = load_furniture(language).lines
    found: dict[tuple[str, ...], str] = {}
    for key in ("before", "after", "before_first", "after_first"):
        for line in lines.get(key, ()):
            words = tuple(folded_words(str(line["join"])))
            found.setdefault(words, line.get("tag", key.partition("_")[0]))
    return found


def find_joiners(text: str, words: Sequence[Word], known: dict[tuple[str, ...], str]) -> Iterator[Joiner]:
    """Yield each stretch of a text's words that is a known joiner and stands free; stretches may overlap."""
    small = [word.text.casefold() for word in words]
    longest = max(map(len, known), default=0)
    starts = {joiner[0] for joiner in known}
    for first in range(len(words)):
        if small[first] not in starts or not _free(text, words[first].start, words[first].text):
            continue
        for past in range(first + 1, min(len(words), first + longest) + 1):
            stretch = tuple(small[first:past])
            behind = text[words[past - 1].end :][:1]
            if stretch in known and (behind in ("", " ") or has_han(stretch[-1] + behind)):
                yield Joiner(first, past, known[stretch], stretch)


def joiner_spans(text: str, start: int, end: int, tag: str) -> list[Span]:
    """Return the structure of a joiner's stretch of a text: its words are the tag, commas and dashes outside.

    Any other mark before the words closes what was said before it, as in the sentences that the sampler composes.
    """
    spans = []
    words = [Span(start + word.start, start + word.end, word.text) for word in split_words(text[start:end])]
    said = [span for span in words if span.name not in _MARKS]
    for span in words:
        if span in said:
            continue
        closes = span.name not in ",-，、" and (not said or span.start < said[0].start)
        spans.append(Span(span.start, span.end, "then" if closes else OUTSIDE))
    if said:
        spans.append(Span(said[0].start, said[-1].end, tag))
    return sorted(spans, key=lambda span: span.start)


def join_between(text: str, structure: Sequence[Span]) -> Join:
    """Return how spans of structure join a clause to what was said before it, as a backend tells it from their words."""
    return join_of([(span.name, any(map(str.isalpha, text[span.start : span.end]))) for span in structure])


def _free(text: str, start: int, word: str) -> bool:
    """Return whether a joiner may begin here: behind a space, in Chinese, or with a mark that follows its word."""
    return start == 0 or text[start - 1] == " " or word in ",.;:!" or has_han(word[:1])

"""Passages: stretches of a text short enough to be read at a glance and to have one vector."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

MOST = 700
"""How many bytes a passage has at most; some 120 words, or 230 Chinese characters."""
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*\s*$")
_GOES_ON = ("paragraph", "row")
"""Units so short that several of them make a passage."""
_UNSPACED = ("。", "！", "？", "；")
"""What ends a sentence of Chinese, with no space behind it."""
_SENTENCE = re.compile(rf"(?<=[.!?])\s+|(?<=[{''.join(_UNSPACED)}])")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document as its format cuts it: a page, a slide, a sheet; a text file is one part."""

    text: str
    unit: str = "line"
    """What is counted: line, page, slide, row or paragraph."""
    number: int = 1
    """Which one this is, from 1; of lines, the first."""
    title: str = ""
    """What it is called in the document."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is found: a text with its place in a file."""

    text: str
    unit: str
    number: int
    title: str = ""
    """The heading that it stands under."""


def cut(parts: Iterable[Part]) -> Iterator[Passage]:
    """Yield the passages of a document: paragraphs, short ones together, long ones cut between sentences.

    None reaches over a heading of Markdown, the end of a page or slide, or into what is called otherwise.
    """
    title, called = "", ""
    held: list[str] = []
    place = ("line", 1)
    for part in parts:
        if held and (part.unit not in _GOES_ON or part.title != called):
            yield Passage("\n\n".join(held), *place, title)
            held = []
        title = part.title if part.title != called or part.unit not in _GOES_ON else title
        called = part.title
        for line, block in _blocks(part.text):
            heading = _HEADING.match(block)
            if held and (heading or _size([*held, block]) > MOST):
                yield Passage("\n\n".join(held), *place, title)
                held = []
            title = heading.group(1) if heading else title
            place = place if held else _place(part, line)
            for below, piece in _pieces(block):
                if below is not None:
                    yield Passage("\n\n".join(held), *place, title)
                    held, place = [], _place(part, line + below)
                held.append(piece)
    if held:
        yield Passage("\n\n".join(held), *place, title)


def _place(part: Part, line: int) -> tuple[str, int]:
    return part.unit, part.number + (line if part.unit == "line" else 0)


def _size(texts: list[str]) -> int:
    return sum(len(text.encode("utf-8", "replace")) for text in texts)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield what empty lines or headings part, with the number of its first line, from 0."""
    held: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""]):
        heading = _HEADING.match(line)
        if held and (heading or not line.strip()):
            yield number - len(held), "\n".join(held)
            held = []
        if heading:
            yield number, line
        elif line.strip():
            held.append(line.rstrip())


def _pieces(block: str) -> Iterator[tuple[int | None, str]]:
    """Yield a paragraph in pieces that are short enough, cut between lines, else sentences, else words, else anywhere.

    Each comes with how many lines below the paragraph's beginning it begins; None for the first one.
    """
    if _size([block]) <= MOST:
        yield None, block
        return
    held, began, first = "", 0, True
    for below, between, unit in _units(block):
        if held and _size([held, between, unit]) > MOST:
            yield None if first else began, held
            held, began, first = unit, below, False
        else:
            held = f"{held}{between}{unit}" if held else unit
    if held:
        yield None if first else began, held


def _units(block: str) -> Iterator[tuple[int, str, str]]:
    """Yield what is kept whole: the line below the first that it stands in, what stands before it, and itself."""
    for below, line in enumerate(block.split("\n")):
        between = "\n"
        for sentence in _SENTENCE.split(line):
            whole = _size([sentence]) <= MOST
            for unit in [sentence] if whole else wrap(sentence, MOST // 3, drop_whitespace=False):
                yield below, between, unit
                between = ""
            between = "" if sentence.endswith(_UNSPACED) else " "

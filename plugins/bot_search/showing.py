"""Showing a result: its document as a whole, from the first word that matches."""

from __future__ import annotations

import re
from pathlib import Path

from bot import Page
from bot_search.extracting import UnreadableError, extract, read
from bot_search.finding import Result


def page_of(result: Result) -> Page:
    """Return the document of a result; the passage alone where that can no longer be read, or says something else now."""
    text = _document(Path(result.path))
    found = _pattern(result).search(text, _start(text, result))
    if found is None:
        return Page(result.text, marks=result.marks)
    marks = tuple(found.span(number) for number in range(1, len(result.marks) + 1))
    first = marks[0][0] if marks else found.start()
    return Page(text, text.count("\n", 0, first) + 1, marks)


def _document(path: Path) -> str:
    try:
        text = "\n\n".join(part.text for part in extract(path, read(path)) or ())
    except (FileNotFoundError, UnreadableError):
        return ""
    return text.replace("\r\n", "\n")


def _start(text: str, result: Result) -> int:
    """Return where the line begins in which the passage does; of pages, slides and the like nothing is known."""
    at = 0
    for _ in range(result.number - 1 if result.unit == "line" else 0):
        at = text.find("\n", at) + 1
    return at


def _pattern(result: Result) -> re.Pattern[str]:
    """Return what matches a passage in its document, where only spaces and the ends of lines differ; marks are groups."""
    pieces, at = [], 0
    for start, end in result.marks:
        pieces += [_loose(result.text[at:start]), f"({_loose(result.text[start:end])})"]
        at = end
    pieces.append(_loose(result.text[at:]))
    return re.compile(r"\s*".join(filter(None, pieces)))


def _loose(text: str) -> str:
    return r"\s*".join(re.escape(letter) for letter in text if not letter.isspace())

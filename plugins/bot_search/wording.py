"""What people are told of results and of indexing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot import joined, message
from bot_search.finding import Result
from bot_search.indexing import Report

_AROUND = 80
"""So many characters are shown on either side of the first word that matches."""
_LINES = "{before}\n{next}"
_NAMED = 5
"""So many files that could not be read are named in an answer."""

_UNITS = {
    "line": message("line {number}"), "page": message("page {number}"), "slide": message("slide {number}"),
    "row": message("row {number}"), "paragraph": message("paragraph {number}"), "cell": message("cell {number}"),
}  # fmt: skip

Mark = Callable[[str], str]


def place(result: Result) -> str:
    """Return where a passage begins in its file: `line 12`."""
    return message(_UNITS[result.unit], number=result.number)


def excerpt(result: Result, mark: Mark = "«{}»".format) -> str:
    """Return a line of a passage around the first words that match, with those marked."""
    first = result.marks[0][0] if result.marks else 0
    start = max(0, first - _AROUND)
    end = min(len(result.text), max(first + 2 * _AROUND, start + 3 * _AROUND))
    start = (result.text.find(" ", start, first) + 1 or start) if start else 0
    shown, at = "", start
    for begins, ends in result.marks:
        if begins >= at and ends <= end:
            shown += result.text[at:begins] + mark(result.text[begins:ends])
            at = ends
    shown += result.text[at:end]
    return ("…" if start else "") + " ".join(shown.split()) + ("…" if end < len(result.text) else "")


def listing(results: Sequence[Result]) -> str:
    """Return results as an answer: a numbered line of where each is, and one of what stands there."""
    heads = (
        message("{rank}. {path}, {place}", rank=each.rank, path=short(each.path), place=place(each)) for each in results
    )
    return joined(
        [joined([head, f"   {excerpt(each)}"], _LINES) for head, each in zip(heads, results, strict=True)], _LINES
    )


def short(path: str) -> str:
    """Return a path as people write it: below the home folder with `~`."""
    try:
        return f"~/{Path(path).relative_to(Path.home()).as_posix()}"
    except ValueError:
        return path


def told(report: Report, folder: Path) -> str:
    """Return what indexing did, and which files could not be read."""
    named = [
        message("{path} is not indexed: {problem}", path=short(path), problem=message(problem))
        for path, problem in report.problems[:_NAMED]
    ]
    more = len(report.problems) - len(named)
    return joined(
        [
            message(
                "{folder} is indexed: {added} files read, {unchanged} unchanged, {removed} gone.",
                folder=short(str(folder)), added=report.added, unchanged=report.unchanged, removed=report.removed,
            ),
            *named,
            message("{count} more files could not be read; `bot search status` names them.", count=more) if more else "",
        ],
        _LINES,
    )  # fmt: skip

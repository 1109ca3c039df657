"""Files and functions small enough to be read at once."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

FILE, FUNCTION = 300, 40
LONG_FILES: dict[str, str] = {}
"""Files that may be longer, with the reason."""
LONG_FUNCTIONS: dict[str, str] = {}
"""`path:function` that may be longer, with the reason."""


def functions(path: Path) -> list[tuple[str, int]]:
    """Return name and length in lines, docstring left out, of each function of a file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            found.append((node.name, (node.end_lineno or 0) - body[0].lineno + 1))
    return found


def test_files_are_short(root: Path, tracked: list[Path]) -> None:
    """One noun a file, 300 lines at most."""
    long = {
        str(path.relative_to(root)): lines
        for path in tracked
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE
    }
    assert {name: lines for name, lines in long.items() if name not in LONG_FILES} == {}
    assert set(LONG_FILES) <= set(long), "an exception that nobody needs any more"


def test_functions_are_short(root: Path, sources: list[Path]) -> None:
    """Forty lines at most, and most of them far less."""
    lengths = {f"{path.relative_to(root)}:{name}": lines for path in sources for name, lines in functions(path)}
    long = {name: lines for name, lines in lengths.items() if lines > FUNCTION}
    assert {name: lines for name, lines in long.items() if name not in LONG_FUNCTIONS} == {}
    assert set(LONG_FUNCTIONS) <= set(long), "an exception that nobody needs any more"
    assert median(lengths.values()) <= 8

"""Public names and hooks: each is there, told about, and tested."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

import bot
from bot import hooks

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
HOOKS = sorted(name for name in vars(hooks) if name.startswith("bot_"))
NO_DOCSTRING = {
    "JSON",
    "Join",
    "Program",
    "Step",
    "Undo",
    "Angle",
    "Duration",
    "Language",
    "Length",
    "Ordinal",
    "Words",
    "Percent",
}
"""Aliases of types: Python has no place for their docstring; it stands under them where there is one."""


@pytest.mark.parametrize("name", bot.__all__)
def test_a_public_name_is_there_and_documented(name: str) -> None:
    """Everything that `bot` promises can be imported and says what it is."""
    value = getattr(bot, name)
    assert name in NO_DOCSTRING or inspect.getdoc(value)


def test_the_two_lists_of_public_names_agree(root: Path) -> None:
    """What type checkers see is what is imported."""
    tree = ast.parse((root / "bot" / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        (node.module, alias.asname)
        for branch in tree.body
        if isinstance(branch, ast.If)
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == {(module, name) for module, names in bot._HOME.items() for name in names.split()}  # noqa: SLF001
    assert list(bot.__all__) == sorted(bot.__all__)


def test_another_name_is_an_error() -> None:
    """With the name in it."""
    with pytest.raises(AttributeError, match="nothing_of_that_name"):
        getattr(bot, "nothing_of_that_name")  # noqa: B009 - a name that no checker would let pass


def test_everything_public_has_a_docstring(root: Path, sources: list[Path]) -> None:
    """Every module, class, function and method whose name has no underscore before it."""
    missing = []
    for path in sources:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes: list[tuple[str, Documented]] = [("module", tree)]
        parents: list[ast.Module | ast.ClassDef] = [tree]
        parents += [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"]
        for parent in parents:
            kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
            nodes += [(node.name, node) for node in parent.body if isinstance(node, kinds) and node.name[0] != "_"]
        missing += [f"{path.relative_to(root)}: {name}" for name, node in nodes if not ast.get_docstring(node)]
    assert missing == []


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_says_in_a_sentence_what_it_is(hook: str) -> None:
    """On the one page of hooks."""
    assert (inspect.getdoc(getattr(hooks, hook)) or "").endswith(".")


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_told_about(root: Path, hook: str) -> None:
    """In the documents for those who write plugins."""
    pages = [root / "README.md", *(root / "docs").glob("*.md")]
    assert any(hook in page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_tested(root: Path, hook: str) -> None:
    """Some test implements it, or a plugin does that has tests."""
    users = [
        path
        for kind in ("tests", "plugins", "models")
        for path in (root / kind).rglob("*.py")
        if path != Path(__file__)
    ]
    assert any(f"def {hook}(" in path.read_text(encoding="utf-8") for path in users)

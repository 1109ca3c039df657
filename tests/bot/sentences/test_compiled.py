"""Compiled sentences: what is read of them, and when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.sentences.compiled import compiled

ENGLISH = """
language: en
intents: {toy.go: {data: [{sentences: ["go [to the] {room}"]}]}}
lists: {room: {values: [hall]}}
"""
CHINESE = """
language: zh
intents: {toy.go: {data: [{sentences: ["去{room}"]}, {sentences: ["看看{thing}"]}]}}
lists: {room: {values: [{in: 大厅, out: hall}]}, thing: {wildcard: true, values: [书]}}
"""


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The sentence files of a plugin, and a cache of their own."""
    monkeypatch.setenv("BOT_CACHE_DIR", str(tmp_path / "cache"))
    found = {"en": tmp_path / "en.yaml", "zh": tmp_path / "zh.yaml"}
    for (language, path), text in zip(found.items(), (ENGLISH, CHINESE), strict=True):
        path.write_text(text, encoding="utf-8")
        assert language in text
    return found


def everything(paths: dict[str, Path]) -> Any:
    """Return all that is kept of some files."""
    return {
        language: (made.words, {name: [*slots] for name, slots in made.slots.items()}, made.examples, made.patterns)
        for language, made in compiled(paths).items()
    }


def test_the_cache_holds_what_was_compiled(paths: dict[str, Path]) -> None:
    """Words, slots, examples and patterns of every language."""
    first = everything(paths)
    assert first["zh"][:3] == (
        {"toy.go": {"room": {"大厅": "hall"}}}, {"toy.go": ["room", "thing"]}, {"toy.go": {"thing": {"书": "书"}}},
    )  # fmt: skip
    assert {pattern.text for pattern in first["en"][3]} == {"go {room}", "go to the {room}"}
    assert everything(paths) == first


def test_patterns_are_read_when_they_are_asked_for(paths: dict[str, Path], tmp_path: Path) -> None:
    """Each language's by itself; without the cache they are compiled again."""
    compiled(paths)
    sentences = compiled(paths)
    for path in (tmp_path / "cache" / "sentences").glob("*"):
        path.unlink()
    assert sentences["zh"].words["toy.go"]["room"] == {"大厅": "hall"}
    assert sentences["zh"].patterns

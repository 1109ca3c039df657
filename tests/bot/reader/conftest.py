"""Readings made by hand, as a backend would give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot import action
from bot.backend import Context
from bot.catalog import Catalog, make_catalog
from bot.interpretation import Interpretation
from bot.plugins import Plugins
from bot.program import JSON
from bot.reader import interpret_readings
from bot.reading import Clause, Join, Reading, SlotSpan
from bot.slots import Language


def clause(
    utterance: str,
    words: str,
    action: str,
    slots: Mapping[str, str] | None = None,
    join: Join = "start",
    fixed: dict[str, JSON] | None = None,
) -> Clause:
    """Return a clause by its words and those of its slots; where they stand is looked up in the utterance."""
    start = utterance.index(words)
    spans = []
    for name, surface in (slots or {}).items():
        at = utterance.index(surface, start)
        spans.append(SlotSpan(name, surface, at, at + len(surface)))
    return Clause(action, start, start + len(words), join, tuple(spans), fixed or {})


@pytest.fixture
def read(plugins: Plugins) -> Callable[..., Interpretation]:
    """Return a function that interprets clauses said in an utterance; `focus` is what was named before."""

    def interpret(
        utterance: str,
        *clauses: tuple[Any, ...],
        focus: dict[str, JSON] | None = None,
        catalog: Catalog | None = None,
        language: str = "en",
    ) -> Interpretation:
        reading = Reading(tuple(clause(utterance, *each) for each in clauses), 0.9)
        return interpret_readings(utterance, [reading], Context(catalog or plugins.catalog, focus or {}, language))[0]

    return interpret


@action("speech.say")
def say(text: str) -> None:
    """Say something."""
    del text


@action("translate.text", gives_text=True)
def translate(text: str, to: Language) -> str:
    """Translate a text."""
    return f"{text} in {to}"


@pytest.fixture(scope="session")
def speaking() -> Catalog:
    """A catalog of an action that gives a text and one that takes it."""
    return make_catalog([say, translate], {}, {})

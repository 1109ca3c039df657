"""A backend without a model, for tests of what the core does with interpretations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.backend import BackendSpec, Context
from bot.interpretation import Interpretation
from bot.interpreter import Interpreter
from bot.plugins import LoadedPlugin, load_plugins
from bot.services import Models
from bot.settings import Settings, load_settings


class Parrot:
    """Knows some utterances by heart and rejects all others."""

    name = "parrot"
    languages = frozenset({"en"})

    def __init__(self, known: Mapping[str, Interpretation]) -> None:
        """Take what it knows."""
        self.known = known

    def interpret(self, utterances: Sequence[str], context: Context) -> list[list[Interpretation]]:
        """Return what it knows by heart."""
        del context
        return [[self.known.get(text, Interpretation((), 0.9, "rejection"))] for text in utterances]


@pytest.fixture
def parrot() -> Callable[..., Interpreter]:
    """Return a function that makes a session in which utterances are known by heart; keywords are settings."""

    def make(known: Mapping[str, Interpretation], settings: Settings | None = None, **options: object) -> Interpreter:
        settings = replace(settings or load_settings(), backend="parrot")
        spec = BackendSpec("parrot", Parrot.languages, Path(), lambda _: Parrot(known))
        found = load_plugins(settings)
        plugins = replace(found, loaded=(*found.loaded, LoadedPlugin("parrot", None, "a test", backends=(spec,))))
        return Interpreter(plugins, settings, models=Models(plugins, settings), **options)  # type: ignore[arg-type]

    return make

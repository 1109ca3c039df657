"""Backends: models that turn utterances into interpretations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.interpretation import Interpretation
from bot.program import JSON

if TYPE_CHECKING:
    from bot.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Context:
    """What a backend may know beside the words."""

    catalog: Catalog
    """The installed actions with their slot types."""
    focus: Mapping[str, JSON] = field(default_factory=dict)
    """Slot type name to the value named last in the session."""
    language: str = "en"


class Backend(Protocol):
    """Turns utterances into interpretations, best first."""

    name: str
    languages: frozenset[str]

    def interpret(self, utterances: Sequence[str], context: Context) -> list[list[Interpretation]]:
        """Return the interpretations of each utterance, best first; never empty, never raises for any text."""


class Encoder(Protocol):
    """Turns texts into vectors whose cosine says how alike they are in meaning."""

    width: int

    def encode(self, texts: Sequence[str]) -> Any:
        """Return float32 [texts, width], each row of length 1."""


@dataclass(frozen=True, slots=True)
class BackendSpec:
    """How to come by a backend, said without loading it."""

    name: str
    languages: frozenset[str]
    folder: Path
    """The model folder that ships with it."""
    load: Callable[[Path], Backend]
    """Load the backend from a model folder; raises ModelError."""
    load_encoder: Callable[[Path], Encoder] | None = None
    """Load the sentence encoder of a model folder, where the backend has one."""
    trainer: str = ""
    """`module:function` that trains it; imported only by `bot train`, needs the `train` extra."""
    converter: str = ""
    """`module:function` that makes a model folder of a checkpoint; needs the `train` extra."""

    @staticmethod
    def run(where: str, *args: Any, **kwargs: Any) -> Any:
        """Import `module:function` and call it."""
        module, _, name = where.partition(":")
        return getattr(import_module(module), name)(*args, **kwargs)

"""Backends: models that turn utterances into interpretations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.interpretation import Interpretation
from bot.program import JSON
from bot.reading import Attention

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


@dataclass(frozen=True, slots=True)
class Completion:
    """What a text-to-text model writes for a text."""

    text: str
    probability: float
    attention: Attention | None = None
    """What was looked at, where the model tells."""
    unread: str = ""
    """The end of a text that is too long for the model."""


class TextModel(Protocol):
    """Writes texts for texts, as it learned from pairs."""

    def complete(self, texts: Sequence[str], count: int = 1) -> list[list[Completion]]:
        """Return the most likely completions of each text, at most `count`, best first; none for a text without words."""


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
    load_text: Callable[[Path], TextModel] | None = None
    """Load a text-to-text model of a model folder, where the backend has them."""
    trainer: str = ""
    """`module:function` that trains it; imported only by `bot train`, needs the `train` extra."""
    text_trainer: str = ""
    """`module:function` that trains a text-to-text model on pairs; needs the `train` extra."""
    pretrainer: str = ""
    """`module:function` that trains on unlabelled text what `trainer` and `text_trainer` can begin with (`init`), and that
    all three do on several hosts (`hosts`); needs the `train` extra."""
    converter: str = ""
    """`module:function` that makes a model folder of a checkpoint; needs the `train` extra."""

    @staticmethod
    def run(where: str, *args: Any, **kwargs: Any) -> Any:
        """Import `module:function` and call it."""
        module, _, name = where.partition(":")
        return getattr(import_module(module), name)(*args, **kwargs)

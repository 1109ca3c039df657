"""What every translation engine is asked, and the ways from one language to another that the engines open together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

PIVOT = "en"
"""Where no engine translates directly, the way goes through this language."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence in another language."""

    text: str
    certainty: float
    """How likely the engine holds each of its tokens, 0 to 1: their geometric mean."""


class Engine(Protocol):
    """Translates sentences between some languages, named by ISO 639-1 codes."""

    name: str
    """What people call it."""

    def translates(self, source: str, target: str) -> bool:
        """Return whether it translates from one language into another."""

    def sources(self) -> frozenset[str]:
        """Return the languages that it translates from."""

    def targets(self) -> frozenset[str]:
        """Return the languages that it translates into."""

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[Translation]:
        """Return the translation of each sentence; raises BotError where the engine cannot be loaded."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One engine's part of the way."""

    engine: Engine
    source: str
    target: str


Route = tuple[Hop, ...]


def find_route(engines: Sequence[Engine], source: str, target: str) -> Route | None:
    """Return the way from a language into another: the first engine that goes all the way, else through the pivot."""
    direct = _hop(engines, source, target)
    if direct:
        return (direct,)
    if PIVOT in (source, target):
        return None
    there, on = _hop(engines, source, PIVOT), _hop(engines, PIVOT, target)
    return (there, on) if there and on else None


def _hop(engines: Iterable[Engine], source: str, target: str) -> Hop | None:
    return next((Hop(engine, source, target) for engine in engines if engine.translates(source, target)), None)


def follow(route: Route, sentences: Sequence[str], check: Callable[[], None] = lambda: None) -> list[Translation]:
    """Return the translations of sentences along a way; `check` is called before each and may raise to stop."""
    return [_followed(route, sentence, check) for sentence in sentences]


def _followed(route: Route, sentence: str, check: Callable[[], None]) -> Translation:
    found = Translation(sentence, 1.0)
    for hop in route:
        check()
        there = hop.engine.translate([found.text], hop.source, hop.target)[0]
        found = Translation(there.text, found.certainty * there.certainty)
    return found

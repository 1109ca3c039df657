"""Routing: which backend answers what is said in a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from bot.languages import language_name


@dataclass(frozen=True, slots=True)
class Route:
    """The backend that answers a language."""

    backend: str
    reason: str = ""
    """Why it is not the active one, in words; empty where it is."""


def find_route(
    language: str, reads: Callable[[str, str], bool], active: str, wanted: str, others: Iterable[str], *, chosen: bool
) -> Route | None:
    """Return the backend that answers a language, None where none reads it.

    The active one counts first where the user has `chosen` it by name, else the one that the settings want for the
    language; then come the `others`, by name. `reads` says whether a backend reads a language.
    """
    preferred = (active, wanted) if chosen else (wanted, active)
    names = chain(filter(None, preferred), others)  # who comes last is seldom asked
    name = next((name for name in names if reads(name, language)), None)
    if name is None or name == active:
        return Route(name) if name else None
    said = language_name(language)
    if reads(active, language):
        return Route(name, f"as the settings want for {said}")
    return Route(name, f"since {active} does not read {said}")


def answers_in_words(answering: Mapping[str, str]) -> str:
    """Return which backend answers which language: "English is read by bert, Chinese by none"."""
    said = [f"{language_name(language)} by {backend or 'none'}" for language, backend in answering.items()]
    return ", ".join(said).replace(" by ", " is read by ", 1) + "."

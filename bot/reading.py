"""Readings: how a backend reads an utterance, before the core makes a program of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.program import JSON

Join = Literal["start", "and", "then", "after", "before", "then before"]
"""How a clause hangs on what was said before it; `after` and `before` are its own: "after you pick up the key".
`then before` closes what was said before and begins with a before of its own."""

_JOINS: tuple[Join, ...] = ("after", "before", "then", "and")

REPEAT_ALL = "@repeat"
"""A clause that repeats all before it: "do that twice"."""
NEGATION = "@negation"
"""A clause that says what not to do."""
CONDITION = "@condition"
"""A clause that is to be done only if or until something holds."""
NONE = "@none"
"""A clause that no action fits."""
UNTAGGED = (NONE, NEGATION, CONDITION)
"""Clauses whose words teach no slots: what a tagger sees in "pick up the sofa" tells why it cannot be done."""
THEN = "@then"
"""The fixed argument that names the action which takes the clause's answer: "read the first result aloud" opens and says it."""
COUNT = "@count"
"""The slot that says how often the clause is to be done: "twice", "three times"."""


@dataclass(frozen=True, slots=True)
class SlotSpan:
    """The surface of a slot."""

    name: str
    text: str
    start: int
    """First character in the utterance."""
    end: int
    """One past the last character in the utterance."""
    score: float = 1.0
    spelled: str = ""
    """The text with slips corrected; tried where the text itself cannot be read."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing to do, in the order of the words."""

    action: str
    """An action's name, or one of the marks of this module."""
    start: int
    end: int
    join: Join = "start"
    slots: tuple[SlotSpan, ...] = ()
    fixed: dict[str, JSON] = field(default_factory=dict)
    """Arguments that the words carry as a whole: "back up" has direction backward."""
    score: float = 1.0
    runners_up: tuple[tuple[str, float], ...] = ()
    """Other actions and their scores, best first."""


@dataclass(frozen=True, slots=True)
class Attention:
    """What a model looked at while it wrote each part of what it said."""

    source: tuple[str, ...]
    """The words that were read."""
    target: tuple[str, ...]
    """The parts that were written."""
    weights: tuple[tuple[float, ...], ...]
    """For each part, how much each word counted; a row adds up to 1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an utterance."""

    clauses: tuple[Clause, ...]
    score: float = 1.0
    scope: float | None = None
    """How sure the backend is that some action fits; None where it does not say."""
    attention: Attention | None = None
    """What was looked at, of a backend that writes its reading step by step."""


def join_of(between: Sequence[tuple[str, bool]]) -> Join:
    """Return how a clause hangs on what was said before it.

    `between`: the structure tag of each word between the two, and whether it is a word and no mark.
    """
    tags, said = [tag for tag, _ in between], [tag for tag, is_word in between if is_word]
    if "then" in said and {"after", "before"} & set(said[said.index("then") :]):
        # "... then after you ..." begins anew: what follows is in order, or its own before.
        return "then before" if "before" in said else "then"
    return next((kind for kind in _JOINS if kind in tags), "start")

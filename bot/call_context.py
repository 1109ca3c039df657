"""What an action may ask of the program that runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from bot.errors import ActionCancelled
from bot.program import Call

if TYPE_CHECKING:
    from bot.actions import Action

T = TypeVar("T")


class Drawing(Protocol):
    """Something that a terminal shows and replaces by the next one."""

    def lines(self, columns: int, *, color: bool, unicode: bool) -> list[str]:
        """Return lines of at most `columns` columns; color: ANSI codes are allowed; unicode: more than ASCII is."""


Progress: TypeAlias = str | Drawing


@dataclass(frozen=True, slots=True)
class Page:
    """A text to read at leisure, in the user's pager."""

    text: str
    line: int = 1
    """Where to begin; what stands before it can be scrolled to."""
    marks: tuple[tuple[int, int], ...] = ()
    """What to mark, in order: first character, and one past the last."""


@dataclass(slots=True)
class CallContext:
    """Handed to an action that has a parameter of this type; never a slot."""

    program: tuple[Call, ...]
    """All calls of the running program, unrolled, in the order in which they run."""
    index: int
    """Which of them this one is, from 0."""
    language: str
    actions: tuple[Action, ...] = ()
    """All installed actions."""
    store: dict[object, Any] = field(default_factory=dict)
    """What plugins keep for as long as the session lasts; use `keep`."""
    on_progress: Callable[[Progress], None] = lambda _: None
    note: Callable[[str], None] = lambda _: None
    """Tells the user something beside the answer, which a later call of the sentence does not get handed on."""
    announce: Callable[[str], None] = lambda _: None
    """Tells the user something later, when the call is long done; safe from any thread."""
    is_cancelled: Callable[[], bool] = lambda: False
    on_page: Callable[[Page], None] | None = None
    """None where there is no pager; use `page`."""
    is_enough: Callable[[], bool] = lambda: False
    """Whether what goes on until it is stopped is to end, with what it has: the key of the action was pressed again."""
    hand_on: Callable[[str], None] = lambda _: None
    """Takes an utterance that is to be read when the present one is done, as if the user had typed it."""
    services: Any = None
    """The interpreter itself, for the core's own `bot.*` actions; not part of the public contract."""

    def keep(self, factory: Callable[[], T]) -> T:
        """Return this session's instance of what `factory` makes, made on first use."""
        if factory not in self.store:
            self.store[factory] = factory()
        instance: T = self.store[factory]
        return instance

    def progress(self, what: Progress) -> None:
        """Show how far the call is: a line of text, or a Drawing."""
        self.on_progress(what)

    def page(self, make: Callable[[], Page]) -> None:
        """Have a text shown in the user's pager once the line is done.

        Where there is none, in a script as in a pipe, nothing is made: the answer has to hold what matters.
        """
        if self.on_page is not None:
            self.on_page(make())

    def check(self) -> None:
        """Raise ActionCancelled if the user has stopped the program; call it between steps."""
        if self.is_cancelled():
            raise ActionCancelled("stopped")

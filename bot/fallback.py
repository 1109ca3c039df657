"""Where no action fits: what a plugin that answers may know, its answer as it grows, and the check of what it proposes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.call_context import CallContext
from bot.catalog import Catalog
from bot.errors import BotError
from bot.messages import message, words_of
from bot.outcome import Outcome
from bot.program import JSON, Call, Program, calls, spliced
from bot.slots.base import SlotContext, SlotType, Unreadable
from bot.words import printable


@dataclass(slots=True)
class FallbackContext(CallContext):
    """Handed to `bot_fallback`: what a call may ask of the program, and what is known of the utterance that no action fits."""

    reason: str = ""
    """Why it was rejected, as the user is told where no plugin has an answer."""
    closest: Callable[[], tuple[str, ...]] = tuple
    """Returns the names of the actions that come near to it, the nearest first; empty where `reason` says more."""
    example: Callable[[str], str] = lambda _: ""
    """Returns a sentence that means an action, by its name; empty where there is none in the language."""
    dry_run: bool = False
    """Whether nothing is to have an effect: what is proposed is not run, and nobody else should be asked."""
    catalog: Catalog = field(default_factory=lambda: Catalog({}, {}))
    """The installed actions with the slot types of their parameters."""
    outcomes: list[Outcome] = field(default_factory=list)
    """What became of the programs proposed so far; one that was not run has a single outcome that says why."""


@dataclass(slots=True)
class Telling:
    """An answer that grows; what `on_text` was told is always the beginning of `text`, and free of control characters."""

    on_text: Callable[[str], None] = lambda _: None
    text: str = ""
    _blank: str = ""
    """White space that is told with what comes after it; at either end of the answer there is none."""

    def add(self, piece: str) -> None:
        """Add a piece as it comes."""
        whole = self._blank + printable(piece.replace("\r", ""))
        told = whole.rstrip() if self.text else whole.strip()
        self._blank = whole[len(whole.rstrip()) :] if self.text or told else ""
        if told:
            self.text += told
            self.on_text(told)

    def line(self, words: str) -> None:
        """Add a line of its own; no words are none."""
        self._blank = "\n" if words else self._blank
        self.add(words)
        self._blank = "\n" if words else self._blank


def checked(program: Program, catalog: Catalog, language: str) -> Program:
    """Return a program that was proposed as it can run, with defaults filled in; raises BotError for what cannot.

    A value is taken as the slot type writes it in JSON or as people say it, and without control characters.
    """
    if not all(isinstance(call, Call) for call in calls(program)):
        raise BotError(message("What was proposed is no program."))
    for call in calls(program):
        if call.action not in catalog.actions:
            raise _refused(message("there is no action '{name}'", name=call.action))
    return spliced(program, lambda call: (_checked(call, catalog, language),))


def _checked(call: Call, catalog: Catalog, language: str) -> Call:
    given: dict[str, JSON] = {}
    for name, value in call.args.items():
        slot = catalog.slot(call.action, name)
        if slot is None:
            told = message("{action} has no argument '{name}'", action=call.action, name=name)
            raise _refused(told)
        if value is not None:  # how models say that they give none
            given[name] = _value(slot, value, language)
    whole = catalog.complete(call.action, given)
    if missing := catalog.missing(whole):
        told = message("{action} needs {name}", action=call.action, name=missing[0])
        raise _refused(told)
    return whole


def _value(slot: SlotType, value: JSON, language: str) -> JSON:
    if isinstance(value, str):
        value = " ".join(printable(value).split())
    try:
        slot.value(value)
    except Unreadable as error:
        if not isinstance(value, str):
            raise _refused(words_of(error)) from None
        return _read(slot, value, language)
    return value


def _read(slot: SlotType, words: str, language: str) -> JSON:
    try:
        value = slot.read(words, SlotContext(language))
        slot.value(value)
    except Unreadable as error:
        raise _refused(words_of(error)) from None
    return value


def _refused(reason: str) -> BotError:
    return BotError(message("What was proposed is refused: {reason}.", reason=reason))

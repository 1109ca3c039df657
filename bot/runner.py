"""The runner: carries out a program, call by call, and tells what became of each."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.actions import Action, Undo
from bot.call_context import CallContext, Page, Progress
from bot.catalog import Catalog
from bot.errors import ActionCancelled, ActionFailed, BotError
from bot.messages import joined, message, words_of
from bot.outcome import Outcome
from bot.program import JSON, Call, Program, Step, spliced, unrolled
from bot.reply import program_words
from bot.slots.base import Unreadable

_STOPPED = message("stopped")


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told how a program gets on."""

    on_progress: Callable[[Progress], None] = lambda _: None
    on_outcome: Callable[[Outcome], None] = lambda _: None
    on_text: Callable[[str], None] = lambda _: None
    """Called with each piece of an answer that comes in pieces; together they are the beginning of the reply's text."""
    announce: Callable[[str], None] = lambda _: None
    """Called later, from any thread, by what goes on after its call is done."""
    is_cancelled: Callable[[], bool] = lambda: False
    on_page: Callable[[Page], None] | None = None
    """Shows a text in a pager once the program is done; None where there is none."""
    is_enough: Callable[[], bool] = lambda: False


@dataclass(slots=True)
class Run:
    """One program under way, and afterwards what became of it."""

    program: Program
    catalog: Catalog
    listener: Listener
    store: dict[object, Any]
    language: str
    services: Any
    outcomes: list[Outcome] = field(default_factory=list)
    undo: dict[object, Undo] = field(default_factory=dict)
    """What undoes the program: one for each kind of thing it changed, kept before the first change."""
    handed_on: list[str] = field(default_factory=list)
    """Utterances that its calls want read next."""
    _undoable: set[int] = field(default_factory=set)
    """Calls that `undo` takes back, by their id."""
    _final: set[int] = field(default_factory=set)
    """Calls done that nothing takes back, by their id."""
    _texts: list[str] = field(default_factory=list)
    """The answer of each call as written, for `result_of`."""
    _calls: tuple[Call, ...] = ()

    def go(self) -> None:
        """Run until the end, the first call that fails, or a cancellation."""
        self._calls = tuple(unrolled(self.program))
        for call, referring in self._steps(self.program):
            outcome = self._worded(self._carry_out(call, referring))
            self.outcomes.append(outcome)
            self.listener.on_outcome(outcome)
            if outcome.status != "done":
                return

    @property
    def changed(self) -> bool:
        """Whether anything was done that undoing would have to take back."""
        return bool(self.undo or self._final)

    def take_back(self) -> str:
        """Undo what was done so far and say so; raises ActionFailed where none of it can be undone."""
        done, final, steps = self._words(self._undoable), self._words(self._final), list(self.undo.values())
        for kept in (self.undo, self._undoable, self._final):
            kept.clear()  # also where it cannot be undone: the next undo is about what was before
        lost = message("This cannot be undone: {final}.", final=final) if final else ""
        if not steps:
            raise ActionFailed(lost)
        undone = message("Undone: {done}.", done=done)
        return joined([undone, *(step() for step in reversed(steps)), lost])

    def _words(self, ids: set[int]) -> str:
        return program_words(spliced(self.program, lambda call: (call,) if id(call) in ids else ()))

    def _steps(self, steps: Sequence[Step]) -> Iterator[tuple[Call, int]]:
        """Yield calls as they run, each with how many calls were written before it."""
        for step in steps:
            if isinstance(step, Call):
                yield step, len(self._texts)
                continue
            written = len(self._texts)
            for _ in range(step.times):
                del self._texts[written:]  # the last time round is what a later call sees
                yield from self._steps(step.body)

    def _carry_out(self, call: Call, written: int) -> Outcome:
        if self.listener.is_cancelled():
            return Outcome(call, "cancelled", reason=_STOPPED)
        action = self.catalog.actions[call.action]
        notes: list[str] = []
        context = CallContext(
            self._calls, len(self.outcomes), self.language, tuple(self.catalog.actions.values()), self.store,
            self._progress, notes.append, self._announce, self.listener.is_cancelled, self.listener.on_page,
            self.listener.is_enough, self.handed_on.append, self.services,
        )  # fmt: skip
        try:
            arguments = self._arguments(action, self._resolved(call, written), context)
            if action.undo is not None:
                if action.undo not in self.undo:
                    self.undo[action.undo] = action.undo(context)
                self._undoable.add(id(call))
            text = action.function(**arguments)
        except ActionCancelled:
            return Outcome(call, "cancelled", reason=_STOPPED)
        except (BotError, Unreadable) as error:  # what the user can mend
            return Outcome(call, "failed", reason=words_of(error))
        except Exception as error:  # noqa: BLE001 - a plugin's mistake must not end the session
            broken = f"{type(error).__name__}: {error}"
            return Outcome(
                call, "failed", reason=message("plugin {plugin} broke: {error}", plugin=action.plugin, error=broken)
            )
        except SystemExit:
            reason = message("plugin {plugin} tried to end the program", plugin=action.plugin)
            return Outcome(call, "failed", reason=reason)
        said = self._said(text if isinstance(text, str) else "" if text is None else str(text))
        self._texts.append(said)
        if action.undo is None and not action.undoable:
            self._final.add(id(call))
        return Outcome(call, "done", said, note=joined(notes))

    def _said(self, text: str) -> str:
        """Return a text in the language of the program."""
        return self.catalog.translations.translated(text, self.language)

    def _worded(self, outcome: Outcome) -> Outcome:
        reason = self._said(outcome.reason) if outcome.reason else outcome.reason
        return replace(outcome, text=self._said(outcome.text), reason=reason, note=self._said(outcome.note))

    def _progress(self, what: Progress) -> None:
        self.listener.on_progress(self._said(what) if isinstance(what, str) else what)

    def _announce(self, text: str) -> None:
        self.listener.announce(self._said(text))

    def _resolved(self, call: Call, written: int) -> Call:
        """Return a call with `result_of` replaced by the text that it refers to."""
        args: dict[str, JSON] = {}
        for name, value in call.args.items():
            if isinstance(value, dict) and set(value) == {"result_of"}:
                back = value["result_of"]
                if not isinstance(back, int) or not 1 <= back <= written:
                    raise ActionFailed(message("there is no result to hand on"))
                args[name] = self._texts[written - back]
            else:
                args[name] = value
        return Call(call.action, args)

    def _arguments(self, action: Action, call: Call, context: CallContext) -> dict[str, Any]:
        """Return the keyword arguments of the action's function; raises Unreadable for a value of a wrong type."""
        arguments: dict[str, Any] = {}
        names = inspect.signature(action.function).parameters
        for name, value in call.args.items():
            slot = self.catalog.slot(action.name, name)
            if slot is None:
                raise Unreadable(message("{action} has no argument '{name}'", action=action.name, name=name))
            arguments[name if name in names else f"{name}_"] = slot.value(value)
        for name in names:
            if action.parameter(name.removesuffix("_")) is None:  # whatever is no slot is the context
                arguments[name] = context
        return arguments

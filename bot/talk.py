"""Talk: the answer where no action fits, said by a plugin piece by piece, and what became of what it proposed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.catalog import Catalog
from bot.closest import Closest
from bot.errors import ActionCancelled, BotError
from bot.fallback import FallbackContext, Telling, checked
from bot.helping import example_sentences
from bot.hook_calls import answers
from bot.interpretation import NOTHING_FITS, Interpretation
from bot.messages import as_sentence, message, words_of
from bot.outcome import Outcome
from bot.program import JSON, Program, calls
from bot.reply import Reply, program_words

if TYPE_CHECKING:
    from bot.call_context import Progress
    from bot.interpreter import Interpreter

PROPOSED = "No action fits what was said; this was proposed in answer to it."
"""How `/explain` says where a program comes from."""


class Talk:
    """The answer to one utterance that no action fits."""

    def __init__(self, interpreter: Interpreter, reply: Reply, act: Callable[[Reply], Reply], *, dry_run: bool) -> None:
        """Take the reply so far; `act` judges and runs what a reply chose."""
        self._interpreter = interpreter
        self._reply = reply
        self._rejected = reply.interpretations
        self._act = act
        self._telling = Telling(interpreter.listener.on_text)
        self._context = self._make_context(dry_run=dry_run)
        self._done: Program = ()

    def reply(self) -> Reply:
        """Return the reply: what the first plugin that has an answer says, else why no action fits."""
        found = answers(
            self._interpreter.plugins.manager, "bot_fallback", self._interpreter.listener.announce,
            utterance=self._reply.utterance, language=self._reply.language, context=self._context,
        )  # fmt: skip
        answer = next(filter(None, found), self._context.reason)
        return replace(self._reply, text=answer) if isinstance(answer, str) else self._told(answer)

    def _make_context(self, *, dry_run: bool) -> FallbackContext:
        asked, reply, reason = self._interpreter, self._reply, self._rejected[0].reason
        catalog, listener = asked.plugins.catalog, asked.listener

        def progress(what: Progress) -> None:
            listener.on_progress(self._said(what) if isinstance(what, str) else what)

        def closest() -> tuple[str, ...]:
            return (
                Closest(asked.plugins, asked.models).to(reply.utterance, reply.language)
                if reason == NOTHING_FITS
                else ()
            )

        return FallbackContext(
            (), 0, reply.language, tuple(catalog.actions.values()), asked.session.store, on_progress=progress,
            announce=listener.announce, is_cancelled=listener.is_cancelled, reason=reason, dry_run=dry_run, catalog=catalog,
            closest=closest,
            example=lambda action: next(iter(example_sentences(asked.plugins, action, reply.language, 1)), ""),
        )  # fmt: skip

    def _said(self, text: str) -> str:
        return self._interpreter.said(text, self._reply.language)

    def _told(self, pieces: Iterable[str | Program]) -> Reply:
        """Return the reply that the pieces make; never raises, whatever they do."""
        try:
            self._take(pieces)
        except ActionCancelled:
            self._reply = replace(self._reply, status="cancelled")
            self._line(message("Stopped."))
        except BotError as error:
            self._line(as_sentence(words_of(error)))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin raises
            self._line(f"That broke: {type(error).__name__}: {error}")
        return replace(self._reply, text=self._telling.text or self._rejected[0].reason)

    def _take(self, pieces: Iterable[str | Program]) -> None:
        with closing(pieces) if isinstance(pieces, Generator) else nullcontext():  # it may have something to keep
            for piece in pieces:
                self._context.check()
                if isinstance(piece, str):
                    self._telling.add(self._said(piece))
                elif piece:
                    self._propose(checked(piece, self._context.catalog, self._reply.language))
                    if self._reply.status != "done":
                        return

    def _propose(self, program: Program) -> None:
        """Have a program judged by the same policy as one that was typed, and run."""
        self._line(message("Proposed: {program}.", program=program_words(program)))
        focus = dict(_named(program, self._context.catalog))
        chosen = Interpretation(program, 0.0, reason=PROPOSED, focus=focus, evidence=self._rejected[0].evidence)
        interpretations = (chosen, *self._rejected)
        after = self._act(
            replace(self._reply, status="rejected", interpretations=interpretations, outcomes=(), run_ms=0.0)
        )
        self._line(after.text)
        refused = Outcome(next(calls(program)), "denied", reason=after.text)
        self._context.outcomes.extend(after.outcomes or (refused,))
        if after.outcomes:
            self._done += program
            chosen = replace(chosen, program=self._done)
        self._reply = replace(
            after, interpretations=(chosen, *self._rejected),
            outcomes=(*self._reply.outcomes, *after.outcomes), run_ms=self._reply.run_ms + after.run_ms,
        )  # fmt: skip

    def _line(self, text: str) -> None:
        self._telling.line(self._said(text))


def _named(program: Program, catalog: Catalog) -> Iterator[tuple[str, JSON]]:
    """Yield what a program names, each value with the name of its slot type: the focus that it leaves."""
    for call in calls(program):
        for name, value in call.args.items():
            slot = catalog.slot(call.action, name)
            if slot is not None:
                yield slot.name, value

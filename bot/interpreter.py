"""The interpreter: an utterance's way from words to reply, for one session."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.actions import Action
from bot.backend import Backend, Context
from bot.call_context import CallContext
from bot.errors import ActionFailed
from bot.hook_calls import answers
from bot.interpretation import NOTHING_FITS, Interpretation
from bot.languages import guess_language
from bot.plugins import Plugins
from bot.policy import Verdict
from bot.program import Program, calls
from bot.questions import answered, question
from bot.reasons import Reasons
from bot.reply import Reply, Status, program_words
from bot.runner import Listener, Run
from bot.services import Models
from bot.session import Session
from bot.settings import Settings
from bot.words import as_sentence

MAX_LETTERS = 2000
"""A longer line is no command; it is told so."""

Confirm = Callable[[str], bool]
"""Asks the user something and returns whether the answer is yes."""


class Interpreter:
    """Reads utterances and runs what they mean, in one session."""

    def __init__(
        self,
        plugins: Plugins,
        settings: Settings,
        *,
        models: Models | None = None,
        listener: Listener | None = None,
        confirm: Confirm | None = None,
    ) -> None:
        """Take what is installed; `confirm` is asked where the policy asks, None answers with needs_confirmation."""
        self.plugins = plugins
        self.settings = settings
        self.session = Session()
        self.models = models or Models(plugins, settings)
        self.listener = listener or Listener()
        self.confirm = confirm
        self._reasons = Reasons(plugins)
        self._agreed = False
        """Whether the utterance is the yes to what the policy asked."""

    @property
    def backend(self) -> Backend:
        """The backend that reads, loaded on first use; raises BotError."""
        return self.models.backend()

    def respond(self, utterance: str, *, dry_run: bool = False, language: str = "") -> Reply:
        """Return the reply to an utterance, having done what it says unless `dry_run`."""
        text = " ".join(unicodedata.normalize("NFC", utterance).split())
        language = language or guess_language(text, self.settings.language)
        self.models.backend()  # loaded before the clock starts: reading is what is timed
        started = time.perf_counter()
        self._agreed = False
        found = self.interpret(text, language)
        elapsed = (time.perf_counter() - started) * 1000
        reply = Reply(utterance, language, self.models.active, "rejected", "", tuple(found), interpret_ms=elapsed)
        return self._act(reply, dry_run=dry_run)

    def run(self, program: Program, words: str) -> Reply:
        """Return the reply to a program that was chosen, not read: `/again`; `words` stands for the utterance."""
        self._agreed = False
        chosen = (Interpretation(program, 1.0),)
        return self._act(
            Reply(words, self.settings.language, self.models.active, "rejected", "", chosen), dry_run=False
        )

    def interpret(self, text: str, language: str) -> list[Interpretation]:
        """Return the interpretations of a text, best first; a pending question may be answered by it."""
        refused = self._unreadable(text, language)
        if refused:
            return [Interpretation((), 0.0, "rejection", reason=refused)]
        context = Context(self.plugins.catalog, dict(self.session.focus), language)
        pending = self.session.pending
        if pending is not None:
            answer = answered(pending, text, context)
            if answer is not None:
                # Where nothing was unread, the question was the policy's, and this is the answer to it.
                self._agreed = pending.need == "confirmation" and not pending.unread
                return [answer]
        found = self.models.interpret(text, context)
        best = found[0]
        if best.need != "rejection" and best.confidence < self.settings.reject_below:
            reason = f"I am not sure what you mean. The nearest I know is {program_words(best.program)}."
            found = [replace(best, need="rejection", reason=reason), *found[1:]]
        elif best.reason == NOTHING_FITS:
            found = [replace(best, reason=self._reasons.why(text, best, context) or NOTHING_FITS), *found[1:]]
        return found

    def _unreadable(self, text: str, language: str) -> str:
        """Return why a text is not given to a model at all, or nothing."""
        if not any(letter.isalnum() for letter in text):
            return "There are no words in that."
        if len(text) > MAX_LETTERS:
            return f"That is {len(text)} characters long; I read sentences of up to {MAX_LETTERS}."
        if language not in self.backend.languages:
            known = ", ".join(sorted(self.backend.languages))
            return f"No installed model reads that language ({language}); I read: {known}."
        return ""

    def _act(self, reply: Reply, *, dry_run: bool) -> Reply:  # noqa: PLR0911 - one return for each way it can end
        best = reply.interpretations[0]
        if best.need == "rejection":
            fallback = self._fallback(reply)
            return replace(reply, text=fallback, status="done") if fallback else replace(reply, text=best.reason)
        if best.need != "nothing":
            self.session.pending = best
            status: Status = "needs_input" if best.need == "input" else "needs_confirmation"
            return replace(reply, status=status, text=question(best, self.plugins.catalog))
        verdict, action = self._verdict(best.program)
        if verdict is Verdict.DENY and action:
            return replace(reply, status="denied", text=f"{action.name} is not allowed by your settings.")
        if dry_run:
            return replace(reply, status="dry_run", text=f"I would do: {program_words(best.program)}.")
        if verdict is Verdict.ASK and action and not self._may(best, action):
            if self.confirm is not None:
                return replace(reply, status="denied", text="All right, I leave it.")
            return replace(reply, status="needs_confirmation", text=_consent(action))
        return self._run(reply, best)

    def _may(self, best: Interpretation, action: Action) -> bool:
        """Return whether the user allows what the policy asks about; without anybody to ask, it is left pending."""
        if self._agreed:
            return True
        if self.confirm is not None:
            return self.confirm(_consent(action))
        self.session.pending = replace(best, need="confirmation")
        return False

    def _verdict(self, program: Program) -> tuple[Verdict, Action | None]:
        """Return the strictest verdict on a program's calls, and the action it is about."""
        strictest: tuple[Verdict, Action | None] = (Verdict.ALLOW, None)
        for call in calls(program):
            action = self.plugins.catalog.actions[call.action]
            # A plugin that should judge and breaks has not allowed it.
            opinions = self._asked("bot_before_call", broken=Verdict.ASK, call=call, action=action)
            verdict = self.settings.policy.verdict(action, opinions)
            if verdict > strictest[0]:
                strictest = (verdict, action)
        return strictest

    def _run(self, reply: Reply, best: Interpretation) -> Reply:
        pending, self.session.pending = self.session.pending, None
        started = time.perf_counter()
        if any(call.action == "bot.cancel" for call in calls(best.program)):
            self.session.pending = pending  # the action itself says what it dropped
        run = self._start(best.program, reply.language)
        self.session.focus.update(best.focus)
        self._remember(best.program)
        last = run.outcomes[-1]
        texts = [outcome.text for outcome in run.outcomes if outcome.text]
        if last.status == "failed":
            texts.append(as_sentence(last.reason or ""))
        elif last.status == "cancelled":
            texts.append("Stopped.")
        status: Status = last.status
        elapsed = (time.perf_counter() - started) * 1000
        return replace(reply, status=status, text=_joined(texts), outcomes=tuple(run.outcomes), run_ms=elapsed)

    def _start(self, program: Program, language: str) -> Run:
        run = Run(program, self.plugins.catalog, self.listener, self.session.store, language, self)
        run.go()
        if run.undo:
            self.session.undo.append((program, tuple(run.undo.values())))
        for outcome in run.outcomes:
            self._asked("bot_after_call", outcome=outcome)
        return run

    def _remember(self, program: Program) -> None:
        if any(not call.action.startswith("bot.") for call in calls(program)):
            self.session.last_program = program

    def _fallback(self, reply: Reply) -> str:
        found = self._asked("bot_fallback", utterance=reply.utterance, language=reply.language)
        return next((str(answer) for answer in found if answer), "")

    def _asked(self, hook: str, broken: object = None, **arguments: object) -> list[Any]:
        """Return what plugins answer to a hook; the user is told of one that breaks, and the others go on."""
        return list(answers(self.plugins.manager, hook, self.listener.announce, broken, **arguments))

    def undo_last(self) -> str:
        """Undo the last program that changed anything; raises ActionFailed where there is none."""
        if not self.session.undo:
            raise ActionFailed("There is nothing to undo.")
        program, undo = self.session.undo.pop()
        texts = [step() for step in reversed(undo)]
        return f"Undone: {program_words(program)}. {_joined(texts)}".strip()

    def run_again(self, context: CallContext) -> str:
        """Run the last program once more; raises ActionFailed where there is none or it fails."""
        if not self.session.last_program:
            raise ActionFailed("There is nothing to do again.")
        program = self.session.last_program
        verdict, action = self._verdict(program)
        if verdict is not Verdict.ALLOW and action and not (verdict is Verdict.ASK and self._may_again(action)):
            raise ActionFailed(f"{action.name} needs your consent: say the command itself again.")
        run = self._start(program, context.language)
        last = run.outcomes[-1]
        if last.status != "done":
            context.check()
            raise ActionFailed(last.reason or "it was stopped")
        return _joined([outcome.text for outcome in run.outcomes if outcome.text])

    def _may_again(self, action: Action) -> bool:
        return self._agreed or (self.confirm is not None and self.confirm(_consent(action)))

    def close(self) -> None:
        """Let plugins go."""
        self._asked("bot_shutdown")


def _consent(action: Action) -> str:
    touched = ", ".join(sorted(action.touches)) or action.name
    return f"{action.help} This touches: {touched}. Go ahead?"


def _joined(texts: list[str]) -> str:
    """Return answers as one text; what comes several times in a row is told once, with how often."""
    told: list[tuple[str, int]] = []
    for text in texts:
        if told and told[-1][0] == text:
            told[-1] = (text, told[-1][1] + 1)
        else:
            told.append((text, 1))
    return " ".join(text if count == 1 else f"{text} (x{count})" for text, count in told)

"""The interpreter: an utterance's way from words to reply, for one session."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.actions import Action
from bot.backend import Backend, Context
from bot.errors import ActionFailed, BotError
from bot.hook_calls import answers
from bot.interpretation import NOTHING_FITS, Interpretation
from bot.languages import guess_language
from bot.messages import as_sentence, message
from bot.plugins import Plugins
from bot.policy import Verdict, as_opinion
from bot.program import Program, calls, spliced, too_long
from bot.questions import answered, consent, question
from bot.reasons import Reasons
from bot.reply import Reply, Status, program_words, told
from bot.routing import Route
from bot.runner import Listener, Run
from bot.services import Models
from bot.session import Session
from bot.settings import Settings

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
        """The active backend, loaded on first use; raises BotError."""
        return self.models.backend()

    def respond(self, utterance: str, *, dry_run: bool = False, language: str = "") -> Reply:
        """Return the reply to an utterance, having done what it says unless `dry_run`."""
        text = tidied(utterance)
        language = self.session.language = language or self._language(text)
        route = self.models.route(language) or Route(self.models.active)
        problem = self._load(route.backend, language)  # before the clock starts: reading is what is timed
        started = time.perf_counter()
        self._agreed = False
        found = [_rejected(problem)] if problem else self.interpret(text, language)
        elapsed = (time.perf_counter() - started) * 1000
        reply = Reply(
            utterance, language, route.backend, "rejected", "", tuple(found), interpret_ms=elapsed, why=route.reason
        )
        return self._act(reply, dry_run=dry_run)

    def _load(self, backend: str, language: str) -> str:
        """Return why another backend than the active one cannot be loaded: a line in its language is lost, not all."""
        try:
            self.models.backend(backend, language)
        except BotError as error:
            if backend == self.models.active:
                raise
            return as_sentence(str(error))
        return ""

    def _language(self, text: str) -> str:
        """Return the language of a text; what has no letters, such as a number, is in that of the conversation."""
        usual = self.settings.language
        if not any(letter.isalpha() for letter in text):
            return self.session.language or usual
        return guess_language(text, usual)

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
            return [_rejected(refused)]
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
        unsure = best.confidence < self.settings.reject_below
        if pending is not None and (unsure or best.need == "rejection"):
            answer = answered(pending, text, context, rejected=True)
            if answer is not None:
                return [answer]
        if best.need != "rejection" and unsure:
            nearest = program_words(best.program)
            reason = message("I am not sure what you mean. The nearest I know is {program}.", program=nearest)
            found = [replace(best, need="rejection", reason=reason), *found[1:]]
        elif best.reason == NOTHING_FITS:
            found = [replace(best, reason=self._reasons.why(text, best, context) or NOTHING_FITS), *found[1:]]
        return found

    def _unreadable(self, text: str, language: str) -> str:
        """Return why a text is not given to a model at all, or nothing."""
        if not any(letter.isalnum() for letter in text):
            return message("There are no words in that.")
        if len(text) > MAX_LETTERS:
            return message(
                "That is {count} characters long; I read sentences of up to {most}.", count=len(text), most=MAX_LETTERS
            )
        if self.models.route(language) is None:
            known = ", ".join(language for language, backend in self.models.answering().items() if backend)
            return message(
                "No installed model reads that language ({language}); I read: {known}.", language=language, known=known
            )
        return ""

    def _act(self, reply: Reply, *, dry_run: bool) -> Reply:
        reply = self._acted(reply, dry_run=dry_run)
        reply = replace(reply, text=self.said(reply.text, reply.language))
        self.session.pending = self._left_open(reply)
        return reply

    def said(self, text: str, language: str) -> str:
        """Return a text in a language; a plugin's catalogue that cannot be read is told once."""
        translations = self.plugins.catalog.translations
        words = translations.translated(text, language)
        while translations.problems:
            self.listener.announce(translations.problems.pop(0))
        return words

    def _left_open(self, reply: Reply) -> Interpretation | None:
        """Return the question that the next line may answer: what is asked now, or a slot that is still missing."""
        best, asked = reply.interpretations[0], self.session.pending
        if reply.status in ("needs_input", "needs_confirmation"):
            return best if best.need != "nothing" else replace(best, need="confirmation")
        # A yes that comes later is about something else.
        return asked if asked and asked.need == "input" and best.need == "rejection" else None

    def _acted(self, reply: Reply, *, dry_run: bool) -> Reply:  # noqa: PLR0911 - one return for each way it can end
        best = reply.interpretations[0]
        if best.need == "rejection":
            return self._fallback(reply, dry_run=dry_run)
        if best.need != "nothing":
            status: Status = "needs_input" if best.need == "input" else "needs_confirmation"
            return replace(reply, status=status, text=question(best, self.plugins.catalog))
        last = self.session.last_program
        program = spliced(best.program, lambda call: last if last and call.action == "bot.again" else (call,))
        if reason := too_long(program):  # what was read is short enough; with all that is done again it may not be
            return replace(reply, text=reason)
        verdict, actions = self._verdict(program)
        if verdict is Verdict.DENY:
            return replace(
                reply,
                status="denied",
                text=message("{action} is not allowed by your settings.", action=actions[0].name),
            )
        if dry_run:
            return replace(
                reply, status="dry_run", text=message("I would do: {program}.", program=program_words(best.program))
            )
        if verdict is Verdict.ASK and not self._agreed:
            asked = consent(actions)
            if self.confirm is None:
                return replace(reply, status="needs_confirmation", text=asked)
            if not self.confirm(self.said(asked, reply.language)):
                return replace(reply, status="denied", text=message("All right, I leave it."))
        return self._run(reply, program)

    def _verdict(self, program: Program) -> tuple[Verdict, list[Action]]:
        """Return the strictest verdict on a program's calls, and all actions that it is about."""
        verdicts: dict[str, Verdict] = {}
        actions = self.plugins.catalog.actions
        for call in calls(program):
            action = actions[call.action]
            # A plugin that should judge and breaks has not allowed it.
            opinions = self._asked("bot_before_call", broken=Verdict.ASK, check=as_opinion, call=call, action=action)
            verdict = self.settings.policy.verdict(action, opinions)
            verdicts[action.name] = max(verdict, verdicts.get(action.name, verdict))
        strictest = max(verdicts.values(), default=Verdict.ALLOW)
        return strictest, [actions[name] for name, verdict in verdicts.items() if verdict is strictest]

    def _run(self, reply: Reply, program: Program) -> Reply:
        best = reply.interpretations[0]
        started = time.perf_counter()
        run = Run(program, self.plugins.catalog, self.listener, self.session.store, reply.language, self)
        runs = self.session.runs
        runs.append(run)  # before it runs: a program may undo what it has done so far
        run.go()
        while runs and not runs[-1].changed:
            runs.pop()
        self.session.next_lines += run.handed_on
        for outcome in run.outcomes:
            self._asked("bot_after_call", outcome=outcome)
        self.session.focus.update(best.focus)
        # What is said about what was done before is no part of what is done again.
        said = spliced(best.program, lambda call: () if call.action.startswith("bot.") else (call,))
        self.session.last_program = said or self.session.last_program
        elapsed = (time.perf_counter() - started) * 1000
        status: Status = run.outcomes[-1].status
        return replace(reply, status=status, text=told(run.outcomes), outcomes=tuple(run.outcomes), run_ms=elapsed)

    def _fallback(self, reply: Reply, *, dry_run: bool) -> Reply:
        """Return the reply where no action fits: what the first plugin that has an answer says, else why none does."""
        # Imported here: an answer by actions needs none of it.
        from bot.talk import Talk

        return Talk(self, reply, lambda chosen: self._acted(chosen, dry_run=dry_run), dry_run=dry_run).reply()

    def _asked(self, hook: str, broken: object = None, **arguments: Any) -> list[Any]:
        """Return what plugins answer to a hook; the user is told of one that breaks, and the others go on."""
        return list(answers(self.plugins.manager, hook, self.listener.announce, broken, **arguments))

    def undo_last(self) -> str:
        """Undo the last program that changed anything, the running one so far before others; raises ActionFailed."""
        for run in reversed(self.session.runs):
            if run.changed:
                return run.take_back()
        raise ActionFailed(message("There is nothing to undo."))

    def close(self) -> None:
        """Let plugins go."""
        self._asked("bot_shutdown")


def tidied(utterance: str) -> str:
    """Return an utterance as it is read: accents composed, in one line, single spaces."""
    return " ".join(unicodedata.normalize("NFC", utterance).split())


def _rejected(reason: str) -> Interpretation:
    """Return what is made of an utterance that no model has seen."""
    return Interpretation((), 0.0, "rejection", reason=reason)

"""Answering: utterances one after the other in one session, each answered in a line on standard output."""

from __future__ import annotations

import contextlib
import json
import sys
import traceback
from collections.abc import Iterable, Iterator
from typing import TextIO

from bot.errors import BotError
from bot.growing import GrowingAnswer
from bot.interpreter import Interpreter
from bot.plugins import load_plugins
from bot.reply import EXIT_CODES, Reply
from bot.runner import Listener
from bot.services import Models, share
from bot.settings import load_settings
from bot.words import encodable


def answer_lines(
    lines: Iterable[str],
    *,
    as_json: bool = False,
    dry_run: bool = False,
    backend: str = "",
    language: str = "",
    debug: bool = False,
) -> int:
    """Do what utterances say and print the answers; return the exit status of the first that was not done.

    Raises BotError for a backend that is not there.
    """
    settings = load_settings()
    plugins = load_plugins(settings)
    for problem in plugins.problems:
        _complain(f"bot: {problem}")
    models = Models(plugins, settings, backend)
    share(models)
    code, out = 0, sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # nothing but answers goes to standard output, whatever plugins print
        answers = Answers(out, as_json=as_json)
        listener = Listener(on_text=answers.tell, announce=_complain)
        interpreter = Interpreter(plugins, settings, models=models, listener=listener)
        try:
            for line in _all(lines, interpreter):
                reply = _reply(interpreter, line, dry_run=dry_run, language=language, debug=debug)
                answers.print(reply)
                code = code or EXIT_CODES[reply.status]
                if interpreter.session.ended:
                    break
        finally:
            interpreter.close()
    return code


def _all(lines: Iterable[str], interpreter: Interpreter) -> Iterator[str]:
    """Yield lines and, behind each, those that its calls have handed on."""
    handed_on = interpreter.session.next_lines
    for line in lines:
        yield line
        while handed_on:
            yield handed_on.pop(0)


def _reply(interpreter: Interpreter, line: str, *, dry_run: bool, language: str, debug: bool) -> Reply:
    """Return the reply to a line; where the program itself breaks, the line has failed and the next ones go on."""
    try:
        return interpreter.respond(line, dry_run=dry_run, language=language)
    except BotError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever breaks
        if debug:
            traceback.print_exc()
        language = interpreter.session.language or language or interpreter.settings.language
        text = f"That broke: {type(error).__name__}: {error}"
        return Reply(line, language, interpreter.models.name_for(language), "failed", text)


class Answers:
    """Prints answers, one after the other; as text, one that grows is printed while it does."""

    def __init__(self, out: TextIO | None, *, as_json: bool) -> None:
        """Take where to print; None where that is closed."""
        self._out = out
        self._as_json = as_json
        self._growing = GrowingAnswer(self._write)

    def tell(self, piece: str) -> None:
        """Print a piece of the answer that is being made."""
        if not self._as_json:
            self._growing.add(piece)

    def print(self, reply: Reply) -> None:
        """Print an answer, or what is left of it."""
        if self._as_json:
            self._write(f"{json.dumps(reply.to_json(), ensure_ascii=False)}\n")
        elif not self._growing.ended(reply.text):
            self._write(f"{reply.text}\n")
        self._growing = GrowingAnswer(self._write)

    def _write(self, text: str) -> None:
        if self._out:
            self._out.write(encodable(text))
            self._out.flush()


def _complain(text: str) -> None:
    with contextlib.suppress(AttributeError, OSError, ValueError):  # standard error may be closed
        sys.stderr.write(f"{text}\n")

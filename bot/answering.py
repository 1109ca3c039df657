"""Answering: utterances one after the other in one session, each answered in a line on standard output."""

from __future__ import annotations

import contextlib
import json
import sys
import traceback
from collections.abc import Iterable, Iterator
from typing import TextIO

from bot.errors import BotError
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
        interpreter = Interpreter(plugins, settings, models=models, listener=Listener(announce=_complain))
        try:
            for line in _all(lines, interpreter):
                reply = _reply(interpreter, line, dry_run=dry_run, language=language, debug=debug)
                _print(reply, out, as_json=as_json)
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


def _print(reply: Reply, out: TextIO, *, as_json: bool) -> None:
    text = json.dumps(reply.to_json(), ensure_ascii=False) if as_json else reply.text
    if out:  # None where it is closed
        print(encodable(text), file=out, flush=True)


def _complain(text: str) -> None:
    with contextlib.suppress(AttributeError, OSError, ValueError):  # standard error may be closed
        sys.stderr.write(f"{text}\n")

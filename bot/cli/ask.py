"""`bot ask`: one-shot answers, and many lines on standard input for scripts."""

from __future__ import annotations

import contextlib
import json
import sys
import traceback
from typing import TextIO

import click

from bot.cli.input import given_lines
from bot.errors import BotError
from bot.interpreter import Interpreter
from bot.plugins import load_plugins
from bot.reply import EXIT_CODES, Reply
from bot.runner import Listener
from bot.services import Models, share
from bot.settings import load_settings
from bot.terminal.growing import GrowingAnswer
from bot.words import encodable


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--backend", default="", help="The backend that reads the languages it knows.")
@click.option("--lang", default="", help="The language of the utterance, as an ISO 639-1 code.")
@click.argument("utterance", nargs=-1)
def ask(utterance: tuple[str, ...], *, as_json: bool, dry_run: bool, backend: str, lang: str) -> None:
    """Read an utterance and do what it says.

    Without one, reads standard input, one utterance a line, all in one session: the fast way for scripts, since the
    model is loaded once. Exit status: 0 done, 1 failed or cancelled, 2 wrong usage, 3 rejected or incomplete,
    4 denied or to be confirmed; of several lines, the first that is not 0.
    """
    settings = load_settings()
    plugins = load_plugins(settings)
    for problem in plugins.problems:
        click.echo(f"bot: {problem}", err=True)
    models = Models(plugins, settings, backend)
    share(models)
    code, out = 0, sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # nothing but answers goes to standard output, whatever plugins print
        answers = Answers(out, as_json=as_json)
        listener = Listener(on_text=answers.tell, announce=lambda text: click.echo(text, err=True))
        interpreter = Interpreter(plugins, settings, models=models, listener=listener)
        try:
            for line in given_lines(utterance):
                reply = _reply(interpreter, line, dry_run=dry_run, language=lang)
                answers.print(reply)
                code = code or EXIT_CODES[reply.status]
                if interpreter.session.ended:
                    break
        finally:
            interpreter.close()
    raise click.exceptions.Exit(code)


def _reply(interpreter: Interpreter, line: str, *, dry_run: bool, language: str) -> Reply:
    """Return the reply to a line; where the program itself breaks, the line has failed and the next ones go on."""
    try:
        return interpreter.respond(line, dry_run=dry_run, language=language)
    except BotError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever breaks
        if (click.get_current_context().obj or {}).get("debug"):
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

"""`bot listen`: hear a file, a pipe or the microphone, and do what is said."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot import BotError, answer_lines, message
from bot_speech.recognising import speech_options

if TYPE_CHECKING:
    from bot_speech.audio import Sound

_BACK = "\r\033[K"
"""What takes back the line that the meter stands in."""


@click.command()
@click.argument("source", default="")
@click.option("--text", "only_text", is_flag=True, help="Print what is heard, and do nothing.")
@click.option("--dictation", is_flag=True, help="Anything may be said, not only what can be done; implies --text.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, as `bot ask` does.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--backend", default="", help="The backend that reads the languages it knows.")
@click.option("--lang", default="en", show_default=True, help="The language that is spoken, as an ISO 639-1 code.")
@click.option("--rate", default=16_000, show_default=True, help="Samples a second of a pipe that does not say so.")
@click.pass_context
def listen(
    context: click.Context, *, source: str, only_text: bool, dictation: bool, as_json: bool, dry_run: bool, backend: str,
    lang: str, rate: int,
) -> None:  # fmt: skip
    """Hear an audio file, a pipe (-) or, without either, the microphone, and do what is said, as `bot ask` does.

    What is heard goes to standard error, the answers to standard output. The microphone is open until Ctrl-C or "quit".
    """
    sound, count, only_text = _sound(source, rate), 0, only_text or dictation

    def lines() -> Iterator[str]:
        nonlocal count
        for text in _heard(sound, lang, dictation=dictation):
            count += 1
            if not only_text:
                click.echo(f"> {text}", err=True)
            yield text

    code = 0
    if only_text:
        for text in lines():
            click.echo(json.dumps({"text": text}, ensure_ascii=False) if as_json else text)
    else:
        debug = bool((context.obj or {}).get("debug"))
        code = answer_lines(lines(), as_json=as_json, dry_run=dry_run, backend=backend, language=lang, debug=debug)
    context.exit(code if count else 3)


def _sound(source: str, rate: int) -> Sound:
    # Imported here: `bot --help` shows this command's help too.
    from bot_speech.audio import open_file, open_pipe

    if source == "-":
        if not sys.stdin:
            raise BotError("standard input is closed: there is no sound")
        return open_pipe(sys.stdin.buffer, message("standard input"), rate)
    if source:
        return open_file(Path(source).expanduser())
    from bot_speech.microphone import open_microphone

    return open_microphone(lambda: False, speech_options().get("microphone", ""))


def _heard(sound: Sound, language: str, *, dictation: bool) -> Iterator[str]:
    """Yield what is heard; one line where nothing is."""
    from bot_speech.audio import resampled, utterances
    from bot_speech.recognising import open_recogniser, texts

    recogniser = open_recogniser(_note)
    words = False
    for text in texts(utterances(resampled(sound), _meter), recogniser, language, dictation=dictation):
        words = True
        _note("")
        yield text
    _note("" if words else message("there are no words in what I hear"))


def _meter(block: bytes, speaking: bool) -> None:  # noqa: FBT001 - called by position
    from bot_speech.meter import meter

    if sys.stderr.isatty():
        click.echo(f"{_BACK}{meter(block, speaking=speaking)}", nl=False, err=True)


def _note(text: str) -> None:
    if sys.stderr.isatty():
        click.echo(_BACK, nl=False, err=True)
    if text:
        click.echo(text, err=True)

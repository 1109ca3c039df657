"""Speech: commands that are said instead of typed, recordings written down, and answers that are spoken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot import Action, ActionFailed, CallContext, Touch, action, guess_language, hookimpl, joined, message, options
from bot_speech.recognising import NAME, Ears

if TYPE_CHECKING:
    import click


@action("speech.say", touches=(Touch.SPEECH,))
def say(context: CallContext, text: str) -> str:
    """Say something aloud."""
    # Imported here, as in every action: a start pays for nothing that is not asked for.
    from bot_speech.voices import speak

    speak(text, language_of(context, text), options(NAME), context.check)
    return message("I have said: {text}", text=text)


def language_of(context: CallContext, text: str) -> str:
    """Return the language of a text that is to be said: that into which a call before it has put it, else its script's."""
    handed = context.program[context.index].args.get("text") if context.program else None
    if isinstance(handed, dict):
        before = context.index - int(str(handed.get("result_of", 0)))
        into = context.program[before].args.get("to") if 0 <= before < context.index else None
        if isinstance(into, str):
            return into
    return guess_language(text, context.language)


@action("speech.listen", key="f8")
def listen(context: CallContext) -> str:
    """Listen to the microphone, and do what is said."""
    from bot_speech.audio import resampled, utterances
    from bot_speech.meter import meter
    from bot_speech.microphone import open_microphone
    from bot_speech.recognising import texts

    recogniser = context.keep(Ears).recogniser(context.progress)
    blocks = resampled(open_microphone(context.is_enough, options(NAME).get("microphone", "")))

    def heard(block: bytes, speaking: bool) -> None:  # noqa: FBT001 - called by position
        context.check()
        context.progress(meter(block, speaking=speaking))

    said = next(texts(utterances(blocks, heard), recogniser, context.language), "")
    if not said:
        raise ActionFailed(message("I have heard no words"))
    context.hand_on(said)
    return message("I have heard: {text}", text=said)


@action("speech.transcribe", gives_text=True)
def transcribe(context: CallContext, path: Path) -> str:
    """Write down what is said in an audio file."""
    from bot_speech.audio import open_file, resampled, utterances
    from bot_speech.recognising import texts

    recogniser = context.keep(Ears).recogniser(context.progress)
    seconds = 0.0

    def heard(block: bytes, _: bool) -> None:  # noqa: FBT001 - called by position
        nonlocal seconds
        context.check()
        seconds += len(block) / 32_000
        context.progress(message("{seconds} seconds heard", seconds=round(seconds)))

    pieces = utterances(resampled(open_file(path)), heard)
    lines = [*texts(pieces, recogniser, context.language, dictation=True)]
    if not lines:
        raise ActionFailed(message("there are no words in {path}", path=str(path)))
    return joined(lines, "{before}\n{next}")


@hookimpl
def bot_actions() -> list[Action]:
    """Return the actions of speech."""
    return [say, listen, transcribe]


@hookimpl
def bot_cli() -> list[click.Command]:
    """Return `bot listen`."""
    from bot_speech.command import listen as command

    return [command]

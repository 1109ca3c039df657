"""Speech: commands that are said instead of typed, recordings written down, and answers that are spoken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot import Action, ActionFailed, Call, CallContext, Touch, Words, action, guess_language, hookimpl, joined, message
from bot_speech.recognising import Ears, speech_options

if TYPE_CHECKING:
    import click


@action("speech.say", touches=(Touch.SPEECH,))
def say(context: CallContext, text: Words) -> str:
    """Say something aloud."""
    # Imported here, as in every action: a start pays for nothing that is not asked for.
    from bot_speech.voices import speak

    speak(text, language_of(context, text), speech_options(), context.check)
    return message("I have said: {text}", text=text)


def language_of(context: CallContext, text: str) -> str:
    """Return the language of a text that is to be said: that into which a call before it has put it, else its script's."""
    written, here = as_written(context)
    handed = context.program[context.index].args.get("text")
    back = handed.get("result_of") if isinstance(handed, dict) else None
    if isinstance(back, int) and 0 < back <= here:
        into = written[here - back].args.get("to")
        if isinstance(into, str):
            return into
    return guess_language(text, context.language)


@action("speech.listen", key="f8", gives_text=True)
def listen(context: CallContext) -> str:
    """Listen to the microphone, and do what is said, or hand it on."""
    from bot_speech.audio import resampled, utterances
    from bot_speech.meter import meter
    from bot_speech.microphone import open_microphone
    from bot_speech.recognising import texts

    def is_over() -> bool:
        context.check()
        return context.is_enough()

    sound = open_microphone(is_over, speech_options().get("microphone", ""))
    recogniser = context.keep(Ears).recogniser(context.progress)

    def heard(block: bytes, speaking: bool) -> None:  # noqa: FBT001 - called by position
        context.progress(meter(block, speaking=speaking))

    awaited = is_awaited(context)
    said = next(texts(utterances(resampled(sound), heard), recogniser, context.language, dictation=awaited), "")
    if not said:
        raise ActionFailed(message("I have heard no words"))
    if awaited:
        return said
    context.hand_on(said)
    return message("I have heard: {text}", text=said)


def is_awaited(context: CallContext) -> bool:
    """Return whether a later call of the program takes the text of this one, which then is no command."""
    written, here = as_written(context)
    later = enumerate(written[here + 1 :], 1)
    return any(value == {"result_of": back} for back, call in later for value in call.args.values())


def as_written(context: CallContext) -> tuple[list[Call], int]:
    """Return the calls of a program, each once however often it is repeated, and the place of the one that runs."""
    written = {id(call): call for call in context.program}
    return [*written.values()], [*written].index(id(context.program[context.index]))


@action("speech.transcribe", gives_text=True)
def transcribe(context: CallContext, path: Path) -> str:
    """Write down what is said in an audio file."""
    from bot_speech.audio import open_file, resampled, utterances
    from bot_speech.recognising import texts

    sound = open_file(path)
    recogniser = context.keep(Ears).recogniser(context.progress)
    seconds = 0.0

    def heard(block: bytes, _: bool) -> None:  # noqa: FBT001 - called by position
        nonlocal seconds
        context.check()
        seconds += len(block) / 32_000
        context.progress(message("{seconds} seconds heard", seconds=round(seconds)))

    lines = [*texts(utterances(resampled(sound), heard), recogniser, context.language, dictation=True)]
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

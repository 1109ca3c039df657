"""Translation: what one says in other words, by models on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import Action, ActionFailed, CallContext, Language, Words, action, hookimpl, message

if TYPE_CHECKING:
    import click

NAME = "translate"


@action("translate.text", gives_text=True)
def translate(context: CallContext, text: Words, to: Language, from_: Language | None = None) -> str:
    """Translate something into another language."""
    # Imported here: only a translation needs the engines.
    from bot_translate.translating import Translator

    found = context.keep(Translator).translate(text, to, from_ or "", home=context.language, check=context.check)
    if not found.text:
        raise ActionFailed(message("there is nothing to translate"))
    if found.is_doubtful:
        context.note(message("I am not sure of this translation."))
    return found.text


@hookimpl
def bot_actions() -> list[Action]:
    """Return the action of translating."""
    return [translate]


@hookimpl
def bot_cli() -> list[click.Command]:
    """Return `bot translate`."""
    from bot_translate.command import translate_command

    return [translate_command]

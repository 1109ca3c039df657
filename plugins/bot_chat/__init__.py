"""Talk: greetings, who the program is and what it can do; and an answer where no action fits."""

from __future__ import annotations

from collections.abc import Iterable

from bot import Action, CallContext, FallbackContext, Program, action, hookimpl, joined, message, options
from bot_chat.honest import deed, honest

NAME = "chat"


@action("chat.greet")
def greet() -> str:
    """Greet you."""
    return message("Hello! What shall I do?")


@action("chat.thank")
def thank() -> str:
    """Take your thanks."""
    return message("You are welcome.")


@action("chat.goodbye")
def goodbye() -> str:
    """Say goodbye."""
    return message("Goodbye.")


@action("chat.identity")
def identity() -> str:
    """Say who I am."""
    return message("I am plugbot, a command interpreter on your own machine: I read a sentence and do what it says.")


@action("chat.capabilities")
def capabilities(context: CallContext) -> str:
    """Say what I can do, from what is installed."""
    helps: dict[str, list[str]] = {}
    for each in context.actions:
        helps.setdefault(each.plugin, []).append(deed(each.help))
    lines: list[str] = [message("Here is what I can do.")]
    for plugin, texts in helps.items():
        deeds = joined(texts, message("{before}; {next}"))
        lines.append(message("{plugin}: {deeds}.", plugin=message(plugin), deeds=deeds))
    return joined(lines, "{before}\n{next}")


@hookimpl
def bot_actions() -> list[Action]:
    """Return the actions of small talk."""
    return [greet, thank, goodbye, identity, capabilities]


@hookimpl(trylast=True)
def bot_fallback(utterance: str, context: FallbackContext) -> str | Iterable[str | Program]:
    """Have a language model answer where the settings name one, else say honestly what cannot be done."""
    if context.dry_run or not options(NAME) or not any(letter.isalnum() for letter in utterance):
        return honest(context)
    # Imported here: without a language model none of it is needed.
    from bot_chat.talking import talk

    return talk(utterance, context)

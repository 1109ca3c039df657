"""Small talk: greetings, thanks, who the program is and what it can do."""

from __future__ import annotations

from bot import Action, CallContext, action, changed, hookimpl, joined, message


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
        helps.setdefault(each.plugin, []).append(changed(each.help, _deed))
    lines: list[str] = [message("Here is what I can do.")]
    for plugin, texts in helps.items():
        deeds = joined(texts, message("{before}; {next}"))
        lines.append(message("{plugin}: {deeds}.", plugin=message(plugin), deeds=deeds))
    return joined(lines, "{before}\n{next}")


def _deed(text: str) -> str:
    """Return the help of an action as part of a sentence."""
    return text[:1].lower() + text[1:].rstrip(".。")


@hookimpl
def bot_actions() -> list[Action]:
    """Return the actions of small talk."""
    return [greet, thank, goodbye, identity, capabilities]

"""Small talk: greetings, thanks, who the program is and what it can do."""

from __future__ import annotations

from bot import Action, CallContext, action, hookimpl


@action("chat.greet")
def greet() -> str:
    """Greet you."""
    return "Hello! What shall I do?"


@action("chat.thank")
def thank() -> str:
    """Take your thanks."""
    return "You are welcome."


@action("chat.goodbye")
def goodbye() -> str:
    """Say goodbye."""
    return "Goodbye."


@action("chat.identity")
def identity() -> str:
    """Say who I am."""
    return "I am plugbot, a command interpreter on your own machine: I read a sentence and do what it says."


@action("chat.capabilities")
def capabilities(context: CallContext) -> str:
    """Say what I can do, from what is installed."""
    helps: dict[str, list[str]] = {}
    for each in context.actions:
        helps.setdefault(each.plugin, []).append(each.help.rstrip("."))
    lines = [
        f"{plugin}: {'; '.join(text[:1].lower() + text[1:] for text in texts)}." for plugin, texts in helps.items()
    ]
    return "Here is what I can do.\n" + "\n".join(lines)


@hookimpl
def bot_actions() -> list[Action]:
    """Return the actions of small talk."""
    return [greet, thank, goodbye, identity, capabilities]

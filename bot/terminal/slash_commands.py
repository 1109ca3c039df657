"""What each slash command does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.errors import BotError
from bot.routing import answers_in_words
from bot.terminal.conversation import Answer, Conversation
from bot.terminal.explain import attended, explained
from bot.terminal.heatmap import heatmap
from bot.terminal.slash import SlashCommand

if TYPE_CHECKING:
    from bot.services import Models

KEYS = """Keys: Tab completes, Right takes the grey suggestion, Up and Ctrl-R find earlier lines;
Ctrl-C stops what runs or clears the line, Ctrl-D leaves."""


def show_help(conversation: Conversation, topic: str) -> Answer:
    """Show what is installed and the slash commands, or help on a topic."""
    from bot.helping import help_text

    said = help_text(conversation.plugins, topic, conversation.settings.language)
    if topic:
        return Answer(said)
    names = [f"/{command.name} {command.usage}".rstrip() for command in COMMANDS]
    room = max(len(name) for name in names)
    table = [f"  {name:<{room}}  {command.help}" for name, command in zip(names, COMMANDS, strict=True)]
    path = conversation.lines.path
    kept = [f"What you type is kept in {path}; /history clear deletes it."] if path else []
    return Answer("\n".join([said, "", "Commands of the terminal:", *table, "", KEYS.replace("\n", " "), *kept]))


def show_actions(conversation: Conversation, plugin: str) -> Answer:
    """List the actions, or those of one plugin."""
    actions = conversation.plugins.catalog.actions.values()
    chosen = [action for action in actions if plugin in ("", action.plugin)]
    if not chosen:
        raise BotError(f"there is no plugin '{plugin}' with actions; there are {', '.join(_plugins(conversation))}")
    lines = []
    for action in sorted(chosen, key=lambda action: action.name):
        slots = [parameter.name if parameter.required else f"[{parameter.name}]" for parameter in action.parameters]
        lines.append(f"{action.name}({', '.join(slots)}): {action.help}")
    return Answer("\n".join(lines))


def choose_backend(conversation: Conversation, name: str) -> Answer:
    """Say which backends there are, or go over to another one; the one in use stays where that fails."""
    models = conversation.interpreter.models
    before = models.active
    if not name:
        states = ", ".join(_state(models, other) for other in _backends(conversation))
        return Answer(f"Backends: {states}.\n{answers_in_words(models.answering())}")
    conversation.wait()  # the first model may still be loading
    models.spec(name)
    try:
        models.backend(name)
    except BotError as error:
        raise BotError(str(error) if name == before else f"{error}; {before} stays in use") from error
    models.use(name)
    return Answer("\n".join([f"{name} reads now.", *models.notes()]))


def _state(models: Models, name: str) -> str:
    return f"{name} (in use)" if name == models.active else f"{name} (no model yet)" if models.problem(name) else name


def explain(conversation: Conversation, _: str) -> Answer:
    """Explain how the last sentence was read."""
    if conversation.last is None:
        return Answer("There is nothing to explain yet: say something first.")
    text, attention, look = explained(conversation.last), attended(conversation.last), conversation.look
    if attention is None:
        return Answer(text)
    drawing = heatmap(attention, look.columns(), color=look.color, unicode=look.unicode)
    return Answer(
        f"{text}\nWhat was looked at, the words across, for each part that was written:", drawing=tuple(drawing)
    )


def undo(conversation: Conversation, _: str) -> Answer:
    """Undo the last program."""
    return _run(conversation, "bot.undo", "/undo")


def again(conversation: Conversation, _: str) -> Answer:
    """Do the last program once more."""
    return _run(conversation, "bot.again", "/again")


def show_history(conversation: Conversation, words: str) -> Answer:
    """List earlier lines, or those with some words, or delete them all."""
    if words == "clear":
        conversation.lines.clear()
        return Answer("The lines that you typed are deleted.")
    found = conversation.lines.matching(words)
    if not found:
        return Answer(f"No earlier line has '{words}'." if words else "Nothing was typed yet.")
    room = len(str(found[-1][0]))
    return Answer("\n".join(f"{number:>{room}}  {line}" for number, line in found))


def reset(conversation: Conversation, _: str) -> Answer:
    """Forget what was said and done in this session."""
    conversation.interpreter.session.reset()
    conversation.last = None
    return Answer("This session is forgotten; the lines that you typed stay: /history clear deletes them.")


def leave(_: Conversation, __: str) -> Answer:
    """Leave."""
    return Answer("Bye.", ended=True)


def _run(conversation: Conversation, action: str, words: str) -> Answer:
    from bot.program import Call

    explained_reply = conversation.last
    answer = conversation.run((Call(action),), words)
    conversation.last = explained_reply  # /explain is about what was read, and this was not
    return answer


def _plugins(conversation: Conversation) -> Sequence[str]:
    return sorted({action.plugin for action in conversation.plugins.catalog.actions.values()})


def _backends(conversation: Conversation) -> Sequence[str]:
    return sorted(conversation.plugins.backends)


def _topics(conversation: Conversation) -> Sequence[str]:
    return [*_plugins(conversation), *sorted(conversation.plugins.catalog.actions)]


def _clear(_: Conversation) -> Sequence[str]:
    return ("clear",)


COMMANDS = (
    SlashCommand("help", "What I can do, or help on something.", show_help, "[topic]", _topics),
    SlashCommand("actions", "All actions, or those of a plugin.", show_actions, "[plugin]", _plugins),
    SlashCommand("backend", "Which model reads, or take another.", choose_backend, "[name]", _backends),
    SlashCommand("explain", "How the last sentence was read.", explain),
    SlashCommand("undo", "Undo the last thing done.", undo),
    SlashCommand("again", "Do the last thing once more.", again),
    SlashCommand(
        "history", "Earlier lines, or those with some words; clear deletes them.", show_history, "[words]", _clear
    ),
    SlashCommand("reset", "Forget this session and start afresh.", reset),
    SlashCommand("quit", "Leave; Ctrl-D does too.", leave),
)

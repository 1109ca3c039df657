"""The core's own actions: help, undo, again, cancel, quit."""

from __future__ import annotations

from bot.actions import Action, action
from bot.call_context import CallContext
from bot.errors import ActionFailed
from bot.hooks import hookimpl
from bot.messages import message


@action("bot.help")
def show_help(context: CallContext, topic: str | None = None) -> str:
    """Say what I can do, or how one thing is said."""
    from bot.helping import help_text

    return help_text(context.services.plugins, topic, context.language)


@action("bot.undo")
def undo(context: CallContext) -> str:
    """Undo the last thing done."""
    answer: str = context.services.undo_last()
    return answer


@action("bot.again")
def again() -> str:
    """Do the last thing once more."""
    # Where there is a last thing, the interpreter has put it in the place of this call.
    raise ActionFailed(message("There is nothing to do again."))


@action("bot.cancel")
def cancel(context: CallContext) -> str:
    """Drop the question that is open, or stop what runs."""
    if context.services.session.pending is None:
        return message("All right.")
    context.services.session.pending = None
    return message("All right, I dropped it.")


@action("bot.quit")
def leave(context: CallContext) -> str:
    """Leave the program."""
    context.services.session.ended = True
    return message("Bye.")


@hookimpl
def bot_actions() -> list[Action]:
    """Return the core's actions."""
    return [show_help, undo, again, cancel, leave]

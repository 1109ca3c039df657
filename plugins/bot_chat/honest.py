"""The honest answer where no action fits and no language model is named: why, and what comes closest."""

from __future__ import annotations

from bot import FallbackContext, changed, joined, message

_MOST = 2
"""So many actions are named, at most."""
_NO_HELP = ("bot", "chat")
"""Plugins whose actions only talk, and stand in for nothing else."""


def honest(context: FallbackContext) -> str:
    """Return why nothing is done, and the actions that come closest with a way to say them; none where none is near."""
    near = [context.catalog.actions[name] for name in context.closest() if name in context.catalog.actions]
    deeds = [
        message('{deed} ("{sentence}")', deed=deed(action.help), sentence=context.example(action.name))
        for action in [action for action in near if action.plugin not in _NO_HELP][:_MOST]
        if context.example(action.name)
    ]
    if not deeds:
        return context.reason
    told = joined(deeds, message("{before}; {next}"))
    return joined([context.reason, message("The closest I can do: {deeds}.", deeds=told)])


def deed(text: str) -> str:
    """Return the help of an action as part of a sentence."""
    return changed(text, lambda words: words[:1].lower() + words[1:].rstrip(".。"))

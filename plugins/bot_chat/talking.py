"""Talking: one question, answered by the language model that the settings name, which may have actions carried out."""

from __future__ import annotations

from collections.abc import Iterator

from bot import BotError, FallbackContext, Program, message, options
from bot_chat.conversation import Conversation
from bot_chat.model import Wish, named_model
from bot_chat.schemas import offered, tools, wished

_MOST_ROUNDS = 4
"""So often a model may propose actions before the user has a say again."""
_MOST_LETTERS = 20_000
"""A longer answer is one that does not end."""


def talk(utterance: str, context: FallbackContext) -> Iterator[str | Program]:
    """Yield the answer as it comes, and programs that it proposes; raises BotError, ActionCancelled."""
    model = named_model(options("chat"))
    conversation = context.keep(Conversation)
    actions = offered(context.catalog)
    schemas = tools(actions.items(), context.catalog)
    conversation.ask(utterance)
    for _ in range(_MOST_ROUNDS):
        wishes: list[Wish] = []
        yield from _answered(_bounded(model.answer(conversation.messages(), schemas, context)), conversation, wishes)
        if not wishes:
            return
        before = len(context.outcomes)
        try:
            yield tuple(wished(wish, actions) for wish in wishes)
        finally:
            outcomes = context.outcomes[before:]
            conversation.results(wishes, [outcome.reason or outcome.text for outcome in outcomes])
    raise BotError(message("The language model goes on proposing actions; I stop here."))


def _answered(pieces: Iterator[str | Wish], conversation: Conversation, wishes: list[Wish]) -> Iterator[str]:
    """Yield the texts of an answer and collect its wishes; what came of it is kept, however it ends."""
    said, whole = "", False
    try:
        for piece in pieces:
            if isinstance(piece, Wish):
                wishes.append(piece)
                continue
            told = piece if said else piece.lstrip()
            said += told
            if told:
                yield told
        whole = True
    finally:
        conversation.answer(said, wishes, whole=whole)
    if not said and not wishes:
        raise BotError(message("The language model answers with nothing."))


def _bounded(pieces: Iterator[str | Wish]) -> Iterator[str | Wish]:
    count = 0
    for piece in pieces:
        count += len(piece) if isinstance(piece, str) else len(piece.arguments)
        if count > _MOST_LETTERS:
            raise BotError(message("The language model does not come to an end; I stop here."))
        yield piece

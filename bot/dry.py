"""Reading without doing: what a sentence would do, and how sure the reader is of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.program import Program
from bot.services import Models, installed, shared_models

if TYPE_CHECKING:
    from bot.reply import Reply


def open_reader(backend: str = "") -> Callable[[str], Program | None]:
    """Return a function that reads an utterance as a program without running it; None for what cannot run as it is.

    Each utterance is the first of a session. Raises BotError for a backend that is not there.
    """
    answered = _dry(backend)

    def read(utterance: str) -> Program | None:
        reply = answered(utterance)
        return reply.program if reply.status == "dry_run" else None

    return read


def open_judge() -> Callable[[str], float]:
    """Return a function that tells how sure the reader is of an utterance, 0 to 1; 0 where it cannot be done as it is.

    Each utterance is the first of a session. The models are those that read what is typed.
    """
    answered = _dry()

    def judge(utterance: str) -> float:
        reply = answered(utterance)
        return reply.interpretations[0].confidence if reply.status == "dry_run" else 0.0

    return judge


def _dry(backend: str = "") -> Callable[[str], Reply]:
    """Return a function that answers an utterance, the first of a session, without doing it."""
    from bot.interpreter import Interpreter
    from bot.settings import load_settings

    settings = load_settings()
    models = Models(installed(), settings, backend) if backend else shared_models()
    interpreter = Interpreter(models.plugins, settings, models=models)

    def answered(utterance: str) -> Reply:
        interpreter.session.reset()
        return interpreter.respond(utterance, dry_run=True)

    return answered

"""Reading without doing: what a sentence would do, and how sure the reader is of it."""

from __future__ import annotations

from collections.abc import Callable

from bot.interpretation import Interpretation
from bot.languages import guess_language
from bot.program import Program
from bot.services import Models, installed, shared_models


def open_reader(backend: str = "") -> Callable[[str], Program | None]:
    """Return a function that reads an utterance as a program without running it; None for what is not whole.

    Each utterance is the first of a session. Raises BotError for a backend that is not there.
    """
    best_of = _open(backend)

    def read(utterance: str) -> Program | None:
        best = best_of(utterance)
        return best.program if best.need == "nothing" else None

    return read


def open_judge() -> Callable[[str], float]:
    """Return a function that tells how sure the reader is of an utterance, 0 to 1; 0 where it is not read as a whole.

    Each utterance is the first of a session. The models are those that read what is typed; nothing else is asked, neither
    the policy nor what answers where no action fits.
    """
    best_of = _open()

    def judge(utterance: str) -> float:
        best = best_of(utterance)
        return best.confidence if best.need == "nothing" else 0.0

    return judge


def _open(backend: str = "") -> Callable[[str], Interpretation]:
    """Return a function that gives the best interpretation of an utterance, the first of a session."""
    from bot.interpreter import Interpreter, tidied
    from bot.settings import load_settings

    settings = load_settings()
    models = Models(installed(), settings, backend) if backend else shared_models()
    interpreter = Interpreter(models.plugins, settings, models=models)

    def best_of(utterance: str) -> Interpretation:
        interpreter.session.reset()
        text = tidied(utterance)
        return interpreter.interpret(text, guess_language(text, settings.language))[0]

    return best_of

"""The engine that ships: two small models of this project's own seq2seq, from English and into English."""

from __future__ import annotations

from collections.abc import Sequence

from bot import Completion, TextModel, load_text_model, simplified
from bot_translate.engines import PIVOT, Translation
from bot_translate.texts import tidied

OTHERS = frozenset({"zh", "fr", "de", "es"})
"""The languages between which and English the models translate."""
FROM_ENGLISH, INTO_ENGLISH = "translate-from-english", "translate-into-english"

LICENCE = "CC BY 2.0 FR"
"""That of the sentences which the models were trained on."""


class Shipped:
    """English to Chinese, French, German and Spanish, and back; one model for each way, loaded on first use."""

    name = "plugbot"

    def __init__(self, models: dict[str, TextModel] | None = None) -> None:
        """Load nothing yet, but where models are given by name."""
        self._models = dict(models or {})

    def translates(self, source: str, target: str) -> bool:
        """Return whether one of the languages is English and the other one of the four."""
        return (source == PIVOT and target in OTHERS) or (target == PIVOT and source in OTHERS)

    def sources(self) -> frozenset[str]:
        """Return all five."""
        return OTHERS | {PIVOT}

    def targets(self) -> frozenset[str]:
        """Return all five."""
        return OTHERS | {PIVOT}

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[Translation]:
        """Return the translation of each sentence; Chinese comes out in simplified characters, whatever goes in."""
        name = FROM_ENGLISH if source == PIVOT else INTO_ENGLISH
        if name not in self._models:
            self._models[name] = load_text_model(name)
        found = self._models[name].complete([asked(sentence, source, target) for sentence in sentences])
        return [_translation(sentence, each) for sentence, each in zip(sentences, found, strict=True)]


def asked(sentence: str, source: str, target: str) -> str:
    """Return a sentence as the models learned to read it: the one from English is told which language to write."""
    text = tidied(sentence, source)
    return f"to_{target} {text}" if source == PIVOT else simplified(text)


def _translation(sentence: str, found: Sequence[Completion]) -> Translation:
    if not found:  # no word in it: a number of signs stays what it is
        return Translation(sentence, 1.0)
    best = found[0]
    written = len(best.attention.target) if best.attention else 1
    return Translation(best.text, best.probability ** (1.0 / written))

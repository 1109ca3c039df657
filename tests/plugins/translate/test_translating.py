"""A text is translated sentence by sentence, from whatever language it is in, and says so where it is unsure."""

from __future__ import annotations

from typing import Any

import pytest

import bot_translate
from bot import ActionCancelled, ActionFailed, CallContext
from bot_translate.translating import Translator


def test_a_text_in_a_language_that_nobody_named(engine: Any) -> None:
    """Which one it is in is told by its letters, or by its script."""
    translator = Translator([engine])
    assert translator.translate("le chat dort", "en").text == "The cat sleeps"
    assert translator.translate("早上好", "en").text == "Good morning"
    assert translator.translate("good morning", "fr").source == "en"


def test_two_engines_on_one_way(engine: Any) -> None:
    """Where none translates directly, the way goes through English, and both may be wrong."""
    found = Translator([engine]).translate("猫", "fr")
    assert (found.text, found.source) == ("Chat", "zh")
    assert found.certainty == pytest.approx(0.9 * 0.9)


def test_a_full_stop_only_where_there_was_one(engine: Any) -> None:
    """A word asked for is a word."""
    translator = Translator([engine])
    assert translator.translate("bread", "fr", "en").text == "Pain"
    assert translator.translate("The cat sleeps.", "fr", "en").text == "Le chat dort."


def test_sentences_and_lines_stay(engine: Any) -> None:
    """Each sentence is translated by itself; lines are lines."""
    text = "The cat sleeps. Good morning.\n\n  The bread."
    assert Translator([engine]).translate(text, "fr", "en").text == "Le chat dort. Bon matin.\n\n  Le pain."
    assert engine.asked == ["The cat sleeps.", "Good morning.", "The bread."]


def test_a_very_long_sentence_goes_in_parts(engine: Any) -> None:
    """No engine is given more than it can read, and no word is lost."""
    Translator([engine]).translate("the cat sleeps, " * 500, "fr", "en")
    assert max(map(len, engine.asked)) <= 240
    assert " ".join(engine.asked).count("cat") == 500


def test_a_text_without_a_space_goes_in_parts(engine: Any) -> None:
    """Ten thousand characters in a row are no sentence."""
    Translator([engine]).translate("a" * 10_000, "fr", "en")
    assert sum(map(len, engine.asked)) == 10_000


def test_what_is_in_that_language_already(engine: Any) -> None:
    """It is not translated into itself."""
    with pytest.raises(ActionFailed, match="in French already"):
        Translator([engine]).translate("le chat dort dans la maison", "fr")


@pytest.mark.parametrize(("text", "to", "named"), [("good morning", "sv", "Swedish"), ("доброе утро", "en", "Russian")])
def test_a_language_that_no_engine_knows(engine: Any, text: str, to: str, named: str) -> None:
    """It is named, with what would help."""
    with pytest.raises(ActionFailed, match=f"{named}.*bot translate install"):
        Translator([engine]).translate(text, to)


def _context(*engines: Any, **more: Any) -> CallContext:
    return CallContext((), 0, "en", store={Translator: Translator(engines)}, **more)


def test_a_doubtful_translation_says_so(engine: Any) -> None:
    """The text that is handed on is the translation alone."""
    notes: list[str] = []
    context = _context(engine, note=notes.append)
    assert bot_translate.translate.function(context, "good morning", "fr") == "Bon matin"
    assert notes == []
    assert bot_translate.translate.function(context, "the zebra yodels loudly", "fr") == "Le zebra yodels loudly"
    assert notes == ["I am not sure of this translation."]


def test_nothing_to_translate(engine: Any) -> None:
    """A result may be empty."""
    with pytest.raises(ActionFailed, match="nothing to translate"):
        bot_translate.translate.function(_context(engine), "  ", "fr")


def test_a_long_text_can_be_stopped(engine: Any) -> None:
    """Between two sentences."""
    context = _context(engine, is_cancelled=lambda: len(engine.asked) == 3)
    with pytest.raises(ActionCancelled):
        bot_translate.translate.function(context, "Good morning. " * 50, "fr")
    assert len(engine.asked) == 3

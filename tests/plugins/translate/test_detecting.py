"""Which language a text is in."""

from __future__ import annotations

import pytest

from bot_translate.detecting import detect

FIVE = frozenset({"en", "zh", "fr", "de", "es"})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Where is the station?", "en"),
        ("où est la gare", "fr"),
        ("Der Hund schläft im Garten.", "de"),
        ("¿Dónde está la estación?", "es"),
        ("buenos días", "es"),
        ("guten morgen", "de"),
        ("早上好", "zh"),
        ("我們明天見", "zh"),
        ("我喜欢 pizza", "zh"),
        ("GUTEN MORGEN, WIE GEHT ES DIR?", "de"),
    ],
)
def test_five_languages(text: str, language: str) -> None:
    """Each is told from the others by its script or its letters."""
    assert detect(text, FIVE, "en") == language


def test_other_scripts() -> None:
    """A script tells its language, whether an engine knows it or not."""
    assert detect("доброе утро", FIVE, "en") == "ru"
    assert detect("おはようございます", FIVE, "en") == "ja"
    assert detect("사랑해요", FIVE, "zh") == "ko"
    assert detect("σ'αγαπώ", FIVE, "en") == "el"


def test_a_doubtful_word_is_in_the_language_of_the_conversation() -> None:
    """The word "hand" is English in English, and German in German."""
    assert detect("hand", FIVE, "en") == "en"
    assert detect("hand", FIVE, "de") == "de"


def test_no_letters_at_all() -> None:
    """Figures and signs have no language: it is that of the conversation."""
    assert detect("12:30", FIVE, "en") == "en"

"""The engine that ships asks its models as they learned, and says how certain they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot import Attention, Completion
from bot_translate.shipped import FROM_ENGLISH, INTO_ENGLISH, Shipped


class Model:
    """Writes what it was asked, as if it were one token of some probability and an end."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.asked: list[str] = []

    def complete(self, texts: Sequence[str], count: int = 1) -> list[list[Completion]]:
        """Return one completion of each."""
        assert count == 1
        self.asked += texts
        looks = Attention(("a",), ("b", "end"), ((1.0,), (1.0,)))
        return [[Completion("done", 0.25, looks)] if text.strip(".") else [] for text in texts]


@pytest.fixture
def models() -> dict[str, Model]:
    """One model for each way."""
    return {FROM_ENGLISH: Model(), INTO_ENGLISH: Model()}


def test_from_english_the_model_is_told_the_language(models: dict[str, Model]) -> None:
    """One model writes four."""
    found = Shipped(dict(models)).translate(["It’s  late."], "en", "de")
    assert models[FROM_ENGLISH].asked == ["to_de It's late."]
    assert (found[0].text, found[0].certainty) == ("done", 0.5)


def test_into_english_chinese_goes_in_in_either_script(models: dict[str, Model]) -> None:
    """The model learned simplified characters."""
    Shipped(dict(models)).translate(["我們明天見", "Ça va?"], "zh", "en")
    assert models[INTO_ENGLISH].asked[0] == "我们明天见"


def test_french_signs_have_their_space(models: dict[str, Model]) -> None:
    """However it was typed."""
    Shipped(dict(models)).translate(["Ça va?", "Il est 12:30\u202f!"], "fr", "en")
    assert models[INTO_ENGLISH].asked == ["Ça va ?", "Il est 12:30 !"]


def test_which_ways_there_are() -> None:
    """To and from English."""
    shipped = Shipped()
    assert shipped.translates("en", "zh")
    assert shipped.translates("es", "en")
    assert not shipped.translates("es", "fr")
    assert not shipped.translates("en", "sv")

"""Why a sentence was rejected, where it begins like one that is known."""

from __future__ import annotations

import pytest

from bot.backend import Context
from bot.interpretation import Evidence, Interpretation
from bot.plugins import Plugins
from bot.reading import NONE, Clause, Reading
from bot.reasons import Reasons


def why(plugins: Plugins, text: str) -> str:
    """Return the reason for a text that no action fits."""
    reading = Reading((Clause(NONE, 0, len(text)),))
    rejected = Interpretation((), 0.9, "rejection", evidence=Evidence(reading))
    return Reasons(plugins).why(text, rejected, Context(plugins.catalog))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("pick up the sofa", "but 'the sofa' is none that I know"),
        ("go to the orange box", "but not orange"),
    ],
)
def test_the_slot_that_cannot_be_read_is_the_reason(plugins: Plugins, text: str, reason: str) -> None:
    """Objects, colours and directions outside of the contract are named."""
    assert reason in why(plugins, text)


@pytest.mark.parametrize("text", ["what will the weather be like tomorrow", "turn upside down", "pick up it", "", "🦆"])
def test_other_sentences_have_no_better_reason(plugins: Plugins, text: str) -> None:
    """Nothing is made up where no template begins alike."""
    assert why(plugins, text) == ""

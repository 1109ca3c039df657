"""The level meter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from bot_speech.meter import level, meter

Samples = np.ndarray[Any, np.dtype[np.float64]]


def test_levels_in_decibels(pcm: Callable[[Samples], bytes]) -> None:
    """Below the loudest that there can be; nothing at all is as quiet as it gets."""
    assert level(pcm(np.ones(480))) == pytest.approx(0, abs=0.01)
    assert level(pcm(np.full(480, 0.1))) == pytest.approx(-20, abs=0.01)
    assert level(pcm(np.zeros(480))) == level(b"") == level(b"\x01") == -60


@pytest.mark.parametrize(
    ("loud", "speaking", "told"),
    [
        (1.0, True, "I hear you [########################]"),
        (0.0316, False, "Listening [############............] speak now"),
        (0.0, False, "Listening [........................] speak now"),
    ],
)
def test_the_meter_shows_how_loud_it_is(
    pcm: Callable[[Samples], bytes],
    loud: float,
    speaking: bool,  # noqa: FBT001 - a case
    told: str,
) -> None:
    """In a line as long as ever, and whether one is heard."""
    assert meter(pcm(np.full(480, loud)), speaking=speaking) == told

"""What training sees more often than people say it."""

from __future__ import annotations

import numpy as np
import pytest

from bot import STRUCTURE
from bot_bert.priors import ordered
from bot_bert.scheme import BEGIN, INSIDE, NEVER, OUTSIDE

AND = STRUCTURE.index("and")
ALL = np.ones((len(STRUCTURE), len(STRUCTURE)), bool)
LEARNED = np.arange(ALL.size, dtype=np.float32).reshape(ALL.shape)


def test_joining_what_nobody_joined_needs_more_evidence() -> None:
    """From a clause to the next one or to what joins them; how a first clause begins stays as it is."""
    found = ordered(LEARNED, ALL, said=0.0, trained=0.12)
    assert found[INSIDE, AND] == pytest.approx(LEARNED[INSIDE, AND] + np.log(0.03 / 0.12))
    assert found[INSIDE, BEGIN] < LEARNED[INSIDE, BEGIN]
    assert found[OUTSIDE, AND] < LEARNED[OUTSIDE, AND]  # behind a comma
    for begins in ((OUTSIDE, BEGIN), (BEGIN, INSIDE), (INSIDE, INSIDE), (AND, BEGIN)):
        assert found[begins] == LEARNED[begins]


@pytest.mark.parametrize(("said", "trained"), [(0.4, 0.4), (0.4, 0.3), (0.0, 0.0), (0.01, 0.02)])
def test_where_training_joins_no_more_than_people_nothing_changes(said: float, trained: float) -> None:
    """Made utterances are joined as they come; and what is rare anyhow stays as rare as it is."""
    assert ordered(LEARNED, ALL, said, trained).tolist() == LEARNED.tolist()


def test_what_never_followed_cannot() -> None:
    """Whatever the loss left of it."""
    follows = ALL.copy()
    follows[INSIDE, BEGIN] = False
    assert ordered(LEARNED, follows, 0.5, 0.6)[INSIDE, BEGIN] == NEVER

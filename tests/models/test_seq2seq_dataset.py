"""Batches of rows: what shares a round, and what Keras makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("keras")
from bot_seq2seq.dataset import Batches, text_row

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves

LENGTHS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=3, max_size=12)


@given(lengths=LENGTHS)
def test_two_batches_can_be_kept_from_sharing_a_size(lengths: list[tuple[int, int]]) -> None:
    """A size that the first two of a round share would be taken for fixed, and a later batch would break the training."""
    rows = [text_row([3] * source, [3] * target) for source, target in lengths]
    batches = Batches(lambda _: rows, 1, seed=0)
    for first in range(len(batches)):
        for second in range(len(batches)):
            one, _ = batches.batch(first)
            other, _ = batches.batch(second, batches.apart(first, second))
            assert all(one[name].shape[1] != other[name].shape[1] for name in ("ids", "symbol"))

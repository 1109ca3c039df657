"""Batches of training rows."""

from __future__ import annotations

import numpy as np
import pytest

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves


@pytest.mark.parametrize("pair", [(5, 5), (4, 5), (5, 4), (6, 7)])
def test_the_first_batches_of_a_round_never_share_a_size(pair: tuple[int, int]) -> None:
    """Keras takes a shared one for that of all, and training would end at the next batch."""
    from bot_seq2seq.dataset import Batches, text_row

    rows = [text_row([7] * length, [9] * (length - 1)) for length in pair]
    batches = Batches(lambda _: rows, 1, 0, shuffle=False)
    (first, _), (second, _) = batches.batch(0, 0), batches.batch(1, 1)
    shapes = [{(name, array.shape[1]) for name, array in each.items()} for each in (first, second)]
    assert shapes[0] & shapes[1] == set()


def test_hosts_read_each_batch_together() -> None:
    """Each its share of what one host reads alone; a batch that lacks rows has some of its own twice."""
    from bot_seq2seq.dataset import Batches, Share, text_row

    rows = [text_row([number] * number, [number]) for number in range(3, 14)]
    whole = Batches(lambda _: rows, 8, 0)
    shares = [Batches(lambda _: rows, 8, 0, share=Share(number, 2, 2)) for number in range(2)]
    assert len(whole) == len(shares[0]) == len(shares[1]) == 2
    for index in range(2):
        every = whole[index][0]["ids"]
        mine, yours = (share[index][0]["ids"] for share in shares)
        assert mine.shape == yours.shape
        assert len(every) == 8
        np.testing.assert_array_equal(np.concatenate([mine, yours]), every)

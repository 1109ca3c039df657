"""A batch of texts is told apart from some of a large vocabulary, as if it were from all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("tensorflow")
from bot_seq2seq import presets
from bot_seq2seq.candidates import CandidateCollate
from bot_seq2seq.dataset import collate, text_row
from bot_seq2seq.text_model import TextModel
from bot_seq2seq.text_training import train_text

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves

TARGETS = st.lists(st.lists(st.integers(3, 899), min_size=1, max_size=12), min_size=1, max_size=8)


@given(targets=TARGETS, count=st.integers(1, 1200))
def test_candidates_stand_for_all(targets: list[list[int]], count: int) -> None:
    """What is right is among them, each once; the others stand together for as many as were not drawn."""
    rows = [text_row([5, 6], target) for target in targets]
    plain, inputs = collate(rows)[0], CandidateCollate(900, count)(rows)[0]
    candidates, symbol = inputs["candidates"], inputs["symbol"]
    assert len(set(candidates.tolist())) == len(candidates)
    assert np.array_equal(np.where(symbol >= 0, candidates[symbol], -1), plain["symbol"])
    assert np.exp(inputs["drawn"]).sum() == pytest.approx(900, rel=1e-4)
    assert np.array_equal(plain["given"], inputs["given"])


def test_the_same_batch_draws_the_same() -> None:
    """So that a run that was interrupted goes on as it would have."""
    rows = [text_row([5], [7, 8, 9])]
    first, again = (CandidateCollate(900, 50)(rows)[0]["candidates"] for _ in range(2))
    assert np.array_equal(first, again)
    other = CandidateCollate(900, 50)([text_row([5], [7, 8, 11])])[0]["candidates"]
    assert not np.array_equal(first, other)


def test_a_model_of_one_table_learns_from_candidates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes what it learned by all its vocabulary, and its file holds the table once."""
    tiny = replace(presets.TEXT_PRESETS["tiny"], candidates=40, tied=True)
    monkeypatch.setitem(presets.TEXT_PRESETS, "tied", replace(tiny, name="tied"))
    monkeypatch.setitem(presets.TEXT_PRESETS, "apart", replace(tiny, name="apart", tied=False, candidates=0, read=1))
    pairs = [("one", "eins"), ("two", "zwei"), ("three", "drei"), ("four", "vier und mehr")]
    tied = train_text(pairs, tmp_path / "tied", preset="tied", report=lambda _: None)
    apart = train_text(pairs, tmp_path / "apart", preset="apart", report=lambda _: None)
    assert tied is not None
    assert apart is not None
    model = TextModel(tied.path)
    assert [found[0].text for found in model.complete([source for source, _ in pairs])] == [each for _, each in pairs]
    sizes = [(each.path / "step.tflite").stat().st_size for each in (tied, apart)]
    assert sizes[0] < sizes[1] - 256 * 32

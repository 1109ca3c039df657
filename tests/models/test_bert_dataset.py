"""Training rows: utterances as the network takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import Labelled

pytest.importorskip("keras")


def test_a_chain_of_slots_runs_on_over_a_filler(converted: Path) -> None:
    """As decoding reads it, which leaves the filler out: "the um box" is one slot of one clause."""
    from bot.sentences.sampler import Span
    from bot_bert.dataset import Rows
    from bot_bert.scheme import Scheme
    from bot_bert.tokens import Tokenizer

    text = "please open the um box um now"
    said = Labelled(
        text,
        (Span(0, 6, "O"), Span(7, len(text), "B"), Span(16, 18, "scrap"), Span(23, 25, "scrap")),
        (Span(12, 22, "target"),),
        (Span(7, len(text), "box.open"),),
    )
    scheme = Scheme(("@none", "box.open"), ("target",))
    row = Rows(Tokenizer(converted / "tokenizer.json"), scheme, None).row(said)
    assert row.slots.tolist() == [0, 0, 1, 2, 2, 0, 0]
    assert row.label.tolist() == [0, 1, 1, 1, 1, 0, 1]
    assert row.begins.tolist() == [1, 1, 0, 0, 0, 1, 0]
    assert row.clauses == [(1, [1, 2, 4, 6])]

"""Which clause that was read stands for which that was said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.report.pairing import align

INTENTS = st.lists(st.sampled_from(["play", "rate", "book"]), max_size=6)


@pytest.mark.parametrize(
    ("said", "read", "pairs"),
    [
        ("A", "B", [("A", "B")]),
        ("AB", "AB", [("A", "A"), ("B", "B")]),
        ("AB", "B", [("A", None), ("B", "B")]),
        ("A", "AB", [("A", "A"), (None, "B")]),
        ("ABC", "AXC", [("A", "A"), ("B", "X"), ("C", "C")]),
        ("AB", "BA", [("A", None), ("B", "B"), (None, "A")]),
    ],
)
def test_clauses_are_paired_with_few_mistakes(said: str, read: str, pairs: list[tuple[str, str]]) -> None:
    """One missed or one too many does not make a confusion of all that follow."""
    assert list(align(said, read)) == pairs


@given(INTENTS, INTENTS)
def test_no_clause_is_lost(said: list[str], read: list[str]) -> None:
    """Each stands in one pair, in its order, and no pair is empty."""
    pairs = align(said, read)
    assert [gold for gold, _ in pairs if gold is not None] == said
    assert [found for _, found in pairs if found is not None] == read
    assert (None, None) not in pairs


@given(INTENTS)
def test_what_was_read_right_is_paired_with_itself(said: list[str]) -> None:
    """Then there is no mistake."""
    assert all(gold == found for gold, found in align(said, said))

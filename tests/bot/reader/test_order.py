"""The order in which clauses run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader.order import in_order
from bot.reading import Join

JOINS = st.sampled_from(["start", "and", "then", "after", "before"])


def order(*clauses: str) -> str:
    """Return letters in order: `and B` is the clause B joined by `and`."""
    pairs: list[tuple[Join, str]] = []
    for each in clauses:
        join, _, letter = each.rpartition(" ")
        pairs.append((join or "start", letter))  # type: ignore[arg-type]
    return "".join(in_order(pairs))


@pytest.mark.parametrize(
    ("said", "run"),
    [
        (("A",), "A"),
        (("A", "and B", "then C"), "ABC"),
        (("A", "after B"), "BA"),
        (("A", "after B", "and C"), "BCA"),
        (("A", "and B", "after C"), "CAB"),
        (("A", "before B"), "AB"),
        (("A", "and B", "before C"), "ABC"),
        (("before A", "B"), "BA"),
        (("before A", "and B", "C"), "CAB"),
        (("after A", "B"), "AB"),
        (("after A", "and B", "C"), "ABC"),
        (("A", "after B", "then C"), "BAC"),
        (("A", "then B", "after C"), "ACB"),
        (("A", "after B", "then C", "after D"), "BADC"),
        (("before A", "B", "then C"), "BAC"),
    ],
)
def test_words_of_order_are_followed(said: tuple[str, ...], run: str) -> None:
    """`A after B and C` runs B, C, A; `A and B after C` runs C, A, B; `then` closes a group."""
    assert order(*said) == run


@given(st.lists(JOINS, max_size=7))
def test_every_clause_runs_once(joins: list[Join]) -> None:
    """Whatever joins them, none is lost and none is doubled."""
    assert sorted(in_order([(join, number) for number, join in enumerate(joins)])) == list(range(len(joins)))


@given(st.lists(st.sampled_from(["start", "and", "then"]), max_size=7))
def test_without_before_and_after_the_order_is_that_of_the_words(joins: list[Join]) -> None:
    """`And` and `then` never move a clause."""
    assert in_order([(join, number) for number, join in enumerate(joins)]) == list(range(len(joins)))

"""Documents cut into passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_search.passages import MOST, Part, cut


def test_paragraphs_that_are_short_stand_together_and_know_their_line() -> None:
    """A heading begins a passage of its own and names it."""
    text = "first\n\nsecond\n\n## Later\nthird\n\nfourth\n"
    found = [(passage.number, passage.title, passage.text) for passage in cut([Part(text)])]
    assert found == [(1, "", "first\n\nsecond"), (5, "Later", "## Later\n\nthird\n\nfourth")]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    """No word is torn."""
    found = list(cut([Part("One sentence that says something. " * 60)]))
    assert len(found) > 2
    assert all(passage.text.endswith("something.") for passage in found)


def test_lines_are_counted_within_a_long_block() -> None:
    """So that one finds the place in source code without empty lines."""
    found = list(cut([Part("\n".join(f"line number {number}" for number in range(1, 200)))]))
    assert [passage.text.split("\n")[0] for passage in found] == [f"line number {passage.number}" for passage in found]


def test_pages_never_run_together_and_rows_do() -> None:
    """A page is a place that one can open; a row alone says little."""
    pages = list(cut([Part("one", "page", 1), Part("two", "page", 2)]))
    assert [(passage.unit, passage.number, passage.text) for passage in pages] == [
        ("page", 1, "one"),
        ("page", 2, "two"),
    ]
    rows = list(cut([Part("a | 1", "row", 1, "Sheet"), Part("b | 2", "row", 2, "Sheet"), Part("c", "row", 1, "Other")]))
    assert [(passage.title, passage.number, passage.text) for passage in rows] == [
        ("Sheet", 1, "a | 1\n\nb | 2"),
        ("Other", 1, "c"),
    ]


@given(st.lists(st.text(st.sampled_from("ab c.\n#。注意?é"), max_size=3 * MOST), max_size=4))
def test_nothing_is_lost_and_nothing_is_too_long(texts: list[str]) -> None:
    """Whatever is written: all letters come out in their order."""
    found = list(cut([Part(text, "page", number) for number, text in enumerate(texts, 1)]))
    assert "".join("".join(passage.text for passage in found).split()) == "".join("".join(texts).split())
    assert all(len(passage.text.encode()) <= MOST + 2 * passage.text.count("\n\n") for passage in found)
    assert all(passage.text.strip() for passage in found)


@pytest.mark.parametrize(("sentence", "between"), [("Das Café schließt.", " "), ("它很好吃。", "")])
def test_sentences_are_parted_as_their_language_does(sentence: str, between: str) -> None:
    """With a space, or as in Chinese with none."""
    first, *_ = cut([Part(between.join([sentence] * 100))])
    assert first.text.startswith(f"{sentence}{between}{sentence}{between}")

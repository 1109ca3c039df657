"""Texts broken into lines."""

from __future__ import annotations

import pytest

from bot.terminal.layout import width, wrapped


def test_words_are_kept_whole() -> None:
    """A line is as long as there is room for words."""
    assert wrapped("one two three four five six seven", 20) == "one two three four\nfive six seven"


def test_rows_of_a_table_continue_under_their_last_cell() -> None:
    """Where there is room; else indented."""
    assert wrapped("  /undo  Undo the last thing done.", 30) == "  /undo  Undo the last thing\n         done."
    assert (
        wrapped("  a long name in front  Undo the last thing", 30) == "  a long name in front  Undo\n    the last thing"
    )


@pytest.mark.parametrize("columns", [20, 40, 77])
def test_no_line_is_wider_than_the_room(columns: int) -> None:
    """Whatever its letters: wide ones, combining ones, words without end."""
    text = "世界" * 60 + " " + "e\u0301" * 90 + " " + "x" * 200 + "\n    deep " + "word " * 40
    assert all(width(line) <= columns for line in wrapped(text, columns).split("\n"))


def test_nothing_is_lost() -> None:
    """Breaking lines only ever changes blanks."""
    text = "世界" * 30 + " some words " + "y" * 90
    assert "".join(wrapped(text, 30).split()) == "".join(text.split())


def test_zero_columns_break_nothing() -> None:
    """Pipes get what was said."""
    assert wrapped("word " * 100, 0) == "word " * 100


def test_widths() -> None:
    """Wide letters take two columns, combining ones none."""
    assert (width("abc"), width("世界"), width("e\u0301"), width("👍")) == (3, 4, 1, 2)

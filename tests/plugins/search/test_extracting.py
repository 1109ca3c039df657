"""What files say, whatever their format."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_search.extracting import UnreadableError, extract
from bot_search.passages import Passage, cut

SAID = {
    "a.pdf": [("page", 1, "", "The first page"), ("page", 2, "", "The second page")],
    "b.docx": [
        ("paragraph", 1, "Bread", "Bread\n\nKnead the dough for ten minutes."),
        ("paragraph", 3, "Soup", "Soup\n\nleek | two"),
    ],
    "c.pptx": [
        ("slide", 1, "Plan", "Plan\n\nBuy a boat"),
        ("slide", 2, "Money", "Money\n\nSell the car\n\nmention the bank"),
    ],
    "d.xlsx": [("row", 1, "Prices", "tea | 3\n\ncoffee | 4.5")],
    "e.odt": [("paragraph", 1, "Garden", "Garden\n\nWater the beans")],
    "f.ipynb": [("cell", 1, "Load", "# Load\n\nthe data"), ("cell", 2, "", "print(1)")],
    "g.html": [("paragraph", 1, "Ferry", "# Ferry\n\nIt leaves\nat noon.\n\ntickets\n\nsnacks")],
}


def passages(name: str, data: bytes) -> list[Passage]:
    """Return the passages of a file."""
    parts = extract(Path(name), data)
    assert parts is not None
    return list(cut(parts))


@pytest.mark.parametrize("name", SAID)
def test_every_format_says_its_words_with_their_place(name: str, files: dict[str, bytes]) -> None:
    """As its own library wrote them."""
    found = passages(name, files[name])
    assert [(each.unit, each.number, each.title, each.text) for each in found] == SAID[name]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("naïve café", "utf-8"), ("naïve café", "utf-8-sig"), ("naïve café", "utf-16"),
        ("héllo wörld, naïve café", "cp1252"),
        ("今天天气很好，我们去公园散步。", "gb18030"), ("今天天氣很好，我們去公園。", "big5"),
    ],
)  # fmt: skip
def test_text_is_read_in_the_encoding_that_it_has(text: str, encoding: str) -> None:
    """Old files too."""
    assert [each.text for each in passages("a.txt", text.encode(encoding))] == [text]


def test_a_picture_holds_no_text() -> None:
    """It is no error either."""
    assert extract(Path("a.png"), b"\x89PNG\r\n\0\0\0\rIHDR") is None


@pytest.mark.parametrize("name", [name for name in SAID if not name.endswith(".html")])
def test_a_damaged_file_is_told(name: str, files: dict[str, bytes]) -> None:
    """In a line, whatever its library raises."""
    with pytest.raises(UnreadableError, match="it is damaged, or not what its name says"):
        passages(name, files[name][: len(files[name]) // 3])
    with pytest.raises(UnreadableError, match="it is empty"):
        passages(name, b"")


@given(name=st.sampled_from([*SAID, "x.txt", "x.py"]), data=st.binary(max_size=300))
def test_no_bytes_raise_anything_else(name: str, data: bytes) -> None:
    """Neither a crash nor an error that nobody expects."""
    with suppress(UnreadableError):
        parts = extract(Path(name), data)
        assert parts is None or all(each.text for each in cut(parts))

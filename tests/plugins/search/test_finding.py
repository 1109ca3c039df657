"""Indexing folders and finding passages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import BotError
from bot_search import vectors
from bot_search.finding import Finder, Result, fused
from bot_search.index import Index
from bot_search.indexing import index_folder

NOTES = {
    "attention.md": "# Attention\n\nAttention lets a network weigh the words of a sentence.\n",
    "bread.md": "Knead the dough for ten minutes, then let it rise.\n",
    "caffe.txt": "The café opens at nine.\n",
    "zh.txt": "注意力机制让网络关注重要的词。\n\n意大利面很好吃。\n",
    "trad.txt": "學習機器翻譯需要很多資料。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of notes."""
    made = tmp_path / "notes"
    made.mkdir()
    for name, text in NOTES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """Yield an index with nothing in it."""
    with Index(tmp_path / "index.db") as made:
        yield made


def names(results: list[Result]) -> list[str]:
    """Return the names of the files that were found."""
    return [Path(result.path).name for result in results]


@pytest.mark.parametrize(
    ("query", "first", "marked"),
    [
        ("attention", "attention.md", ["Attention", "Attention"]),
        ("weighing sentences", "attention.md", ["weigh", "sentence"]),
        ("cafe", "caffe.txt", ["café"]),
        ("how do I bake a loaf", "bread.md", []),
        ("注意", "zh.txt", ["注意"]),
        ("注意力", "zh.txt", ["注意力"]),
        ("意大利面", "zh.txt", ["意大利面"]),
        ("机器翻译", "trad.txt", ["機器翻譯"]),
        ("機器", "trad.txt", ["機器"]),
    ],
)
def test_what_is_asked_for_comes_first(index: Index, folder: Path, query: str, first: str, marked: list[str]) -> None:
    """By its words, whatever their endings and accents, by two characters of Chinese in either script, or by meaning."""
    index_folder(index, folder)
    found = Finder(index).find(query)
    assert names(found)[0] == first
    text = found[0].text
    assert [text[start:end] for start, end in found[0].marks] == marked


def test_two_characters_that_do_not_stand_together_are_not_found(index: Index, folder: Path) -> None:
    """力 and 大 are both there, 力大 is not."""
    index_folder(index, folder)
    assert Finder(index).find("力大") == []


def test_only_what_changed_is_read_again(index: Index, folder: Path) -> None:
    """By content: a new date alone changes nothing, and the same size hides nothing."""
    assert index_folder(index, folder).added == len(NOTES)
    (folder / "bread.md").touch()
    again = index_folder(index, folder)
    assert (again.added, again.unchanged, again.removed) == (0, len(NOTES), 0)
    (folder / "bread.md").write_text(NOTES["bread.md"].replace("dough", "brick"), encoding="utf-8")
    (folder / "caffe.txt").unlink()
    again = index_folder(index, folder)
    assert (again.added, again.unchanged, again.removed) == (1, len(NOTES) - 2, 1)
    assert Finder(index).find("brick")[0].text.startswith("Knead the brick")
    assert "caffe.txt" not in names(Finder(index).find("café"))


def test_what_cannot_be_read_is_named_and_the_rest_is_indexed(index: Index, folder: Path) -> None:
    """A corrupt PDF, and a file that is too large to be somebody's notes."""
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    report = index_folder(index, folder)
    assert [(Path(path).name, problem) for path, problem in report.problems] == [
        ("broken.pdf", "it is damaged, or not what its name says"),
        ("huge.txt", "it is larger than 64 MB"),
    ]
    assert report.added == len(NOTES)
    assert len(index_folder(index, folder).problems) == 2


def test_a_folder_that_vanished_keeps_what_was_indexed(index: Index, folder: Path, tmp_path: Path) -> None:
    """A disk that is not plugged in loses nothing."""
    index_folder(index, folder)
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(BotError, match=r"notes is not there; what was indexed of it before is kept"):
        index_folder(index, folder)
    assert names(Finder(index).find("attention"))[0] == "attention.md"


def test_a_folder_that_vanishes_meanwhile_keeps_what_was_indexed(index: Index, folder: Path, tmp_path: Path) -> None:
    """It is one line too, where a file alone that vanishes is none."""
    index_folder(index, folder)

    def vanish(counted: str, done: int, _: int) -> None:
        if (counted, done) == ("files", 1):
            (folder / "bread.md").unlink()
        if (counted, done) == ("files", 3):
            folder.rename(tmp_path / "elsewhere")

    with pytest.raises(BotError, match="notes is not there; what was indexed of it before is kept"):
        index_folder(index, folder, vanish)
    assert len(index.documents()) == len(NOTES)
    assert names(Finder(index).find("attention"))[0] == "attention.md"


def test_a_folder_that_was_never_there_is_told(index: Index, folder: Path) -> None:
    """With what to do."""
    with pytest.raises(BotError, match=r"there is no .*nowhere: name a file or folder that is there"):
        index_folder(index, folder / "nowhere")


def test_a_full_disk_is_one_line_and_loses_nothing(index: Index, folder: Path) -> None:
    """What was indexed before is still found."""
    index_folder(index, folder)
    pages = index.rows("PRAGMA page_count")[0][0]
    index.rows(f"PRAGMA max_page_count = {pages + 2}")
    (folder / "long.txt").write_text("\n\n".join(f"word{number} " * 50 for number in range(200)), encoding="utf-8")
    with pytest.raises(BotError, match="the disk is full: what was indexed before is kept"):
        index_folder(index, folder)
    assert names(Finder(index).find("attention"))[0] == "attention.md"
    index.rows("PRAGMA max_page_count = 1000000")
    assert index_folder(index, folder).added == 1


@pytest.mark.parametrize("damage", [b"this is no database at all, but a text that is long enough", b""])
def test_a_damaged_index_is_one_line(tmp_path: Path, folder: Path, damage: bytes) -> None:
    """An empty file is only a new one."""
    path = tmp_path / "broken.db"
    path.write_bytes(damage)
    if damage:
        with pytest.raises(BotError, match=r"is damaged: `bot search remove --all` begins it anew"):
            Index(path)
    else:
        with Index(path) as index:
            assert index_folder(index, folder).added == len(NOTES)


def test_another_terminal_sees_what_was_indexed_meanwhile(tmp_path: Path, folder: Path) -> None:
    """Its vectors are read anew."""
    with Index(tmp_path / "one.db") as here, Index(tmp_path / "one.db") as there:
        finder = Finder(there)
        assert finder.find("attention") == []
        index_folder(here, folder)
        assert names(finder.find("network that weighs"))[0] == "attention.md"
        here.forget(folder / "attention.md")
        assert "attention.md" not in names(finder.find("network that weighs"))


def test_a_large_collection_has_no_vectors_and_ranks_what_words_find(
    index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The encoder puts what is meant before what only has the words."""
    (folder / "bank.txt").write_text("We sat on the bank of the river.\n", encoding="utf-8")
    (folder / "money.txt").write_text("The bank lends money at a rate of four per cent.\n", encoding="utf-8")
    index_folder(index, folder)
    assert index.count("vectors") == index.count("passages")
    monkeypatch.setattr(vectors, "MOST", 3)
    index_folder(index, folder)
    assert index.count("vectors") == 0
    assert names(Finder(index).find("bank loan interest"))[0] == "money.txt"


def test_rankings_are_fused_by_the_inverses_of_their_ranks() -> None:
    """What both know comes before what one of them has first, and meaning before words."""
    assert fused([1, 2, 3], [4, 2, 5]) == [2, 1, 3, 4, 5]
    assert fused([7, 8], []) == [7, 8]


@pytest.mark.parametrize(
    "query", ["", "   ", "?!", '"', "a OR b", "NEAR(", "*", "col:x", "\0", "x" * 10_000, "的", "the"]
)
def test_no_question_is_an_error(index: Index, folder: Path, query: str) -> None:
    """Not the words of the query language either."""
    index_folder(index, folder)
    Finder(index).find(query)

"""Lines that were typed."""

from __future__ import annotations

from pathlib import Path

from bot.terminal.lines import LONGEST, MOST, Lines


def test_lines_are_there_at_the_next_start(tmp_path: Path) -> None:
    """In the order in which they were typed, the same one twice in a row only once."""
    path = tmp_path / "new" / "lines.txt"
    first = Lines(path)
    for line in ("turn left", "turn left", "  go   on ", "", "x" * (LONGEST + 1), "世界"):
        first.add(line)
    assert Lines(path).all() == first.all() == ("turn left", "go on", "世界")


def test_two_terminals_write_without_loss(tmp_path: Path) -> None:
    """Each adds to the end."""
    path = tmp_path / "lines.txt"
    one, other = Lines(path), Lines(path)
    one.add("a")
    other.add("b")
    one.add("c")
    assert Lines(path).all() == ("a", "b", "c")


def test_words_are_looked_for() -> None:
    """All of them, in any order and case; the last lines only."""
    lines = Lines()
    for line in ("turn left", "turn right", "go LEFT and turn"):
        lines.add(line)
    assert lines.matching("left turn") == [(1, "turn left"), (3, "go LEFT and turn")]
    assert lines.matching("", 1) == [(3, "go LEFT and turn")]


def test_a_file_that_cannot_be_used_costs_nothing_else(tmp_path: Path) -> None:
    """A folder stands where the file should be; bytes are no text."""
    lines = Lines(tmp_path)
    lines.add("turn left")
    assert lines.all() == ("turn left",)
    broken = tmp_path / "lines.txt"
    broken.write_bytes(b"\xff\xfe\x00turn\n")
    Lines(broken).add("on")


def test_half_a_letter_is_kept_as_a_question_mark(tmp_path: Path) -> None:
    """A byte that is no text was typed: no file takes it."""
    path = tmp_path / "lines.txt"
    Lines(path).add("turn \udcff left")
    assert Lines(path).all() == ("turn ? left",)


def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    """Neither in a new file nor in one that was made for all to read."""
    path = tmp_path / "lines.txt"
    Lines(path).add("turn left")
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    Lines(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_lines_are_deleted(tmp_path: Path) -> None:
    """In the file too, where there is one."""
    path = tmp_path / "lines.txt"
    for lines in (Lines(path), Lines()):
        lines.add("turn left")
        lines.clear()
        lines.clear()
        assert lines.all() == ()
    assert not path.exists()


def test_the_file_does_not_grow_without_end(tmp_path: Path) -> None:
    """Old lines are dropped at a start."""
    path = tmp_path / "lines.txt"
    path.write_text("".join(f"line {number}\n" for number in range(2 * MOST + 1)), encoding="utf-8")
    assert len(Lines(path).all()) == MOST
    assert len(path.read_text(encoding="utf-8").splitlines()) == MOST

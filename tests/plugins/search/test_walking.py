"""Which files are indexed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot_search.walking import files_in


def written(folder: Path, *names: str) -> None:
    """Write files, each with its name inside."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def names(folder: Path) -> list[str]:
    """Return the names of what is indexed, below the folder."""
    return [path.relative_to(folder).as_posix() for path in files_in(folder)]


def test_files_come_in_the_order_of_their_names_without_hidden_ones(tmp_path: Path) -> None:
    """Whatever the disk says."""
    written(tmp_path, "b.md", "a/two.txt", "a/one.txt", ".git/config", ".hidden", "a/.env")
    assert names(tmp_path) == ["a/one.txt", "a/two.txt", "b.md"]


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    """A deeper file counts more, and takes back what one above ignores."""
    written(
        tmp_path, "keep.md", "x.log", "build/out.txt", "sub/x.log", "sub/deep/y.log", "sub/only.tmp", "other/only.tmp"
    )
    (tmp_path / ".gitignore").write_text("*.log\nbuild/\n", encoding="utf-8")
    (tmp_path / "sub" / ".gitignore").write_text("!x.log\n/only.tmp\n", encoding="utf-8")
    assert names(tmp_path) == ["keep.md", "other/only.tmp", "sub/x.log"]


def test_the_rules_of_a_repository_hold_below_its_root(tmp_path: Path) -> None:
    """Also where only a folder of it is indexed; what lies above the root says nothing."""
    written(tmp_path, "repo/.git/config", "repo/notes/a.md", "repo/notes/a.tmp", "repo/notes/b.bak")
    (tmp_path / "repo" / ".gitignore").write_text("*.tmp\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("*.bak\n", encoding="utf-8")
    assert names(tmp_path / "repo" / "notes") == ["a.md", "b.bak"]


def test_a_file_alone_is_itself(tmp_path: Path) -> None:
    """Named by hand, it is wanted."""
    written(tmp_path, "a.md")
    assert list(files_in(tmp_path / "a.md")) == [tmp_path / "a.md"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """It is not empty."""
    with pytest.raises(FileNotFoundError):
        list(files_in(tmp_path / "gone"))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    """A linked folder is walked once."""
    written(tmp_path, "a/one.md", "b/two.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "c").symlink_to(tmp_path / "b", target_is_directory=True)
    (tmp_path / "dead").symlink_to(tmp_path / "nothing")
    assert names(tmp_path) == ["a/one.md", "b/two.md"]

"""What a killed program and several at once leave of an index."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot_search.finding import Finder
from bot_search.index import Index
from bot_search.indexing import index_folder

FILES, KILLS = 150, 20
INDEX_IT = (
    "import sys; from pathlib import Path\n"
    "from bot_search.index import Index; from bot_search.indexing import index_folder\n"
    "with Index(Path(sys.argv[1])) as index: index_folder(index, Path(sys.argv[2]))"
)


def begun(path: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Begin to index a folder in a process of its own."""
    return subprocess.Popen([sys.executable, "-c", INDEX_IT, str(path), str(folder)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of many files."""
    made = tmp_path / "notes"
    made.mkdir()
    for number in range(FILES):
        (made / f"{number}.txt").write_text(f"number{number} " * 20, encoding="utf-8")
    return made


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is nothing that kills as hard")
def test_a_killed_program_loses_nothing_that_was_indexed_before(tmp_path: Path, folder: Path) -> None:
    """Twenty times in mid-write: what is there is whole, only grows, and is found; at the end all of it is."""
    path, first = tmp_path / "index.db", tmp_path / "first"
    first.mkdir()
    (first / "kept.txt").write_text("the word that was kept", encoding="utf-8")
    with Index(path) as index:
        index_folder(index, first)
    drawn, counts = random.Random(0), [0]
    for _ in range(KILLS):
        program = begun(path, folder)
        time.sleep(drawn.uniform(0.1, 0.7))
        program.kill()
        program.wait()
        with Index(path) as index:
            assert index.rows("PRAGMA integrity_check") == [("ok",)]
            index.rows("INSERT INTO words (words) VALUES ('integrity-check')")
            counts.append(len(index.documents()))
            assert Finder(index).find("kept")[0].path.endswith("kept.txt")
    assert counts[1:] == sorted(counts[1:])
    with Index(path) as index:
        index_folder(index, folder)
        assert len(index.documents()) == FILES + 1
        assert index.count("vectors") == index.count("passages") == FILES + 1


def test_several_programs_index_at_once(tmp_path: Path, folder: Path) -> None:
    """Each waits for the others' changes; nothing stands twice in the index."""
    path = tmp_path / "index.db"
    programs = [begun(path, folder) for _ in range(3)]
    assert [program.wait() for program in programs] == [0, 0, 0]
    with Index(path) as index:
        assert len(index.documents()) == index.count("passages") == FILES
        assert Finder(index).find("number7")[0].path == str(folder / "7.txt")

"""Loading pairs: what is written is what is read, and damage is named by file and line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError
from bot.evaluation.pairs.loading import load_pairs

WORD = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=5)
SIDE = st.lists(WORD, min_size=1, max_size=4).map(tuple)


@given(rows=st.lists(st.tuples(SIDE, st.lists(SIDE, min_size=1, max_size=3)), min_size=1), packed=st.booleans())
def test_tables_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    rows: list[tuple[tuple[str, ...], list[tuple[str, ...]]]],
    packed: bool,
) -> None:
    """With every right target, gzipped or not."""
    folder = tmp_path_factory.mktemp("pairs")
    data = "\n".join("\t".join(" ".join(side) for side in (source, *targets)) for source, targets in rows).encode()
    for split in ("train", "test"):
        path = folder / f"{split}.tsv{'.gz' if packed else ''}"
        path.write_bytes(gzip.compress(data) if packed else data)
    found = load_pairs(folder, "pairs")
    assert [(pair.source, [pair.target, *pair.others]) for pair in found.train] == rows
    assert [pair.source for pair in found.test] == [source for source, _ in rows]
    assert found.valid == ()
    assert all(pair.right(target) for pair, (_, targets) in zip(found.test, rows, strict=True) for target in targets)


def scan(folder: Path, *names: str) -> Path:
    """Write files of SCAN's lines, each with its name in them, and return the folder."""
    for name in names:
        (folder / name).write_bytes(gzip.compress(f"IN: walk twice OUT: {name} I_WALK\n".encode()))
    return folder


def test_lines_of_scan_are_read(tmp_path: Path) -> None:
    """Of the train file in a folder, and the test file that is called like it."""
    found = load_pairs(scan(tmp_path, "tasks_train_simple.txt.gz", "tasks_test_simple.txt.gz"), "scan")
    assert [(pair.source, pair.target) for pair in found.train] == [
        (("walk", "twice"), ("tasks_train_simple.txt.gz", "I_WALK"))
    ]
    assert [pair.place for pair in found.test] == ["tasks_test_simple.txt.gz:1"]


def test_a_train_file_says_which_of_several_splits(tmp_path: Path) -> None:
    """As in SCAN's folder of primitives."""
    names = [f"tasks_{split}_{name}.txt.gz" for split in ("train", "test") for name in ("jump", "turn_left")]
    scan(tmp_path, *names)
    with pytest.raises(BotError, match=r"several train files.*tasks_train_jump\.txt\.gz, tasks_train_turn_left"):
        load_pairs(tmp_path, "scan")
    found = load_pairs(tmp_path / "tasks_train_turn_left.txt.gz", "scan")
    assert found.name == "tasks_train_turn_left"
    assert found.test[0].target[0] == "tasks_test_turn_left.txt.gz"


@pytest.mark.parametrize(
    ("format_", "line", "problem"),
    [
        ("pairs", "only a source", r"train\.tsv:2: a source, a tab and a target are wanted"),
        ("pairs", "\ta target", r"train\.tsv:2: the source is empty"),
        ("pairs", "a source\t ", r"train\.tsv:2: the target is empty"),
        ("scan", "walk OUT: I_WALK", r"train\.tsv:2: 'IN: words OUT: tokens' is wanted"),
        ("scan", "IN: walk", r"train\.tsv:2: 'IN: words OUT: tokens' is wanted"),
        ("scan", "IN: OUT: I_WALK", r"train\.tsv:2: the source is empty"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, format_: str, line: str, problem: str) -> None:
    """With its file and its number."""
    good = {"pairs": "a\tb", "scan": "IN: a OUT: b"}[format_]
    (tmp_path / "train.tsv").write_text(f"{good}\n{line}\n")
    (tmp_path / "test.tsv").write_text(f"{good}\n")
    with pytest.raises(BotError, match=problem):
        load_pairs(tmp_path, format_)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    """The folder, the file, the format."""
    with pytest.raises(BotError, match="no such file or folder"):
        load_pairs(tmp_path / "nowhere", "pairs")
    with pytest.raises(BotError, match="'csv' is no format of pairs: say pairs, scan"):
        load_pairs(tmp_path, "csv")
    with pytest.raises(BotError, match=r"there is no train\.tsv"):
        load_pairs(tmp_path, "pairs")
    with pytest.raises(BotError, match="no file with 'train' in its name"):
        load_pairs(tmp_path, "scan")
    (tmp_path / "train.tsv").write_text("a\tb\n")
    with pytest.raises(BotError, match=r"there is no test\.tsv"):
        load_pairs(tmp_path, "pairs")
    with pytest.raises(BotError, match=r"there is no test\.tsv beside train\.tsv"):
        load_pairs(tmp_path / "train.tsv", "pairs")

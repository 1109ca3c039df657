"""Model folders: checked when opened, replaced whole or not at all."""

import hashlib
import json
from io import BufferedReader
from pathlib import Path
from typing import NoReturn

import pytest

from bot.errors import ModelError
from bot.model_folder import FORMAT, MODEL_CARD, MODEL_JSON, backend_of, open_model_folder, write_model_folder

DATA = {"backend": "bert", "name": "small", "languages": ["en"], "labels": ["a.b"], "scores": {"exact": 0.9}}


def write(path: Path, words: str = "weights") -> None:
    """Write a model folder of one file."""
    write_model_folder(path, DATA, lambda folder: _put(folder, words))


def _put(folder: Path, words: str) -> None:
    (folder / "lower.tflite").write_text(words)


def test_what_was_written_is_opened(tmp_path: Path) -> None:
    """With its data, its files and a card that tells people about it."""
    write(tmp_path / "m")
    folder = open_model_folder(tmp_path / "m", "bert")
    assert folder.data["labels"] == ["a.b"]
    assert folder.file("lower.tflite").read_text() == "weights"
    card = (tmp_path / "m" / MODEL_CARD).read_text()
    assert "# small" in card
    assert "| exact | 0.9 |" in card
    assert folder.data["hashes"]["lower.tflite"] in card


def test_a_truncated_file_is_named(tmp_path: Path) -> None:
    """Half a download is not used."""
    write(tmp_path / "m")
    (tmp_path / "m" / "lower.tflite").write_text("weig")
    with pytest.raises(ModelError, match=r"lower\.tflite is damaged"):
        open_model_folder(tmp_path / "m", "bert")


def test_a_file_is_hashed_once_while_it_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a model again costs nothing; what is damaged or replaced in between is noticed."""
    path = tmp_path / "m" / "lower.tflite"
    opened: list[Path] = []
    digest = hashlib.file_digest

    def counted(file: BufferedReader, kind: str) -> object:
        opened.append(Path(file.name))
        return digest(file, kind)

    monkeypatch.setattr(hashlib, "file_digest", counted)
    write(tmp_path / "m", "old")
    opened.clear()
    for _ in range(2):
        open_model_folder(tmp_path / "m", "bert")
    assert opened == [path]
    path.write_text("new")
    with pytest.raises(ModelError, match=r"lower\.tflite is damaged"):
        open_model_folder(tmp_path / "m", "bert")
    write(tmp_path / "m", "new")
    assert open_model_folder(tmp_path / "m", "bert").file("lower.tflite").read_text() == "new"


def test_the_backend_of_a_folder_is_told_by_its_listing(tmp_path: Path) -> None:
    """Without looking at its other files; a folder that is none is named."""
    write(tmp_path / "m")
    (tmp_path / "m" / "lower.tflite").unlink()
    assert backend_of(tmp_path / "m") == "bert"
    with pytest.raises(ModelError, match="nowhere is no model folder"):
        backend_of(tmp_path / "nowhere")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """So that the user knows what to bring back."""
    write(tmp_path / "m")
    (tmp_path / "m" / "lower.tflite").unlink()
    with pytest.raises(ModelError, match=r"lower\.tflite is missing"):
        open_model_folder(tmp_path / "m", "bert")


def test_a_file_that_the_folder_does_not_list_is_named(tmp_path: Path) -> None:
    """An encoder alone has no reader; asking for one says so."""
    write(tmp_path / "m")
    with pytest.raises(ModelError, match=r"lists no reader\.tflite"):
        open_model_folder(tmp_path / "m", "bert").file("reader.tflite")


def test_a_model_of_another_backend_is_refused(tmp_path: Path) -> None:
    """The message names both."""
    write(tmp_path / "m")
    with pytest.raises(ModelError, match=r"backend 'bert', not 'seq2seq'"):
        open_model_folder(tmp_path / "m", "seq2seq")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "{}", '{"backend": "bert"}', '{"backend": "bert", "hashes": []}', '{"hashes": {}}', "\x00"],
)
def test_a_foreign_listing_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever model.json holds, the error names it."""
    (tmp_path / MODEL_JSON).write_text(text)
    with pytest.raises(ModelError, match=MODEL_JSON):
        open_model_folder(tmp_path, "bert")


def test_a_listing_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are damage, not a crash."""
    (tmp_path / MODEL_JSON).write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ModelError, match=MODEL_JSON):
        open_model_folder(tmp_path, "bert")


def test_a_folder_without_a_listing_is_no_model_folder(tmp_path: Path) -> None:
    """Neither is a path that is not there."""
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ModelError, match=f"{path} is no model folder"):
            open_model_folder(path, "bert")


def test_another_format_says_what_to_do(tmp_path: Path) -> None:
    """An older or newer program wrote it."""
    write(tmp_path / "m")
    listing = tmp_path / "m" / MODEL_JSON
    listing.write_text(json.dumps({**json.loads(listing.read_text()), "format": FORMAT + 1}))
    with pytest.raises(ModelError, match="train the model again"):
        open_model_folder(tmp_path / "m", "bert")


def test_a_hash_outside_the_folder_opens_nothing_foreign(tmp_path: Path) -> None:
    """A listing that points at a file elsewhere is refused like a damaged one."""
    write(tmp_path / "m")
    listing = tmp_path / "m" / MODEL_JSON
    listing.write_text(json.dumps({**json.loads(listing.read_text()), "hashes": {"../nothing": "0" * 64}}))
    with pytest.raises(ModelError):
        open_model_folder(tmp_path / "m", "bert")


def test_a_new_model_replaces_the_old_one(tmp_path: Path) -> None:
    """Nothing but the new folder is left."""
    write(tmp_path / "m", "old")
    write(tmp_path / "m", "new")
    assert open_model_folder(tmp_path / "m", "bert").file("lower.tflite").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir() if "m" in path.name and path.name != "home"] == ["m"]


def test_a_failure_while_writing_keeps_the_old_model(tmp_path: Path) -> None:
    """Even Ctrl-C: the old folder opens as before and no half folder lies beside it."""
    write(tmp_path / "m", "old")

    def stopped(folder: Path) -> NoReturn:
        _put(folder, "half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_model_folder(tmp_path / "m", DATA, stopped)
    assert open_model_folder(tmp_path / "m", "bert").file("lower.tflite").read_text() == "old"
    assert not list(tmp_path.glob(".m*"))


@pytest.mark.parametrize("stopped", [OSError("another device"), KeyboardInterrupt()])
@pytest.mark.parametrize("late", [False, True])
def test_a_failure_while_renaming_keeps_the_old_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped: BaseException, *, late: bool
) -> None:
    """The old folder is put back where it was, whether it or the new one was being moved."""
    write(tmp_path / "m", "old")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if late and target.name.endswith(".old"):
            rename(path, target)
            raise stopped
        if target == tmp_path / "m" and not path.name.endswith(".old"):
            raise stopped
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(type(stopped)):
        write(tmp_path / "m", "new")
    assert open_model_folder(tmp_path / "m", "bert").file("lower.tflite").read_text() == "old"


def test_a_model_never_takes_the_place_of_something_else(tmp_path: Path) -> None:
    """Somebody's own folder stays as it is; an empty one, and another model, may be replaced."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(ModelError, match="mine is there already and is no model folder"):
        write_model_folder(tmp_path / "mine", {"backend": "bert"}, lambda _: None)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"
    (tmp_path / "empty").mkdir()
    for _ in range(2):
        write_model_folder(tmp_path / "empty", {"backend": "bert"}, lambda _: None)
    assert (tmp_path / "empty" / "model.json").is_file()

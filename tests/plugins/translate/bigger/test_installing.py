"""`bot translate install|list|remove`: what is told first, what is there afterwards, and nothing by halves."""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import Result

from bot import ActionFailed, data_folder
from bot_translate.installed import installed_engines
from bot_translate.translating import Translator

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")

Write = Callable[..., Path]
Run = Callable[..., Result]
Told = Callable[..., str]
Left = Callable[[], list[str]]


def packed(folder: Path, path: Path) -> Path:
    """Return a package of what lies in a folder."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, f"{folder.name}/{file.relative_to(folder)}")
    return path


def translated(text: str, to: str) -> str:
    """Return an English text in another language, by what is installed."""
    return Translator().translate(text, to, "en").text


def listed(run: Run) -> dict[str, dict[str, object]]:
    """Return what `bot translate list` says of each model."""
    return {model["name"]: model for model in json.loads(run("list", "--json").stdout)["models"]}


def test_a_folder_is_noted_where_it_is(marian: Write, run: Run, left: Left) -> None:
    """Name, languages, size and licence are shown before it asks; removing forgets the note alone."""
    folder = marian()
    done = run("install", folder)
    shown = done.stdout.partition("Install it?")[0]
    for words in ("opus-mt-en-fi", "English -> Finnish", "MB", "cc-by-4.0", "stays there"):
        assert words in shown
    assert translated("hello", "fi") == "hei"
    assert listed(run)["opus-mt-en-fi"]["where"] == str(folder)
    assert "English -> Finnish" in run("list").stdout
    assert "stays" in run("remove", "opus-mt-en-fi").stdout
    assert (folder / "model.bin").is_file()
    assert left() == []


def test_no_means_no(marian: Write, run: Run, left: Left) -> None:
    """Neither installs nor removes."""
    folder = marian()
    assert "nothing is installed" in run("install", folder, answer="n\n").stdout
    assert left() == []
    run("install", folder, "--yes")
    assert "nothing is removed" in run("remove", "opus-mt-en-fi", answer="n\n").stdout
    assert left() == ["opus-mt-en-fi"]


def test_a_package_of_argos_is_unpacked(argos: Write, tmp_path: Path, run: Run, left: Left) -> None:
    """What translates is, and nothing else."""
    folder = argos()
    (folder / "stanza").mkdir()
    (folder / "stanza" / "en.pt").write_bytes(b"x" * 99)
    path = packed(folder, tmp_path / "translate-en_es.argosmodel")
    shutil.rmtree(folder)
    assert "CC0 1.0 Universal" in run("install", path).stdout
    assert translated("hello", "es") == "hola mundo"
    assert not (data_folder() / "translate" / "translate-en_es" / "stanza").exists()
    run("remove", "translate-en_es")
    assert left() == []


def test_a_model_is_installed_once(marian: Write, run: Run, told: Told, left: Left) -> None:
    """A second one may have another name."""
    folder = marian()
    run("install", folder)
    assert "is installed already: `bot translate remove opus-mt-en-fi`" in told(folder)
    run("install", folder, "--name", "again")
    assert left() == ["again", "opus-mt-en-fi"]


def test_languages_that_nothing_says_are_asked_for(marian: Write, run: Run, told: Told) -> None:
    """And may be said."""
    folder = marian("mine")
    assert "does not say its languages: say them, as in `bot translate install" in told(folder)
    run("install", folder, "--from", "en", "--to", "fi")
    assert translated("hello", "fi") == "hei"


def with_member(name: str, data: bytes) -> Callable[[Path], None]:
    """Return what adds a member to a package."""

    def add(path: Path) -> None:
        with ZipFile(path, "a", ZIP_DEFLATED) as archive:
            archive.writestr(name, data)

    return add


def claim(path: Path) -> None:
    """Make a package claim that its model is 4 GB when unpacked, as a bomb's would be."""
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    while not data[at:].startswith(b"PK\x01\x02") or b"model.bin" not in data[at : at + 80]:
        at = data.index(b"PK\x01\x02", at + 1)
    data[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (with_member("en_es/../../evil", b"x"), "which would be unpacked elsewhere"),
        (with_member("/etc/evil", b"x"), "which would be unpacked elsewhere"),
        (with_member("..\\evil", b"x"), "which would be unpacked elsewhere"),
        (claim, "4.3 GB when unpacked"),
        (lambda path: path.write_bytes(path.read_bytes()[:-500]), "is damaged, or no package"),
        (lambda path: path.write_bytes(path.read_bytes()[:500] + b"?" * 99 + path.read_bytes()[599:]), "damaged"),
        (lambda path: path.write_text("not a package"), "is damaged, or no package"),
    ],
)
def test_a_package_that_is_not_sound_is_refused(
    argos: Write, tmp_path: Path, damage: Callable[[Path], object], words: str, told: Told
) -> None:
    """In one line, and nothing is written anywhere."""
    path = packed(argos(), tmp_path / "translate-en_es.argosmodel")
    damage(path)
    assert words in told(path)
    assert not list(tmp_path.rglob("evil"))


def test_a_package_without_a_model_or_with_no_metadata_is_refused(argos: Write, tmp_path: Path, told: Told) -> None:
    """Which of the two is said."""
    folder = argos()
    (folder / "model" / "model.bin").unlink()
    assert "model.bin is missing" in told(packed(folder, tmp_path / "a.argosmodel"))
    (folder / "metadata.json").unlink()
    assert "no metadata.json" in told(packed(folder, tmp_path / "b.argosmodel"))


@contextmanager
def no_room(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as on a disk that is full."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_nothing(argos: Write, tmp_path: Path, told: Told) -> None:
    """Of what was unpacked until then."""
    path = packed(argos(), tmp_path / "translate-en_es.argosmodel")
    with no_room(3000):
        assert "translate-en_es is not installed: the disk is full" in told(path)


def test_more_than_there_is_room_for_is_not_begun(
    argos: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    """Both sizes are said."""
    path = packed(argos(), tmp_path / "translate-en_es.argosmodel")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=9))
    assert "are free in" in told(path)


def test_a_damaged_model_stops_no_other(argos: Write, marian: Write, tmp_path: Path, run: Run, left: Left) -> None:
    """It is listed with what is wrong, which is said too where it alone would have translated."""
    run("install", packed(argos(), tmp_path / "translate-en_es.argosmodel"))
    run("install", marian())
    model = data_folder() / "translate" / "translate-en_es" / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:-9])
    assert str(listed(run)["translate-en_es"]["problem"]).endswith("model.bin is damaged")
    assert "cannot be used: " in run("list").stdout
    assert translated("hello", "fi") == "hei"
    assert [engine.name for engine in installed_engines()] == ["opus-mt-en-fi", "plugbot"]
    shutil.rmtree(tmp_path / "opus-mt-en-fi")
    with pytest.raises(ActionFailed, match=r"from English into Finnish: .*there is no such folder"):
        translated("hello", "fi")
    (data_folder() / "translate" / "opus-mt-en-fi" / "installed.json").write_text("{", encoding="utf-8")
    assert str(listed(run)["opus-mt-en-fi"]["problem"]).endswith("installed.json is damaged")
    run("remove", "opus-mt-en-fi")
    assert left() == ["translate-en_es"]


def test_the_settings_name_the_model_that_is_asked_first(
    marian: Write, nllb: Write, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """A folder or an installed one; else the model of the fewest languages is. A folder that is gone is told."""
    run("install", nllb())
    run("install", marian())
    assert [engine.name for engine in installed_engines()] == ["opus-mt-en-fi", "nllb-tiny", "plugbot"]
    monkeypatch.setenv("BOT_OPTIONS", "translate.model=nllb-tiny")
    assert next(iter(installed_engines())).name == "nllb-tiny"
    other = marian("opus-mt-en-gem", labels=True)
    monkeypatch.setenv("BOT_OPTIONS", f"translate.model={other}")
    assert next(iter(installed_engines())).translates("en", "sv")
    shutil.rmtree(other)
    assert "there is no such folder" in str(listed(run)["opus-mt-en-gem"]["problem"])
    assert translated("hello", "fi") == "hei"


def test_what_is_neither_a_path_nor_a_name_on_the_hub_asks_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    """A mistyped path of a folder that is there is no name on the hub."""
    (tmp_path / "models").mkdir()
    monkeypatch.chdir(tmp_path)
    for what in ("nothing", "models/opus-mt-en-fi", "./a/b", "/a/b"):
        assert "there is no such folder or file" in told(what)

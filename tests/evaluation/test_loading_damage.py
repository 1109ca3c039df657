"""Damaged data: one clear line that names the file and the line."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.errors import BotError
from bot.evaluation.loading import load_dataset

WriteSlu = Callable[..., Path]
ELSE = " If not, say --allow-unknown"


def problem(folder: Path, **options: Any) -> str:
    """Return what is said to be wrong, relative to the folder; it is always one line."""
    with pytest.raises(BotError) as caught:
        load_dataset(folder, **options)
    text = str(caught.value)
    assert "\n" not in text
    return text.replace(f"{folder}/", "")


def change(path: Path, line: int, text: str | None) -> None:
    """Replace a line of a file, counted from 1; None takes it away."""
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[line - 1 : line] = [] if text is None else [text]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("name", ["label", "seq.out", "seq.in"])
def test_a_file_one_line_short(slu_folder: Path, name: str) -> None:
    """The line that has no partner is named, in the file that lacks it."""
    change(slu_folder / "train" / name, 34, None)
    said = problem(slu_folder)
    assert said.startswith(f"train/{name}:34: the file ends after 33 lines, but ")
    assert said.endswith("has 34")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("seq.out", "O O", "train/seq.out:3: 2 tags, but 3 words in seq.in"),
        ("seq.in", "soak the lily now", "train/seq.out:3: 3 tags, but 4 words in seq.in"),
        ("seq.in", "", "train/seq.in:3: the line is empty"),
        ("seq.in", "\u00a0", "train/seq.in:3: the line is empty"),
        ("seq.in", "soak \x00 lily", "train/seq.in:3: there is a control character (U+0000): the line is damaged"),
        ("seq.out", "O O X-plant", "train/seq.out:3: 'X-plant' is no tag: it is neither O nor B- or I- with a slot"),
        ("seq.out", "O O plant", "train/seq.out:3: 'plant' is no tag: it is neither O nor B- or I- with a slot"),
        ("seq.out", "O O B-", "train/seq.out:3: 'B-' is no tag: it is neither O nor B- or I- with a slot"),
        ("seq.out", "O O B-@count", "train/seq.out:3: '@count' is no name of a slot"),
        ("seq.out", "O O B-plnat", "train/seq.out:3: a slot 'plnat' stands only here: is 'plant' meant?" + ELSE),
        ("label", "WatrPlant", "train/label:3: an intent 'WatrPlant' stands only here: is 'WaterPlant' meant?" + ELSE),
        ("label", "WaterPla", "train/label:3: an intent 'WaterPla' stands only here: is 'WaterPlant' meant?" + ELSE),
        ("label", "@none", "train/label:3: '@none' stands beside other intents"),
        ("label", "@water", "train/label:3: '@water' is no name of an intent"),
        ("label", "", "train/label:3: '' is no name of an intent"),
        ("label", "Wa}er~", "train/label:3: 'Wa}er~' is no name of an intent"),
        ("label", "SweepRoom##ToldJoke", "train/label:3: '' is no name of an intent"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be(slu_folder: Path, name: str, text: str, said: str) -> None:
    """Words, tags or labels that do not go together, or are none."""
    change(slu_folder / "train" / name, 3, f"ToldJoke#{text}" if text == "@none" else text)
    assert problem(slu_folder) == said


def test_a_misspelt_tag_of_the_test_split(slu_folder: Path) -> None:
    """One letter beside a slot that stands often is damage there too, not a new slot."""
    tags = slu_folder / "test" / "seq.out"
    line = next(number for number, text in enumerate(tags.read_text().splitlines(), start=1) if "B-plant" in text)
    change(tags, line, tags.read_text().splitlines()[line - 1].replace("B-plant", "B-plent"))
    assert problem(slu_folder) == f"test/seq.out:{line}: a slot 'plent' stands only here: is 'plant' meant?{ELSE}"


def test_a_name_that_only_looks_misspelt(slu_folder: Path) -> None:
    """Whoever says that it is right goes on, and is reminded of it beside the figures."""
    change(slu_folder / "train" / "label", 3, "WatrPlant")
    found = load_dataset(slu_folder, allow_unknown=True)
    assert found.notes[0] == "label:3: an intent 'WatrPlant' stands only here: is 'WaterPlant' meant?"


@pytest.mark.parametrize("split", ["train", "valid", "test"])
def test_an_empty_split(slu_folder: Path, split: str) -> None:
    """Files without a line are an error; so is a missing split, save for the valid one."""
    (slu_folder / split / "seq.in").write_text("\n")
    assert problem(slu_folder) == f"{split}/seq.in:1: the file is empty"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("sweep the hall\n".encode("utf-16"), "test/seq.in:1: this looks like UTF-16; save the file as UTF-8"),
        ("sweep the hall\n".encode("utf-16-be"), "test/seq.in:1: this looks like UTF-16; save the file as UTF-8"),
        (b"sweep the hall\nclean the caf\xe9\n", "test/seq.in:2: these bytes are no UTF-8 text"),
    ],
)
def test_text_in_another_encoding(slu_folder: Path, data: bytes, said: str) -> None:
    """With or without a mark at its start."""
    (slu_folder / "test" / "seq.in").write_bytes(data)
    assert problem(slu_folder) == said


def test_a_mark_at_the_start_and_lines_of_windows_are_no_damage(slu_folder: Path) -> None:
    """Editors leave them behind."""
    before = load_dataset(slu_folder)
    for path in slu_folder.glob("*/*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_dataset(slu_folder) == before


def test_gzip_data_cut_off(write_slu: WriteSlu) -> None:
    """Says up to which line they can be read; data that are no gzip at all fail at the first."""
    random = Random(1)
    texts = [" ".join("".join(random.choices("abcdefgh", k=5)) for _ in range(5)) for _ in range(9000)]
    rows = [(text, "O O O O O", "Talk") for text in texts]
    folder = write_slu({"train": rows, "test": rows[:10]}, packed=True)
    path = folder / "train" / "seq.in.gz"
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    file, line, said = problem(folder).split(":")
    assert (file, said) == ("train/seq.in.gz", " the gzip data are damaged from here on")
    assert 1000 < int(line) < 9000
    path.write_bytes(b"no gzip")
    assert problem(folder) == "train/seq.in.gz:1: the gzip data are damaged from here on"


def _bytes(line: str, random: Random) -> str:
    del line
    return "".join(chr(random.randrange(33, 127)) for _ in range(12))


def _letters(line: str, random: Random) -> str:
    letters = list(line)
    for _ in range(4):
        letters[random.randrange(len(letters))] = random.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def _shorter(line: str, random: Random) -> str:
    return line[: random.randrange(1, max(2, len(line) // 2))]


@pytest.mark.parametrize("name", ["label", "seq.out"])
@pytest.mark.parametrize("garble", [_bytes, _letters, _shorter])
def test_one_line_in_a_hundred_garbled(write_slu: WriteSlu, name: str, garble: Callable[[str, Random], str]) -> None:
    """Noise, letters changed, or lines cut off, in a set of a few thousand sentences."""
    rows = [
        (f"{verb} the {room} for {guest}", "O O B-room O B-guest", f"{verb.title()}Room")
        for verb in ("sweep", "paint", "heat", "lock")
        for room in ("hall", "attic", "cellar", "kitchen", "porch")
        for guest in ("ada", "karl", "ines", "otto", "mia")
    ] * 20  # fmt: skip
    folder = write_slu({"train": rows, "valid": rows[:100], "test": rows[:100]})
    random = Random(7)
    damaged = sorted(random.sample(range(1, len(rows) + 1), len(rows) // 100))
    lines = (folder / "train" / name).read_text().splitlines()
    for line in damaged:
        lines[line - 1] = garble(lines[line - 1], random)
    (folder / "train" / name).write_text("\n".join(lines))
    file, line_, _ = problem(folder).split(":", 2)
    assert file == f"train/{name}"
    assert int(line_) in damaged


def test_rare_intents_are_no_damage(slu_folder: Path, write_slu: WriteSlu) -> None:
    """One sentence for each intent, or a few intents that stand once beside others that stand often."""
    rows = [(f"do the {way} thing", "O O B-way O", f"{way}Thing") for way in ("Odd", "Even", "Tall", "Grey")]
    write_slu({"test": rows}, slu_folder)
    assert len(load_dataset(slu_folder, allow_unknown=True).test) == 4
    write_slu({"train": rows, "valid": rows, "test": rows}, slu_folder)
    assert len(load_dataset(slu_folder).catalog.actions) == 4


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("train/label", "there is no label"), ("test/seq.in", "there is no seq.in"),
        ("test/seq.out", "there is a seq.out in train, valid but none in test"),
    ],
)  # fmt: skip
def test_a_missing_file(slu_folder: Path, missing: str, said: str) -> None:
    """Says which; tags in some splits only would make the figures wrong."""
    (slu_folder / missing).unlink()
    assert problem(slu_folder).endswith(said)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("train", None, "data_full.json:1: there is no 'train' in it"),
        ("test", None, "data_full.json:1: there is no 'test' in it"),
        ("train", [], "'train' is empty"),
        ("train", "thanks", "'train' is no list"),
        ("oos_test", [["why", "oos"], ["why"]], 'record 2 of oos_test is no pair of utterance and intent: ["why"]'),
        (
            "oos_test",
            [["sing", "thanks"]],
            "record 1 of oos_test has the intent 'thanks'; what is out of scope has 'oos'",
        ),
        ("test", [["why", 7]], 'record 1 of test is no pair of utterance and intent: ["why", 7]'),
        ("test", [["  ", "thanks"]], "record 1 of test has an empty utterance or intent"),
        ("test", [["why", "@thanks"]], "'@thanks' is no name of an intent"),
    ],
)
def test_a_json_file_that_is_not_as_it_should_be(clinc_folder: Path, key: str, value: Any, said: str) -> None:
    """Names the line on which the record stands."""
    path = clinc_folder / "data_full.json"
    data = json.loads(path.read_text())
    data[key] = value
    if value is None:
        del data[key]
    path.write_text(json.dumps(data, indent=1))
    found = problem(clinc_folder)
    assert found.endswith(said)
    if value:
        wrong = json.dumps(value[-1], indent=1).splitlines()[-2] if isinstance(value, list) else f'"{key}"'
        line = int(found.split(":")[1])
        assert wrong.strip() in " ".join(path.read_text().splitlines()[line - 1 : line + 3])


def test_json_cut_off(clinc_folder: Path) -> None:
    """Names the line where it ends; an object is wanted."""
    path = clinc_folder / "data_full.json"
    lines = path.read_text().splitlines()
    path.write_text("\n".join(lines[:50]))
    assert problem(clinc_folder).startswith(
        ("data_full.json:50: this is no JSON", "data_full.json:49: this is no JSON")
    )
    path.write_bytes(gzip.compress(b"[1]"))
    path.rename(path.with_suffix(".json.gz"))
    assert problem(clinc_folder) == "data_full.json.gz:1: a JSON object with the keys train, val and test is wanted"


@pytest.mark.parametrize("kind", ["", "clinc"])
def test_a_json_file_of_another_name_is_damaged(clinc_folder: Path, kind: str) -> None:
    """What is wrong with it is said, also beside one that is something else, and not that there is none."""
    path = (clinc_folder / "data_full.json").rename(clinc_folder / "mine.json")
    change(path, 2, "{")
    assert problem(clinc_folder, format=kind).startswith("mine.json:")
    (clinc_folder / "domains.json").write_text('{"banking": []}')
    assert problem(clinc_folder, format=kind).startswith("mine.json:")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"train": [], "test": [],\n"train": []}', "data_full.json:2: this is no JSON: the key 'train' stands in it 2 times"),
        ('{"train": ' + "9" * 5_000 + "}", "data_full.json:1: this is no JSON: "),
        ('{"train": [NaN]}', "data_full.json:1: this is no JSON: NaN is no number"),
        ('{"train": ' + "[" * 5_000 + "]" * 5_000 + "}", "data_full.json:1: the JSON is nested too deeply"),
    ],
)  # fmt: skip
def test_json_that_python_reads_otherwise(clinc_folder: Path, text: str, said: str) -> None:
    """A key that stands twice would be lost in silence; a number may be too long to read."""
    (clinc_folder / "data_full.json").write_text(text, encoding="utf-8")
    assert problem(clinc_folder).startswith(said)

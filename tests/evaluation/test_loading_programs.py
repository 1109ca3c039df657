"""Data sets of utterances and programs: what is written is what is read, and what no reading gives is refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BotError
from bot.evaluation.loading import load_dataset
from bot.plugins import Plugins
from bot.program import Call, program_from_json
from bot.reading import NONE

ACTION = '[{"action": "robot.%s", "args": %s}]'
NO_TEXT = "bot.help, argument 'topic': no call that gives a text stands "
TIME, STOP = '{"action": "clock.time"}', '{"action": "robot.stop"}'


def topic(back: str) -> str:
    """Return a call that takes its topic from a call before it."""
    return f'{{"action": "bot.help", "args": {{"topic": {{"result_of": {back}}}}}}}'


def problem(folder: Path, plugins: Plugins) -> str:
    """Return what is said to be wrong, relative to the folder; it is always one line."""
    with pytest.raises(BotError) as caught:
        load_dataset(folder, plugins_catalog=plugins.catalog)
    text = str(caught.value)
    assert "\n" not in text
    return text.replace(f"{folder}/", "")


def add(path: Path, line: str) -> int:
    """Add a line to a file and return its number."""
    text = path.read_text(encoding="utf-8") + line + "\n"
    path.write_text(text, encoding="utf-8")
    return text.count("\n")


def test_programs_come_back_with_the_words_that_say_them(programs_folder: Path, plugins: Plugins) -> None:
    """Every line has its program, and the train split has clauses and slots that a backend can learn."""
    found = load_dataset(programs_folder, plugins_catalog=plugins.catalog)
    for split, sentences in (("train", found.train), ("valid", found.valid), ("test", found.test)):
        rows = [json.loads(line) for line in (programs_folder / f"{split}.jsonl").read_text().splitlines()]
        assert [(each.text, each.program) for each in sentences] == [
            (row["utterance"], program_from_json(row["program"])) for row in rows
        ]
    assert (found.format, found.notes) == ("programs", ())
    assert all(sentence.said.clauses for sentence in found.train)
    assert {NONE, "robot.turn", "robot.move", "robot.pick_up"} == set(found.corpus().labels)


def test_without_a_catalog_programs_are_made_of_what_is_installed(programs_folder: Path) -> None:
    """As `bot eval` loads them."""
    assert "robot.move" in load_dataset(programs_folder).catalog.actions


def test_programs_whose_words_are_not_found_are_noted(programs_folder: Path, plugins: Plugins) -> None:
    """In train they are left out; in test they count by their programs."""
    row: dict[str, Any] = {
        "utterance": "spin",
        "program": [{"action": "robot.pick_up", "args": {"target": {"kind": "key"}}}],
    }
    for split in ("train", "test"):
        with (programs_folder / f"{split}.jsonl").open("a") as file:
            file.write(json.dumps(row) + "\n")
    found = load_dataset(programs_folder, plugins_catalog=plugins.catalog)
    assert "spin" not in [sentence.text for sentence in found.train]
    assert found.test[-1].program == program_from_json(row["program"])
    assert [note[: note.index(":")] for note in found.notes] == ["train", "test"]


def test_defaults_of_a_program_need_not_be_said(programs_folder: Path, plugins: Plugins) -> None:
    """A robot that is told to go goes forward, one tile: the program that says so is the same one."""
    train = programs_folder / "train.jsonl"
    short = {"utterance": "go two tiles", "program": [{"action": "robot.move", "args": {"distance": 2}}]}
    train.write_text(json.dumps(short) + "\n" + train.read_text())
    found = load_dataset(programs_folder, plugins_catalog=plugins.catalog)
    assert found.train[0].program == (Call("robot.move", {"direction": "forward", "distance": 2}),)
    assert found.train[0].said.clauses


def test_what_an_incomplete_call_lacks_is_to_be_asked_for(programs_folder: Path, plugins: Plugins) -> None:
    """The slots of the first such call; where the words say them all there are none."""
    program = json.loads(ACTION % ("put_next_to", "{}"))
    add(programs_folder / "test.jsonl", json.dumps({"utterance": "turn left and put it there", "program": program}))
    found = load_dataset(programs_folder, plugins_catalog=plugins.catalog)
    assert found.test[-1].missing == ("target", "landmark")
    assert {sentence.missing for sentence in found.test[:-1]} == {()}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"utterance": "hi", "prog', "this is no JSON: Unterminated string starting at"),
        ("[]", "an object with 'utterance' (a text) and 'program' (a list of steps) is wanted"),
        ('{"utterance": "hi"}', "an object with 'utterance' (a text) and 'program' (a list of steps) is wanted"),
        ('{"utterance": " ", "program": []}', "the utterance is empty"),
        (
            '{"utterance": "hi", "program": [], "program": []}',
            "this is no JSON: the key 'program' stands in it 2 times",
        ),
    ],
)
def test_a_line_that_cannot_be(programs_folder: Path, plugins: Plugins, line: str, said: str) -> None:
    """Broken off, of the wrong shape, or with a key of which one value would be lost."""
    number = add(programs_folder / "test.jsonl", line)
    assert problem(programs_folder, plugins).startswith(f"test.jsonl:{number}: {said}")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("{}", "a program is a list of steps"),
        ("[7]", "not a step of a program: 7"),
        (ACTION % ("sing", "{}"), "no installed plugin has the action 'robot.sing'"),
        ('[{"repeat": 2, "body": %s}]' % (ACTION % ("turn", '{"speed": 1}')), "robot.turn has no argument 'speed'"),
        ('[{"repeat": 2, "body": ' * 400 + "[7]" + "}]" * 400, "the JSON is nested too deeply"),
        (ACTION % ("turn", '{"direction": "up"}'), "robot.turn, argument 'direction': 'up' is not one of"),
        (ACTION % ("move", '{"distance": 1.5}'), "robot.move, argument 'distance': '1.5' is not a whole number"),
        (ACTION % ("move", '{"distance": -1}'), "robot.move, argument 'distance': '-1' is less than nothing"),
        (ACTION % ("move", '{"distance": Infinity}'), "this is no JSON: Infinity is no number"),
        (ACTION % ("move", '{"distance": 1e400}'), "this is no JSON: 1e400 is no number"),
        (ACTION % ("new_world", '{"seed": NaN}'), "this is no JSON: NaN is no number"),
        (ACTION % ("new_world", '{"seed": 1.5}'), "robot.new_world, argument 'seed': '1.5' is not a whole number"),
        (ACTION % ("go_to", '{"target": {}}'), "robot.go_to, argument 'target': '{}' is no object"),
        (ACTION % ("go_to", '{"target": {"kind": "ball", "size": 1}}'), "robot.go_to, argument 'target': '{"),
        (ACTION % ("go_to", '{"target": {"result_of": 1}}'), "robot.go_to, argument 'target': '{"),
        (f'[{TIME}, {topic("true")}]', NO_TEXT + "True calls before it"),
        (f'[{TIME}, {topic("0")}]', NO_TEXT + "0 calls before it"),
        (f'[{TIME}, {topic("2")}]', NO_TEXT + "2 calls before it"),
        (f'[{TIME}, {topic(chr(34) + "nonsense" + chr(34))}]', NO_TEXT + "'nonsense' calls before it"),
        (f'[{STOP}, {topic("1")}]', NO_TEXT + "1 calls before it"),
        (f'[{{"repeat": 2, "body": [{TIME}]}}, {topic("1")}]', NO_TEXT + "1 calls before it"),
        (f'[{TIME}, {{"repeat": 2, "body": [{topic("1")}]}}]', NO_TEXT + "1 calls before it"),
    ],
)  # fmt: skip
def test_a_program_that_cannot_be(programs_folder: Path, plugins: Plugins, program: str, said: str) -> None:
    """Of the wrong shape, of what is not installed, or with values that nobody can say."""
    number = add(programs_folder / "test.jsonl", f'{{"utterance": "hi", "program": {program}}}')
    assert problem(programs_folder, plugins).startswith(f"test.jsonl:{number}: {said}")


@pytest.mark.parametrize(
    "program",
    [
        f"[{TIME}, {topic('1')}]",
        f"[{TIME}, {STOP}, {topic('2')}]",
        f'[{TIME}, {{"repeat": 2, "body": [{STOP}]}}, {topic("2")}]',
        f'[{{"repeat": 2, "body": [{TIME}, {topic("1")}]}}]',
        ACTION % ("move", '{"distance": 0}'),  # "move zero steps" is read so, and the robot refuses it
    ],
)
def test_a_program_that_can_be(programs_folder: Path, plugins: Plugins, program: str) -> None:
    """A text comes from a call of the same level that gives one, counted as written."""
    add(programs_folder / "test.jsonl", f'{{"utterance": "hi", "program": {program}}}')
    assert load_dataset(programs_folder, plugins_catalog=plugins.catalog).test[-1].text == "hi"


def test_a_missing_file_of_programs(programs_folder: Path, plugins: Plugins) -> None:
    """The valid split may be missing, the test split may not."""
    (programs_folder / "valid.jsonl").unlink()
    assert load_dataset(programs_folder, plugins_catalog=plugins.catalog).valid == ()
    (programs_folder / "test.jsonl").unlink()
    assert "there is no test.jsonl" in problem(programs_folder, plugins)


def test_a_file_with_more_in_its_name_stands_in(programs_folder: Path, plugins: Plugins) -> None:
    """It is noted, and no file of the right name has to give way to it."""
    for name in ("train", "valid"):
        path = programs_folder / f"{name}.jsonl"
        (programs_folder / f"{name}.jsonl.old.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    found = load_dataset(programs_folder, plugins_catalog=plugins.catalog)
    assert found.notes == tuple(f"{name}.jsonl.old.gz is read for {name}.jsonl" for name in ("train", "valid"))
    (programs_folder / "dev.jsonl").write_text('{"utterance": "hi", "program": []}\n', encoding="utf-8")
    assert [each.text for each in load_dataset(programs_folder, plugins_catalog=plugins.catalog).valid] == ["hi"]

"""Sentence files: what is read from them, and what is wrong with them."""

from pathlib import Path

import pytest

from bot.errors import PluginError
from bot.sentences.compiled import compile_file, compiled
from bot.sentences.files import parse, read_sentence_file, sentence_path, spelled_out

GOOD = """
language: en
intents:
  lamp.dim:
    data:
      - sentences: ["dim [the] (lamp|light) in the {room} to {level}", "<please> dim the lamp by {amount:level}"]
      - sentences: ["make it dark"]
        slots: {level: 0}
        metadata: {alone: true}
lists:
  room: [kitchen, {in: "(lounge|living room)", out: living_room}]
  name: {wildcard: true, values: [tea, laundry]}
expansion_rules:
  please: "(please|would you)"
negatives:
  - "dim the sun"
followed_by:
  lamp.dim: [lamp.off]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A good sentence file."""
    path = tmp_path / "lamp.en.yaml"
    path.write_text(GOOD)
    return path


def test_a_file_is_read_as_written(file: Path) -> None:
    """Templates with their fixed arguments, lists with values, wildcards, rules and negatives."""
    found = read_sentence_file(file)
    assert [template.action for template in found.templates] == ["lamp.dim"] * 3
    assert [dict(template.fixed) for template in found.templates] == [{}, {}, {"level": 0}]
    assert [template.alone for template in found.templates] == [False, False, True]
    assert found.lists["room"].values == {"kitchen": "kitchen", "lounge": "living_room", "living room": "living_room"}
    assert found.lists["name"].wildcard
    assert (found.language, list(found.rules), len(found.negatives)) == ("en", ["please"], 1)
    assert found.followed_by == {"lamp.dim": ("lamp.off",)}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("intents: [", "no valid YAML"), ("3", "not a mapping"), ("intents: {lamp.dim: [1]}", "not in the layout"),
        ("intents: {lamp.dim: {data: [{sentences: ['(a|b']}]}}", "cannot read the template"),
        ("intents: {lamp.dim: {data: [{sentences: 3}]}}", "not in the layout"),
        ("lists: {room: ['{level}']}", "a list may not refer"), ("lists: {room: [{out: 3}]}", "not in the layout"),
        ("followed_by: {lamp.dim: lamp.off}", "'lamp.off' is no list"),
        ("intents: {lamp.dim: {data: [{sentences: [dim], metadata: {often: never}}]}}", "often: 'never' is no whole number"),
        ("intents: {lamp.dim: {data: [{sentences: [dim], metadata: {often: 0}}]}}", "often: '0' is no whole number"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    """The author learns what is wrong."""
    path = tmp_path / "lamp.en.yaml"
    path.write_text(text)
    with pytest.raises(PluginError, match=reason) as error:
        read_sentence_file(path)
    assert str(error.value).startswith(f"{path}: ")


def test_a_missing_or_binary_file_is_named(tmp_path: Path) -> None:
    """It is a PluginError too, so that only that plugin is left out."""
    (tmp_path / "b.en.yaml").write_bytes(b"\xff\xfe\x00")
    for name in ("a.en.yaml", "b.en.yaml"):
        with pytest.raises(PluginError, match=name):
            read_sentence_file(tmp_path / name)


def test_sentences_lie_beside_a_file_or_in_a_folder(tmp_path: Path) -> None:
    """`<module>.<lang>.yaml`, or `sentences/<lang>.yaml`."""
    (tmp_path / "sentences").mkdir()
    (tmp_path / "sentences" / "de.yaml").touch()
    (tmp_path / "lamp.en.yaml").touch()
    assert sentence_path(tmp_path, "lamp", "en") == tmp_path / "lamp.en.yaml"
    assert sentence_path(tmp_path, "lamp", "de") == tmp_path / "sentences" / "de.yaml"
    assert sentence_path(tmp_path, "lamp", "fr") is None


def test_alternatives_and_options_are_spelled_out() -> None:
    """Every text that an expression stands for, and never more than is asked for."""
    assert {" ".join(text.split()) for text in spelled_out(parse("[the] (red|blue) ball"))} == {
        "the red ball", "the blue ball", "red ball", "blue ball",
    }  # fmt: skip
    assert len(spelled_out(parse("(a|b|c) (a|b|c) (a|b|c) (a|b|c)"), most=10)) == 10


def test_compiling_is_repeatable_and_keeps_what_answers_need(file: Path) -> None:
    """Patterns with open slots, the words of lists, examples of wildcards apart."""
    made = compile_file(read_sentence_file(file))
    again = compile_file(read_sentence_file(file))
    assert (made.patterns, made.words, made.slots) == (again.patterns, again.words, again.slots)
    texts = {pattern.text for pattern in made.patterns}
    assert {
        "dim the lamp in the {room} to {level}",
        "dim light in the {room} to {level}",
        "would you dim the lamp by {level}",
    } <= texts
    assert made.words == {
        "lamp.dim": {"room": {"kitchen": "kitchen", "lounge": "living_room", "living room": "living_room"}}
    }
    assert next(pattern for pattern in made.patterns if pattern.text == "make it dark").fixed == {"level": 0}


def test_compiled_sentences_come_from_the_cache(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second start parses nothing; a changed file is compiled anew; a damaged cache is no obstacle."""
    monkeypatch.setenv("BOT_CACHE_DIR", str(tmp_path / "cache"))
    first = compiled({"en": file})["en"]
    with monkeypatch.context() as patch:
        patch.setattr("bot.sentences.compiled.read_sentence_file", None)
        again = compiled({"en": file})["en"]
    assert (again.patterns, again.words, again.examples) == (first.patterns, first.words, first.examples)
    file.write_text(GOOD.replace("make it dark", "make it bright"))
    assert any(pattern.text == "make it bright" for pattern in compiled({"en": file})["en"].patterns)
    for cached in (tmp_path / "cache" / "sentences").iterdir():
        cached.write_text('{"words": 3}')
    assert any(pattern.text == "make it bright" for pattern in compiled({"en": file})["en"].patterns)


def test_a_home_that_cannot_be_written_is_no_obstacle(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then sentences are compiled at every start."""
    (tmp_path / "cache").write_text("a file where the folder should be")
    monkeypatch.setenv("BOT_CACHE_DIR", str(tmp_path / "cache"))
    assert compiled({"en": file})["en"].patterns

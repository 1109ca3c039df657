"""Loading data sets: what is written is what is read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError
from bot.evaluation.loading import load_dataset
from bot.reading import NONE

WriteSlu = Callable[..., Path]
WORD = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=6)
NAME = st.sampled_from(["color", "city.name", "time_of-day"])
STRETCH = st.tuples(st.one_of(st.none(), NAME), st.lists(WORD, min_size=1, max_size=3))
ROWS = st.lists(
    st.tuples(st.lists(STRETCH, min_size=1, max_size=4), st.sampled_from(["Play", "Rate", "oos"])), min_size=1
)


@given(rows=ROWS, packed=st.booleans())
def test_slots_and_intents_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory,
    *,
    rows: list[tuple[list[tuple[str | None, list[str]]], str]],
    packed: bool,
) -> None:
    """Whatever the words are, gzipped or not; `oos` is a clause that no action fits."""
    folder = tmp_path_factory.mktemp("slu")
    lines = {
        "seq.in": [" ".join(word for _, words in parts for word in words) for parts, _ in rows],
        "seq.out": [
            " ".join(
                f"{'I' if at else 'B'}-{slot}" if slot else "O" for slot, words in parts for at in range(len(words))
            )
            for parts, _ in rows
        ],
        "label": [label for _, label in rows],
    }
    for split in ("train", "dev", "test"):
        (folder / split).mkdir()
        for name, texts in lines.items():
            data = "\n".join(texts).encode()
            path = folder / split / (f"{name}.gz" if packed else name)
            path.write_bytes(gzip.compress(data) if packed else data)
    found = load_dataset(folder)
    for sentences in (found.train, found.valid, found.test):
        assert [sentence.text for sentence in sentences] == lines["seq.in"]
        for sentence, (parts, label) in zip(sentences, rows, strict=True):
            slots = [(span.name, sentence.text[span.start : span.end]) for span in sentence.said.slots]
            assert slots == [(slot, " ".join(words)) for slot, words in parts if slot]
            assert [span.name for span in sentence.said.clauses] == [NONE if label == "oos" else label]


@given(
    st.lists(st.tuples(st.text(min_size=1).filter(str.strip), st.sampled_from(["a b", "c?", "oos", "OOS"])), min_size=1)
)
def test_utterances_and_intents_of_a_json_file_come_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    """Whatever the text is, save for the spaces around it; a space in an intent's name becomes `_`."""
    path = tmp_path_factory.mktemp("clinc") / "data_full.json"
    path.write_text(
        json.dumps({"train": rows, "val": rows[:1], "test": rows, "oos_test": [["x", "oos"]], "oos_train": []})
    )
    found = load_dataset(path)
    assert [sentence.text for sentence in found.train] == [text.strip() for text, _ in rows]
    names = [sentence.said.clauses[0].name for sentence in found.test]
    assert names == [*({"a b": "a_b", "c?": "c?"}.get(intent, NONE) for _, intent in rows), NONE]


def test_intents_and_slots_become_actions(slu_folder: Path) -> None:
    """An intent with the slots seen in its clauses of the train split, none of them required."""
    catalog = load_dataset(slu_folder).catalog
    named = {name: [parameter.name for parameter in action.parameters] for name, action in catalog.actions.items()}
    assert named == {
        "InviteGuest": ["guest", "hour"], "SweepRoom": ["room"], "ToldJoke": [], "WaterPlant": ["plant", "room"],
    }  # fmt: skip
    assert not catalog.missing(catalog.complete("WaterPlant", {}))


def test_out_of_scope_sentences_join_their_split(clinc_folder: Path) -> None:
    """As clauses that no action fits."""
    found = load_dataset(clinc_folder)
    counts = [
        sum(each.said.clauses[0].name == NONE for each in split) for split in (found.train, found.valid, found.test)
    ]
    assert counts == [2, 1, 3]
    assert NONE not in found.catalog.actions


def test_every_sentence_knows_its_place(slu_folder: Path, clinc_folder: Path) -> None:
    """By file and line, or by file, key and record."""
    assert load_dataset(slu_folder).test[2].place == "test/seq.in:3"
    assert load_dataset(clinc_folder).test[0].place == "data_full.json: test 1"


def test_a_file_with_more_in_its_name_stands_in(slu_folder: Path) -> None:
    """Where the plain one is missing; it is noted."""
    plain = slu_folder / "train" / "seq.out"
    (slu_folder / "train" / "seq.out.rebuilt.gz").write_bytes(gzip.compress(plain.read_bytes()))
    before = load_dataset(slu_folder)
    plain.unlink()
    after = load_dataset(slu_folder)
    assert after.train == before.train
    assert (before.notes, after.notes) == ((), ("train/seq.out.rebuilt.gz is read for seq.out",))


def test_data_without_slots_needs_no_tags(slu_folder: Path) -> None:
    """No seq.out in any split."""
    for path in slu_folder.glob("*/seq.out"):
        path.unlink()
    found = load_dataset(slu_folder)
    assert not any(sentence.said.slots for sentence in (*found.train, *found.test))


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ([("water the fern", "O O I-plant", "WaterPlant")], "1 slots begin with I-"),
        (
            [("see to the fern", "O O O B-flower", "TendPlant")],
            "1 intents that train does not know, 1 times: TendPlant",
        ),
        ([("see to the fern", "O O O B-flower", "TendPlant")], "1 slots that train does not know, 1 times: flower"),
        ([("sing", "O", "ToldJoke"), ("sing", "O", "SweepRoom")], "1 sentence stands in it twice with different"),
    ],
)
def test_what_a_reader_of_the_figures_should_know_is_noted(
    slu_folder: Path, write_slu: WriteSlu, rows: list[tuple[str, str, str]], note: str
) -> None:
    """Legal data all the same."""
    write_slu({"test": rows}, slu_folder)
    assert [said for said in load_dataset(slu_folder, allow_unknown=True).notes if note in said]


@pytest.mark.parametrize("split", ["valid", "test"])
def test_a_tag_that_train_does_not_know_is_damage_unless_allowed(
    slu_folder: Path, write_slu: WriteSlu, split: str
) -> None:
    """No model could get it right; the line says how to go on where it is meant."""
    write_slu({split: [("water the fern", "O O B-flower", "WaterPlant")]}, slu_folder)
    with pytest.raises(BotError, match=rf"{split}/seq.out:1: slot 'flower' stands in no line .*--allow-unknown"):
        load_dataset(slu_folder)


def test_what_train_does_not_know_is_not_held_back(slu_folder: Path, write_slu: WriteSlu) -> None:
    """A backend is never asked to learn a name that it has no class for."""
    rows = [("see to the fern", "O O O B-flower", "TendPlant"), ("now sweep the hall", "O O O B-room", "SweepRoom")]
    write_slu({"valid": rows}, slu_folder)
    held_back = load_dataset(slu_folder, allow_unknown=True).corpus().held_back
    assert [said.text for said in held_back] == ["now sweep the hall"]


def test_what_stands_in_train_is_not_held_back(slu_folder: Path, write_slu: WriteSlu) -> None:
    """How sure to be is not told by what was learned by heart."""
    rows = [("now sweep the hall", "O O O B-room", "SweepRoom")]
    known = load_dataset(slu_folder).train[0]
    words = known.text.split()
    write_slu({"valid": [*rows, (known.text, " ".join(["O"] * len(words)), known.said.clauses[0].name)]}, slu_folder)
    assert [said.text for said in load_dataset(slu_folder).corpus().held_back] == ["now sweep the hall"]


@pytest.mark.parametrize(
    ("format_", "problem"), [("xml", "no format of data sets: say slu"), ("", "looked for: train/seq.in")]
)
def test_a_folder_without_data_says_what_was_looked_for(tmp_path: Path, format_: str, problem: str) -> None:
    """And a format that is none, which ones there are."""
    with pytest.raises(BotError, match=problem):
        load_dataset(tmp_path, format_)


def test_a_folder_with_several_kinds_of_data_asks_which(slu_folder: Path, clinc_folder: Path) -> None:
    """Said so, one of them is loaded."""
    (clinc_folder / "data_full.json").rename(slu_folder / "data_full.json")
    with pytest.raises(BotError, match="say --format slu or clinc"):
        load_dataset(slu_folder)
    assert load_dataset(slu_folder, "clinc").format == "clinc"


def test_a_json_file_is_known_by_its_keys(clinc_folder: Path) -> None:
    """Whatever its name, gzipped or not; beside others that hold something else."""
    data = (clinc_folder / "data_full.json").read_bytes()
    (clinc_folder / "data_full.json").unlink()
    (clinc_folder / "mine.json.gz").write_bytes(gzip.compress(data))
    (clinc_folder / "topics.json").write_text('{"home": ["opening_hours"]}')
    assert load_dataset(clinc_folder).name == "clinc/mine"
    (clinc_folder / "other.json.gz").write_bytes(gzip.compress(data))
    with pytest.raises(BotError, match=r"name one of mine\.json\.gz, other\.json\.gz"):
        load_dataset(clinc_folder)


@pytest.mark.parametrize("name", ["dev", "val"])
def test_the_valid_split_has_other_names_too(slu_folder: Path, name: str) -> None:
    """As data sets are found."""
    before = load_dataset(slu_folder).valid
    (slu_folder / "valid").rename(slu_folder / name)
    assert [each.said for each in load_dataset(slu_folder).valid] == [each.said for each in before]


def test_keys_that_are_not_read_are_noted(clinc_folder: Path) -> None:
    """One of them may be the valid split, called otherwise."""
    path = clinc_folder / "data_full.json"
    path.write_text(path.read_text().replace('"val"', '"valid"').replace('"oos_val"', '"extra"'), encoding="utf-8")
    found = load_dataset(clinc_folder)
    assert found.valid == ()
    assert found.notes == ("data_full.json: not read: 'valid', 'extra'",)


def test_labels_that_are_read_as_one_intent_are_noted(
    slu_folder: Path, write_slu: WriteSlu, clinc_folder: Path
) -> None:
    """A space in a label is written `_`: data that holds both may mean two intents."""
    write_slu({"test": [("mop it", "O O", "Sweep Room"), ("mop it all", "O O O", "Sweep_Room")]}, slu_folder)
    notes = load_dataset(slu_folder, allow_unknown=True).notes
    assert "'Sweep Room' and 'Sweep_Room' are read as one intent" in notes
    path = clinc_folder / "data_full.json"
    path.write_text(path.read_text().replace('"lost_card"', '"lost card"', 2), encoding="utf-8")
    assert "'lost card' and 'lost_card' are read as one intent" in load_dataset(clinc_folder).notes

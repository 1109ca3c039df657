"""`bot compare`: two models on the same sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import compare

Bot = Callable[..., tuple[int, str, str]]


@pytest.fixture
def models(bot: Bot, slu_folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """One model that knows nothing of the test split, and one that knows half of it by heart."""
    for name in ("seq.in", "seq.out", "label"):
        half = (slu_folder / "test" / name).read_text().splitlines(keepends=True)[::2]
        valid = slu_folder / "valid" / name
        valid.write_text(valid.read_text() + "".join(half), encoding="utf-8")
    for preset in ("fast", "accurate"):
        bot(
            "eval", "--data", slu_folder, "--backend", "byheart", "--preset", preset, "--out", tmp_path / preset,
            "--no-robustness",
        )  # fmt: skip
    return tmp_path / "fast", tmp_path / "accurate"


def test_two_models_side_by_side(bot: Bot, models: tuple[Path, Path], slu_folder: Path) -> None:
    """How often each is right, by how much they differ and how sure that is, and every sentence read differently."""
    code, out, _ = bot("compare", *models, "--data", slu_folder, "--json")
    found = json.loads(out)
    assert code == 0
    knew = found["b"]["exact_match"]
    assert found["a"]["exact_match"] == 0.0
    assert 0.4 < knew < 0.7
    assert found["difference"] == pytest.approx(knew)
    assert 0 < found["interval"][0] < knew < found["interval"][1] < 1
    assert len(found["disagreements"]) == round(knew * found["sentences"])
    assert {each["right"] for each in found["disagreements"]} == {"b"}
    assert all(each["a"] == {"intents": ["@none"], "slots": []} for each in found["disagreements"])
    assert all(each["b"]["intents"] != ["@none"] for each in found["disagreements"])
    assert sum(each["sentences"] for each in found["actions"].values()) == found["sentences"]
    assert found["b"]["bytes"] > found["a"]["bytes"] > 0
    assert {"read_p50_ms", "read_p99_ms"} <= set(found["a"])


def test_another_split_is_read(bot: Bot, models: tuple[Path, Path], slu_folder: Path) -> None:
    """Who chooses between two models leaves the test split alone."""
    code, out, _ = bot("compare", *models, "--data", slu_folder, "--split", "valid", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["split"] == "valid"
    assert found["sentences"] == len((slu_folder / "valid" / "label").read_text().splitlines())


def test_people_see_where_they_disagree(bot: Bot, models: tuple[Path, Path], slu_folder: Path) -> None:
    """With what each of them read, and which is right."""
    _, out, _ = bot("compare", *models, "--data", slu_folder)
    assert "95 % interval" in out
    assert "\nA  nothing fits\nB  " in out
    assert "(right)" in out
    _, out, _ = bot("compare", models[0], models[0], "--data", slu_folder)
    assert "They read every sentence alike." in out


def test_readings_that_differ_look_different(bot: Bot, slu_folder: Path, tmp_path: Path) -> None:
    """In the name of one slot, say."""
    for name in ("seq.in", "seq.out", "label"):
        (slu_folder / "valid" / name).write_text((slu_folder / "test" / name).read_text(), encoding="utf-8")
    tags = slu_folder / "valid" / "seq.out"
    models = (tmp_path / "right", tmp_path / "wrong")
    for model in models:
        bot("eval", "--data", slu_folder, "--backend", "byheart", "--preset", "accurate", "--out", model)
        tags.write_text(tags.read_text().replace("B-room", "B-plant", 1), encoding="utf-8")
    _, out, _ = bot("compare", *models, "--data", slu_folder)
    assert "\nThey read 1 sentence differently:\n" in out
    right, wrong = (line[3:] for line in out.splitlines() if line.startswith(("A  ", "B  ")))
    assert "; room=" in right
    assert wrong == right.replace("room=", "plant=").removesuffix(" (right)")
    _, out, _ = bot("compare", *models, "--data", slu_folder, "--json")
    (told,) = json.loads(out)["disagreements"]
    a, b = told["a"], told["b"]
    assert a["intents"] == b["intents"]
    assert a["slots"] != b["slots"] == [slot | {"name": slot["name"].replace("room", "plant")} for slot in a["slots"]]
    assert all(told["utterance"][slot["start"] : slot["end"]] == slot["text"] for slot in a["slots"])


def test_half_a_character_is_printed(bot: Bot, clinc_folder: Path, tmp_path: Path) -> None:
    """JSON may hold one, which no terminal takes."""
    path = clinc_folder / "data_full.json"
    data = json.loads(path.read_text())
    for key in ("val", "test"):
        data[key].append(["thanks \ud800", "thanks"])
    path.write_text(json.dumps(data), encoding="utf-8")
    models = (tmp_path / "fast", tmp_path / "accurate")
    for model in models:
        bot("eval", "--data", clinc_folder, "--backend", "byheart", "--preset", model.name, "--out", model)
    code, out, _ = bot("compare", *models, "--data", clinc_folder)
    assert code == 0
    assert "\nthanks ?\nA  nothing fits\nB  thanks (right)\n" in out
    code, out, _ = bot("compare", *models, "--data", clinc_folder, "--json")
    assert code == 0
    assert [each["utterance"] for each in json.loads(out)["disagreements"]] == ["thanks ?"]


@pytest.mark.parametrize("option", [("--format", "slu"), ("--allow-unknown",)])
def test_options_of_data_need_data(bot: Bot, option: tuple[str, ...]) -> None:
    """They are refused, not passed over."""
    code, out, err = bot("compare", "bert", "bert", *option)
    assert (code, out) == (2, "")
    assert "are for --data" in err


def test_data_is_looked_at_before_the_models(bot: Bot, tmp_path: Path) -> None:
    """What is wrong with it is said at once."""
    code, out, err = bot("compare", "parrot", "bert", "--data", tmp_path / "nothing")
    assert (code, out) == (2, "")
    assert err == f"bot: {tmp_path / 'nothing'}: there is no such folder\n"


def test_without_data_the_plugins_sentences_are_read(
    bot: Bot, models: tuple[Path, Path], programs_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made with a seed that nobody trains with; a model of other data is told off."""
    monkeypatch.setattr(compare, "_MADE", 30)
    code, out, err = bot("compare", "bert", models[0])
    assert (code, out) == (2, "")
    assert "knows none of the intents" in err
    bot(
        "eval", "--data", programs_folder, "--backend", "byheart", "--out", tmp_path / "learned", "--no-robustness"
    )  # fmt: skip
    code, out, err = bot("compare", tmp_path / "learned", "bert", "--json")
    found = json.loads(out)
    assert code == 0, err
    assert found["difference"] > 0.3
    assert found["interval"][0] > 0
    assert 15 <= found["sentences"] <= 30
    assert all(set(each["a"]) == {"program", "missing", "unread"} for each in found["disagreements"])


def test_a_name_that_is_nothing_is_one_line(bot: Bot, slu_folder: Path) -> None:
    """It is neither a backend nor a folder."""
    code, out, err = bot("compare", "bert", "parrot", "--data", slu_folder)
    assert (code, out) == (2, "")
    assert "'parrot' is neither a backend" in err

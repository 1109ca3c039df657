"""`bot eval`: trains, reads and prints; nothing but figures on standard output."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Bot = Callable[..., tuple[int, str, str]]


def test_it_trains_and_prints_what_it_measured(bot: Bot, slu_folder: Path, tmp_path: Path) -> None:
    """With the keys that scripts read; what the trainer says goes to standard error."""
    code, out, err = bot(
        "eval", "--data", slu_folder, "--backend", "byheart", "--preset", "fast", "--seed", 3, "--json",
        "--out", tmp_path / "kept",
    )  # fmt: skip
    assert code == 0
    assert "training with preset fast, seed 3" in err
    assert "a trainer may print" in err
    found = json.loads(out)
    assert {"intent_accuracy", "slot_f1", "exact_match", "ece", "train_s", "read_p50_ms", "read_p99_ms"} <= set(found)
    assert not {"overall", "oos_auroc", "oos_recall_at_95"} & set(found)
    assert set(found["robustness"]) == {"typos", "bare", "polite", "names"}
    assert found["robustness"]["typos"]["changed"] > 0
    assert found["robustness"]["bare"]["changed"] == 0  # there is no mark and no capital in them
    assert (found["exact_match"], found["preset"], found["split"], found["format"]) == (0.0, "fast", "test", "slu")
    assert (tmp_path / "kept" / "model.json").is_file()


def test_what_stands_in_train_is_told_apart(bot: Bot, slu_folder: Path) -> None:
    """A model that knows train by heart looks better than it is; the figures without those sentences say so."""
    for name in ("seq.in", "seq.out", "label"):
        train, test = (slu_folder / split / name for split in ("train", "test"))
        test.write_text(test.read_text() + "".join(train.read_text().splitlines(keepends=True)[:4]), encoding="utf-8")
    _, out, _ = bot("eval", "--data", slu_folder, "--backend", "byheart", "--no-robustness", "--json")
    found = json.loads(out)
    assert found["exact_match"] == pytest.approx(4 / found["sentences"], abs=1e-6)
    assert found["unseen"]["exact_match"] == 0.0
    assert found["unseen"]["sentences"] == found["sentences"] - 4
    assert "robustness" not in found


def test_people_get_tables(bot: Bot, mixed_folder: Path) -> None:
    """The figures with their units, then how they hold up."""
    code, out, _ = bot(
        "eval", "--data", mixed_folder, "--backend", "byheart", "--preset", "accurate", "--split", "valid"
    )
    assert code == 0
    lines = [line.split("  ") for line in out.splitlines()]
    table = {line[0]: line[-1].strip() for line in lines if len(line) > 1}
    assert table["exact match"] == table["overall"] == table["slot F1"] == "100.0 %"
    assert table["typos"].startswith("-")
    assert table["reading time, half within"].endswith("ms")
    assert "training time, preset accurate" in table


def test_out_of_scope_has_figures_of_its_own(bot: Bot, clinc_folder: Path) -> None:
    """Where the data holds sentences that no intent fits."""
    _, out, _ = bot("eval", "--data", clinc_folder, "--backend", "byheart", "--json", "--no-robustness")
    found = json.loads(out)
    assert found["oos_auroc"] == 0.5
    assert found["oos_recall_at_95"] == 0.0
    assert "slot_f1" not in found


def test_programs_are_read_with_the_installed_actions(bot: Bot, programs_folder: Path) -> None:
    """They are judged as programs, and their names are left as they are."""
    code, out, err = bot(
        "eval", "--data", programs_folder, "--backend", "byheart", "--preset", "accurate", "--split", "valid", "--json"
    )
    found = json.loads(out)
    assert code == 0, err
    assert found["exact_match"] == 1.0
    assert set(found["robustness"]) == {"typos", "bare", "polite"}


def test_a_model_that_is_there_is_not_trained_again(bot: Bot, slu_folder: Path, tmp_path: Path) -> None:
    """Its backend is told from its folder, and there is no training time."""
    bot("eval", "--data", slu_folder, "--backend", "byheart", "--out", tmp_path / "kept", "--no-robustness")
    code, out, err = bot("eval", "--data", slu_folder, "--model", tmp_path / "kept", "--json", "--no-robustness")
    assert code == 0
    assert "training" not in err
    assert "train_s" not in json.loads(out)


def test_a_folder_is_a_folder_whatever_backends_are_called(
    bot: Bot, slu_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model that lies in ./bert is read, not the one that ships."""
    monkeypatch.chdir(tmp_path)
    bot("eval", "--data", slu_folder, "--backend", "byheart", "--out", "bert", "--no-robustness")
    for model in ("bert", "./bert"):
        _, out, _ = bot("eval", "--data", slu_folder, "--model", model, "--json", "--no-robustness")
        assert json.loads(out)["backend"] == "byheart"
    code, out, err = bot("eval", "--data", slu_folder, "--model", "./bert", "--backend", "nonsense")
    assert (code, out) == (2, "")
    assert "there is no backend 'nonsense'" in err


def test_a_report_is_written_where_it_is_wished(bot: Bot, slu_folder: Path, tmp_path: Path) -> None:
    """And its place is told."""
    code, _, err = bot(
        "eval", "--data", slu_folder, "--backend", "byheart", "--no-robustness", "--report", tmp_path / "page"
    )
    assert code == 0
    assert str(tmp_path / "page" / "index.html") in err
    assert (tmp_path / "page" / "index.html").is_file()


def test_what_the_user_can_mend_is_one_line(bot: Bot, slu_folder: Path, clinc_folder: Path, tmp_path: Path) -> None:
    """Exit status 2, with the name of what is wrong."""
    bot("eval", "--data", slu_folder, "--backend", "byheart", "--out", tmp_path / "kept", "--no-robustness")
    shutil.copytree(slu_folder, tmp_path / "short")
    labels = tmp_path / "short" / "test" / "label"
    labels.write_text("".join(labels.read_text().splitlines(keepends=True)[:-1]), encoding="utf-8")
    lines = len(labels.read_text().splitlines())
    cases = {
        f"short/test/label:{lines + 1}: the file ends": ("--data", tmp_path / "short", "--backend", "byheart"),
        "no backend 'parrot'": ("--data", slu_folder, "--backend", "parrot"),
        "knows none of the intents": ("--data", clinc_folder, "--model", tmp_path / "kept"),
        "nothing is no model folder": ("--data", slu_folder, "--model", tmp_path / "nothing"),
    }
    for words, arguments in cases.items():
        code, out, err = bot("eval", *arguments)
        assert (code, out) == (2, ""), words
        assert err.count("\n") == 1, err
        assert err.startswith("bot: ")
        assert words in err


@pytest.mark.parametrize(
    "row",
    [
        '{"utterance": "go", "program": [{"action": "robot.move", "args": {"distance": Infinity}}]}',
        '{"utterance": "go", "program": [{"action": "robot.move", "args": {"distance": 1e400}}]}',
        '{"utterance": "go", "program": [{"action": "robot.move", "args": {"distance": 1.5}}]}',
        '{"utterance": "go", "program": ' + '[{"repeat": 2, "body": ' * 400 + "[]" + "}]" * 400 + "}",
        '{"utterance": "help", "program": [{"action": "bot.help", "args": {"topic": {"result_of": 1}}}]}',
        '{"utterance": "go", "program": [], "program": []}',
    ],
)
def test_a_program_that_cannot_be_is_one_line(bot: Bot, programs_folder: Path, row: str) -> None:
    """With its file and line, and without a traceback."""
    path = programs_folder / "test.jsonl"
    path.write_text(f"{path.read_text()}{row}\n", encoding="utf-8")
    code, out, err = bot("eval", "--data", programs_folder, "--backend", "byheart")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"bot: {path}:{len(path.read_text().splitlines())}: ")


def test_a_call_that_lacks_something_can_be_read_right(bot: Bot, programs_folder: Path) -> None:
    """The right answer is to ask for it."""
    row = '{"utterance": "turn", "program": [{"action": "robot.turn", "args": {}}]}\n'
    for split in ("train", "test"):
        (programs_folder / f"{split}.jsonl").write_text(row, encoding="utf-8")
    code, out, err = bot("eval", "--data", programs_folder, "--backend", "byheart", "--json", "--no-robustness")
    assert code == 0, err
    assert json.loads(out)["exact_match"] == 1.0


def test_every_sentence_of_test_stands_in_train(bot: Bot, slu_folder: Path) -> None:
    """That is said beside figures which are too good to be true."""
    for name in ("seq.in", "seq.out", "label"):
        (slu_folder / "test" / name).write_text((slu_folder / "train" / name).read_text(), encoding="utf-8")
    _, out, _ = bot("eval", "--data", slu_folder, "--backend", "byheart", "--no-robustness", "--json")
    assert any("stands in train too" in note for note in json.loads(out)["notes"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--seed", -1), "0<=x<=67108863"),
        (("--model", ".", "--preset", "fast"), "--preset and --seed are for training"),
        (("--model", ".", "--backend", "nonsense"), "there is no backend 'nonsense'; there are "),
    ],
)
def test_options_that_make_no_sense(bot: Bot, slu_folder: Path, options: tuple[object, ...], said: str) -> None:
    """Are refused, not passed over."""
    code, out, err = bot("eval", "--data", slu_folder, *options)
    assert code == 2
    assert not out
    assert said in err

"""`bot translate`, for scripts."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot_translate import translating
from bot_translate.command import translate_command


@pytest.fixture
def run(engine: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command with the engine of three dictionaries."""
    monkeypatch.setattr("bot_translate.installed.installed_engines", lambda: [engine])
    assert translating.Translator().engines == (engine,)

    def called(*arguments: str, input: str = "") -> Result:  # noqa: A002 - as click calls it
        return CliRunner().invoke(translate_command, list(arguments), input=input, catch_exceptions=False)

    return called


def test_a_text_and_a_pipe(run: Any) -> None:
    """Nothing but the translation goes to standard output."""
    assert run("text", "the", "cat", "--to", "fr").stdout == "Le chat\n"
    assert run("text", "--to", "fr", input="The cat.\nThe bread.\n").stdout == "Le chat.\nLe pain.\n"


def test_a_doubtful_one_in_json(run: Any) -> None:
    """With the language that it was in."""
    told = json.loads(run("text", "the yodel zebra runs", "--to", "fr", "--json").stdout)
    assert told == {"text": "Le yodel zebra runs", "from": "en", "to": "fr", "certainty": 0.3, "doubtful": True}


def test_eval_counts_the_lines_of_one_text_as_its_translations(run: Any, tmp_path: Path) -> None:
    """Both ways; a third column is none."""
    path = tmp_path / "some.tsv.gz"
    lines = ["The cat sleeps.\tLe chat dort.\tCC-BY", "The cat sleeps.\tUn chat dort.", "The bread.\tLe pain."]
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    told = json.loads(run("eval", "--pairs", str(path), "--json").stdout)
    assert (told["source"], told["target"], told["sentences"], told["references"]) == ("en", "fr", 2, 3)
    assert told["chrf"] == pytest.approx(100)
    assert "BLEU" in run("eval", "--pairs", str(path)).stdout
    back = json.loads(run("eval", "--pairs", str(path), "--reverse", "--json").stdout)
    assert (back["source"], back["target"], back["sentences"]) == ("fr", "en", 3)


def test_eval_of_a_file_without_translations_names_the_line(run: Any, tmp_path: Path) -> None:
    """And one that is not there."""
    (tmp_path / "bad.tsv").write_text("one\tun\ntwo\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"bad\.tsv:2: a text, a tab and its translation are wanted"):
        run("eval", "--pairs", str(tmp_path / "bad.tsv"))
    with pytest.raises(Exception, match="there is no such file"):
        run("eval", "--pairs", str(tmp_path / "none.tsv"))


def test_training_data_of_two_languages(run: Any, tmp_path: Path) -> None:
    """For either way; what is held back to tune with is in neither, whatever the language."""
    folder, out = tmp_path / "data", tmp_path / "out"
    folder.mkdir()
    numbers = [f"big red number {number}" for number in range(40)]
    (folder / "en-fr.train.tsv").write_text("".join(f"The {each}?\tLe {each}?\n" for each in numbers), encoding="utf-8")
    (folder / "en-zh.train.tsv").write_text("".join(f"The {each}.\t數{each}。\n" for each in numbers), encoding="utf-8")
    assert "from-english.tsv" in run("pairs", str(folder), str(out)).stdout
    ahead, back = (
        [line for line in (out / name).read_text(encoding="utf-8").splitlines() if "red number" in line.casefold()]
        for name in ("from-english.tsv", "into-english.tsv")
    )
    tuned = [line.partition("\t")[0].casefold() for line in (out / "tune-fr.tsv").read_text("utf-8").splitlines()]
    assert len(tuned) == 4
    assert len(ahead) == len(back) == 2 * 3 * 36
    assert {line[:6] for line in ahead} == {"to_fr ", "to_zh "}
    assert not any(
        line.partition("\t")[0].casefold() in (f"to_fr {each}", f"to_fr {each.strip('?')}")
        for line in ahead
        for each in tuned
    )
    assert all("數" not in line for line in ahead + back)
    assert any(" ?" in line for line in ahead)


def test_short_phrases_are_learned_more_often(run: Any, tmp_path: Path) -> None:
    """They are what people ask for most; each stands there as written and as typed."""
    folder, out = tmp_path / "data", tmp_path / "out"
    folder.mkdir()
    (folder / "en-de.train.tsv").write_text("Mind the step.\tVorsicht Stufe.\n" * 2, encoding="utf-8")
    run("pairs", str(folder), str(out))
    every = (out / "from-english.tsv").read_text(encoding="utf-8").splitlines()
    ahead = [line for line in every if "mind the step" in line.casefold()]
    assert len(ahead) == 8
    assert len(set(ahead)) > 1

"""`bot eval --format pairs` and `scan`: trains, writes and compares; nothing but figures on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.app import main
from bot.evaluation.pairs.pair import Pair

pytest.importorskip("sacrebleu")
Ran = tuple[int, str, str]
PLUGIN = """
import json
from pathlib import Path
from bot import BackendSpec, Completion, hookimpl, open_model_folder, write_model_folder

class Text:
    def __init__(self, folder):
        self.known = json.loads(open_model_folder(folder, "heart").file("known.json").read_text(encoding="utf-8"))

    def complete(self, texts, count=1):
        return [[Completion(self.known[text], 1.0)] if text in self.known else [] for text in texts]

def train(pairs, out, *, held_back, preset, seed, report):
    print("a trainer may print what it likes")
    if preset == "stop":
        raise KeyboardInterrupt
    report(f"{len(pairs)} texts, {len(held_back)} held back, {preset}, {seed}")
    return write_model_folder(
        out, {"backend": "heart", "training": {"seconds": 7}},
        lambda folder: (folder / "known.json").write_text(json.dumps(dict(pairs)), encoding="utf-8"),
    )

@hookimpl
def bot_backends():
    return [BackendSpec("heart", frozenset(), Path("nowhere"), None, load_text=Text, text_trainer=f"{__name__}:train")]
"""


@pytest.fixture
def bot(
    plugin_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Return a function that runs `bot eval`, with a backend that learns texts by heart."""
    plugin_file("heart", PLUGIN)
    monkeypatch.setattr("bot.cli.trainable.need_train", lambda: None)
    monkeypatch.setattr("bot.services._shared", [])  # as in a process of its own, which has no models yet

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["bot", "eval", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


def written(folder: Path, **splits: str) -> Path:
    """Write tables and return their folder."""
    folder.mkdir()
    for split, lines in splits.items():
        (folder / f"{split}.tsv").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A train split, and a test split half of which stands in it."""
    return written(tmp_path / "small", train="a\tx y\nb\tz\nb\tz\n", test="a\tx y\nc\tz\tz z\n")


@pytest.fixture
def made(tmp_path: Path, language: list[Pair]) -> Path:
    """Half of the invented language, the other half to be read."""
    lines = [f"{' '.join(pair.source)}\t{' '.join(pair.target)}\n" for pair in dict.fromkeys(language)]
    return written(tmp_path / "made", train="".join(lines[::2]), test="".join(lines[1::2]))


def test_scripts_get_the_figures(bot: Callable[..., Ran], small: Path, tmp_path: Path) -> None:
    """With their keys, and what was wrong; a line that stands there twice is learned once."""
    options = ("--backend", "heart", "--preset", "fast", "--seed", 3, "--json", "--out", tmp_path / "kept")
    code, out, err = bot("--data", small, "--format", "pairs", *options)
    found = json.loads(out)
    assert code == 0
    assert "bot: 2 texts, 0 held back, fast, 3" in err
    assert (found["exact_match"], found["sources"], found["in_train"], found["train_s"]) == (0.5, 2, 1, 7.0)
    assert found["unseen"] == {"sources": 1, "exact_match": 0.0}
    assert found["wrong"] == [{"source": "c", "written": "", "right": ["z", "z z"]}]
    assert {"bleu", "chrf", "read_p50_ms", "read_p99_ms"} <= set(found)
    assert "made" not in found
    code, out, err = bot("--data", small, "--format", "pairs", "--model", tmp_path / "kept", "--json")
    assert code == 0, err
    assert json.loads(out)["exact_match"] == 0.5
    assert "train_s" not in json.loads(out)


def test_people_get_a_table(bot: Callable[..., Ran], small: Path) -> None:
    """And what was wrong, with what would have been right."""
    code, out, _ = bot("--data", small, "--format", "pairs", "--backend", "heart")
    assert code == 0
    assert out.splitlines()[1].split() == ["exact", "match", "50.0", "%"]
    assert "Wrong:\n\nc\nwritten  nothing that ends\nright    z\nright    z z\n" in out
    assert "Note: BLEU as sacreBLEU counts it" in out


def test_what_is_made_is_learned_and_told(bot: Callable[..., Ran], made: Path) -> None:
    """How many of the sources that are read were made stands beside the figure: here they are all that was read right."""
    options = ("--data", made, "--format", "pairs", "--backend", "heart", "--json")
    _, plain, _ = bot(*options)
    code, out, err = bot(*options, "--augment")
    found = json.loads(out)
    assert code == 0
    assert json.loads(plain)["exact_match"] == 0
    assert found["compressed"]
    assert 0 < found["among_made"] < found["sources"]
    assert found["exact_match"] == pytest.approx(found["among_made"] / found["sources"], abs=1e-6)
    assert found["unseen"]["exact_match"] == 0
    assert "pairs made of" in err


def test_lines_of_scan_are_read(bot: Callable[..., Ran], tmp_path: Path) -> None:
    """From the train file, and the test file beside it."""
    for split in ("train", "test"):
        (tmp_path / f"tasks_{split}_simple.txt").write_text("IN: walk OUT: I_WALK\n", encoding="utf-8")
    code, out, _ = bot(
        "--data", tmp_path / "tasks_train_simple.txt", "--format", "scan", "--backend", "heart", "--json"
    )
    assert code == 0
    assert (json.loads(out)["exact_match"], json.loads(out)["data"]) == (1.0, "tasks_train_simple")
    assert "unseen" not in json.loads(out)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--split", "valid"), "small has no pairs in its valid split"),
        (("--backend", "bert"), "no backend 'bert' that learns from pairs of texts; those that do: heart, seq2seq"),
        (("--report", "page"), "--report is not for pairs"),
        (("--no-robustness",), "--robustness is not for pairs"),
        (("--model", "nowhere"), "nowhere is no model folder"),
        (("--backend", "heart", "--preset", "stop"), "interrupted; with --out it could go on"),
    ],
)
def test_what_cannot_be_is_told(
    bot: Callable[..., Ran],
    small: Path,
    options: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before anything is trained."""
    monkeypatch.chdir(tmp_path)
    code, out, err = bot("--data", small, "--format", "pairs", *options)
    assert (code in (2, 130), out) == (True, "")
    assert said in err


def test_only_pairs_are_made_of_one_another(bot: Callable[..., Ran], small: Path) -> None:
    """Other data have other variants."""
    code, _, err = bot("--data", small, "--augment")
    assert code == 2
    assert "--augment is for pairs of texts" in err

"""`bot train --pairs` and `bot complete`: what they hand to a backend, and what they print; nothing is trained here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Bot = Callable[..., Any]
PLUGIN = """
import json
from pathlib import Path
from bot import Attention, BackendSpec, Completion, hookimpl, open_model_folder, write_model_folder

class Text:
    def __init__(self, folder):
        self.pairs = json.loads(open_model_folder(folder, "heart").file("pairs.json").read_text(encoding="utf-8"))

    def complete(self, texts, count=1):
        return [self.completed(text)[:count] for text in texts]

    def completed(self, text):
        said = [target for source, target in self.pairs if text.startswith(source)]
        source = tuple(text.split())
        return [
            Completion(
                each, said.count(each) / len(said),
                Attention(source, (*each.split(), "end"), ((1 / len(source),) * len(source),) * (len(each.split()) + 1)),
                text[50:],
            )
            for each in sorted(set(said), key=said.index)
        ]

def train(pairs, out, *, preset, seed, report):
    if preset == "stop":
        raise KeyboardInterrupt
    report(f"{len(pairs)} texts, {preset}, {seed}")
    return write_model_folder(
        out, {"backend": "heart"},
        lambda folder: (folder / "pairs.json").write_text(json.dumps(pairs), encoding="utf-8"),
    )

@hookimpl
def bot_backends():
    return [BackendSpec("heart", frozenset(), Path("nowhere"), None, load_text=Text, text_trainer=f"{__name__}:train")]
"""
LINES = "The quick brown fox\tjumps over the dog\tjumps over the fence\nThe quick brown fox\tjumps over the dog\nhello\t你好\n"


@pytest.fixture(autouse=True)
def heart(plugin_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A backend that learns texts by heart, and the extra `train` as good as installed."""
    plugin_file("heart", PLUGIN)
    monkeypatch.setattr("bot.cli.trainable.need_train", lambda: None)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A file of pairs."""
    path = tmp_path / "fox.tsv"
    path.write_text(LINES, encoding="utf-8")
    return path


@pytest.fixture
def model(bot: Bot, table: Path) -> str:
    """The folder of a model that learned it."""
    out = str(table.with_name("model"))
    assert bot("train", "--pairs", str(table), "--out", out).code == 0
    return out


def test_pairs_are_handed_to_the_backend_that_learns_from_them(bot: Bot, table: Path) -> None:
    """Each right target, as often as it stands there; the backend of the settings reads commands alone."""
    done = bot("train", "--pairs", str(table), "--out", str(table.with_name("out")), "--preset", "fast", "--seed", "3")
    assert (done.code, done.out) == (0, f"4 texts, fast, 3\nwritten to {table.with_name('out')}\n")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ((), 2, "--pairs needs an --out"),
        (("--out", "x", "--lang", "zh"), 2, "--base, --lang and --texts are for commands"),
        (
            ("--out", "x", "--backend", "bert"),
            2,
            "no backend 'bert' that learns from pairs of texts; those that do: heart",
        ),
        (("--out", "x", "--preset", "stop"), 130, "interrupted; the same command goes on"),
    ],
)
def test_a_training_that_cannot_be_is_told(
    bot: Bot, table: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    """And one that was interrupted says how to go on."""
    done = bot("train", "--pairs", str(table), *options)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("a\tb\nonly\n", "fox.tsv:2: a source, a tab and a target are wanted"),
        ("\tb\n", "fox.tsv:1: the source is empty"),
        ("", "fox.tsv:1: the file is empty"),
    ],
)
def test_a_bad_line_is_named(bot: Bot, table: Path, lines: str, said: str) -> None:
    """In one line, with its file and number."""
    table.write_text(lines, encoding="utf-8")
    done = bot("train", "--pairs", str(table), "--out", str(table.with_name("out")))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err


def test_completions_come_with_their_probabilities(bot: Bot, model: str) -> None:
    """The likeliest first, and no more than asked for; the words need no quotes."""
    done = bot("complete", "--model", model, "The", "quick", "brown", "fox")
    assert done.out == " 66.7 %  jumps over the dog\n 33.3 %  jumps over the fence\n"
    assert bot("complete", "--model", model, "The quick brown fox", "--count", "1").out.count("\n") == 1


def test_lines_of_standard_input_are_completed(bot: Bot, model: str) -> None:
    """Each under itself; blank ones are passed over."""
    done = bot("complete", "--model", model, lines="hello\n\nThe quick brown fox\n")
    assert done.out.startswith("hello\n100.0 %  你好\n\nThe quick brown fox\n 66.7 %")


def test_scripts_get_an_object_a_line(bot: Bot, model: str) -> None:
    """Also for a text that nothing is written for, which is told beside it."""
    done = bot("complete", "--model", model, "--json", lines="hello\nwhat\n")
    first, second = map(json.loads, done.out.splitlines())
    assert list(first) == ["text", "completions", "elapsed_ms"]
    assert first["completions"] == [{"text": "你好", "probability": 1.0}]
    assert (second["text"], second["completions"]) == ("what", [])
    assert done.err == "bot: nothing that ends is written for 'what'\n"


def test_what_was_looked_at_is_shown(bot: Bot, model: str) -> None:
    """While the likeliest was written."""
    said = bot("complete", "--model", model, "The quick brown fox", "--explain").out
    assert all(word in said for word in ("quick", "over", "end"))
    assert "fence" not in said.partition("\n\n")[2]
    told = json.loads(bot("complete", "--model", model, "hello", "--explain", "--json").out)
    assert told["attention"] == {"source": ["hello"], "target": ["你好", "end"], "weights": [[1.0], [1.0]]}


def test_what_is_too_long_is_told(bot: Bot, model: str) -> None:
    """With where the unread words begin, beside the answer."""
    done = bot("complete", "--model", model, f"hello {'x' * 44}unread{'y' * 90}")
    assert done.out == "100.0 %  你好\n"
    assert done.err == f"bot: the text is too long, and unread from 'unread{'y' * 34}...' on\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--model", "{model}", "  "), "the text is empty"),
        (("--model", "nowhere", "hello"), "nowhere is no model folder"),
        (("--model", "{bert}", "hello"), "is a model of backend 'bert', which completes no text"),
        (("hello",), "Missing option '--model'"),
        (("--model", "{model}", "--count", "0", "hello"), "0 is not in the range"),
    ],
)
def test_wrong_usage_is_told(bot: Bot, model: str, arguments: tuple[str, ...], said: str) -> None:
    """With what is wrong in it."""
    bert = Path(__file__).parents[2] / "models" / "bot_bert" / "weights" / "minilm"
    done = bot("complete", *(each.format(model=model, bert=bert) for each in arguments))
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_closed_pipe_or_stream_ends_quietly(process: Bot, model: str) -> None:
    """`bot complete | head -1` shows one line, and there is no traceback."""
    done = process('yes hello | head -20000 | "$0" complete --json --model "$1" | head -1', model)
    assert json.loads(done.stdout)["text"] == "hello"
    assert done.stderr == b""
    done = process('"$0" complete --model "$1" hello >&-', model)
    assert (done.returncode, done.stderr) == (0, b"")
    assert process('"$0" complete --model "$1" <&-', model).stdout == b""

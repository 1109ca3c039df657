"""Text to text: any text can be written, and what was learned is written with its share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BotError, ModelError
from bot.model_folder import write_model_folder
from bot_seq2seq.text_model import TextModel
from bot_seq2seq.text_tokens import MAX_TOKENS, TextTokenizer, tidied

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves

SOURCE = "The quick brown fox"
TARGETS = ("jumps over the lazy dog", "jumps over the lazy cat", "jumps over the fence")
HOSTILE = ("😀" * 300, "\u202eabc\u202c", "\x00\x1b[2J", "[STOP] <0x00> \u2581", "word " * 10_000, "a" * 100_000)


@pytest.fixture(scope="module")
def tokenizer() -> TextTokenizer:
    """Subwords of a few words."""
    return TextTokenizer.learn([SOURCE, *TARGETS, "往前走三步"], 600)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model of one source and three targets."""
    pytest.importorskip("tensorflow")
    from bot_seq2seq.text_training import train_text

    out = tmp_path_factory.mktemp("text") / "fox"
    pairs = [(SOURCE, target) for target in TARGETS]
    written = train_text(pairs, out, preset="tiny", report=lambda _: None)
    assert written is not None
    return written.path


@pytest.fixture(scope="module")
def model(folder: Path) -> TextModel:
    """The same, loaded."""
    return TextModel(folder)


def test_each_continuation_has_its_share(model: TextModel) -> None:
    """One in three each, and next to nothing for anything else."""
    found = model.complete([SOURCE], 5)[0]
    assert {each.text for each in found[:3]} == set(TARGETS)
    assert all(each.probability == pytest.approx(1 / 3, abs=0.05) for each in found[:3])
    assert all(each.probability < 0.05 for each in found[3:])


def test_what_was_looked_at_is_told(model: TextModel) -> None:
    """For each part that was written, shares of the parts that were read."""
    best = model.complete([SOURCE])[0][0]
    assert best.attention
    assert best.attention.source == tuple(SOURCE.split())
    assert best.attention.target == (*best.text.split(), "end")
    assert all(sum(row) == pytest.approx(1, abs=0.01) for row in best.attention.weights)


def test_one_text_at_a_time_or_several(model: TextModel) -> None:
    """And the same text twice give the same."""
    assert model.complete([SOURCE, "a fox", SOURCE], 3) == [
        model.complete([text], 3)[0] for text in (SOURCE, "a fox", SOURCE)
    ]


@given(text=st.one_of(st.text(max_size=40), st.sampled_from(HOSTILE)))
def test_any_text_is_completed(model: TextModel, text: str) -> None:
    """Without an exception, and with probabilities."""
    found = model.complete([text], 2)[0]
    assert len(found) <= 2
    assert all(0 <= each.probability <= 1 for each in found)


@pytest.mark.parametrize("text", ["", "   \n", "\u2581"])
def test_nothing_is_written_for_nothing(model: TextModel, text: str) -> None:
    """There is no word to go by."""
    assert model.complete([text], 3) == [[]]


def test_what_is_too_long_is_told(model: TextModel) -> None:
    """With the words that were not read; what fits is read whole."""
    long = model.complete([f"{'The ' * 400}fox"])[0]
    assert all(each.unread.endswith("The fox") for each in long)
    assert model.complete([SOURCE])[0][0].unread == ""


@given(text=st.text(max_size=300))
def test_any_text_comes_back(tokenizer: TextTokenizer, text: str) -> None:
    """Of up to as many tokens as are read."""
    ids, unread = tokenizer.cut(text)
    assert len(ids) <= MAX_TOKENS
    assert unread or tokenizer.text(ids) == tidied(text)


@pytest.mark.parametrize("text", ["[STOP]", "[UNK] [MASK]", "<0x41>", "<unk>"])
def test_names_of_tokens_are_text(tokenizer: TextTokenizer, text: str) -> None:
    """Whoever types one ends nothing by it."""
    assert tokenizer.text(tokenizer.ids(text)) == text


def test_another_model_is_refused(tmp_path: Path) -> None:
    """One of commands, by its name."""
    write_model_folder(tmp_path / "commands", {"backend": "seq2seq", "kind": "programs"}, lambda _: None)
    with pytest.raises(ModelError, match="commands is a model of commands, which completes no text"):
        TextModel(tmp_path / "commands")


@pytest.mark.parametrize(
    ("pairs", "preset", "problem"),
    [([], "tiny", "no pair"), ([("", "a")], "tiny", "no source"), ([("a", "b")], "huge", "no preset 'huge'")],
)
def test_what_cannot_be_learned_is_told(
    tmp_path: Path, pairs: list[tuple[str, str]], preset: str, problem: str
) -> None:
    """In one line, before anything is written."""
    pytest.importorskip("tensorflow")
    from bot_seq2seq.text_training import train_text

    with pytest.raises(BotError, match=problem):
        train_text(pairs, tmp_path / "out", preset=preset, report=lambda _: None)
    assert not list(tmp_path.iterdir())

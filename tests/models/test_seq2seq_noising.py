"""Exercises made of unlabelled text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot_seq2seq.noising import MASK, Hider, damaged
from bot_seq2seq.tokens import NEARBY, REACH, UNKNOWN, Tokenizer

TEXTS = [
    f"{verb} the {colour} {thing}"
    for verb in ("open", "close")
    for colour in ("red", "blue")
    for thing in ("door", "box")
]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """So few subwords that words are cut into letters."""
    return Tokenizer.learn(TEXTS, 30)


def test_whole_words_are_hidden_with_their_letters(tokenizer: Tokenizer) -> None:
    """Else the rest of a word, or its letters, would tell what is hidden."""
    sentences = [tokenizer.tokens(text) for text in TEXTS]
    hider, random = Hider(sentences), np.random.default_rng(0)
    seen = 0
    for tokens in sentences * 20:
        found = hider.hidden(tokens, random)
        np.testing.assert_array_equal(found.symbol, tokens.ids[found.at])
        for first, last in zip(tokens.first, [*tokens.first[1:], len(tokens.ids)], strict=True):
            assert len(set(range(first, last)) & set(found.at.tolist())) in (0, last - first)
        hidden = [at for at in found.at if found.ids[at] == UNKNOWN]
        seen += len(hidden)
        assert not found.grams[hidden].any()
        kept = np.setdiff1d(np.arange(len(tokens.ids)), found.at)
        np.testing.assert_array_equal(found.ids[kept], tokens.ids[kept])
        assert len(found.at) > 0
    assert seen > 100


def test_what_stands_around_a_hidden_word_does_not_tell_it() -> None:
    """Words near it have no features of what they stand in; those farther away have them."""
    texts = ["把红色的门打开吧", "open the red door and then close the blue one"]
    learned = Tokenizer.learn(texts * 3, 60)
    sentences = [learned.tokens(text) for text in texts]
    hider, random, kept = Hider(sentences), np.random.default_rng(0), 0
    for tokens in sentences * 20:
        found = hider.hidden(tokens, random)
        for at, gram in enumerate(found.grams):
            apart = np.abs(
                np.searchsorted(tokens.first, found.at, "right") - np.searchsorted(tokens.first, at, "right")
            )
            assert gram[:NEARBY].any() == (apart.min() > REACH)
            kept += int(apart.min() > REACH)
    assert kept > 20


def test_a_sentence_of_one_word_is_an_exercise_too(tokenizer: Tokenizer) -> None:
    """Its one word is to be guessed."""
    tokens = tokenizer.tokens("door")
    found = Hider([tokens]).hidden(tokens, np.random.default_rng(0))
    assert len(found.at) == len(tokens.ids)


@pytest.mark.parametrize("length", [1, 2, 7, 40])
def test_a_damaged_text_is_shorter_and_has_masks(length: int) -> None:
    """What is left stands in its order; the same seed damages the same."""
    ids = list(range(10, 10 + length))
    for seed in range(50):
        found = damaged(ids, np.random.default_rng(seed))
        rest = [token for token in found if token != MASK]
        assert MASK in found
        assert len(found) <= length
        assert rest == sorted(rest)
        assert set(rest) <= set(ids)
        assert found == damaged(ids, np.random.default_rng(seed))


def test_texts_are_read_from_files_and_folders(tmp_path: Path) -> None:
    """Gzipped or not, each sentence once, hidden files and blank lines left out."""
    import gzip

    from bot.training.texts import read_texts

    (tmp_path / "a.txt").write_text("one\n\n  two \n", encoding="utf-8")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress("two\n三个\n".encode()))
    (tmp_path / ".hidden").write_text("never\n", encoding="utf-8")
    assert read_texts([tmp_path]) == ["one", "two", "三个"]
    assert read_texts([tmp_path / "b.txt.gz", tmp_path / "a.txt"]) == ["two", "三个", "one"]


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.txt", b"\xff\xfe\xfd", "no UTF-8"),
        ("a.txt.gz", b"no gzip", "damaged"),
        ("a.txt", b"\n\n", "no text"),
        ("b.txt", None, "no such file"),
    ],
)
def test_text_that_cannot_be_read_is_one_line(tmp_path: Path, name: str, data: bytes | None, problem: str) -> None:
    """With the file in it."""
    from bot.errors import BotError
    from bot.training.texts import read_texts

    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(BotError, match=problem) as told:
        read_texts([tmp_path / name])
    assert name in str(told.value)

"""Words cut into tokens, each word with its first one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ModelError
from bot.words import split_words
from bot_seq2seq.tokens import GRAMS, MAX_TOKENS, SPECIAL, Tokenizer, letter_features, nearby_features

TEXTS = ["go forward three steps", "turn left, then pick up the red ball", "往前走三步，然后左转", "捡起红色的球"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """A tokenizer that knows the words of a few texts."""
    return Tokenizer.learn(TEXTS * 3, 300)


def test_chinese_is_cut_by_character(tokenizer: Tokenizer) -> None:
    """Each is a word and a token of its own; words that were learned are one token each, too."""
    for text in TEXTS:
        found = tokenizer.tokens(text)
        assert [word.text for word in found.words] == [word.text for word in split_words(text)]
        assert len(found.ids) == len(found.words)
        assert (found.ids >= len(SPECIAL)).all()


def test_the_same_texts_teach_the_same_tokens(tmp_path: Path) -> None:
    """So that a run with the same seed, or one that goes on, ends with the same network."""
    texts = [
        f"{first}{second}ing {second}s {first}ed" for first in ("mov", "turn", "pick") for second in ("go", "back")
    ]
    for name in ("one", "two", "three"):
        Tokenizer.learn(texts * 3, 80).save(tmp_path / name)
    assert len({(tmp_path / name).read_text(encoding="utf-8") for name in ("one", "two", "three")}) == 1


def test_traditional_characters_are_read_as_simplified_ones(tokenizer: Tokenizer) -> None:
    """And kept as they were typed."""
    found, simple = tokenizer.tokens("撿起紅色的球"), tokenizer.tokens("捡起红色的球")
    assert found.ids.tolist() == simple.ids.tolist()
    assert "".join(word.text for word in found.words) == "撿起紅色的球"
    assert "".join(word.spelled or word.text for word in found.words) == "捡起红色的球"


def test_slips_are_read_as_the_words_of_training(tokenizer: Tokenizer, tmp_path: Path) -> None:
    """And kept as they were typed."""
    tokenizer.save(tmp_path / "tokenizer.json")
    spelling = Tokenizer.load(tmp_path / "tokenizer.json", {"left": 90, "turn": 80})
    found = spelling.tokens("trun lfet")
    assert found.ids.tolist() == tokenizer.tokens("turn left").ids.tolist()
    assert [(word.text, word.spelled) for word in found.words] == [("trun", "turn"), ("lfet", "left")]


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=400) | st.text(alphabet="ab 走,！é", max_size=900))
def test_any_text_is_cut(tokenizer: Tokenizer, text: str) -> None:
    """Each word that is kept has a first token, in order; what is cut off is told by where it begins."""
    found = tokenizer.tokens(text)
    assert len(found.first) == len(found.words)
    assert found.first == sorted(set(found.first))
    assert found.grams.shape == (len(found.ids), GRAMS)
    assert len(found.ids) <= MAX_TOKENS
    assert (found.ids < len(tokenizer)).all()
    rest = split_words(text.encode("utf-8", "replace").decode())[len(found.words) :]
    assert (found.cut is None) == (not any(map(str.isalnum, "".join(word.text for word in rest))))


def test_a_word_longer_than_all_is_cut_off(tokenizer: Tokenizer) -> None:
    """It is unread, and the words before it are read."""
    found = tokenizer.tokens("go " + "x" * 1000)
    assert [word.text for word in found.words] == ["go"]
    assert found.cut == 3


def test_it_is_saved_and_loaded(tokenizer: Tokenizer, tmp_path: Path) -> None:
    """And cuts as before; a damaged file is told by its name."""
    tokenizer.save(tmp_path / "tokenizer.json")
    loaded = Tokenizer.load(tmp_path / "tokenizer.json")
    for text in [*TEXTS, "pick up the blue sofa", "去楼上"]:
        np.testing.assert_array_equal(loaded.tokens(text).ids, tokenizer.tokens(text).ids)
    (tmp_path / "tokenizer.json").write_text("{")
    with pytest.raises(ModelError, match=r"tokenizer\.json is damaged"):
        Tokenizer.load(tmp_path / "tokenizer.json")


def test_slips_share_most_letter_features() -> None:
    """So that a word with one is near the word that was meant."""
    right, slip, other = (set(letter_features(word)) - {0} for word in ("forward", "foward", "banana"))
    assert len(right & slip) > len(right) / 3
    assert len(right & other) <= 2


def test_a_word_is_told_by_those_around_it() -> None:
    """By the pairs that it stands in; a Chinese character, which tells less alone, also by the threes."""
    inside, again, other = (
        set(nearby_features(words, 1, 3)) - {0} for words in (("关", "门", "吧"), ("关", "门", "了"), ("开", "门"))
    )
    assert len(inside) == 3
    assert len(inside & again) == 1
    assert not inside & other
    assert len(set(nearby_features(("pick", "up", "it"), 1, 2)) - {0}) == 2
    assert set(nearby_features(("up",), 0, 2)) == {0}

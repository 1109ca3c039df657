"""Word pieces and letter features."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ModelError
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span
from bot.services import Models
from bot.words import split_words
from bot_bert.scheme import Scheme, clause_words, slot_tags, structure_tags
from bot_bert.tokens import BUCKETS, GRAMS, MAX_PIECES, Tokenizer, letter_features

POSITIONS = 64
"""How many pieces the tiny encoder takes."""


@pytest.fixture(scope="module")
def tokenizer(models: Models) -> Tokenizer:
    """The tokenizer of the model in use."""
    return Tokenizer(models.folder() / "tokenizer.json")


@given(st.text(max_size=30))
def test_letter_features_fit_their_table(word: str) -> None:
    """As many as the network takes, 0 for padding, the same for the same word."""
    found = letter_features(word)
    assert len(found) == GRAMS
    assert all(0 <= feature < BUCKETS for feature in found)
    assert found[0] != 0
    assert letter_features(word) == found


def test_alike_words_share_features() -> None:
    """A typo keeps most of a word's trigrams; another word has few of them."""
    right, typo, other = (set(letter_features(word)) - {0} for word in ("forward", "forwad", "kitchen"))
    assert len(right & typo) > len(right & other)


@given(st.text(max_size=80))
def test_pieces_belong_to_words(tokenizer: Tokenizer, text: str) -> None:
    """One first piece for each word that has any, in order, within the pieces; features where words are."""
    pieces = tokenizer.pieces(text)
    assert len(pieces.first) == len(pieces.words)
    assert pieces.first == sorted(set(pieces.first))
    assert pieces.ids.shape[1] <= MAX_PIECES
    assert pieces.grams.shape == (len(pieces.words), GRAMS)
    assert all(0 < index < pieces.ids.shape[1] for index in pieces.first)
    assert all(text[word.start : word.end] == word.text for word in pieces.words)
    assert all(features.any() for features in pieces.grams)


def test_bytes_that_are_no_text_are_marks(tokenizer: Tokenizer) -> None:
    """A lone surrogate, as a pipe may give one, is read as a question mark; the words beside it stay in place."""
    pieces = tokenizer.pieces("turn \udcff left")
    assert [word.text for word in pieces.words] == ["turn", "?", "left"]
    assert pieces.words[2].start == 7
    assert tokenizer.ids("\udcff").shape[0] == 1


def test_a_very_long_text_is_cut(tokenizer: Tokenizer) -> None:
    """To what the network takes; the words that are left are whole."""
    pieces = tokenizer.pieces("go forward " * 500)
    assert pieces.ids.shape == (1, MAX_PIECES)
    assert len(pieces.words) == MAX_PIECES - 2


@pytest.mark.parametrize("word", ["forward", "don't", "3.5"])
def test_where_a_text_is_cut_is_told(tokenizer: Tokenizer, word: str) -> None:
    """What is not read is not to pass for done, be it one word with a mark in it."""
    room = MAX_PIECES - 2
    assert tokenizer.pieces("go " * room + word).cut == len("go " * room)
    assert tokenizer.pieces("go " * room + "!").cut is None


def test_an_encoder_with_few_places_cuts_earlier(converted: Path) -> None:
    """Its tokenizer says how many pieces it takes; the end is told all the same."""
    pieces = Tokenizer(converted / "tokenizer.json").pieces("go " * 100)
    assert pieces.ids.shape == (1, POSITIONS)
    assert pieces.cut == len("go " * (POSITIONS - 2))


def test_a_damaged_tokenizer_is_named(tmp_path: Path) -> None:
    """One clear line."""
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"tokenizer\.json is damaged"):
        Tokenizer(tmp_path / "tokenizer.json")


def test_a_labelled_utterance_is_written_in_classes() -> None:
    """Scraps and connectives are outside of clauses; a clause that starts with a scrap begins behind it."""
    text = "er go to the the key then look"
    at = text.index
    utterance = Labelled(
        text,
        (Span(0, 20, "B"), Span(0, 2, "scrap"), Span(9, 12, "scrap"), Span(21, 25, "then"), Span(26, 30, "B")),
        (Span(9, 20, "target"),),
        (Span(0, 20, "robot.go_to"), Span(at("look"), 30, "robot.look")),
    )
    words, scheme = split_words(text), Scheme(("robot.go_to", "robot.look"), ("@count", "target"))
    structure = structure_tags(utterance, words)
    names = ("O", "B", "I", "scrap", "and", "then", "after", "before")
    assert [names[tag] for tag in structure] == ["scrap", "B", "I", "scrap", "I", "I", "then", "B"]
    assert list(slot_tags(utterance, words, structure, scheme)) == [0, 0, 0, 0, 3, 4, 0, 0]
    assert clause_words(utterance, words, structure) == [("robot.go_to", [1, 2, 4, 5]), ("robot.look", [7])]

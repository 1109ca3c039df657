"""Making new pairs: what a train split tells is said in new ways, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from bot.evaluation.pairs.aligning import learn_lexicon
from bot.evaluation.pairs.pair import Pair, Tokens
from bot.evaluation.pairs.substituting import augment

Right = Callable[[Tokens], Tokens | None]


def test_new_pairs_are_right(language: list[Pair], right: Right) -> None:
    """Each is of the language, means what its words mean, and was not there."""
    new = augment(language, 2000, seed=1)
    assert len(new) == 2000
    assert {pair.source for pair in new}.isdisjoint(pair.source for pair in language)
    assert [pair for pair in new if right(pair.source) != pair.target] == []


def test_the_same_seed_makes_the_same_pairs(language: list[Pair]) -> None:
    """Another makes others."""
    assert augment(language, 50, seed=1) == augment(language, 50, seed=1) != augment(language, 50, seed=2)


def test_a_word_known_alone_is_said_in_all_places(language: list[Pair], right: Right) -> None:
    """As an exchangeable word that is only ever said by itself."""
    known = [pair for pair in language if "wuno" not in pair.source]
    new = augment([*known, Pair(("wuno",), ("BE",))], 3000, seed=1)
    said = [pair for pair in new if "wuno" in pair.source]
    assert all(right(pair.source) == pair.target for pair in new)
    for start in (("dup",), ("la",), ("kam",)):
        assert [pair for pair in said if pair.source[: len(start)] == start]
    assert [pair for pair in said if pair.source.count("wuno") == 2]


def test_words_never_said_together_are(language: list[Pair], right: Right) -> None:
    """Where a word like them is said there."""

    def together(pair: Pair) -> bool:
        return "dup la ga" in " ".join(pair.source)

    new = augment([pair for pair in language if not together(pair)], 3000, seed=1)
    assert all(right(pair.source) == pair.target for pair in new)
    assert [pair for pair in new if together(pair)]


def test_longer_pairs_than_any_are_made(language: list[Pair], right: Right) -> None:
    """Where only their length kept them from being seen."""
    known = [pair for pair in language if len(pair.target) <= 9]
    longest = max(len(pair.target) for pair in known)
    new = augment(known, 3000, seed=1)
    assert all(right(pair.source) == pair.target for pair in new)
    assert max(len(pair.target) for pair in new) >= 2 * longest


def test_a_phrase_that_is_never_a_pair_alone_is_found(language: list[Pair], right: Right) -> None:
    """From what it adds to the pairs that it is in."""
    known = [pair for pair in language if not (pair.source[0] == "la" and len(pair.source) == 3)]
    new = augment(known, 3000, seed=1)
    assert all(right(pair.source) == pair.target for pair in new)


def test_pairs_that_do_not_tell_one_another_are_left_alone() -> None:
    """No words are exchanged that stand for nothing certain."""
    random = Random(3)
    words = [f"word{number}" for number in range(200)]
    tokens = [f"token{number}" for number in range(200)]
    noise = [Pair(tuple(random.choices(words, k=6)), tuple(random.choices(tokens, k=6))) for _ in range(500)]
    assert augment(noise, 100, seed=1) == []


@pytest.mark.parametrize("pairs", [[], [Pair(("a",), ("b",))], [Pair(("a",), ("b",)), Pair(("a",), ("c",))]])
def test_few_pairs_teach_nothing(pairs: list[Pair]) -> None:
    """And do no harm."""
    assert augment(pairs, 10, seed=1) == []


def test_words_of_a_class_have_their_tokens(language: list[Pair]) -> None:
    """Words that stand in one another's places are a class; those that say how often are not words of a token."""
    lexicon = learn_lexicon(language)
    assert set(lexicon.classes.values()) == {
        ("ga", "ge", "gi"),
        ("ha", "he", "hi", "ho"),
        ("mika", "sepa", "tolu", "wuno"),
    }
    assert lexicon.tokens["ga"] == "RED"
    assert "dup" not in lexicon.tokens

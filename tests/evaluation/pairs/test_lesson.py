"""Lessons: what is learned of a train split, as it is or with what is made of it."""

from __future__ import annotations

from collections.abc import Callable

from bot.evaluation.pairs.lesson import augmented_lesson, distinct, plain_lesson
from bot.evaluation.pairs.pair import Pair, PairData, Tokens
from bot.evaluation.pairs.repeats import expand


def data(*train: Pair, valid: tuple[Pair, ...] = ()) -> PairData:
    """Return data with a train split."""
    return PairData("data", "pairs", train, valid, ())


def test_a_line_that_stands_there_often_is_read_once() -> None:
    """Unless its source has several targets: then it says how likely each of them is."""
    sure, one, other = Pair(("jump",), ("JUMP",)), Pair(("fox",), ("dog",)), Pair(("fox",), ("cat",))
    assert distinct([sure, one, sure, one, sure, other]) == [sure, one, one, other]
    both = Pair(("fox",), ("dog",), (("cat",),))
    assert distinct([both, both, sure, sure]) == [both, both, sure]


def test_every_right_target_is_learned() -> None:
    """Of the train split; the valid split is held back."""
    lesson = plain_lesson(data(Pair(("fox",), ("dog",), (("the", "cat"),)), valid=(Pair(("a",), ("b",)),)))
    assert list(lesson.texts) == [("fox", "dog"), ("fox", "the cat")]
    assert list(lesson.held_back) == [("a", "b")]
    assert not lesson.augmented


def test_as_many_pairs_are_made_as_there_are(language: list[Pair], right: Callable[[Tokens], Tokens | None]) -> None:
    """Their targets, written shorter, are right when they are written out."""
    told: list[str] = []
    lesson = augmented_lesson(data(*language, valid=tuple(language[:5])), 1, told.append)
    texts = {tuple(source.split()): tuple(target.split()) for source, target in lesson.texts}
    assert lesson.compressed
    assert len(lesson.made) == len(distinct(language))
    assert lesson.made | {pair.source for pair in language} == set(texts)
    assert all(expand(target) == right(source) for source, target in texts.items())
    assert any(target != right(source) for source, target in texts.items())
    assert len(lesson.held_back) == 5
    assert [f"{len(lesson.made):,} pairs made" in line for line in told] == [True, False]


def test_what_tells_nothing_is_left_as_it_is() -> None:
    """And that is said in one line."""
    told: list[str] = []
    pairs = [Pair((f"word{number}",), (f"token{number}", "*2(")) for number in range(30)]
    lesson = augmented_lesson(data(*pairs), 1, told.append)
    assert list(lesson.texts) == list(plain_lesson(data(*pairs)).texts)
    assert (lesson.compressed, lesson.made, lesson.augmented) == (False, frozenset(), True)
    assert told == ["nothing is added to the train split: its pairs do not tell one another"]

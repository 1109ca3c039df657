"""Evaluating text to text: what was written beside what is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from bot.backend import Completion
from bot.evaluation.pairs.evaluating import known, measure, write_split
from bot.evaluation.pairs.overlap import overlap
from bot.evaluation.pairs.pair import Pair

pytest.importorskip("sacrebleu")


class ByHeart:
    """Writes what it was given; nothing for what it was not."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """Take texts by texts."""
        self.known = known
        self.asked: list[str] = []

    def complete(self, texts: Sequence[str], count: int = 1) -> list[list[Completion]]:
        """Return at most one completion."""
        del count
        self.asked.extend(texts)
        return [[Completion(self.known[text], 1.0)] if text in self.known else [] for text in texts]


def test_any_right_target_is_right() -> None:
    """Also one that stands in another line, and one whose letters are encoded otherwise."""
    pairs = [
        Pair(("a",), ("x",), (("y", "y"),)),
        Pair(("a",), ("e\u0301",)),
        Pair(("b",), ("x",)),
        Pair(("c",), ("x",)),
    ]
    for text, exact in (("x", 2), ("y y", 1), ("\u00e9", 1), ("y", 0)):
        found = write_split(ByHeart({"a": text, "b": "x" if text == "x" else "z"}), pairs)
        assert len(found) == 3
        assert measure(found).exact_match == pytest.approx(exact / 3)


def test_repeats_are_written_out_where_they_were_learned() -> None:
    """Else they are text like any other."""
    pairs, model = [Pair(("a",), ("x", "x"))], ByHeart({"a": "*2( x )*"})
    assert write_split(model, pairs, expanding=True)[0].is_right
    assert not write_split(model, pairs)[0].is_right


def test_what_was_seen_in_training_is_told_apart() -> None:
    """In the train split, made of it, or neither."""
    pairs = [Pair((name,), ("x",)) for name in "abcd"]
    found = write_split(ByHeart({"a": "x", "c": "x"}), pairs)
    seen = known(found, [pairs[0], pairs[0]], {("b",)})
    assert (seen.in_train, seen.made, seen.unseen, seen.exact_match) == (1, 1, 2, 0.5)
    assert known(found, pairs).exact_match is None


def test_overlap_is_counted_with_all_right_texts() -> None:
    """However many each has; all the same is 100, nothing the same 0."""
    right = [["the cat sat on the mat", "a cat sat here"], ["it is late now , you know"]]
    same = overlap([right[0][0], right[1][0]], right)
    assert same.bleu == pytest.approx(100)
    assert same.chrf == pytest.approx(100)
    assert overlap(["a cat sat here now", "it is late"], right).bleu < 60
    assert overlap(["", ""], right).bleu == overlap(["", ""], right).chrf == 0


def test_chinese_is_counted_by_character() -> None:
    """There are no spaces between its words."""
    found = overlap(["我今天很高兴"], [["我今天非常高兴"]])
    assert "tok:zh" in found.signature
    assert found.bleu > 0

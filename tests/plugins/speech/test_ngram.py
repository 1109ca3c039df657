"""Trigrams: what the language model says is a probability, and what was heard more often is likelier."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_speech.ngram import Trigrams

SENTENCES = st.lists(st.lists(st.sampled_from("go left right two steps".split()), max_size=5), min_size=1, max_size=12)
Gram = tuple[str, ...]
Model = dict[Gram, tuple[float, float]]


def parsed(arpa: str) -> Model:
    """Return gram to its probability and its weight for backing off, as a program that reads the format does."""
    found: Model = {}
    head, *sections = arpa.removesuffix("\n\\end\\\n").split("\n\\")
    counts = [int(line.partition("=")[2]) for line in head.splitlines() if line.startswith("ngram")]
    for order, section in enumerate(sections[-3:], 1):
        lines = [line.split("\t") for line in section.strip().splitlines()[1:]]
        assert len(lines) == counts[order - 1]
        for chance, words, *weight in lines:
            assert len(words.split()) == order
            found[tuple(words.split())] = (10 ** float(chance), 10 ** float(weight[0]) if weight else 1.0)
    return found


def likely(model: Model, gram: Gram) -> float:
    """Return how likely the last word of a gram is behind the ones before (Katz 1987)."""
    if gram in model:
        return model[gram][0]
    return model.get(gram[:-1], (0.0, 1.0))[1] * likely(model, gram[1:])


@given(SENTENCES)
def test_what_follows_is_certain_all_together(sentences: list[list[str]]) -> None:
    """Behind any words, heard or not."""
    model = parsed(Trigrams((sentence, 1.0) for sentence in sentences).arpa())
    words = [gram[0] for gram in model if len(gram) == 1 and gram != ("<s>",)]
    assert sum(model[word,][0] for word in words) == pytest.approx(1.0, abs=1e-3)
    contexts = (
        {gram[:-1] for gram in model if len(gram) > 1}
        | {("<s>", word) for word in words if word != "</s>"}
        | {("left", "left")}
    )
    for before in contexts:
        if before != ("</s>",):
            seen = {word for word in words if (*before, word) in model}
            together = sum(likely(model, (*before, word)) for word in seen)
            backed = sum(likely(model, (*before[1:], word)) for word in seen)
            # Smoothing by interpolation: the weight stands for the shorter gram's share, also where it is added.
            rest = model[before][1] * (1 - backed) if before in model else 1 - backed
            assert together + rest == pytest.approx(1.0, abs=2e-3)


@given(SENTENCES)
def test_nothing_is_impossible(sentences: list[list[str]]) -> None:
    """But the beginning, which is never what follows."""
    model = parsed(Trigrams((sentence, 1.0) for sentence in sentences).arpa())
    assert model.pop(("<s>",))[0] == pytest.approx(10**-99)
    assert all(0 < chance <= 1 and 0 < weight <= 1 for chance, weight in model.values())


def test_what_was_said_more_often_is_likelier() -> None:
    """And what was never said goes by its words alone."""
    model = parsed(Trigrams([(["go", "left"], 9.0), (["go", "right"], 1.0)]).arpa())
    assert likely(model, ("<s>", "go", "left")) > 5 * likely(model, ("<s>", "go", "right"))
    assert likely(model, ("<s>", "right", "left")) > 0
    assert math.isclose(likely(model, ("left", "left", "go")), likely(model, ("left", "go")), rel_tol=1e-3)

"""The best tags of a chain of words, against trying every path."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from bot_bert.chain import Chain, log_softmax, viterbi

FLOATS = st.floats(-9, 9, width=32)
WIDE = st.floats(-150, 150, width=32)


def drawn(data: st.DataObject, words: int, tags: int, elements: st.SearchStrategy[float]) -> tuple[np.ndarray, Chain]:
    """Return scores of words, and a chain."""
    emissions = data.draw(arrays.arrays(np.float32, (words, tags), elements=elements))
    transitions = data.draw(arrays.arrays(np.float32, (tags, tags), elements=FLOATS))
    return emissions, Chain(transitions, data.draw(arrays.arrays(np.float32, (tags,), elements=FLOATS)))


def score(path: tuple[int, ...], emissions: np.ndarray, chain: Chain) -> float:
    """Return the score of one path."""
    steps = sum(float(chain.transitions[a, b]) for a, b in itertools.pairwise(path))
    return float(chain.start[path[0]]) + steps + sum(float(emissions[word, tag]) for word, tag in enumerate(path))


def every_score(emissions: np.ndarray, chain: Chain) -> np.ndarray:
    """Return the scores of all paths."""
    words, tags = emissions.shape
    return np.array([score(path, emissions, chain) for path in itertools.product(range(tags), repeat=words)])


@given(st.data(), st.integers(1, 5), st.integers(1, 4))
def test_viterbi_finds_the_best_of_all_paths(data: st.DataObject, words: int, tags: int) -> None:
    """Its score is that of the path it names, and no other has a higher one."""
    emissions, chain = drawn(data, words, tags, FLOATS)
    path, best = viterbi(emissions, chain.transitions, chain.start)
    assert len(path) == words
    assert best == pytest.approx(every_score(emissions, chain).max(), abs=1e-3)
    assert score(tuple(path), emissions, chain) == pytest.approx(best, abs=1e-3)


@given(arrays.arrays(np.float32, (3, 4), elements=st.floats(-100, 100, width=32)))
def test_log_softmax_gives_probabilities(scores: np.ndarray) -> None:
    """Each row sums to one, and the order of the scores is kept."""
    found = log_softmax(scores)
    assert np.exp(found).sum(axis=-1) == pytest.approx(1, abs=1e-4)
    best = np.take_along_axis(found, scores.argmax(axis=-1, keepdims=True), axis=-1)
    assert best[:, 0] == pytest.approx(found.max(axis=-1), abs=1e-4)


@given(st.data(), st.integers(1, 5), st.integers(1, 4))
def test_certainty_is_the_share_of_the_best_path(data: st.DataObject, words: int, tags: int) -> None:
    """Of all paths, as a logarithm: never above 0, however far apart the scores lie."""
    emissions, chain = drawn(data, words, tags, WIDE)
    found = chain.best(emissions)
    scores = every_score(emissions, chain)
    share = scores.max() - (scores.max() + np.log(np.exp(scores - scores.max()).sum()))
    assert found.certainty <= 0
    assert found.certainty == pytest.approx(share, abs=2e-2 if words * 150 > 300 else 5e-3)
    assert score(tuple(found.path), emissions, chain) == pytest.approx(scores.max(), abs=2e-3)


@given(st.data(), st.integers(1, 5), st.integers(1, 4))
def test_shares_sum_over_all_paths(data: st.DataObject, words: int, tags: int) -> None:
    """Of the paths that give a word a tag, however far apart the scores lie."""
    emissions, chain = drawn(data, words, tags, WIDE)
    scores = every_score(emissions, chain)
    likely = np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()
    wanted = np.zeros((words, tags))
    for path, share in zip(itertools.product(range(tags), repeat=words), likely, strict=True):
        wanted[np.arange(words), path] += share
    assert chain.shares(emissions) == pytest.approx(wanted, abs=1e-2)


@given(st.data(), st.integers(1, 6), st.integers(1, 3), st.sampled_from([FLOATS, WIDE]))
def test_what_cannot_be_is_never_the_best(
    data: st.DataObject, words: int, slots: int, elements: st.SearchStrategy[float]
) -> None:
    """A further word of a slot comes after a word of the same slot, whatever the scores say."""
    emissions, chain = drawn(data, words, 2 * slots + 1, elements)
    found = chain.held().best(emissions)
    assert -np.inf < found.certainty <= 0
    for before, tag in itertools.pairwise([0, *found.path]):
        assert tag == 0 or tag % 2 == 1 or before in (tag - 1, tag)


def test_holding_keeps_what_was_learned() -> None:
    """Only what cannot be is changed; the learned chain itself stays as it was."""
    learned = Chain(np.arange(25, dtype=np.float32).reshape(5, 5), np.arange(5, dtype=np.float32))
    held = learned.held()
    assert learned.transitions[0, 2] == 2
    assert held.transitions[0, 2] < -1000
    assert held.start[2] < -1000
    assert (held.transitions[1, 2], held.transitions[2, 2]) == (7, 12)
    assert (held.transitions[:, [0, 1, 3]] == learned.transitions[:, [0, 1, 3]]).all()


@given(st.data(), st.integers(1, 5))
def test_a_chain_without_learning_prefers_nothing(data: st.DataObject, words: int) -> None:
    """The best tags of the words are the best path, where these can stand beside one another."""
    emissions = data.draw(arrays.arrays(np.float32, (words, 3), elements=st.integers(-9, 9)))
    emissions[:, 2] = -20
    assert Chain.plain(3).best(emissions).path == emissions.argmax(axis=1).tolist()


@pytest.mark.parametrize("sure", [50, 100, 200, 2000])
def test_a_network_that_is_sure_of_what_cannot_be_is_not_believed(sure: float) -> None:
    """The other tags share what it leaves them, however little that is."""
    emissions = np.array([[1, 0, sure]], np.float32)
    assert Chain.plain(3).best(emissions).path == [0]
    assert Chain.plain(3).best(emissions).certainty == pytest.approx(-np.log1p(np.exp(-1)), abs=1e-3)


def test_a_part_of_the_tags_makes_a_chain_of_its_own() -> None:
    """The transitions of the tags that are kept, in their order."""
    chain = Chain(np.arange(25, dtype=np.float32).reshape(5, 5), np.arange(5, dtype=np.float32)).of(np.array([0, 3, 4]))
    assert chain.transitions.tolist() == [[0, 3, 4], [15, 18, 19], [20, 23, 24]]
    assert chain.start.tolist() == [0, 3, 4]

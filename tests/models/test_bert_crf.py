"""What training the chain of slot tags minimises, against summing over every path."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from bot_bert.chain import Chain

pytestmark = pytest.mark.filterwarnings("default")  # the frameworks warn about themselves

TAGS, WORDS = 3, 5
NEVER = -1e4


@pytest.fixture(scope="module")
def layer() -> Any:
    """The layer with random weights, and these as a chain."""
    from bot_bert.crf import TagChain

    made, random = TagChain(TAGS), np.random.default_rng(3)
    made.build((None, None, TAGS))
    made.set_weights([random.normal(0, 1, weight.shape).astype(np.float32) for weight in made.get_weights()])
    return made


def chain_of(layer: Any) -> Chain:
    """Return what the layer learned."""
    learned = layer.learned()
    return Chain(learned["transitions"], learned["start"])


def loss(layer: Any, scores: Any, tags: Any, begins: Any, present: Any) -> np.ndarray:
    """Return the loss of each utterance: float32 [batch]."""
    inputs = np.float32(scores), np.int32(tags), np.float32(begins), np.float32(present)
    return np.asarray(layer(*inputs))


def by_hand(chain: Chain, scores: np.ndarray, tags: np.ndarray, begins: np.ndarray) -> float:
    """Return the same for one utterance without padding: the sum over all paths of each of its chains."""

    def of(path: tuple[int, ...]) -> float:
        total = 0.0
        for word, tag in enumerate(path):
            moved = chain.start[tag] if begins[word] else chain.transitions[path[word - 1], tag]
            total += float(scores[word, tag]) + float(moved)
        return total

    every = np.array([of(path) for path in itertools.product(range(TAGS), repeat=len(tags))])
    return float(every.max() + np.log(np.exp(every - every.max()).sum()) - of(tuple(tags)))


def made(count: int, seed: int, spread: float = 2.0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return scores, tags, begins and present of utterances of all lengths and chains."""
    random = np.random.default_rng(seed)
    scores = random.normal(0, spread, (count, WORDS, TAGS))
    begins = (random.random((count, WORDS)) < 0.3).astype(float)
    begins[:, 0] = 1
    lengths = 1 + np.arange(count) % WORDS
    present = (np.arange(WORDS) < lengths[:, None]).astype(float)
    return scores, random.integers(0, TAGS, (count, WORDS)), begins, present


@pytest.mark.parametrize("spread", [0.5, 3.0, 20.0])
def test_the_loss_is_that_of_all_paths(layer: Any, spread: float) -> None:
    """For utterances of one chain and of several, with padding that counts nothing."""
    scores, tags, begins, present = made(20, 1, spread)
    found = loss(layer, scores, tags, begins, present)
    lengths = present.sum(axis=1).astype(int)
    wanted = [
        by_hand(chain_of(layer), each[:length], right[:length], begun[:length])
        for each, right, begun, length in zip(scores, tags, begins, lengths, strict=True)
    ]
    assert found == pytest.approx(wanted, rel=1e-3, abs=1e-2)
    assert (found >= -1e-3).all()


def test_padding_changes_nothing(layer: Any) -> None:
    """Whatever stands in it."""
    scores, tags, begins, present = made(10, 2)
    other = np.where(present[..., None] > 0, scores, 7.0)
    assert loss(layer, scores, tags, begins, present) == pytest.approx(
        loss(layer, other, np.where(present > 0, tags, 1), np.maximum(begins, 1 - present), present), abs=1e-3
    )


def test_chains_of_an_utterance_are_apart(layer: Any) -> None:
    """Two chains in one utterance cost what they cost each by itself."""
    scores, tags, _, _ = made(1, 4)
    begins, ones = np.zeros((1, WORDS)), np.ones((1, WORDS))
    begins[0, [0, 2]] = 1
    both = loss(layer, scores, tags, begins, ones)[0]
    parts = [slice(0, 2), slice(2, WORDS)]
    alone = [loss(layer, scores[:, part], tags[:, part], begins[:, part], ones[:, part])[0] for part in parts]
    assert both == pytest.approx(sum(alone), abs=1e-3)


def test_tags_that_cannot_be_cost_nothing(layer: Any) -> None:
    """An utterance whose words can have one tag alone is certain; gradients are finite all the same."""
    scores, tags, begins, present = made(8, 5)
    tags[:] = 0
    scores[..., 1:] += NEVER
    assert loss(layer, scores, tags, begins, present) == pytest.approx(0, abs=1e-2)
    assert all(np.isfinite(each).all() for each in gradients(layer, scores, tags, begins, present))


@pytest.mark.parametrize("spread", [1.0, 100.0])
def test_gradients_are_finite(layer: Any, spread: float) -> None:
    """However far apart the scores lie, and also towards tags that are next to impossible."""
    for each in gradients(layer, *made(20, 6, spread)):
        assert np.isfinite(each).all()
        assert np.abs(each).max() > 0.01  # some tags are wrong, and each weight plays a part


def gradients(layer: Any, scores: Any, tags: Any, begins: Any, present: Any) -> list[np.ndarray]:
    """Return the gradients of the loss by scores and weights."""
    import tensorflow as tf

    given = tf.constant(np.float32(scores))
    with tf.GradientTape() as tape:
        tape.watch(given)
        total = tf.reduce_sum(layer(given, np.int32(tags), np.float32(begins), np.float32(present)))
    return [each.numpy() for each in tape.gradient(total, [given, *layer.trainable_variables])]


def test_training_and_reading_agree(layer: Any) -> None:
    """The loss of the best path is how sure decoding is of it, as one chain and with tags left out."""
    chain = chain_of(layer)
    scores, _, begins, present = made(6, 7)
    begins[:, 1:] = 0
    for each, length in zip(scores, present.sum(axis=1).astype(int), strict=True):
        best = chain.best(each[:length].astype(np.float32))
        (found,) = loss(layer, each[None, :length], [best.path], begins[:1, :length], np.ones((1, length)))
        assert best.certainty == pytest.approx(-found, abs=1e-3)
        some = np.array([0, 2])
        masked = each.copy()
        masked[:, 1] += NEVER
        part = chain.of(some).best(each[:length, some].astype(np.float32))
        path = [[int(some[tag]) for tag in part.path]]
        (found,) = loss(layer, masked[None, :length], path, begins[:1, :length], np.ones((1, length)))
        assert part.certainty == pytest.approx(-found, abs=1e-3)

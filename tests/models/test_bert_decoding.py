"""From the scores of words to readings, without a network."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from bot import STRUCTURE
from bot.plugins import Plugins
from bot.weighing import Weighing
from bot.words import split_words
from bot_bert.chain import Chain, Chains
from bot_bert.confidence import Judge
from bot_bert.decoding import Decoder, Scores
from bot_bert.scheme import Scheme

SCHEME = Scheme(("@none", "robot.look", "robot.move", 'robot.move {"direction": "backward"}', "robot.turn", "lamp.on"),
                ("@count", "direction", "distance"))  # fmt: skip
FLOATS = st.floats(-9, 9, width=32)


def scores_for(words: list[str], structure: list[str], slots: list[int], labels: list[str]) -> Scores:
    """Return scores that are sure of the given classes of each word."""
    made = Scores(
        *(np.full((len(words), size), -9.0, np.float32) for size in (len(STRUCTURE), SCHEME.tags, len(SCHEME.labels)))
    )
    for word in range(len(words)):
        made.structure[word, STRUCTURE.index(structure[word])] = 0
        made.slots[word, slots[word]] = 0
        made.labels[word, SCHEME.labels.index(labels[word])] = 9
    return made


def test_clauses_joins_slots_and_scraps_are_told_apart(plugins: Plugins) -> None:
    """Words taken back are in no clause, connectives say how clauses hang together."""
    text = "go two er three steps after you look"
    words = split_words(text)
    back = 'robot.move {"direction": "backward"}'
    scores = scores_for(
        text.split(),
        ["B", "scrap", "scrap", "I", "I", "after", "B", "I"],
        [0, 0, 0, 5, 6, 0, 0, 0],
        [back, back, back, back, back, back, "robot.look", "robot.look"],
    )
    move, look = Decoder(SCHEME, plugins.catalog).readings(words, scores)[0].clauses
    assert (move.action, move.join, move.fixed) == ("robot.move", "start", {"direction": "backward"})
    (slot,) = move.slots
    assert (slot.name, slot.text, text[slot.start : slot.end]) == ("distance", "three steps", "three steps")
    assert (look.action, look.join, look.slots) == ("robot.look", "after", ())
    assert text[look.start : look.end] == "you look"


def test_an_action_has_only_its_own_slots(plugins: Plugins) -> None:
    """Nor one that its words carry as a whole, however sure the network is."""
    words = split_words("look left")
    for label in ("robot.look", 'robot.move {"direction": "backward"}'):
        scores = scores_for(["look", "left"], ["B", "I"], [0, 3], [label] * 2)
        assert Decoder(SCHEME, plugins.catalog).readings(words, scores)[0].clauses[0].slots == ()


def test_an_action_that_is_not_installed_is_never_read(plugins: Plugins) -> None:
    """A model trained with the lamp reads something else where there is no lamp."""
    scores = scores_for(["lamp"], ["B"], [0], ["lamp.on"])
    for reading in Decoder(SCHEME, plugins.catalog).readings(split_words("lamp"), scores):
        assert reading.clauses[0].action != "lamp.on"


def test_words_of_no_clause_are_read_as_one(plugins: Plugins) -> None:
    """`Good morning robot` may be all politeness; only no words at all are no reading."""
    decoder = Decoder(SCHEME, plugins.catalog)
    (clause,) = decoder.readings(
        split_words("please look"), scores_for(["", ""], ["O", "O"], [0, 0], ["robot.look"] * 2)
    )[0].clauses
    assert (clause.action, clause.start, clause.end) == ("robot.look", 0, 11)
    assert decoder.readings([], scores_for([], [], [], [])) == []


@given(st.data(), st.integers(1, 7))
def test_any_scores_give_well_formed_readings(plugins: Plugins, data: st.DataObject, count: int) -> None:
    """Best first, with probabilities as scores and every slot inside its clause."""
    text = " ".join(["word"] * count)
    shapes = (len(STRUCTURE), SCHEME.tags, len(SCHEME.labels))
    drawn = [data.draw(arrays.arrays(np.float32, (count, size), elements=FLOATS)) for size in shapes]
    scores = Scores(drawn[0], drawn[1], drawn[2])
    order, slots = (
        Chain(*(data.draw(arrays.arrays(np.float32, shape, elements=FLOATS)) for shape in ((size, size), (size,))))
        for size in (len(STRUCTURE), 7)
    )
    judge = Judge(Weighing((0.5, 1.0, 2.0, -1.0)), Weighing((2.0, 0.5)))
    decoder = data.draw(st.sampled_from([(None, None), (Chains(order.ordered(), slots.held()), judge)]))
    readings = Decoder(SCHEME, plugins.catalog, *decoder).readings(split_words(text), scores)
    for reading in readings:
        assert 0 <= reading.score <= 1.0001
        assert reading.scope is not None
        assert 0 <= reading.scope <= 1
        for clause in reading.clauses:
            assert 0 <= clause.start < clause.end <= len(text)
            assert all(clause.start <= slot.start < slot.end <= clause.end for slot in clause.slots)


def test_what_was_learned_weighs_the_label_for_none(plugins: Plugins) -> None:
    """A judge who was told that the network rejects too much lets the next best action be read."""
    words, scores = split_words("look"), scores_for(["look"], ["B"], [0], ["robot.look"])
    scores.labels[0] = [1.0, 0.0, -9, -9, -9, -9]
    plain, lenient = (
        Decoder(SCHEME, plugins.catalog, judge=judge) for judge in (Judge(), Judge(None, Weighing((1, 3))))
    )
    (rejected, *_), (read, *_) = plain.readings(words, scores), lenient.readings(words, scores)
    assert (rejected.clauses[0].action, read.clauses[0].action) == ("@none", "robot.look")
    assert rejected.scope is not None
    assert read.scope is not None
    assert rejected.scope < 0.5 < read.scope


def test_a_chain_that_was_learned_is_followed(plugins: Plugins) -> None:
    """Where the words alone say little, what follows what decides."""
    words = split_words("move three")
    scores = scores_for(["", ""], ["B", "I"], [0, 0], ["robot.move"] * 2)
    scores.slots[:] = 0
    transitions = np.zeros((7, 7), np.float32)
    transitions[0, 5] = 4
    learned = Chain(transitions, np.array([4, 0, 0, 0, 0, 0, 0], np.float32)).held()
    (slot,) = Decoder(SCHEME, plugins.catalog, Chains(slots=learned)).readings(words, scores)[0].clauses[0].slots
    assert (slot.name, slot.text) == ("distance", "three")


def test_how_likely_clauses_begin_is_told(plugins: Plugins) -> None:
    """At each word, over all structures; not at all by a model that learned no chain of them."""
    words = split_words("move look")
    scores = scores_for([""] * 2, ["B", "I"], [0] * 2, ["robot.move"] * 2)
    scores.structure[:] = np.log(1e-9)
    scores.structure[0, STRUCTURE.index("B")] = 0
    scores.structure[1, [STRUCTURE.index("B"), STRUCTURE.index("I")]] = np.log([0.2, 0.8])
    order = Chain(np.zeros((len(STRUCTURE),) * 2, np.float32), np.zeros(len(STRUCTURE), np.float32)).ordered()
    plain, learned = (Decoder(SCHEME, plugins.catalog, chains) for chains in (None, Chains(order)))
    assert plain.begins(words, scores) == {}
    assert learned.begins(words, scores) == pytest.approx({0: 1.0, 5: 0.2}, abs=1e-3)


def test_where_clauses_never_meet_none_is_cut_in_two(plugins: Plugins) -> None:
    """What training never saw, a clause right behind another one, is not read, however one word looks."""
    words = split_words("move to the look")
    scores = scores_for([""] * 4, ["B", "I", "I", "B"], [0] * 4, ["robot.move"] * 4)
    transitions = np.zeros((len(STRUCTURE), len(STRUCTURE)), np.float32)
    transitions[2, 1] = -12
    order = Chain(transitions, np.zeros(len(STRUCTURE), np.float32)).ordered()
    plain, learned = (Decoder(SCHEME, plugins.catalog, chains) for chains in (None, Chains(order)))
    assert [len(each.readings(words, scores)[0].clauses) for each in (plain, learned)] == [2, 1]

"""Metrics and figures against examples worked out by hand, and against slow definitions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backend import Context
from bot.evaluation.dataset import Sentence
from bot.evaluation.figures import measure
from bot.evaluation.intents import intent_catalog
from bot.evaluation.metrics import (
    BINS,
    calibration_error,
    chance_error,
    exact_match,
    intent_accuracy,
    oos_auroc,
    oos_recall,
    reliability,
    right,
    scope_threshold,
    slot_f1,
)
from bot.evaluation.prediction import Prediction
from bot.interpretation import Evidence, Interpretation, Need
from bot.program import Call, Program
from bot.reader.core import interpret_readings
from bot.reading import NONE, Clause, Reading, SlotSpan
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span

TEXT = "play blue moon in paris"
MOON, PARIS = (5, 14, "song"), (18, 23, "city")
Slot = tuple[int, int, str]


def said(*intents: str, slots: tuple[Slot, ...] = (), program: Program | None = None) -> Sentence:
    """Return a sentence of some intents, the slots all in the first."""
    clauses = tuple(Span(0, len(TEXT), intent) for intent in intents)
    return Sentence(Labelled(TEXT, (), tuple(Span(*slot) for slot in slots), clauses), program)


def read(
    sentence: Sentence, *intents: str, slots: tuple[Slot, ...] = (), sure: float = 1.0, scope: float | None = None,
    seconds: float = 0.002,
) -> Prediction:  # fmt: skip
    """Return what was read; without an intent it was rejected."""
    spans = tuple(SlotSpan(name, TEXT[start:end], start, end) for start, end, name in slots)
    clauses = [Clause(intent, 0, len(TEXT), slots=() if at else spans) for at, intent in enumerate(intents or (NONE,))]
    need: Need = "nothing" if intents else "rejection"
    evidence = Evidence(Reading(tuple(clauses), sure, scope))
    return Prediction(sentence, Interpretation((), sure, need, evidence=evidence), seconds)


def run(
    sentence: Sentence, program: Program, need: Need = "nothing", missing: tuple[str, ...] = (),
    unread: tuple[str, ...] = (),
) -> Prediction:  # fmt: skip
    """Return what was read as a program."""
    return Prediction(sentence, Interpretation(program, 0.9, need, missing, unread), 0.001)


@pytest.mark.parametrize(
    ("intents", "slots", "expected"),
    [
        (("Play",), (MOON, PARIS), True),
        (("Play",), (PARIS, MOON), True),
        (("Play",), (MOON,), False),
        (("Play",), (MOON, PARIS, (0, 4, "verb")), False),
        (("Play",), ((5, 9, "song"), PARIS), False),
        (("Play",), ((5, 14, "album"), PARIS), False),
        (("Stop",), (MOON, PARIS), False),
        (("Play", "Play"), (MOON, PARIS), False),
        ((), (), False),
    ],
)  # fmt: skip
def test_a_sentence_is_right_with_its_intent_and_every_slot_exact(
    intents: tuple[str, ...], slots: tuple[Slot, ...], *, expected: bool
) -> None:
    """A word more or less, another name, one too many or one too few is wrong; so is a rejection."""
    assert right(read(said("Play", slots=(MOON, PARIS)), *intents, slots=slots)) is expected


def test_several_intents_are_right_in_their_order_alone() -> None:
    """The same intents the other way round are another sentence."""
    both = said("Play", "Stop")
    assert right(read(both, "Play", "Stop"))
    assert not right(read(both, "Stop", "Play"))
    assert not right(read(both, "Play"))


def test_out_of_scope_is_right_when_rejected() -> None:
    """And only then."""
    strange = said(NONE)
    assert right(read(strange))
    assert not right(read(strange, "Play"))


def test_a_program_is_right_when_it_is_the_same() -> None:
    """Nothing unread, and what it lacks is asked for; an empty program means that the sentence is to be rejected."""
    call, other = (Call("robot.turn", {"direction": "left"}),), (Call("robot.turn", {"direction": "right"}),)
    turn, nothing = said("robot.turn", program=call), said(program=())
    assert right(run(turn, call))
    assert not right(run(turn, other))
    assert not right(run(turn, call, "input", missing=("direction",)))
    assert not right(run(turn, call, "confirmation", unread=("and dance",)))
    turn_where = Sentence(turn.said, (Call("robot.turn"),), missing=("direction",))
    assert right(run(turn_where, (Call("robot.turn"),), "input", missing=("direction",)))
    assert not right(run(turn_where, (Call("robot.turn"),)))
    assert right(run(nothing, (), "rejection", unread=("bake a cake",)))
    assert not right(run(nothing, call))
    assert intent_accuracy([run(turn, call), run(turn, other), run(turn, (), "rejection")]) == pytest.approx(2 / 3)
    assert slot_f1([run(turn, call)]) is None


def test_slot_f1_counts_exact_slots_of_all_sentences_together() -> None:
    """Three said, four read, two of them right: 2 * 2 / (3 + 4). What is out of scope has no say."""
    predictions = [
        read(said("Play", slots=(MOON, PARIS)), "Stop", slots=(MOON, PARIS)),
        read(said("Play", slots=(MOON,)), "Play", slots=((5, 9, "song"), (10, 14, "song"))),
        read(said(NONE), "Play", slots=(MOON, PARIS)),
    ]
    assert slot_f1(predictions) == pytest.approx(4 / 7)
    assert slot_f1([read(said("Play"), "Play")]) is None


def test_intent_accuracy_is_over_sentences_in_scope() -> None:
    """One that is rejected is wrong; one out of scope does not count, while it does in the exact match."""
    predictions = [
        read(said("Play"), "Play", slots=(MOON,)), read(said("Play")), read(said("Stop"), "Stop"), read(said(NONE)),
    ]  # fmt: skip
    assert intent_accuracy(predictions) == pytest.approx(2 / 3)
    assert exact_match(predictions) == pytest.approx(2 / 4)


SCORES = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5000001, 0.9, 1.0]), st.booleans()), max_size=40)


@given(scores=SCORES)
def test_auroc_is_the_chance_that_in_scope_scores_higher(scores: list[tuple[float, bool]]) -> None:
    """Every pair of one in scope and one out of it is looked at; a tie counts half."""
    inside, outside = [s for s, scope in scores if scope], [s for s, scope in scores if not scope]
    if not inside or not outside:
        assert oos_auroc(scores) is None
        return
    won = sum((a > b) + 0.5 * (a == b) for a in inside for b in outside)
    assert oos_auroc(scores) == pytest.approx(won / len(inside) / len(outside))


@given(scores=SCORES)
def test_recall_is_told_where_95_percent_in_scope_are_accepted(scores: list[tuple[float, bool]]) -> None:
    """At the highest such threshold."""
    inside, outside = [s for s, scope in scores if scope], [s for s, scope in scores if not scope]
    if not inside or not outside:
        assert oos_recall(scores) is None
        return
    enough = [t for t in inside if sum(s >= t for s in inside) >= 0.95 * len(inside)]
    assert scope_threshold(inside) == max(enough)
    assert oos_recall(scores) == pytest.approx(sum(s < max(enough) for s in outside) / len(outside))


def test_recall_of_twenty_sentences_lets_one_go() -> None:
    """The least sure of twenty is the 5 % that may be rejected."""
    scores = [(0.05 * (at + 1), True) for at in range(20)] + [(0.07, False), (0.2, False)]
    assert oos_recall(scores) == 0.5


def test_calibration_error_is_the_gap_of_each_bin_by_its_count() -> None:
    """Three readings 90 % sure of which two are right, one 10 % sure that is wrong: (3 * 0.2333 + 1 * 0.1) / 4."""
    play = said("Play")
    predictions = [
        read(play, "Play", sure=0.9), read(play, "Play", sure=0.9), read(play, "Stop", sure=0.9),
        read(play, "Stop", sure=0.1),
    ]  # fmt: skip
    bins = reliability(predictions)
    assert len(bins) == BINS
    assert [(each.confidence, each.count) for each in bins if each.count] == [(0.1, 1), (pytest.approx(0.9), 3)]
    assert calibration_error(bins) == pytest.approx((3 * (0.9 - 2 / 3) + 0.1) / 4)
    assert calibration_error(reliability([])) is None


@given(count=st.integers(1, 40), sure=st.floats(0, 1))
def test_true_confidences_are_off_by_chance_alone(count: int, sure: float) -> None:
    """As summing over every number of sentences that may turn out right says."""
    ways = [math.comb(count, hits) * sure**hits * (1 - sure) ** (count - hits) for hits in range(count + 1)]
    expected = sum(way * abs(hits / count - sure) for hits, way in enumerate(ways))
    bins = reliability([read(said("Play"), "Play", sure=sure)] * count)
    assert chance_error(bins) == pytest.approx(expected, abs=1e-9)
    assert chance_error([]) is None


@given(sure=st.lists(st.floats(0, 1.0001), max_size=30))
def test_every_reading_is_in_one_bin(sure: list[float]) -> None:
    """Also one that is not sure at all, and one that is certain."""
    bins = reliability([read(said("Play"), "Play", sure=each) for each in sure])
    assert sum(each.count for each in bins) == len(sure)
    assert all(abs(each.confidence * BINS - at - 0.5) <= 0.501 for at, each in enumerate(bins))


def test_figures_hold_what_the_data_allows() -> None:
    """No slots, nothing out of scope, one intent a sentence: those figures are left out, not zero."""
    plain = measure([read(said("Play"), "Play", seconds=0.001), read(said("Play"), "Stop", seconds=0.003)])
    assert (plain.slot_f1, plain.overall, plain.oos_auroc, plain.oos_recall_at_95) == (None,) * 4
    assert set(plain.to_json()) == {
        "intent_accuracy", "exact_match", "ece", "ece_by_chance", "read_p50_ms", "read_p99_ms", "sentences",
    }  # fmt: skip
    assert (plain.exact_match, plain.sentences) == (0.5, 2)
    assert plain.read_p50_ms == pytest.approx(2.0)
    several = measure([read(said("Play", "Stop"), "Play", "Stop"), read(said("Play"), "Stop")])
    assert several.overall == several.exact_match == 0.5
    scoped = measure([read(said("Play"), "Play", scope=0.9), read(said(NONE), "Play", scope=0.2)])
    assert (scoped.oos_auroc, scoped.oos_recall_at_95) == (1.0, 1.0)


def test_what_holds_nothing_to_read_is_surely_out_of_scope() -> None:
    """A backend that has no reading at all, and no confidence in one, did not find it in scope."""
    nothing = Prediction(said(NONE), Interpretation((), 0.0, "rejection"), 0.001)
    found = measure([read(said("play"), "play", scope=0.4), nothing])
    assert found.oos_auroc == 1.0
    assert found.oos_recall_at_95 == 1.0


def test_a_name_may_be_nothing_but_marks() -> None:
    """A data set's slot takes whatever stands there: the band is called "!!!"."""
    text = "play !!! now"
    clause, slot = Span(0, len(text), "play"), Span(5, 8, "artist")
    sentence = Sentence(Labelled(text, (), (slot,), (clause,)))
    found = Reading((Clause("play", 0, len(text), slots=(SlotSpan("artist", "!!!", 5, 8),)),), 0.9)
    best = interpret_readings(text, [found], Context(intent_catalog([sentence.said])))[0]
    assert right(Prediction(sentence, best, 0.001))

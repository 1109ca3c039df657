"""What decoding learns from utterances that were held back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot import STRUCTURE, Clause, Labelled, Reading, SlotSpan
from bot.catalog import Catalog
from bot.program import JSON
from bot.sentences.corpus import Corpus
from bot.sentences.sampler import Span
from bot.training.corpora import is_right
from bot_bert.calibrating import Calibration, Calibrator
from bot_bert.chain import Chains, log_softmax
from bot_bert.decoding import Scores
from bot_bert.scheme import BEGIN, INSIDE, Scheme
from bot_bert.tokens import Pieces, Tokenizer

SAID = Labelled(
    "pick up the key twice then turn",
    (Span(0, 21, "B"), Span(22, 26, "then"), Span(27, 31, "B")),
    (Span(8, 15, "thing"), Span(16, 21, "@count")),
    (Span(0, 21, 'pick_up {"fast": true}'), Span(27, 31, "turn")),
)
KEY, TWICE = SlotSpan("thing", "the key", 8, 15), SlotSpan("@count", "twice", 16, 21)
FAST: dict[str, JSON] = {"fast": True}


def clauses(*slots: SlotSpan, action: str = "pick_up", fast: bool = True) -> tuple[Clause, ...]:
    """Return a reading's clauses: the first one with these slots, and a turn."""
    return Clause(action, 0, 21, slots=slots, fixed=FAST if fast else {}), Clause("turn", 27, 31, "then")


def test_a_reading_is_right_with_its_clauses_and_slots() -> None:
    """In whatever order the slots are listed, and wherever the words of a clause end."""
    assert is_right(Reading(clauses(KEY, TWICE)), SAID)
    assert is_right(Reading(clauses(TWICE, KEY)), SAID)


@pytest.mark.parametrize(
    "wrong",
    [
        clauses(KEY),
        clauses(TWICE, SlotSpan("thing", "key", 12, 15)),
        clauses(TWICE, SlotSpan("place", "the key", 8, 15)),
        clauses(KEY, TWICE, SlotSpan("thing", "up", 5, 7)),
        clauses(KEY, TWICE, action="go_to"),
        clauses(KEY, TWICE, fast=False),
        clauses(KEY, TWICE)[:1],
        clauses(KEY, TWICE)[::-1],
        (),
    ],
)
def test_anything_else_is_wrong(wrong: Sequence[Clause]) -> None:
    """A slot too few, too short, misnamed or too many; a clause misread, missing or out of order."""
    assert not is_right(Reading(tuple(wrong)), SAID)


def test_slots_of_what_no_action_fits_do_not_count() -> None:
    """They teach nothing, so nobody can read them; how often all is to be done again does count."""
    lost = Labelled("buy the key", (Span(0, 11, "B"),), (Span(4, 11, "thing"),), (Span(0, 11, "@none"),))
    assert is_right(Reading((Clause("@none", 0, 11),)), lost)
    again = Labelled("do it twice", (Span(0, 11, "B"),), (Span(6, 11, "@count"),), (Span(0, 11, "@repeat"),))
    count = SlotSpan("@count", "twice", 6, 11)
    assert is_right(Reading((Clause("@repeat", 0, 11, slots=(count,)),)), again)
    assert not is_right(Reading((Clause("@repeat", 0, 11),)), again)


class Pupil:
    """Scores utterances that it knows by heart: surely right, or with little to choose where it does not."""

    def __init__(self, scheme: Scheme, known: Sequence[Labelled]) -> None:
        """Take what it knows."""
        self.scheme = scheme
        self.known = {said.text: said for said in known}

    def __call__(self, pieces: Pieces) -> Scores:
        """Return the scores of an utterance."""
        words = pieces.words
        text = " ".join(word.text for word in words)
        sizes = len(STRUCTURE), self.scheme.tags, len(self.scheme.labels)
        structure, slots, labels = (np.zeros((len(words), size), np.float32) for size in sizes)
        structure[0, BEGIN], structure[1:, INSIDE] = 9, 9
        label = self.scheme.labels.index(self.known[text].clauses[0].name) if text in self.known else 0
        labels[:, label] = 9 if text in self.known else 0.5
        for slot in self.known[text].slots if text in self.known else ():
            inside = [at for at, word in enumerate(words) if slot.start <= word.start < slot.end]
            slots[inside, 2] = 9
            slots[inside[:1]] = [0, 9, 0]
        return Scores(log_softmax(structure), slots, labels)


@pytest.fixture
def calibrated(converted: Path, commands: Corpus, catalog: Catalog) -> Callable[..., Calibration]:
    """Return a function that calibrates the pupil, who knows the commands, on held-back utterances."""

    def calibrate(held_back: Sequence[Labelled]) -> Calibration:
        scheme, tokenizer = Scheme(commands.labels, commands.slots), Tokenizer(converted / "tokenizer.json")
        pupil = Pupil(scheme, commands.utterances)
        return Calibrator(held_back, pupil, tokenizer, scheme, catalog, Chains()).calibrate()

    return calibrate


def nonsense(count: int) -> list[Labelled]:
    """Return utterances that no action fits."""
    texts = [" ".join(("box", "key")[number >> bit & 1] for bit in range(5)) for number in range(count)]
    return [Labelled(text, (Span(0, len(text), "B"),), (), (Span(0, len(text), "@none"),)) for text in texts]


def test_what_was_read_right_makes_confidence(calibrated: Callable[..., Calibration], commands: Corpus) -> None:
    """Surer parts make surer readings, and what looks like nothing is less likely to fit an action."""
    found = calibrated([*commands.utterances, *nonsense(25)])
    assert found.scores == {"held-back utterances read exactly": 1.0, "their labels": 1.0}
    assert set(found.arrays()) == {"confidence", "scope"}
    assert all(np.isfinite(array).all() for array in found.arrays().values())
    assert found.judge.scope(0.01) > 0.5 > found.judge.scope(0.6)
    sure, unsure = (found.judge.confidence(-0.3, share, -0.1, ()) for share in (0.98, 0.3))
    assert 0 <= unsure < sure <= 1


def test_what_is_read_wrong_lowers_confidence(calibrated: Callable[..., Calibration], commands: Corpus) -> None:
    """A pupil who is sure of what is wrong is believed less than one who is right."""
    wrong = [replace(said, clauses=(Span(0, len(said.text), "@none"),), slots=()) for said in commands.utterances]
    right, wronged = (calibrated(held_back) for held_back in (commands.utterances, wrong))
    assert wronged.scores["their labels"] == 0
    said = -0.01, 0.99, -0.01, ()
    assert wronged.judge.confidence(*said) < 0.5 < right.judge.confidence(*said)


def test_with_few_that_nothing_fits_the_label_is_trusted(
    calibrated: Callable[..., Calibration], commands: Corpus
) -> None:
    """A handful tells too little to weigh it."""
    assert calibrated([*commands.utterances, *nonsense(3)]).judge.scope(0.3) == pytest.approx(0.7)


def test_without_held_back_utterances_there_is_a_judge_all_the_same(calibrated: Callable[..., Calibration]) -> None:
    """As that of a model that learned nothing of it; what has no words counts for nothing."""
    for held_back in ([], [Labelled("", (), (), (Span(0, 0, "@none"),))]):
        found = calibrated(held_back)
        assert found.scores == {}
        assert found.arrays() == {}
        assert 0 < found.judge.confidence(-0.1, 0.5, -0.1, [Clause("turn", 0, 4)]) < 1

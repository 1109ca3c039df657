"""Whatever a network scores, what is written is a program of known actions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.backend import Context
from bot.plugins import Plugins
from bot.program import calls
from bot.reader import interpret_readings
from bot.reading import COUNT, NONE, REPEAT_ALL, UNTAGGED
from bot.sentences.corpus import Corpus, make_corpus
from bot.weighing import Weighing
from bot_seq2seq.confidence import Judge
from bot_seq2seq.decoding import Decoder
from bot_seq2seq.grammar import Grammar, Place
from bot_seq2seq.scheme import STOP, Choice, Scheme
from bot_seq2seq.tokens import Tokenizer

WORDS = "go turn left right pick up the red ball key then and after before 3 twice 往 前 走 三 步 球 ， . ! 😀 \u202e".split()


class Wild:
    """A decoder step of random scores, now and then infinite in effect."""

    def __init__(self, seed: int, width: int, tokens: int) -> None:
        """Take how many choices there are."""
        self._random, self._width, self._tokens = np.random.default_rng(seed), width, tokens

    def __call__(self, chosen: Any, state: None) -> tuple[np.ndarray, np.ndarray, None]:
        """Return any scores."""
        scores = self._random.normal(0, self._random.choice([0.1, 5, 1e4]), (len(chosen), self._width))
        looks = self._random.dirichlet(np.ones(self._tokens), len(chosen))
        return scores.astype(np.float32), looks.astype(np.float32), state

    def take(self, state: None, rows: Any) -> None:
        """Return nothing: there is no state."""
        del rows
        return state


@pytest.fixture(scope="module")
def corpus(plugins: Plugins) -> Corpus:
    """Some utterances, whose labels are written."""
    paths = [each.sentence_paths["en"] for each in plugins.loaded if "en" in each.sentence_paths]
    return make_corpus(paths, plugins.catalog, "en", 100, 0)


@pytest.fixture(scope="module")
def decoder(corpus: Corpus, plugins: Plugins) -> Decoder:
    """A decoder of all installed actions."""
    return Decoder(Scheme(corpus.labels, corpus.slots), plugins.catalog)


@pytest.fixture(scope="module")
def tokenizer(corpus: Corpus) -> Tokenizer:
    """A tokenizer that knows a few words."""
    return Tokenizer.learn([said.text for said in corpus.utterances], 500)


@settings(max_examples=300, deadline=None)
@given(said=st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), seed=st.integers(0, 2**32 - 1))
def test_any_scores_write_a_program(
    said: list[str], seed: int, decoder: Decoder, tokenizer: Tokenizer, plugins: Plugins
) -> None:
    """Clauses in the order of the words, with slots that their action has, in words of theirs, none of them twice."""
    text = " ".join(said)
    tokens, scheme = tokenizer.tokens(text), decoder.scheme
    step = Wild(seed, scheme.size + len(tokens.ids), len(tokens.ids))
    readings = decoder.readings(tokens, step, None)
    assert readings
    assert [each.score for each in readings] == sorted((each.score for each in readings), reverse=True)
    for reading in readings:
        end = 0
        assert 0 <= reading.score <= 1
        for clause in reading.clauses:
            assert end <= clause.start < clause.end <= len(text)
            end = clause.end
            assert clause.action in plugins.catalog.actions or clause.action in (*UNTAGGED, REPEAT_ALL, NONE)
            assert len({slot.name for slot in clause.slots}) == len(clause.slots)
            for slot in clause.slots:
                assert slot.name == COUNT or plugins.catalog.slot(clause.action, slot.name) is not None
                assert clause.start <= slot.start < slot.end <= clause.end
                assert slot.text
    for found in interpret_readings(text, readings, Context(plugins.catalog)):
        assert all(call.action in plugins.catalog.actions for call in calls(found.program))


def test_the_most_likely_reading_comes_first_however_sure_others_seem(
    corpus: Corpus, plugins: Plugins, tokenizer: Tokenizer
) -> None:
    """What says how sure a reading is has learned of the most likely ones alone; others are at most as sure."""
    scheme = Scheme(corpus.labels, corpus.slots)
    contrary = Decoder(scheme, plugins.catalog, judge=Judge(Weighing((-1.0, -1.0, -1.0, -1.0, 0.0))))
    tokens, several = tokenizer.tokens("turn left, then open the door"), 0
    for seed in range(20):
        one, same = (Wild(seed, scheme.size + len(tokens.ids), len(tokens.ids)) for _ in range(2))
        likely = [each.reading for each in contrary.written(tokens, one, None)]
        readings = contrary.readings(tokens, same, None)
        assert [each.clauses for each in readings] == [each.clauses for each in likely]
        assert all(after.score <= before.score for before, after in pairwise(readings))
        several += any(other.score > likely[0].score for other in likely)
    assert several


def test_what_is_looked_at_adds_up(decoder: Decoder, tokenizer: Tokenizer) -> None:
    """For each step, over the words, also those that are several tokens."""
    tokens = tokenizer.tokens("turn left, then pick up the phosphorescent ball")
    assert len(tokens.ids) > len(tokens.words)
    step = Wild(3, decoder.scheme.size + len(tokens.ids), len(tokens.ids))
    for reading in decoder.readings(tokens, step, None):
        assert reading.attention is not None
        assert reading.attention.source == tuple(word.text for word in tokens.words)
        assert len(reading.attention.target) == len(reading.attention.weights)
        for row in reading.attention.weights:
            assert sum(row) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("text", ["open it, close it", "open it close it", "打开它，关上它"])
def test_order_is_turned_round_by_words_alone(text: str, decoder: Decoder, tokenizer: Tokenizer) -> None:
    """A comma does not say that what follows runs first."""
    tokens = tokenizer.tokens(text)
    joins = set()
    for seed in range(60):
        step = Wild(seed, decoder.scheme.size + len(tokens.ids), len(tokens.ids))
        for reading in decoder.readings(tokens, step, None):
            joins |= {
                after.join
                for before, after in zip(reading.clauses, reading.clauses[1:], strict=False)
                if not any(map(str.isalpha, text[before.end : after.start]))
            }
    assert joins
    assert joins <= {"start", "and", "then"}


def test_a_call_that_lacks_something_is_the_less_likely(decoder: Decoder, plugins: Plugins) -> None:
    """Where a network cannot tell whether a slot is filled, it is."""
    scheme = decoder.scheme
    grammar = Grammar(scheme, plugins.catalog)
    turn = scheme.symbols["label", "robot.turn"]
    place = Place("slot", end=1, start=0, label=turn)
    found = grammar.scores(place, np.arange(1, 3), 2)
    assert found[0] < found[scheme.symbols["slot", "direction"]] == 0.0
    filled = Place(
        "slot more", end=1, start=0, label=turn, at=1, filled=frozenset({scheme.symbols["slot", "direction"]})
    )
    assert grammar.scores(filled, np.arange(1, 3), 2)[0] == 0.0


def test_the_same_call_twice_is_the_less_likely(decoder: Decoder, plugins: Plugins) -> None:
    """As in "bye bye", which is one goodbye; what has a direction or an object may well be said twice."""
    scheme = decoder.scheme
    grammar = Grammar(scheme, plugins.catalog)
    bye, and_, direction = (
        scheme.symbols[key] for key in (("label", "chat.goodbye"), ("join", "and"), ("slot", "direction"))
    )

    def charged(filled: frozenset[int]) -> float:
        before = Place("slot", end=0, start=0, label=bye, filled=filled)
        place = replace(grammar.after(before, Choice(and_)), phase="slot", start=1, end=1, label=bye, filled=filled)
        return float(grammar.scores(place, np.arange(1, 3), 2)[STOP])

    assert charged(frozenset()) < 0.0 == charged(frozenset([direction]))

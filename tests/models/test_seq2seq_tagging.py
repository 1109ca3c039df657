"""The tags of words weigh programs as they are written."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.plugins import Plugins
from bot.sentences.corpus import Corpus, make_corpus
from bot_seq2seq.grammar import Grammar, Place
from bot_seq2seq.scheme import Choice, Scheme
from bot_seq2seq.tagging import Tagging
from bot_seq2seq.tokens import Tokenizer


@pytest.fixture(scope="module")
def corpus(plugins: Plugins) -> Corpus:
    """Some utterances."""
    paths = [each.sentence_paths["en"] for each in plugins.loaded if "en" in each.sentence_paths]
    return make_corpus(paths, plugins.catalog, "en", 300, 0)


def _likely(random: np.random.Generator, words: int, tags: int) -> Any:
    scores = random.normal(0, 3, (words, tags)).astype(np.float32)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, 299), seed=st.integers(0, 1000))
def test_a_program_scores_what_its_tags_do(at: int, seed: int, corpus: Corpus, plugins: Plugins) -> None:
    """However it is written, its choices add up to the log-probabilities of its words' tags, less those of the likeliest."""
    said = corpus.utterances[at % len(corpus.utterances)]
    tokens = Tokenizer.learn([said.text], 300).tokens(said.text)
    scheme, words = Scheme(corpus.labels, corpus.slots), len(tokens.words)
    random = np.random.default_rng(seed)
    clauses, slots = (_likely(random, words, count) for count in scheme.tags)
    tagging, grammar = Tagging(scheme, clauses, slots), Grammar(scheme, plugins.catalog)
    choices, place, total = scheme.size + np.array(tokens.first), Place(), 0.0
    written, behind = scheme.written(said, tokens.words), np.arange(1, words + 1)
    for choice in written:
        found = np.zeros(scheme.size + len(tokens.ids), np.float32)
        tagging.add(found, place, *grammar.pointed(place, behind), choices)
        assert found.max() <= 1e-3
        total += float(found[choice.symbol if choice.word < 0 else choices[choice.word]])
        place = Grammar.after(place, choice)
    expected = sum(
        clauses[word, clause] - clauses[word].max() + slots[word, slot] - slots[word].max()
        for word, (clause, slot) in enumerate(scheme.tagged(written, words))
    )
    assert total == pytest.approx(expected, abs=0.01)


def test_words_that_a_program_leaves_out_count_against_it(plugins: Plugins) -> None:
    """Whoever stops before a clause that the tags see pays for each of its words."""
    scheme = Scheme(("robot.turn", "robot.look"), ("direction",))
    clauses = np.full((4, scheme.tags[0]), -9.0, np.float32)
    tag = scheme.tagged([Choice(1), Choice(word=0), Choice(word=3), Choice(scheme.symbols["label", "robot.turn"])], 4)
    clauses[range(4), [clause for clause, _ in tag]] = 0.0
    slots = np.full((4, scheme.tags[1]), -9.0, np.float32)
    slots[:, 0] = 0.0
    tagging, grammar = Tagging(scheme, clauses, slots), Grammar(scheme, plugins.catalog)
    choices = scheme.size + np.arange(4)
    short = Place("slot", end=1, start=0, label=scheme.symbols["label", "robot.turn"])
    found = np.zeros(scheme.size + 4, np.float32)
    tagging.add(found, short, *grammar.pointed(short, np.arange(1, 5)), choices)
    assert found[0] == pytest.approx(-18.0)

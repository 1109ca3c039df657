"""Programs as steps: what an utterance means is written, and read back as it was."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest

from bot.backend import Context
from bot.evaluation.made import right_program
from bot.plugins import Plugins
from bot.reader import interpret_readings
from bot.sentences.corpus import Corpus, make_corpus
from bot.words import split_words
from bot_seq2seq.decoding import Decoder
from bot_seq2seq.scheme import Choice, Scheme, stretches
from bot_seq2seq.tokens import Tokenizer, Tokens


class Told:
    """A decoder step that is told what to write."""

    def __init__(self, choices: list[int], width: int, tokens: int) -> None:
        """Take the choices, and how many there are to choose from."""
        self._choices, self._width, self._tokens = choices, width, tokens

    def __call__(self, chosen: Any, state: int) -> tuple[np.ndarray, np.ndarray, int]:
        """Return a high score for the next choice."""
        scores = np.zeros((len(chosen), self._width), np.float32)
        scores[:, self._choices[state]] = 9.0
        return scores, np.full((len(chosen), self._tokens), 1 / self._tokens, np.float32), state + 1

    def take(self, state: int, rows: Any) -> int:
        """Return the state, which all targets share."""
        del rows
        return state


def told(choices: list[Choice], tokens: Tokens, scheme: Scheme) -> Told:
    """Return a step that writes some choices."""
    indices = [each.symbol if each.word < 0 else scheme.size + tokens.first[each.word] for each in choices]
    return Told(indices, scheme.size + len(tokens.ids), len(tokens.ids))


@pytest.fixture(scope="module", params=["en", "zh"])
def made(request: pytest.FixtureRequest, plugins: Plugins) -> tuple[str, Corpus]:
    """A few hundred utterances of each language."""
    paths = [each.sentence_paths[request.param] for each in plugins.loaded if request.param in each.sentence_paths]
    return request.param, make_corpus(paths, plugins.catalog, request.param, 400, 7)


def test_what_is_written_is_read_as_it_was_meant(made: tuple[str, Corpus], plugins: Plugins) -> None:
    """The program of an utterance is the same by its labels and by the steps that write it."""
    language, corpus = made
    scheme, context = Scheme(corpus.labels, corpus.slots), Context(plugins.catalog, language=language)
    tokenizer = Tokenizer.learn([said.text for said in corpus.utterances], 2000)
    decoder, seen = Decoder(scheme, plugins.catalog, frozenset(corpus.slots)), 0
    for said in corpus.utterances:
        right = right_program(said, context)
        tokens = tokenizer.tokens(said.text)
        if right is None or tokens.cut is not None:
            continue
        step = told(scheme.written(said, tokens.words), tokens, scheme)
        readings = decoder.readings(tokens, step, 0, beam=1)
        assert interpret_readings(said.text, readings, context)[0].program == right, said.text
        seen += 1
    assert seen > 200


def test_words_that_were_taken_back_are_left_out(made: tuple[str, Corpus]) -> None:
    """A slot with such words in it is written in stretches, each with its first and last word."""
    _, corpus = made
    scheme = Scheme(corpus.labels, corpus.slots)
    for said in corpus.utterances:
        words = split_words(said.text)
        scraps = {
            at
            for at, word in enumerate(words)
            if any(span.name == "scrap" and span.start <= word.start < span.end for span in said.structure)
        }
        assert not scraps & {choice.word for choice in scheme.written(said, words)}


def test_stretches_are_those_of_neighbours() -> None:
    """Each with its first and its last place."""
    assert list(stretches([1])) == [(1, 1)]
    assert list(stretches([1, 2, 3, 5, 6, 9])) == [(1, 3), (5, 6), (9, 9)]
    for seed in range(50):
        places = sorted(Random(seed).sample(range(30), 12))
        assert [at for first, last in stretches(places) for at in range(first, last + 1)] == places


def test_words_are_tagged_as_they_are_written(made: tuple[str, Corpus]) -> None:
    """The tags alone say where each clause and each slot begins and ends, and how clauses are joined."""
    _, corpus = made
    scheme = Scheme(corpus.labels, corpus.slots)
    for said in corpus.utterances:
        words = split_words(said.text)
        written = scheme.written(said, words)
        tags = scheme.tagged(written, len(words))
        assert all(0 <= tag < most for row in tags for tag, most in zip(row, scheme.tags, strict=True))
        begun = [at for at, (clause, _) in enumerate(tags) if clause > 6 and (clause - 7) % 2 == 0]
        filled = [at for at, (_, slot) in enumerate(tags) if slot % 2]
        behind = {
            kind: [
                word.word for name, word in pairwise(written) if name.word < 0 and scheme.names[name.symbol][0] == kind
            ]
            for kind in ("join", "slot")
        }
        assert (begun, filled) == (behind["join"], behind["slot"])

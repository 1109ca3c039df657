"""Automata: folding changes how sentences are kept, never which they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot_speech.automaton import END, START, Automaton, Network, folded

Words = tuple[str, ...]
WORDS = st.sampled_from(["a", "b", "c"])
SENTENCES = st.lists(st.lists(WORDS, max_size=4), max_size=8)
ARCS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["", "a", "b"]), st.integers(0, 5)), max_size=14)


def sentences(network: Network, state: int = START) -> Iterator[Words]:
    """Yield the sentences of a network without circles."""
    if state == END:
        yield ()
    for word, target in network.arcs[state]:
        yield from (((word, *rest) if word else rest) for rest in sentences(network, target))


def accepted(automaton: Automaton, state: int | None = None) -> Iterator[Words]:
    """Yield the sentences of an automaton."""
    state = automaton.start if state is None else state
    if state in automaton.final:
        yield ()
    for word, target in automaton.arcs[state].items():
        yield from ((word, *rest) for rest in accepted(automaton, target))


def drawn(arcs: list[tuple[int, str, int]]) -> Network:
    """Return a network of arcs, each of which leads on, so that there is no circle."""
    network = Network()
    places = [START, *(network.state() for _ in range(4)), END]
    for source, word, target in arcs:
        if source < target:
            network.arcs[places[source]].append((word, places[target]))
    return network


@given(ARCS)
def test_folding_keeps_the_sentences(arcs: list[tuple[int, str, int]]) -> None:
    """All of them, no other, and each once."""
    network = drawn(arcs)
    found = list(accepted(folded(network)))
    assert set(found) == set(sentences(network))
    assert max(Counter(found).values(), default=1) == 1


@given(ARCS)
def test_trimming_keeps_the_sentences(arcs: list[tuple[int, str, int]]) -> None:
    """What is left out leads nowhere."""
    network = drawn(arcs)
    before = sorted(sentences(network))
    network.trim()
    assert sorted(sentences(network)) == before
    assert all(any(True for _ in sentences(network, target)) for arcs_ in network.arcs for _, target in arcs_)


@given(SENTENCES)
def test_no_two_states_go_on_alike(rows: list[list[str]]) -> None:
    """What is folded is as small as it can be."""
    network = Network()
    for words in rows:
        network.add(START, words, END)
    automaton = folded(network)
    network.trim()
    goes_on = [frozenset(accepted(automaton, state)) for state in range(len(automaton.arcs))]
    assert len(set(goes_on)) == len(goes_on)
    assert set(accepted(automaton)) == set(map(tuple, rows))


@given(SENTENCES.filter(bool), st.integers())
def test_a_walk_is_a_sentence(rows: list[list[str]], seed: int) -> None:
    """One of those that were added."""
    network = Network()
    for words in rows:
        network.add(START, words, END)
    assert [*network.walk(Random(seed))] in rows


def test_what_is_written_first_is_said_more_often() -> None:
    """As authors write the usual words first."""
    network = Network()
    for word in ("usual", "rare", "rarer"):
        network.add(START, [word], END)
    random = Random(1)
    counts = Counter(next(network.walk(random)) for _ in range(2000))
    assert counts["usual"] > counts["rare"] > counts["rarer"] > 300

"""Given utterances said otherwise: their labels stay right."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sentences.freetext import invented_name
from bot.sentences.furniture import Furniture, load_furniture
from bot.sentences.labelled import SCRAP, STRUCTURE, Labelled
from bot.sentences.noise import mistyped, without_marks
from bot.sentences.sampler import Span
from bot.sentences.varying import Varier
from bot.words import split_words

SEEDS = st.integers(0, 10**6)


def said(text: str, *clauses: tuple[str, str, dict[str, str]]) -> Labelled:
    """Return an utterance: of each clause its words, its label, and its slots by their words."""
    spans, slots = [], []
    for words, label, filled in clauses:
        start = text.index(words)
        spans.append(Span(start, start + len(words), label))
        places = [(start + words.index(surface), surface, name) for surface, name in filled.items()]
        slots += [Span(at, at + len(surface), name) for at, surface, name in places]
    return Labelled(text, tuple(Span(span.start, span.end, "B") for span in spans), tuple(slots), tuple(spans))


def single(text: str, label: str, **slots: str) -> Labelled:
    """Return an utterance of one clause."""
    return said(text, (text, label, {surface: name for name, surface in slots.items()}))


NAMES = [f"{first} {last}" for first in ("anna", "boris", "carla", "dmitri", "elena", "frank", "greta", "hugo")
         for last in ("north", "smith's", "o'hara", "lindgren", "petrov", "garcia", "kim", f"mc{first}")]  # fmt: skip
GIVEN = (
    *(single(f"play something by {name}.", "play", artist=name) for name in NAMES),
    single("book a table, please, for 3.5 people", "book", count="3.5"),
    single("book a table for two", "book", count="two"),
    said(
        "Don't stop! Play it by anna north, then book a table for ten",
        ("Play it by anna north", "play", {"anna north": "artist"}),
        ("book a table for ten", "book", {"ten": "count"}),
    ),
    single("hm", "@none"),
    single("?", "@none"),
    Labelled("", (), (), ()),
)


@pytest.fixture(scope="module")
def furniture() -> Furniture:
    """The English furniture."""
    return load_furniture("en")


@pytest.fixture(scope="module")
def varier(furniture: Furniture) -> Varier:
    """A varier of the given utterances."""
    return Varier(GIVEN, furniture)


def inner(utterance: Labelled, clause: Span) -> list[str]:
    """Return the names of the slots of a clause, in the order of the words."""
    slots = sorted(utterance.slots, key=lambda slot: slot.start)
    return [slot.name for slot in slots if clause.start <= slot.start and slot.end <= clause.end]


@given(st.sampled_from(GIVEN[-8:]), SEEDS)
def test_labels_stay_right(varier: Varier, utterance: Labelled, seed: int) -> None:
    """Clauses keep their order and their slots, others may come behind; no span is empty or reaches out."""
    made = varier.vary(utterance, Random(seed))
    kept = [span.name for span in utterance.clauses if any(map(str.isalnum, utterance.text[span.start : span.end]))]
    assert [span.name for span in made.clauses][: len(kept)] == kept
    for before, after in zip(utterance.clauses, made.clauses, strict=False):
        if any(map(str.isalnum, utterance.text[before.start : before.end])):
            assert inner(made, after) == inner(utterance, before)
    assert {span.name for span in made.structure} <= set(STRUCTURE)
    for span in (*made.structure, *made.slots, *made.clauses):
        assert 0 <= span.start < span.end <= len(made.text)
        assert made.text[span.start : span.end].strip()
    for slot in made.slots:
        assert sum(clause.start <= slot.start and slot.end <= clause.end for clause in made.clauses) == 1


@given(st.sampled_from(GIVEN), SEEDS)
def test_slots_hold_whole_words(varier: Varier, utterance: Labelled, seed: int) -> None:
    """A value, a name, a slip or a mark more or less never moves the edge of a slot or a clause into a word."""
    made = varier.vary(utterance, Random(seed))
    edges = {(word.start, word.end) for word in split_words(made.text)}
    starts, ends = {start for start, _ in edges}, {end for _, end in edges}
    for span in (*made.slots, *made.clauses):
        assert span.start in starts, made
        assert span.end in ends, made


@given(st.sampled_from(GIVEN), SEEDS)
def test_the_same_seed_says_the_same(varier: Varier, utterance: Labelled, seed: int) -> None:
    """Word for word."""
    assert varier.vary(utterance, Random(seed)) == varier.vary(utterance, Random(seed))


def test_other_values_are_those_that_were_said(varier: Varier) -> None:
    """A slot without slips or invented names holds what stood in it somewhere, in a clause of the same label."""
    known = {"artist": set(NAMES), "count": {"3.5", "two", "ten"}}
    seen: set[str] = set()
    for seed in range(300):
        made = varier._revalued(GIVEN[-4], Random(seed))  # noqa: SLF001 - of what is done, only this
        for slot in made.slots:
            seen.add(made.text[slot.start : slot.end])
            assert made.text[slot.start : slot.end] in known[slot.name]
    assert seen >= known["count"]
    assert len(seen & known["artist"]) > 30


def test_every_way_of_saying_it_occurs(varier: Varier) -> None:
    """As it was given, with another value, an invented name, politeness, a slip, without its marks, and with another."""
    utterance = GIVEN[0]
    made = [varier.vary(utterance, Random(seed)) for seed in range(400)]
    texts = [each.text for each in made]
    assert texts.count(utterance.text) > 40
    assert sum(len(each.clauses) > 1 for each in made) > 10
    polite = sum(any(span.name == "O" for span in each.structure) for each in made)
    assert polite > 20
    values = {each.text[slot.start : slot.end] for each in made for slot in each.slots}
    assert len(values & set(NAMES)) > 20
    assert len(values - set(NAMES)) > 20
    assert sum("." not in text for text in texts) > 20


def test_fillers_are_also_drawn_out(varier: Varier, furniture: Furniture) -> None:
    """Nobody spells them alike: `um` is also `ummm`, and still no word of the clause."""
    known = {line.strip(" ,.") for line in furniture.lines["fillers"]}
    seen: set[str] = set()
    for seed in range(400):
        made = varier._paused(GIVEN[0], Random(seed))  # noqa: SLF001 - of what is done, only this
        seen.update(made.text[span.start : span.end] for span in made.structure if span.name == SCRAP)
    drawn_out = seen - known
    assert len(drawn_out) > 20
    assert {re.sub(r"(.)\1+", r"\1", sound) for sound in drawn_out} <= {
        re.sub(r"(.)\1+", r"\1", sound) for sound in known
    }


def test_a_slot_of_few_values_takes_no_invented_one(furniture: Furniture) -> None:
    """Nobody books a table for brounat."""
    few = [single(f"book a table for {count}", "book", count=count) for count in ("two", "three", "four")]
    varier = Varier(few, furniture)
    for seed in range(100):
        assert varier._renamed(few[0], Random(seed)) == few[0]  # noqa: SLF001


def test_what_is_invented_stands_where_new_words_do(furniture: Furniture) -> None:
    """Every new town is another one, and the same countries come again: somewhere unheard of is a town."""
    towns = [f"tow{letter}{other}n beach" for letter in "abcdefghij" for other in "klmnop"]
    lands = [f"lan{letter}{other}" for letter in "abcdefghij" for other in "klmnop"]
    given = [single(f"fly to {town}", "fly", town=town) for town in towns]
    given += [single(f"fly to {land}", "fly", land=land) for land in lands for _ in range(2)]
    varier = Varier(given, furniture)
    for seed in range(50):
        made = varier._renamed(given[0], Random(seed))  # noqa: SLF001
        assert made.text.endswith(" beach")  # said with every town, so no name of one
        assert varier._renamed(given[-1], Random(seed)) == given[-1]  # noqa: SLF001
    assert len({varier._renamed(given[0], Random(seed)).text for seed in range(50)}) > 25  # noqa: SLF001


def test_a_value_that_stands_nowhere_else_stays(furniture: Furniture) -> None:
    """An utterance from elsewhere is varied as far as that goes."""
    strange = single("go to the moon", "go", place="the moon")
    for seed in range(60):
        made = Varier(GIVEN, furniture).vary(strange, Random(seed))
        assert made.clauses[0].name == "go"
        assert made.slots[0].name == "place"


@given(SEEDS)
def test_an_invented_name_can_be_said(seed: int) -> None:
    """A word of letters, with vowels, not too long."""
    name = invented_name(Random(seed))
    assert name.isalpha()
    assert name.islower()
    assert set(name) & set("aeiou")
    assert 4 <= len(name) <= 28


@given(st.sampled_from(GIVEN), SEEDS)
def test_a_slip_is_one_letter_of_one_word(furniture: Furniture, utterance: Labelled, seed: int) -> None:
    """The others stay, and as many words as there were."""
    made = mistyped(utterance, furniture, Random(seed))
    before, after = utterance.text.split(), made.text.split()
    assert len(before) == len(after)
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(changed) <= 1
    assert all(abs(len(one) - len(other)) <= 1 for one, other in changed)


def test_marks_are_dropped_and_numbers_stay() -> None:
    """`3.5` is a number with or without its neighbours' marks; an apostrophe is a mark where it is asked for."""
    assert without_marks(GIVEN[-6], ",.;!?").text == "book a table please for 3.5 people"
    assert without_marks(single("don't stop, it's 5.", "stop"), ",.;!?").text == "don't stop it's 5"
    assert without_marks(single("don’t stop, it's 5.", "stop"), ",.;!?'’").text == "dont stop its 5"
    bare = without_marks(GIVEN[0], ",.;!?'’")
    assert bare.text == "play something by anna north"
    assert [bare.text[slot.start : slot.end] for slot in bare.slots] == ["anna north"]

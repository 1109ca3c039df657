"""Variants: other words around, the same meaning within."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.dataset import Dataset, Sentence
from bot.evaluation.intents import intent_catalog
from bot.evaluation.variants import make_variants
from bot.evaluation.variants.names import Namer
from bot.evaluation.variants.polite import BEFORE, BEHIND, BETWEEN
from bot.plugins import Plugins
from bot.program import Call
from bot.sentences.furniture import choose, load_furniture
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span
from bot.sentences.speech import drawn_out
from bot.words import split_words

WORDS = [
    "play",
    "What's",
    "zebra",
    "oo",
    "3.5",
    "5:30",
    "!!!",
    ",",
    "r&b",
    "well-known",
    "Ünlü",
    "İz",
    "ß",
    "(live)",
    "I",
]
WORD = st.sampled_from(WORDS) | st.text("abCD'’.-?!é1²", min_size=1, max_size=6)


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """Draw a sentence of one or two clauses, with slots of whole words."""
    words = draw(st.lists(WORD, min_size=1, max_size=9))
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    cuts = sorted(draw(st.sets(st.integers(0, len(words)), max_size=6)))
    slots = [Span(starts[a], ends[b - 1], f"slot{a}") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    middle = draw(st.integers(1, len(words)))
    stretches = [(0, middle), (middle, len(words))]
    clauses = [Span(starts[a], ends[b - 1], f"intent{a}") for a, b in stretches if a < b]
    return Sentence(Labelled(" ".join(words), (), tuple(slots), tuple(clauses)))


def dataset(*learned: Sentence, kind: str = "slu") -> Dataset:
    """Return a data set with these sentences to learn from."""
    return Dataset("made up", kind, intent_catalog(each.said for each in learned), learned, (), ())


def changed(sentence: Sentence, name: str, *learned: Sentence) -> Sentence:
    """Return a sentence changed in one way."""
    return next(each.change for each in make_variants(dataset(*learned)) if each.name == name)(sentence)


def plain(text: str, *slots: tuple[str, str]) -> Sentence:
    """Return a sentence of one clause with slots, as words and name."""
    spans = tuple(Span(text.index(words), text.index(words) + len(words), name) for words, name in slots)
    return Sentence(Labelled(text, (), spans, (Span(0, len(text), "intent"),)))


@given(sentence=sentences())
def test_clauses_and_slots_stay_what_they_are(sentence: Sentence) -> None:
    """In every variant they keep their names and their order, and cover words of the text."""
    for variant in make_variants(dataset(sentence)):
        made = variant.change(sentence).said
        for before, after in ((sentence.said.slots, made.slots), (sentence.said.clauses, made.clauses)):
            assert [span.name for span in after] == [span.name for span in before], variant.name
            assert all(0 <= span.start < span.end <= len(made.text) for span in after), variant.name
            assert all(made.text[span.start : span.end].strip() for span in after), variant.name
            assert [span.start for span in after] == sorted(span.start for span in after), variant.name


@given(sentence=sentences())
def test_politeness_leaves_slots_word_for_word(sentence: Sentence) -> None:
    """However much stands around them; and some always does."""
    made = changed(sentence, "polite", sentence)
    assert len(made.text) > len(sentence.text)
    assert [made.text[slot.start : slot.end] for slot in made.said.slots] == [
        sentence.text[slot.start : slot.end] for slot in sentence.said.slots
    ]


@given(sentence=sentences())
def test_whoever_runs_it_sees_the_same_sentences(sentence: Sentence) -> None:
    """Nothing hangs on what was changed before."""
    first, second = ([each.change(sentence) for each in make_variants(dataset(sentence))] for _ in range(2))
    assert first == second


def test_one_word_in_three_has_a_slip() -> None:
    """Only words of four letters or more, each by one letter at most or two swapped; numbers stay as they are."""
    sentence = plain("please remind everybody of the meeting on monday at 1030 or so")
    made = changed(sentence, "typos", sentence)
    pairs = list(zip(sentence.text.split(), made.text.split(), strict=True))
    slips = [(before, after) for before, after in pairs if before != after]
    assert len(slips) == 4
    assert all(len(before) >= 4 and abs(len(before) - len(after)) <= 1 for before, after in slips)


def test_bare_sentences_have_no_marks_and_no_capitals() -> None:
    """Apostrophes go too; what stands between digits stays, and a name that is nothing but marks."""
    sentence = plain("What's on, at 5:30 (or 6), by !!! in St. Paul - well-known?", ("!!!", "artist"))
    assert changed(sentence, "bare", sentence).text == "whats on at 5:30 or 6 by !!! in st paul well known"


def test_polite_words_are_none_that_training_uses() -> None:
    """Else a model would be asked what it learned by heart."""
    furniture, random = load_furniture("en"), Random(0)
    keys = ("polite_before", "polite_after", "openers", "fillers", "asides")
    known = {choose(str(line), random).strip(" ,") for key in keys for line in furniture.lines[key] for _ in range(40)}
    assert not known & {words.strip(" ,") for words in (*BEFORE, *BEHIND, *BETWEEN)}
    sounds = [word for word in known if word.isalpha()]
    held = {drawn_out(sound, random) for sound in sounds for _ in range(200)}  # "er" may be "errr" in training
    assert not held & set(BETWEEN)


def test_names_are_invented_where_a_slot_takes_any_value() -> None:
    """Not where it takes one of a few, nor words that stand outside of slots too."""
    cities = "lima oslo bern riga kyiv doha baku male suva apia".split()
    days = ("today", "tomorrow")
    learned = [
        plain(f"is the sun in {city} {days[at % 2]}", (city, "city"), (days[at % 2], "day"))
        for at, city in enumerate(cities)
    ]
    made = changed(
        plain("is the sun in Port the Quux today", ("Port the Quux", "city"), ("today", "day")), "names", *learned
    )
    words = made.text.split()
    assert words[:4] + words[5:6] + words[7:] == ["is", "the", "sun", "in", "the", "today"]
    assert words[4] != "Port"
    assert words[4][0].isupper()
    assert made.text[made.said.slots[0].start : made.said.slots[0].end] == " ".join(words[4:7])


def test_without_slots_names_are_words_that_train_does_not_know() -> None:
    """Forms of known words are no names; a sentence of known words stays as it is."""
    namer = Namer([plain("how do i obtain a loan in town").said])
    made = namer.change(plain("obtaining a loan in Jakarta"))
    assert made.text.startswith("obtaining a loan in ")
    assert not made.text.endswith("Jakarta")
    assert namer.change(plain("how do i obtain a loan")).text == "how do i obtain a loan"


@pytest.mark.parametrize("text", ["Say Good Night, Mum!", "say good night, mum", "Please say aloud: good NIGHT, mum"])
def test_words_that_a_program_quotes_stay(plugins: Plugins, text: str) -> None:
    """They are the value of an argument: changed, another program would be right. Names are not touched at all."""
    start = text.lower().index("good")
    quoted = text[start : start + len("good night, mum")]
    sentence = Sentence(Labelled(text, (), (), ()), (Call("bot.help", {"topic": quoted}),))
    data = Dataset("made up", "programs", plugins.catalog, (), (), ())
    variants = make_variants(data)
    assert [each.name for each in variants] == ["typos", "bare", "polite"]
    for variant in variants:
        made = variant.change(sentence)
        assert quoted in made.text, variant.name
        assert made.program == sentence.program


def test_other_languages_lose_their_marks_only(plugins: Plugins) -> None:
    """Slips, politeness and names are those of English."""
    data = Dataset("made up", "programs", plugins.catalog, (), (), (), language="zh")
    (bare,) = make_variants(data)
    sentence = Sentence(Labelled("往前走三步，然后左转。", (), (), ()))
    assert (bare.name, bare.change(sentence).text) == ("bare", "往前走三步然后左转")


def test_a_sentence_of_no_words_is_left_alone() -> None:
    """A line of dots has no letters to mistype."""
    sentence = plain("...")
    for name in ("typos", "bare", "names"):
        assert changed(sentence, name, sentence).text == "..."
    assert split_words(changed(sentence, "polite", sentence).text)


@pytest.mark.parametrize("name", ["typos", "polite", "names", "bare"])
def test_half_a_character_is_no_obstacle(name: str) -> None:
    """JSON may hold one; no file could."""
    sentence = plain("play the \ud800 song again")
    assert changed(sentence, name, sentence).text

"""Writing targets shorter: what is written can be read, and a repeat is written as the words say it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.pairs.compressing import Compression, learn_compression
from bot.evaluation.pairs.inducing import learn_grammar
from bot.evaluation.pairs.pair import Pair
from bot.evaluation.pairs.repeats import escaped, expand, repeated
from bot.evaluation.pairs.substituting import augment

BRACKETS = st.sampled_from(["*2(", "*9999(", ")*", "\\*2(", "\\\\)*", "*(", "a"])
TOKENS = st.lists(st.one_of(BRACKETS, st.text(min_size=1, max_size=3)), max_size=12).map(tuple)


def learned(pairs: list[Pair]) -> Compression:
    """Return how the targets of some pairs are written."""
    return learn_compression(pairs, learn_grammar(pairs))


@given(tokens=TOKENS, times=st.integers(2, 9))
def test_any_tokens_come_back(tokens: tuple[str, ...], times: int) -> None:
    """Even those that look like brackets, repeated or not."""
    assert expand(escaped(tokens)) == tokens
    assert expand(("x", *repeated(escaped(tokens), times), "y")) == ("x", *tokens * times, "y")


@given(tokens=st.lists(BRACKETS, max_size=40))
def test_whatever_a_network_writes_can_be_read(tokens: list[str]) -> None:
    """Brackets that do not match are no error, and huge numbers make no huge target."""
    assert len(expand(tokens, longest=100)) <= 100


def test_what_was_begun_ends_with_the_target() -> None:
    """And what nothing began is left out."""
    assert expand([")*", "a", "*2(", "b", "*3(", "c"]) == ("a", *("b", "c", "c", "c") * 2)


def test_targets_of_a_language_come_back(language: list[Pair]) -> None:
    """Those of the split and those made of it."""
    compression = learned(language)
    for pair in [*language, *augment(language, 500, seed=1)]:
        assert expand(compression.compress(pair).target) == pair.target


def test_a_repeat_is_written_as_the_words_say_it(language: list[Pair]) -> None:
    """Also where a target repeats more than that by chance."""
    compression = learned(language)
    twice = Pair(("dup", "mika"), ("GO", "GO"))
    chance = Pair(("kam", "dup", "mika", "kem", "mika"), ("GO", "GO", "GO"))
    assert compression.compress(twice).target == ("*2(", "GO", ")*")
    assert compression.compress(chance).target == ("GO", "*2(", "GO", ")*")


def test_targets_without_learned_repeats_stay() -> None:
    """Repeats by chance are not written."""
    pairs = [Pair((f"w{number}",), ("a", "a", "a", "a", "a", f"t{number}")) for number in range(9)]
    compression = learned([Pair((f"x{number}", "y"), ("b",) * (number + 5)) for number in range(9)])
    assert [compression.compress(pair) for pair in pairs] == pairs


def test_a_source_that_the_grammar_cannot_read_keeps_its_target(language: list[Pair]) -> None:
    """So does one that it reads otherwise; what looks like a bracket is marked as none."""
    compression = learned(language)
    for source in (("unknown",), ("dup", "mika")):
        assert compression.compress(Pair(source, ("GO", ")*"))).target == ("GO", "\\)*")

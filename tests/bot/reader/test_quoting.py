"""Long quotations are read as short ones, and are whole again in what is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plugins import Plugins
from bot.reader.quoting import behind_colon, shortened, with_short_paths
from bot.reading import Clause, Reading, SlotSpan


@pytest.mark.parametrize(
    ("said", "language", "read"),
    [
        ('say "to be or not to be" twice', "en", 'say "hello" twice'),
        ("“雨停了再走”用德语怎么说", "zh", "“你好”用德语怎么说"),
        ('"voice memo 12.m4a" as text', "en", '"memo.m4a" as text'),
        ("index '~/my old notes'", "en", "index '~/notes'"),
        ('say "one two three" and "four five six"', "en", 'say "hello" and "hello"'),
    ],
)
def test_long_quotations_become_short(said: str, language: str, read: str) -> None:
    """A file keeps its suffix."""
    found = shortened(said, language)
    assert found is not None
    assert found.text == read


@pytest.mark.parametrize("said", ["turn left", 'say "hello"', "don't open the door, it's red", 'say "one two'])
def test_what_quotes_nothing_long_stays(said: str) -> None:
    """Nor are apostrophes quotation marks."""
    assert shortened(said, "en") is None


@given(st.text(alphabet="ab ,"), st.text(alphabet="abc ", min_size=9), st.text(alphabet="ab ,"))
def test_a_span_over_the_quotation_is_whole_again(plugins: Plugins, before: str, quoted: str, behind: str) -> None:
    """Wherever it stands, the slot that held what stood for it holds what was quoted."""
    said = f'{before}"{quoted}"{behind}'
    short = shortened(said, "en")
    if short is None:
        return
    (cut,) = short.cuts
    span = SlotSpan("label", cut.words, cut.start, cut.start + len(cut.words))
    clause = Clause("clock.timer", 0, len(short.text), slots=(span,))

    whole = short.whole(Reading((clause,)), said, plugins.catalog)
    assert whole is not None
    assert (whole.clauses[0].slots[0].text, whole.clauses[0].end) == (quoted, len(said))


def test_a_quotation_that_is_no_text_is_not_taken(plugins: Plugins) -> None:
    """Then the utterance is read as it stands."""
    said = 'pick up the "big red ball"'
    short = shortened(said, "en")
    assert short is not None
    span = SlotSpan("target", "hello", short.cuts[0].start, short.cuts[0].start + 5)
    reading = Reading((Clause("robot.pick_up", 0, len(short.text), slots=(span,)),))
    assert short.whole(reading, said, plugins.catalog) is None


@pytest.mark.parametrize(
    ("said", "language", "read"),
    [
        ("朗读这段话：会议十点开始，请准时参加。", "zh", "朗读这段话：你好。"),
        ("say: dinner is ready, come down", "en", "say: hello"),
        ("transcribe: ~/my recordings/take 3.m4a", "en", "transcribe: memo.m4a"),
    ],
)
def test_what_stands_behind_a_colon_becomes_short(said: str, language: str, read: str) -> None:
    """Up to the end, whose mark stays."""
    found = behind_colon(said, language)
    assert found is not None
    assert found.text == read


@pytest.mark.parametrize(
    "said", ["what time is it, 12:30 or later", "open C:\\my old notes", "say: hello", "go left and stop", ":"]
)
def test_a_colon_that_begins_no_text_stays(said: str) -> None:
    """That of a time, of a drive, and before a word or two."""
    assert behind_colon(said, "en") is None


@pytest.mark.parametrize(
    ("said", "language", "read"),
    [
        ("index /srv/share-07/archive/2019_02/anna.k/notes", "en", "index ~/notes"),
        ("turn ~/recordings/2024-11-28_0312/take.7.wav into text", "en", "turn memo.wav into text"),
        ("把/srv/share-07/archive/2019_02/anna加到索引", "zh", "把~/notes加到索引"),
        ("index C:\\Users\\anna\\Documents\\old_things please", "en", "index ~/notes please"),
    ],
)
def test_long_paths_become_short(said: str, language: str, read: str) -> None:
    """However odd the folders in them."""
    found = with_short_paths(said, language)
    assert found is not None
    assert found.text == read


@pytest.mark.parametrize(
    "said", ["index ~/notes", "turn left and/or right", "1/2 and 3/4 of it", "http://example.org/a-long-address"]
)
def test_short_paths_and_addresses_stay(said: str) -> None:
    """Nor is a slash between words a path."""
    assert with_short_paths(said, "en") is None

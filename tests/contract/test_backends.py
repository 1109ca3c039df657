"""What every backend that is registered has to keep."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.backend import Backend, Context
from bot.interpretation import Interpretation
from bot.plugins import Plugins, load_plugins
from bot.program import calls, program_from_json, program_to_json
from bot.services import Models
from bot.settings import Settings, load_settings

NAMES = sorted(name for name, spec in load_plugins(Settings()).backends.items() if spec.folder.is_dir())
SAID = [
    "turn left", "go forward three steps, then turn left and pick up the red ball", "what time is it in Tokyo",
    "open the blue door after you pick up the key", "do that twice", "what will the weather be like tomorrow", "it",
    "set a timer for ten minutes and don't look", "hello", "go to the red, no, the blue ball please",
]  # fmt: skip
ODD = [
    "", " ", ".", "?!", "\x00", "\t\n", "😀", "👩‍👩‍👧 turn left", "\u202eturn left", "向左转三次", "поверни налево", "a" * 5000,
    "go forward " * 400, "ﬁnd the ﬁrst ½ ²", "\ud800", '{"action": "robot.move"}',
    "turn left\x00and right", "'; DROP TABLE", "\u200b\u200b",
]  # fmt: skip
HOSTILE = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            *" turn left go to it twice and after before do that not if three 7 red ball key ,.!?'\"".split(),
            "\u202e",
            "😀",
            "\x1b[31m",
        ]
    ),
    max_size=14,
).map(" ".join)


@pytest.fixture(scope="module", params=NAMES)
def backend(request: pytest.FixtureRequest, plugins: Plugins) -> Backend:
    """Each backend in turn, with the model that is in use for it."""
    return Models(plugins, load_settings(), request.param).backend()


@pytest.fixture(scope="module")
def context(plugins: Plugins) -> Context:
    """The installed actions."""
    return Context(plugins.catalog, {"object": {"kind": "ball", "color": "red"}})


def well_formed(found: list[Interpretation], context: Context) -> None:
    """Hold interpretations to the contract."""
    assert found
    assert [each.confidence for each in found[1:]] == sorted((each.confidence for each in found[1:]), reverse=True)
    for each in found:
        assert program_from_json(program_to_json(each.program)) == each.program
        assert 0 <= each.confidence <= 1.0001
        assert (each.need == "rejection") == (not each.program)
        for call in calls(each.program):
            assert call.action in context.catalog.actions
            for name, value in call.args.items():
                slot = context.catalog.slot(call.action, name)
                assert slot is not None
                assert (isinstance(value, dict) and "result_of" in value) or slot.value(value) is not None


def test_it_says_who_it_is_and_what_it_reads(backend: Backend, plugins: Plugins) -> None:
    """The name under which it is registered, and the languages of its model."""
    assert plugins.backends[backend.name].name == backend.name
    assert backend.languages
    assert backend.languages <= plugins.backends[backend.name].languages


def test_the_same_utterance_twice_is_read_the_same(backend: Backend, context: Context) -> None:
    """Whatever was read in between."""
    first = [backend.interpret([text], context)[0] for text in SAID]
    second = [backend.interpret([text], context)[0] for text in reversed(SAID)]
    assert first == second[::-1]


def test_a_batch_is_read_like_single_utterances(backend: Backend, context: Context) -> None:
    """In its order; no utterance changes how another is read."""
    assert backend.interpret(SAID, context) == [backend.interpret([text], context)[0] for text in SAID]
    assert backend.interpret([], context) == []


@pytest.mark.parametrize("text", [*SAID, *ODD], ids=range(len(SAID) + len(ODD)))
def test_foreign_empty_and_very_long_input_is_read(backend: Backend, context: Context, text: str) -> None:
    """Never an error, always well-formed interpretations."""
    well_formed(backend.interpret([text], context)[0], context)


@settings(max_examples=300)
@given(text=HOSTILE)
def test_hostile_input_is_read(backend: Backend, context: Context, text: str) -> None:
    """Emoji, writing from right to left, control characters, words in any order."""
    well_formed(backend.interpret([text], context)[0], context)


def test_it_is_loaded_by_name_alone(plugins: Plugins) -> None:
    """Saying that there is a backend costs nothing: what names it is no more than data."""
    for name, spec in plugins.backends.items():
        assert spec.name == name
        assert spec.trainer.count(":") == 1


def test_what_is_too_long_to_read_is_told(backend: Backend, context: Context) -> None:
    """The end of a very long line is unread, never silently left out."""
    text = "turn left and " * 100 + "turn right"
    assert backend.interpret([text], context)[0][0].unread

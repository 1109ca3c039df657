"""Messages: English words that can be said in another language."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import ActionFailed, as_sentence, changed, joined, listed, message
from bot.messages import IN_A_ROW, Message, translated, words_of

ZH = {
    "the {what} is locked": "{what}锁着",
    "red door": "红色的门",
    str(IN_A_ROW): "{before}{next}",
    "{before}, {next}": "{before}、{next}",
    "{before} and {last}": "{before}和{last}",
}
LOCKED = message("the {what} is locked", what=message("red door"))


def test_a_message_is_its_english_words() -> None:
    """For whatever takes a text."""
    assert LOCKED == "the red door is locked"
    assert f"{LOCKED}!" == "the red door is locked!"
    assert hash(LOCKED) == hash("the red door is locked")
    assert type(str(LOCKED)) is str


def test_it_is_said_in_another_language_with_its_values() -> None:
    """Those that are messages are translated too, others stay."""
    assert translated(LOCKED, ZH) == "红色的门锁着"
    assert translated(message("the {what} is locked", what="Tor"), ZH) == "Tor锁着"
    assert translated(message("the {what} is locked", what=3), ZH) == "3锁着"


def test_what_is_not_known_stays_english() -> None:
    """A template without an entry, a text that is no message, a language without a catalogue."""
    assert translated(message("the {what} is open", what=message("red door")), ZH) == "the 红色的门 is open"
    assert translated("the red door is locked", ZH) == "the red door is locked"
    assert translated(LOCKED, {}) == "the red door is locked"


@given(st.text(), st.text())
def test_values_are_never_taken_for_templates(what: str, other: str) -> None:
    """Whatever braces the user typed."""
    assert message("{a} and {b}", a=what, b=other) == f"{what} and {other}"
    assert translated(message("{a} and {b}", a=what, b=other), {"{a} and {b}": "{b}{a}"}) == f"{other}{what}"


def test_a_hole_without_a_value_stays() -> None:
    """As in help that shows one."""
    assert message("say {this}") == "say {this}"
    assert message("say {this} or {that}", that=1) == "say {this} or 1"


def test_a_sentence_has_a_capital_and_the_full_stop_of_its_language() -> None:
    """Also where the words are a message that is made a sentence later."""
    assert as_sentence(LOCKED) == "The red door is locked."
    assert translated(as_sentence(LOCKED), ZH) == "红色的门锁着。"
    assert as_sentence("why?") == "Why?"
    assert as_sentence("那是“门”") == "那是“门”。"
    assert [as_sentence(text) for text in ("好了", "好了！", "done")] == ["好了。", "好了！", "Done."]


def test_words_can_be_changed_in_every_language() -> None:
    """The change is done to what is said."""
    assert translated(changed(LOCKED, lambda text: text * 2), ZH) == "红色的门锁着红色的门锁着"
    assert changed("a", str.upper) == "A"


def test_sentences_in_a_row_have_a_space_between_them_in_english_alone() -> None:
    """Empty ones are left out; one alone is itself."""
    both = joined([as_sentence(LOCKED), "", as_sentence(LOCKED)])
    assert both == "The red door is locked. The red door is locked."
    assert translated(both, ZH) == "红色的门锁着。红色的门锁着。"
    assert joined([LOCKED]) is LOCKED
    assert joined([]) == ""


def test_ten_thousand_sentences_in_a_row_can_be_said() -> None:
    """As many as a program may have calls."""
    assert len(translated(joined([as_sentence(LOCKED)] * 10_000), ZH)) == 70_000


@pytest.mark.parametrize(
    ("parts", "text", "zh"),
    [([], "", ""), (["a"], "a", "a"), (["a", "b"], "a and b", "a和b"), (["a", "b", "c"], "a, b and c", "a、b和c")],
)
def test_lists_are_joined_as_people_do(parts: list[str], text: str, zh: str) -> None:
    """Commas, and an "and" before the last."""
    assert listed(parts) == text
    assert translated(listed(parts), ZH) == zh


def test_an_error_keeps_the_message_it_was_raised_with() -> None:
    """One that was raised with a text is its text."""
    assert translated(words_of(ActionFailed(LOCKED)), ZH) == "红色的门锁着"
    assert words_of(ActionFailed("no")) == "no"
    assert words_of(ActionFailed()) == ""


def test_copies_are_the_same_message() -> None:
    """Outcomes are copied and sent between processes."""
    for made in (copy.deepcopy(LOCKED), pickle.loads(pickle.dumps(as_sentence(LOCKED)))):  # noqa: S301 - our own bytes
        assert isinstance(made, Message)
        assert translated(made, ZH).startswith("红色的门锁着")

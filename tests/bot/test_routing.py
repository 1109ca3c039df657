"""Which backend answers which language."""

from __future__ import annotations

import pytest

from bot.routing import Route, answers_in_words, find_route

READS = {"ant": "en fr", "bee": "en zh", "cat": "zh", "dog": "zh"}


@pytest.mark.parametrize(
    ("language", "active", "wanted", "chosen", "route"),
    [
        ("en", "ant", "", False, Route("ant")),
        ("en", "ant", "bee", False, Route("bee", "as the settings want for English")),
        ("en", "ant", "bee", True, Route("ant")),
        ("zh", "ant", "", False, Route("bee", "since ant does not read Chinese")),
        ("zh", "ant", "dog", True, Route("dog", "since ant does not read Chinese")),
        ("zh", "ant", "ant", False, Route("bee", "since ant does not read Chinese")),
        ("zh", "dog", "", False, Route("dog")),
        ("fr", "cat", "", True, Route("ant", "since cat does not read French")),
        ("xx", "ant", "bee", True, None),
    ],
)
def test_who_answers(language: str, active: str, wanted: str, chosen: bool, route: Route | None) -> None:  # noqa: FBT001
    """What was chosen by name, what the settings want, what is active, the first one by name that reads it."""

    def reads(name: str, language: str) -> bool:
        return language in READS[name].split()

    assert find_route(language, reads, active, wanted, sorted(READS), chosen=chosen) == route


def test_who_answers_in_words() -> None:
    """A language that has no name here is called by its code."""
    said = answers_in_words({"en": "bert", "zh": "", "xx": "ant"})
    assert said == "English is read by bert, Chinese by none, xx by ant."

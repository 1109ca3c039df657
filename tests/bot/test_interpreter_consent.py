"""What a session asks about before it runs, what it refuses, and what counts as a yes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.actions import Touch
from bot.interpreter import Interpreter
from bot.policy import Policy, Verdict
from bot.settings import Settings

Make = Callable[..., Interpreter]


def test_what_the_policy_asks_about_waits_for_a_yes(toy: Make) -> None:
    """Nothing of the program runs before; `yes` runs it, and once only."""
    session = toy()
    asked = session.respond("put a and send")
    assert asked.status == "needs_confirmation"
    assert "network" in asked.text
    assert session.respond("yes").text == "In the box: a. Sent."
    assert session.respond("send").status == "needs_confirmation"


def test_what_the_policy_asks_about_is_dropped_by_a_no(toy: Make) -> None:
    """A later yes is about nothing."""
    session = toy()
    session.respond("send")
    assert session.respond("no").status == "done"
    assert session.respond("yes").status == "rejected"


def test_saying_it_again_is_no_yes(toy: Make) -> None:
    """Only an answer to the question is consent."""
    session = toy()
    assert [session.respond("send").status for _ in range(2)] == ["needs_confirmation"] * 2


@pytest.mark.parametrize(("answer", "status"), [(True, "done"), (False, "denied")])
def test_somebody_who_can_be_asked_is_asked_at_once(toy: Make, answer: bool, status: str) -> None:  # noqa: FBT001 - a column
    """The terminal gives the answer with the question."""
    asked: list[str] = []

    def confirm(text: str) -> bool:
        asked.append(text)
        return answer

    session = toy(confirm=confirm)
    assert session.respond("send").status == status
    assert len(asked) == 1


def test_a_yes_to_unread_words_is_no_yes_to_the_network(toy: Make) -> None:
    """Both questions are asked, one after the other."""
    session = toy()
    assert "'fly'" in session.respond("send and fly").text
    assert "network" in session.respond("yes").text
    assert session.respond("yes").text == "Sent."


def test_what_the_settings_deny_is_denied(toy: Make) -> None:
    """Also in a dry run; nothing of the program runs."""
    settings = Settings(policy=Policy({Touch.NETWORK: Verdict.DENY}))
    session = toy(settings=settings)
    for dry_run in (True, False):
        assert session.respond("put a and send", dry_run=dry_run).status == "denied"
    assert session.respond("put a").text == "In the box: a."


def test_a_dry_run_does_not_ask_for_the_policy(toy: Make) -> None:
    """It answers as if the user had agreed."""
    assert toy().respond("send", dry_run=True).status == "dry_run"


def test_a_yes_is_asked_for_all_that_it_allows(toy: Make) -> None:
    """The question names each action that the policy asks about, and everything that they touch."""
    asked = toy().respond("save and send").text
    assert asked == "Keep the box in a file. Send the box away. This touches: files, network. Go ahead?"


@pytest.mark.parametrize("between", ["what is the weather", "mumble", "put a", "?!", "never mind", "put"])
def test_a_yes_that_comes_later_is_about_nothing(toy: Make, between: str) -> None:
    """Whatever the line between was: read, rejected, or not even words."""
    session = toy()
    session.respond("send")
    session.respond(between)
    assert "Sent." not in session.respond("yes").text


def test_a_yes_after_a_denied_line_is_about_nothing(toy: Make) -> None:
    """Also where the line between was not allowed to run."""
    session = toy(settings=Settings(policy=Policy({Touch.NETWORK: Verdict.ASK, Touch.FILES: Verdict.DENY})))
    session.respond("send")
    assert session.respond("save").status == "denied"
    assert session.respond("yes").status == "rejected"


def test_again_asks_the_policy_as_the_first_time(toy: Make) -> None:
    """What needs consent needs it each time: one yes is no yes for ever."""
    answers = iter([True, False, True])
    session = toy(confirm=lambda _: next(answers))
    assert session.respond("send").text == "Sent."
    assert session.respond("again").status == "denied"
    assert session.respond("again").text == "Sent."


def test_again_waits_for_a_yes_of_its_own(toy: Make) -> None:
    """The yes to what it stands beside is none to what is done again: the question tells both."""
    session = toy()
    session.respond("send")
    session.respond("yes")
    assert "files, network" in session.respond("save and again").text
    assert session.respond("yes").text == "Saved. Sent."


def test_a_denied_repetition_says_that_it_is_denied(toy: Make) -> None:
    """As the first time, not that a yes is wanting."""
    session = toy(settings=Settings(policy=Policy({Touch.NETWORK: Verdict.ALLOW})))
    session.respond("send")
    session.settings = Settings(policy=Policy({Touch.NETWORK: Verdict.DENY}))
    reply = session.respond("again")
    assert (reply.status, reply.text) == ("denied", "toy.send is not allowed by your settings.")

"""Small talk."""

import pytest

from bot.plugins import Plugins
from bot.program import Call
from bot.runner import Listener, Run


def said(plugins: Plugins, name: str) -> str:
    """Return what an action of small talk answers."""
    run = Run((Call(name),), plugins.catalog, Listener(), {}, "en", None)
    run.go()
    assert run.outcomes[0].status == "done"
    return run.outcomes[0].text


@pytest.mark.parametrize(
    ("name", "word"), [("chat.greet", "Hello"), ("chat.thank", "welcome"), ("chat.goodbye", "bye")]
)
def test_it_is_polite(plugins: Plugins, name: str, word: str) -> None:
    """Each answers in kind."""
    assert word in said(plugins, name)


def test_it_says_who_it_is(plugins: Plugins) -> None:
    """By its name."""
    assert "plugbot" in said(plugins, "chat.identity")


def test_it_says_what_is_installed(plugins: Plugins) -> None:
    """Every action's help, so that a new plugin is told of without a word changed."""
    text = said(plugins, "chat.capabilities").lower()
    assert all(action.help.rstrip(".").lower() in text for action in plugins.catalog.actions.values())

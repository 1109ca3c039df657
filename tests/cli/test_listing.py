"""`bot actions` and `bot plugins`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Bot = Callable[..., Any]


def test_actions_are_listed_with_their_parameters(bot: Bot) -> None:
    """Those of all plugins, or of one; what may be left out stands in brackets."""
    assert "clock.timer(duration, [label])" in bot("actions").out
    lines = bot("actions", "clock").out.splitlines()
    assert lines
    assert "robot." not in "".join(lines)
    found = json.loads(bot("actions", "--json", "robot").out)["actions"]
    assert {"name": "distance", "required": False} in next(
        each["parameters"] for each in found if each["name"] == "robot.move"
    )


def test_actions_of_nobody_are_wrong_usage(bot: Bot) -> None:
    """The plugin is named."""
    done = bot("actions", "kettle")
    assert (done.code, done.out) == (2, "")
    assert "no plugin 'kettle'" in done.err


def test_plugins_are_listed_with_where_they_come_from(
    bot: Bot, plugin_file: Callable[..., Path], own_home: Path
) -> None:
    """One that did not load is a line on standard error, or in the object."""
    plugin_file("bad", "from bot import hookimpl\n@hookimpl\ndef bot_backends(): return ['x']\n")
    done = bot("plugins")
    assert done.code == 0
    assert str(own_home / "config" / "plugins") in done.out
    assert done.err == "plugin bad was not loaded: bot_backends returned 'x', which is no BackendSpec\n"
    found = json.loads(bot("plugins", "--json").out)
    assert found["problems"] == done.err.splitlines()
    assert ["bert"] in [plugin["backends"] for plugin in found["plugins"]]

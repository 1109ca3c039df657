"""`bot completion`: a script for the shell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Bot = Callable[..., Any]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(bot: Bot, shell: str) -> None:
    """One that calls `bot` back for what may stand there."""
    done = bot("completion", shell)
    assert done.code == 0
    assert f"{shell}_complete" in done.out


def test_another_shell_is_wrong_usage(bot: Bot) -> None:
    """The choice is named."""
    done = bot("completion", "cmd")
    assert (done.code, done.out) == (2, "")
    assert "bash" in done.err

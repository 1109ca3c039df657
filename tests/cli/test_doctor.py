"""`bot doctor`: what is broken, and what is not."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Bot = Callable[..., Any]


def test_every_library_that_an_answer_needs_is_looked_at(bot: Bot) -> None:
    """All that the base install depends on, and the folders, the models and the plugins."""
    done = bot("doctor", "--json")
    checks = json.loads(done.out)["checks"]
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split("[><=;]", line)[0] for line in project["dependencies"] if "sys_platform" not in line}
    named = {check["what"] for check in checks if check["state"] == "ok"}
    assert needed | {"settings", "plugin robot", "model bert", "folder of data"} <= named
    assert done.code == 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [("colour = 1", "there is no setting 'colour'"), ('disabled = ["robto"]', "disabled names robto")],
)
def test_what_is_broken_is_said(bot: Bot, own_home: Path, settings: str, words: str) -> None:
    """In one line of the table, and by the exit status."""
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "settings.toml").write_text(settings)
    done = bot("doctor")
    assert done.code == 1
    assert words in " ".join(done.out.split())


def test_a_backend_without_a_model_is_not_broken(bot: Bot, mute: str) -> None:
    """It is missing, with what to do about it; so is nothing else."""
    done = bot("doctor", "--json")
    checks = {check["what"]: check for check in json.loads(done.out)["checks"]}
    assert done.code == 0
    assert checks[f"model {mute}"]["state"] == "missing"
    assert "`bot train --backend mute` trains one" in checks[f"model {mute}"]["more"]
    assert "English is read by bert" in checks["languages"]["more"]


@pytest.mark.parametrize(
    ("backends", "words"),
    [
        ("mi=mute", "[backends] names mute for mi, but the backend mute has no model yet"),
        ("en=nobody", "[backends] names nobody for en, which is not installed"),
        ("zh=bert", "[backends] names bert for zh, but bert does not read Chinese"),
    ],
)
@pytest.mark.usefixtures("mute")
def test_a_backend_that_cannot_answer_its_language_is_broken(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, backends: str, words: str
) -> None:
    """As the settings want it to."""
    monkeypatch.setenv("BOT_BACKENDS", backends)
    done = bot("doctor")
    assert done.code == 1
    assert words in " ".join(done.out.split())


def test_a_model_that_is_not_there_is_broken(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named."""
    monkeypatch.setenv("BOT_MODEL", "/nowhere/at/all")
    done = bot("doctor")
    assert done.code == 1
    assert "/nowhere/at/all is no model folder" in " ".join(done.out.split())

"""The README's session, typed line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.interpreter import Interpreter
from bot.plugins import load_plugins
from bot.settings import load_settings

README = Path(__file__).parents[2] / "README.md"


def session() -> list[tuple[str, str]]:
    """Return what the README's session types, and what it says is answered."""
    block = re.search(r"## A session\n\n```text\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    turns = re.findall(r"^> (.*)\n((?:(?!> ).*\n)*)", block[1], re.MULTILINE)
    return [(typed, " ".join(answer.split())) for typed, answer in turns]


def test_the_session_in_the_readme_goes_as_it_is_written() -> None:
    """Every line of the README's session gets the answer that stands under it."""
    settings = load_settings()
    interpreter = Interpreter(load_plugins(settings), settings)
    turns = session()
    assert len(turns) > 5
    for typed, answer in turns:
        assert " ".join(interpreter.respond(typed).text.split()) == answer, typed


def test_the_plugin_in_the_readme_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its two files, dropped into the plugin folder, are read at the next start."""
    text = README.read_text(encoding="utf-8")
    for language, name in (("python", "lamp.py"), ("yaml", "lamp.en.yaml")):
        block = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
        assert block is not None
        (tmp_path / name).write_text(block[1], encoding="utf-8")
    monkeypatch.setenv("BOT_PLUGIN_FOLDER", str(tmp_path))
    settings = load_settings()
    reply = Interpreter(load_plugins(settings), settings).respond("please dim the light in the bedroom to 40 percent")
    assert (reply.status, reply.text) == ("done", "The lamp in the bedroom is at 40 %.")

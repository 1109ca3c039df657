"""Long texts in the user's pager."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
Write = Callable[..., None]

NOVEL = '''
from bot import CallContext, Page, action, hookimpl

LINES = 100_000

def page():
    lines = [f"line {number}" for number in range(1, LINES + 1)]
    lines[499] = "here \\x1b[2J she wins"
    before = len("\\n".join(lines[:499])) + 1
    mark = before + lines[499].index("she")
    return Page("\\n".join(lines), 500, ((mark, mark + 3),))

@action("novel.read", gives_text=True)
def read(context: CallContext) -> str:
    """Read the novel."""
    context.page(page)
    return "She wins."

@hookimpl
def bot_actions():
    return [read]
'''
SENTENCES = """
language: en
intents:
  novel.read:
    data:
      - sentences: ["read the novel", "show me the novel"]
"""
PAGER = """
import os, sys, tty
first = int(os.environ["MORE"].split("+")[1])
lines = [sys.stdin.readline() for _ in range(first + 9)]
print("\\x1b[2J\\x1b[H", *lines[first - 1:], "PAGER", sep="")
keys = open("/dev/tty", "rb", buffering=0)
tty.setcbreak(keys)
while keys.read(1) != b"q":
    pass
"""


@pytest.fixture
def pager(tmp_path: Path, plugin: Write) -> str:
    """Return the command of a pager that reads no more than a screen; the plugin with something to read is there too."""
    plugin("novel", NOVEL, SENTENCES)
    (tmp_path / "pager.py").write_text(PAGER, encoding="utf-8")
    return f"{sys.executable} '{tmp_path / 'pager.py'}'"


def test_a_text_is_shown_from_its_place_until_one_leaves_it(start: Start, pager: str) -> None:
    """Marked, harmless to the terminal; Ctrl-C is the pager's; then the answer stands above the prompt."""
    terminal = start(PAGER=pager)
    terminal.prompt()
    terminal.type("read the novel\r")
    screen = terminal.wait("line 499\nhere ?[2J she wins\nline 501", "PAGER")
    assert screen.splitlines()[0] == "line 496"
    assert "\x1b[1;33mshe\x1b[0m wins" in terminal.raw
    terminal.type("\x03q")
    terminal.wait("She wins.")
    terminal.prompt()
    terminal.say("turn left", "I turned left")


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_without_a_choice_of_the_user_it_is_less(start: Start, pager: str) -> None:
    """A program that is not there is no choice."""
    del pager
    terminal = start(PAGER="no-such-pager --wide", LESS="-M")
    terminal.prompt()
    terminal.type("read the novel\r")
    terminal.wait("line 499\nhere ?[2J she wins\nline 501")
    terminal.type("q")
    terminal.wait("She wins.")
    terminal.prompt()


@pytest.mark.parametrize("variables", [{"PAGER": "cat"}, {"PAGER": "{pager}", "TERM": "dumb"}])
def test_where_there_is_no_pager_the_answer_says_it(start: Start, pager: str, variables: dict[str, str]) -> None:
    """As in a terminal that cannot be drawn on."""
    terminal = start(**{name: value.format(pager=pager) for name, value in variables.items()})
    terminal.prompt()
    screen = terminal.say("read the novel", "She wins.")
    assert "line 499" not in screen
    assert "PAGER" not in screen

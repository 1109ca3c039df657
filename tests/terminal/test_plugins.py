"""Plugins in the terminal: broken ones, noisy ones, ones that ask, ones that hang, and models that are not there."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

Start = Callable[..., Any]
Write = Callable[..., None]

ZEBRA = '''
import sys
import time
from bot import CallContext, Touch, action, hookimpl

@action("zebra.paint")
def paint(context: CallContext) -> str:
    """Paint a zebra."""
    for stripe in range(3):
        print("stripe", stripe)
        print("wet paint\\rstain", stripe, file=sys.stderr)
        context.progress(f"painting stripe {stripe}")
        time.sleep(0.4)
    print("signed", end="")
    return "The zebra is painted."

class Broken:
    def lines(self, columns, *, color, unicode):
        raise ValueError("no zebra")

@action("zebra.draw")
def draw(context: CallContext) -> str:
    """Draw a zebra."""
    context.progress(Broken())
    return "The zebra is drawn."

@action("zebra.save", touches=(Touch.FILES,))
def save() -> str:
    """Keep the zebra in a file."""
    return "The zebra is kept."

@action("zebra.feed")
def feed() -> str:
    """Feed a zebra that never has enough."""
    while True:
        time.sleep(0.05)

@action("zebra.pour")
def pour() -> str:
    """Pour out stripes without end."""
    while True:
        print("a drop of paint")

@hookimpl
def bot_actions():
    return [paint, save, feed, draw, pour]
'''
CRICKET = """
import threading
import time

def chirp():
    while True:
        print("chirp")
        time.sleep(0.001)

threading.Thread(target=chirp, daemon=True).start()
"""
SENTENCES = """
language: en
intents:
  zebra.paint:
    data:
      - sentences: ["paint the zebra", "paint me a zebra"]
  zebra.draw:
    data:
      - sentences: ["draw the zebra", "sketch a zebra"]
  zebra.pour:
    data:
      - sentences: ["pour out the paint", "spill all the paint"]
  zebra.save:
    data:
      - sentences: ["keep the zebra in a file", "save the zebra"]
  zebra.feed:
    data:
      - sentences: ["feed the zebra", "give the zebra some hay"]
"""


def test_a_broken_plugin_is_named_above_the_prompt(start: Start, plugin: Write) -> None:
    """The terminal opens all the same, and one line says which and why."""
    plugin("oops", "def broken(:\n")
    plugin("hooky", "from bot import hookimpl\n@hookimpl\ndef bot_actoins():\n    return []\n")
    terminal = start(columns=160)
    terminal.wait("plugin oops was not loaded: ", "line 1", "plugin hooky was not loaded: there is no hook bot_actoins")
    terminal.prompt()
    terminal.say("turn left", "I turned left")


def test_prints_and_progress_leave_the_screen_in_order(start: Start, plugin: Write) -> None:
    """What a plugin prints stands above; its progress is one line that goes away."""
    plugin("zebra", ZEBRA, SENTENCES)
    terminal = start()
    terminal.prompt()
    terminal.type("paint the zebra\r")
    terminal.wait("painting stripe")
    terminal.type("turn ri")
    screen = terminal.wait("The zebra is painted.", "> turn ri", gone="painting")
    told = [line for line in screen.splitlines() if line.startswith(("str", "sta", "sig", "wet", "The z", "> t"))]
    printed = [f"{word} {stripe}" for stripe in range(3) for word in ("stripe", "stain")]
    assert told == [*printed, "signed", "The zebra is painted.", "> turn ri"]


def test_a_drawing_that_breaks_is_a_line_that_says_so(start: Start, plugin: Write) -> None:
    """The session goes on."""
    plugin("zebra", ZEBRA, SENTENCES)
    terminal = start()
    terminal.prompt()
    screen = terminal.say("draw the zebra", "cannot be drawn: ValueError: no zebra", "The zebra is drawn.")
    assert "Traceback" not in screen


def test_what_the_policy_asks_about_is_asked(start: Start, plugin: Write) -> None:
    """The key y does it, anything else does not."""
    plugin("zebra", ZEBRA, SENTENCES)
    terminal = start()
    terminal.prompt()
    terminal.type("save the zebra\r")
    terminal.wait("touches: files. Go ahead? [y/N]")
    terminal.type("y")
    terminal.wait("Go ahead? yes", "The zebra is kept.")
    terminal.prompt()
    terminal.type("save the zebra\r")
    terminal.wait("Go ahead? [y/N]")
    terminal.type("\x03")
    terminal.wait("Go ahead? no", "I leave it.", gone="[y/N]")
    terminal.prompt()


def test_a_dumb_terminal_hears_ctrl_c_at_a_question(start: Start, plugin: Write) -> None:
    """It is a no at once, and the next line is answered; what is asked cannot steer the terminal."""
    plugin("zebra", ZEBRA.replace("Keep the zebra", "Keep\\x1b the zebra"), SENTENCES)
    terminal = start(TERM="dumb")
    terminal.prompt()
    terminal.type("save the zebra\r")
    terminal.wait("Go ahead? [y/N]")
    terminal.type("\x03")
    terminal.wait("\nAll right, I leave it.")
    terminal.prompt()
    terminal.say("turn left", "I turned left")
    terminal.type("save the zebra\r")
    terminal.until(lambda text: text.endswith("Go ahead? [y/N]"), "the question")
    terminal.type("y\r")
    terminal.wait("The zebra is kept.")
    assert "\x1b" not in terminal.raw


def test_a_plugin_that_hangs_is_left_behind(start: Start, plugin: Write) -> None:
    """The first Ctrl-C asks it to stop, the second brings the prompt back."""
    plugin("zebra", ZEBRA, SENTENCES)
    terminal = start()
    terminal.prompt()
    terminal.say("paint the zebra", "paint")  # from here on reading takes no time: what Ctrl-C meets is the plugin
    terminal.type("feed the zebra\r")
    terminal.wait("Working; Ctrl-C stops it.")
    terminal.type("\x03")
    terminal.wait("Ctrl-C again leaves it behind.")
    terminal.type("\x03")
    terminal.wait("does not listen")
    terminal.prompt()
    terminal.say("turn left", "I turned left")
    terminal.type("\x04")
    assert terminal.end() == 0


def test_a_flood_of_output_can_be_left(start: Start, plugin: Write) -> None:
    """Nothing of it is heard afterwards."""
    plugin("zebra", ZEBRA, SENTENCES)
    terminal = start()
    terminal.prompt()
    terminal.type("pour out the paint\r")
    terminal.wait("a drop of paint\na drop of paint")
    terminal.type("\x03")
    terminal.wait("Ctrl-C again leaves it behind.")
    terminal.type("\x03")
    terminal.wait("does not listen")
    terminal.prompt()
    screen = terminal.say("turn left", "I turned left")
    assert "a drop of paint" not in screen.rpartition("does not listen")[2]


def test_a_model_that_is_not_there(start: Start) -> None:
    """One clear line; slash commands go on."""
    terminal = start(BOT_MODEL="/nowhere/at/all")
    terminal.wait("/nowhere/at/all is no model folder")
    terminal.prompt()
    terminal.say("turn left", "turn left\n/nowhere/at/all is no model folder")
    terminal.say("/backend", "bert (in use)")
    terminal.type("/quit\r")
    assert terminal.end() == 0


def test_an_unknown_backend(start: Start) -> None:
    """It is named with those that are installed, and the terminal does not open: exit status 2."""
    terminal = start("--backend", "parrot")
    terminal.wait("there is no backend 'parrot'; installed: bert")
    assert terminal.end() == 2


def test_keys_come_through_while_something_is_told(start: Start, plugin: Write) -> None:
    """The terminal is never out of raw mode while a plugin talks: in that moment a Ctrl-D would be lost."""
    termios = pytest.importorskip("termios")
    plugin("cricket", CRICKET)
    terminal = start()
    terminal.wait("chirp")
    end = time.monotonic() + 2
    while time.monotonic() < end:
        terminal.read(0)
        for _ in range(100):
            assert not termios.tcgetattr(terminal.child.child_fd)[3] & termios.ICANON
    terminal.type("\x04")
    assert terminal.end() == 0

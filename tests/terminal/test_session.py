"""The real terminal in a pseudo-terminal: what one types and what stands on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

CTRL_C, CTRL_D, CTRL_R, CTRL_U, UP, TAB = "\x03", "\x04", "\x12", "\x15", "\x1b[A", "\t"
COLOR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")

Start = Callable[..., Any]


def test_a_sentence_moves_the_robot_on_a_map(start: Start) -> None:
    """The map stays, the answer stands below it, and the prompt comes back."""
    terminal = start()
    terminal.prompt()
    screen = terminal.say("go forward two steps, then turn left", "turned left", "facing")
    assert screen.count("facing") == 1, "frames before the last one left a trail"
    assert "██" in screen
    assert COLOR.search(terminal.raw)


def test_what_is_typed_before_loading_is_over_is_answered(start: Start) -> None:
    """A line entered at once waits for the model."""
    terminal = start()
    terminal.type("turn left\rturn right\r")
    terminal.wait("I turned left", "I turned right")
    terminal.prompt()


def test_ctrl_c_halts_the_robot_where_it_is(start: Start) -> None:
    """The program stops between two steps, and the terminal goes on."""
    terminal = start()
    terminal.prompt()
    terminal.type("turn left two hundred times\r")
    terminal.wait("facing")
    terminal.type(CTRL_C)
    screen = terminal.wait("Stopped.")
    assert "(x200)" not in screen
    assert screen.count("facing") == 1
    terminal.prompt()
    terminal.say("turn right", "I turned right")


def test_ctrl_c_clears_the_line_and_ctrl_d_leaves(start: Start) -> None:
    """Neither says anything."""
    terminal = start()
    terminal.prompt()
    terminal.type("half a li")
    terminal.wait("> half a li")
    terminal.type(CTRL_C)
    terminal.prompt()
    terminal.type(CTRL_D)
    assert terminal.end() == 0
    assert "Traceback" not in terminal.raw


def test_ctrl_d_at_once_leaves(start: Start) -> None:
    """Nobody waits long for plugins that are still loading."""
    terminal = start()
    terminal.prompt()
    terminal.type(CTRL_D)
    assert terminal.end() == 0
    assert "Traceback" not in terminal.raw


def test_explain_undo_again_and_history(start: Start) -> None:
    """The slash commands work on the last sentence."""
    terminal = start()
    terminal.prompt()
    terminal.say("/explain", "nothing to explain")
    terminal.say("turn left", "I turned left")
    screen = terminal.say("/explain", "Program:", 'direction  "left" (5-9)', "robot.turn direction=left", "rather than")
    assert "ms to read" in screen
    terminal.say("/undo", "Undone: robot.turn(left)")
    terminal.say("/undo", "nothing to undo")
    terminal.say("/again", "I turned left")
    terminal.say("/history turn", "turn left")
    terminal.say("/reset", "This session is forgotten")
    terminal.say("/undo", "There is nothing to undo")


def test_a_wrong_slash_command_names_the_nearest(start: Start) -> None:
    """One line, and the session goes on."""
    terminal = start()
    terminal.prompt()
    terminal.say("/explian", "There is no /explian; did you mean /explain?")
    terminal.say("/zzz", "There is no /zzz; /help lists them all.")
    terminal.type("/quit\r")
    assert terminal.end() == 0


def test_help_actions_and_backends(start: Start) -> None:
    """What is installed is told."""
    terminal = start(lines=120)
    terminal.prompt()
    terminal.say("/help", "Commands of the terminal:", "/backend [name]", "Ctrl-R")
    terminal.say("/help robot.turn", "direction (needed): left, right")
    terminal.say("/actions clock", "clock.timer(duration, [label])")
    terminal.say("/actions nothing", "there is no plugin 'nothing'")
    terminal.say("/backend", "bert (in use)")
    terminal.say("/backend foo", "there is no backend 'foo'")


def test_forty_columns(start: Start) -> None:
    """No word is broken at the edge: they are those of a wide window."""
    wide = start(columns=200)
    wide.prompt()
    words = wide.say("/help robot.turn", "Touches: motion.").split()
    terminal = start(columns=40)
    terminal.prompt()
    terminal.say("turn left", "I turned left", "██")
    terminal.say("/explain", "Program:", "rather than")
    assert terminal.say("/help robot.turn", "Touches: motion.").split()[-len(words) :] == words


def test_three_rows(start: Start) -> None:
    """The line and its completions fit."""
    terminal = start(lines=3)
    terminal.prompt()
    terminal.type("/act")
    terminal.wait("> /act", "/actions  ")


def test_no_color(start: Start) -> None:
    """NO_COLOR is kept to, on the map too; things are told apart by letters."""
    terminal = start(NO_COLOR="1")
    terminal.prompt()
    terminal.say("turn left", "I turned left", "●r")
    terminal.say("blah blah blubb")
    assert not COLOR.search(terminal.raw)


def test_ascii_only_where_there_is_no_utf8(start: Start) -> None:
    """An encoding without the map's symbols gets others."""
    terminal = start(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    terminal.prompt()
    terminal.say("turn left", "I turned left", "##")
    assert terminal.raw.isascii()


def test_a_dumb_terminal(start: Start) -> None:
    """Lines in, answers out, nothing redrawn."""
    terminal = start(TERM="dumb")
    terminal.prompt()
    terminal.say("turn left", "I turned left")
    terminal.type(CTRL_D)
    assert terminal.end() == 0
    assert "\x1b" not in terminal.raw


def test_a_paste_of_ten_thousand_characters(start: Start) -> None:
    """It is refused in one line and takes no time worth speaking of, bracketed or not."""
    terminal = start()
    terminal.prompt()
    terminal.type("\x1b[200~" + "word " * 2000 + "\x1b[201~\r")
    terminal.wait("I read sentences of up to 2000")
    terminal.prompt()
    terminal.type("word " * 2000)
    terminal.type("\rturn left\r")
    terminal.wait("I turned left")


def test_a_paste_of_several_lines_goes_in_line_by_line(start: Start) -> None:
    """Each line has its own answer."""
    terminal = start()
    terminal.prompt()
    terminal.type("\x1b[200~turn left\nturn right\n\x1b[201~\r")
    terminal.wait("I turned left", "I turned right")


def test_ctrl_c_ends_a_paste(start: Start) -> None:
    """What was pasted after the line that is stopped is not done."""
    terminal = start()
    terminal.prompt()
    terminal.type("\x1b[200~turn left two hundred times\nturn right\n\x1b[201~\r")
    terminal.wait("facing")
    terminal.type(CTRL_C)
    terminal.wait("Stopped.")
    assert "I turned right" not in terminal.prompt()


def test_a_timer_tells_above_the_line_being_typed(start: Start) -> None:
    """The line stays as it is."""
    terminal = start()
    terminal.prompt()
    terminal.say("set a timer for 2 seconds", "2 seconds.")
    terminal.type("half a li")
    screen = terminal.wait("Time is up.", "> half a li")
    assert screen.endswith("> half a li")


def test_history_is_kept_unless_it_is_not_wanted(start: Start) -> None:
    """Up and Ctrl-R find lines of an earlier start."""
    first = start()
    first.prompt()
    first.say("turn left", "I turned left")
    first.type(CTRL_D)
    first.end()
    second = start()
    second.prompt()
    second.type(UP)
    second.wait("> turn left")
    second.type(CTRL_C)
    second.type(f"{CTRL_R}rn le")
    second.wait("`rn le': turn left")
    private = start(BOT_HISTORY="0")
    private.prompt()
    private.type(UP)
    private.type("x")
    private.wait("> x")


def test_history_can_be_deleted(start: Start, tmp_path: Path) -> None:
    """The file that help names is gone, and Up finds nothing any more."""
    terminal = start(columns=200)
    terminal.prompt()
    path = tmp_path / "data" / "lines.txt"
    terminal.say("/help", f"What you type is kept in {path}; /history clear deletes it.")
    assert path.exists()
    terminal.say("/history clear", "The lines that you typed are deleted.")
    assert not path.exists()
    terminal.type(f"{UP}x")
    terminal.wait("> x")


def test_completion(start: Start) -> None:
    """Tab completes sentences, slash commands complete while typing."""
    terminal = start()
    terminal.prompt()
    terminal.say("/backend", "in use")  # everything is loaded now
    terminal.type(f"turn aro{TAB}")
    terminal.wait("> turn around")
    terminal.type(f"{CTRL_U}/act")
    terminal.wait("/actions  ")
    terminal.type(f"{CTRL_U}/history cl")
    terminal.wait("  clear")


def test_without_animation_only_the_last_map_is_drawn(start: Start) -> None:
    """BOT_ANIMATE=0 is for those whom motion disturbs."""
    terminal = start(BOT_ANIMATE="0")
    terminal.prompt()
    terminal.say("turn left twelve times", "I turned left", "facing")
    assert terminal.raw.count("facing") == 1

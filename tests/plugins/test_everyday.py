"""An evening with the plugins that ship, on what ships with them, without a socket: notes, translations, a spoken command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.app import main
from bot.interpreter import Interpreter
from bot.plugins import Plugins
from bot.reply import Reply
from bot.services import Models
from bot.settings import load_settings

SPOKEN = Path(__file__).parent / "speech" / "turn_left_and_go_forward_two_steps.ogg"
TOPICS = (
    "apples bicycles candles deserts engines ferries gardens harbours islands jackets kettles lanterns mirrors needles "
    "oranges pencils quilts rivers saddles teapots umbrellas violins windmills yoghurt zippers anchors bridges carpets "
    "dragons elephants feathers glaciers hammers insects jungles kitchens ladders magnets napkins orchards penguins"
).split()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of this test's own; what is spoken needs no asking."""
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"BOT_{name}_DIR", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def notes(tmp_path: Path, files: dict[str, bytes]) -> Path:
    """Fifty files of all kinds in a folder; two speak of attention, one of them in passing."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    for number, topic in enumerate(TOPICS):
        suffix = ("md", "txt", "py", "html")[number % 4]
        text = f"About {topic}. We looked at {topic} in the morning and wrote down what they cost."
        (folder / f"{topic}.{suffix}").write_text(f"<p>{text}</p>" if suffix == "html" else text, encoding="utf-8")
    (folder / "networks.md").write_text(
        "# Attention\n\nAttention weighs every word of a sentence by how much it matters to the word that is written.\n",
        encoding="utf-8",
    )
    (folder / "school.txt").write_text(
        "The teacher wrote a long letter about lessons, homework, the school trip and pupils who paid no attention.\n",
        encoding="utf-8",
    )
    assert len(list(folder.iterdir())) == 50
    return folder


@pytest.fixture
def say(plugins: Plugins, models: Models) -> Callable[[str], Reply]:
    """Return a function that says something to one session."""
    return Interpreter(plugins, load_settings(), models=models).respond


def test_notes_are_indexed_and_found(say: Callable[[str], Reply], notes: Path) -> None:
    """The note on a subject comes before the one that mentions it, and the first hit can be opened."""
    assert say(f"index {notes}").status == "needs_confirmation"
    added = say("yes")
    assert (added.status, "50" in added.text) == ("done", True), added.text
    found = say("search my notes for attention")
    assert found.status == "done"
    assert found.text.index("networks.md") < found.text.index("school.txt")
    opened = say("open the first result")
    assert "weighs every word" in opened.text


@pytest.mark.parametrize(
    ("said", "translation"),
    [
        ("translate good morning into french", "bonjour"),
        ("把早上好翻译成英语", "good morning"),
        ("how do you say where is the station in spanish", "dónde está la estación"),
    ],
)
def test_translations(say: Callable[[str], Reply], said: str, translation: str) -> None:
    """In English and in Chinese, whatever the marks around them."""
    reply = say(said)
    assert reply.status == "done", reply.text
    assert reply.text.casefold().strip(" .?!¿¡。") == translation


def test_a_spoken_command_moves_the_robot(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """From a file, as `bot listen` hears it."""
    monkeypatch.setattr(sys, "argv", ["bot", "listen", str(SPOKEN)])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code in (0, None)
    assert capsys.readouterr().out == "I turned left. I went two steps forward.\n"


def test_what_nobody_can_answer(say: Callable[[str], Reply]) -> None:
    """Is said to be so, and nothing is made up."""
    reply = say("who will win the next election")
    assert (reply.status, reply.program) == ("rejected", ())
    assert reply.text.startswith("I have no action for that.")

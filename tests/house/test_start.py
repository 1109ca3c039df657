"""What a start imports, and that nothing of it reaches for the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bot.interpreter import Interpreter
from bot.settings import cache_folder

NOT_FOR_AN_ANSWER = {
    "prompt_toolkit", "yaml", "hassil", "minigrid", "gymnasium", "tensorflow", "keras", "keras_hub", "transformers",
    "dateparser", "torch", "safetensors", "urllib.request", "http.client", "httpx2", "ssl",
    "bot.evaluation",
}  # fmt: skip
NOT_FOR_A_LIST = NOT_FOR_AN_ANSWER | {"ai_edge_litert", "tokenizers", "numpy"}
COMPILED = ("bot", "chat", "clock", "robot", "search", "speech", "translate")
"""Plugins that have sentences."""
PROBE = """
import json, sys
sys.argv = ["bot", *{arguments!r}]
from bot.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
print(json.dumps([code, sorted(sys.modules)]), file=sys.__stdout__)
"""


def run(*arguments: str) -> tuple[str, int, set[str]]:
    """Run the command in a process of its own; return what it printed, its exit status and what was imported."""
    code = PROBE.format(arguments=list(arguments))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ), timeout=120, check=False
    )
    *said, last = done.stdout.strip().split("\n")
    status, modules = json.loads(last)
    return "\n".join(said), status or 0, set(modules)


@pytest.fixture(scope="module", autouse=True)
def compiled_sentences(plugins: object) -> None:
    """Compiled sentences are cached, as after the first start."""
    del plugins


def test_an_answer_imports_nothing_that_it_does_not_need() -> None:
    """No terminal, no YAML, no templates, no simulator, no framework."""
    said, status, modules = run("ask", "--dry-run", "--json", "turn left")
    assert json.loads(said)["program"] == [{"action": "robot.turn", "args": {"direction": "left"}}]
    assert status == 0
    assert modules & NOT_FOR_AN_ANSWER == set()


def test_an_honest_no_imports_nothing_of_the_network() -> None:
    """Where no action fits and no language model is named, what comes closest is found without."""
    said, status, modules = run("ask", "set an alarm for 7 am")
    assert "The closest I can do: set a timer" in said
    assert status == 3
    assert modules & NOT_FOR_AN_ANSWER == set()


def test_an_answer_opens_no_compiled_sentences() -> None:
    """Of no language: the lists and slots that it needs lie in one small file for each plugin."""
    opened = f"""
import sys
def hook(event, given):
    if event == "open" and str(given[0]).startswith({str(cache_folder() / "sentences")!r}):
        print("opened", given[0], file=sys.stderr)
sys.addaudithook(hook)
"""
    code = opened + PROBE.format(arguments=["ask", "--dry-run", "turn left"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert "I would do: robot.turn(left)." in done.stdout
    files = [line.removeprefix("opened ") for line in done.stderr.splitlines()]
    assert len(files) == len(set(files)) == len(COMPILED)
    assert all(name.endswith(".index.json") for name in files)


def test_a_list_of_actions_loads_no_model() -> None:
    """Nor anything that a model needs."""
    said, status, modules = run("actions")
    assert "robot.turn" in said
    assert status == 0
    assert modules & NOT_FOR_A_LIST == set()


def test_importing_the_public_names_costs_nothing() -> None:
    """They are imported on first use."""
    code = "import bot, sys; print(sorted(name for name in sys.modules if name.startswith('bot')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['bot']"


@pytest.mark.parametrize(
    "utterance", ["what time is it in tokyo", "hello", "turn left", "what can you do", "undo that"]
)
def test_nothing_said_reaches_the_network(interpreter: Interpreter, utterance: str) -> None:
    """Reading and doing what ships is offline: a connection would fail this test."""
    assert interpreter.respond(utterance).status in ("done", "failed")


def test_the_network_is_shut_in_tests() -> None:
    """So that the tests of privacy can fail."""
    import socket

    with pytest.raises(pytest.fail.Exception, match="reach the network"), socket.socket() as door:
        door.connect(("127.0.0.1", 9))

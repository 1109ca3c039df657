"""Language models that cannot be had, hang, drop or talk nonsense: one clear line each, and the session goes on."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.interpreter import Interpreter

Begin = Callable[..., Interpreter]
pytestmark = pytest.mark.loopback
ASKED = "who wrote hamlet"


def goes_on(asker: Interpreter, mouth: Any) -> None:
    """Check that actions and the next question are answered."""
    assert asker.respond("turn left").text == "I turned left."
    mouth.status, mouth.kind, mouth.whole = 200, "text/event-stream", True
    mouth.answers.clear()
    mouth.say(*mouth.text("Shakespeare."))
    assert asker.respond(ASKED).text == "Shakespeare."


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, "", "wants another key"),
        (403, "", "wants another key"),
        (404, "", "no language model 'tiny' at"),
        (500, '{"error": {"message": "out of memory"}}', "answers with error 500: out of memory."),
        (503, "<html>busy\x1b[31m\n</html>", "answers with error 503: <html>busy?[31m </html>."),
        (302, "", "error 302"),
    ],
)
def test_an_error_of_the_server(session: Begin, mouth: Any, status: int, body: str, words: str) -> None:
    """With what to do about it where that is known, else with what the server says."""
    mouth.status = status
    mouth.say(body or " ")
    asker = session()
    reply = asker.respond(ASKED)
    assert (reply.status, reply.program, reply.text.count("\n")) == ("rejected", (), 0)
    assert words in reply.text
    goes_on(asker, mouth)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (["data: {nonsense\n\n"], "is not how a language model streams"),
        (["data: [1, 2]\n\n"], "is not how a language model streams"),
        (["data: 7\n\n"], "is not how a language model streams"),
        ([{"choices": "x"}], "is not how a language model streams"),
        ([{"choices": [{"delta": {"tool_calls": [{"index": "x"}]}}]}], "is not how a language model streams"),
        ([{"error": {"message": "the model crashed"}}], "broke off: the model crashed."),
        (["data: [DONE]\n\n"], "answers with nothing"),
        ([{"choices": []}], "answers with nothing"),
    ],
)
def test_nonsense(session: Begin, mouth: Any, said: list[Any], words: str) -> None:
    """Is none of the program's."""
    mouth.say(*said)
    asker = session()
    reply = asker.respond(ASKED)
    assert (reply.status, reply.text.count("\n")) == ("rejected", 0)
    assert words in reply.text
    goes_on(asker, mouth)


def test_no_stream_at_all(session: Begin, mouth: Any) -> None:
    """A web page, or an answer as a whole, is not what was asked for."""
    mouth.kind = "application/json"
    mouth.say(json.dumps({"choices": [{"message": {"content": "Shakespeare."}}]}))
    asker = session()
    assert "is not how a language model streams" in asker.respond(ASKED).text
    goes_on(asker, mouth)


@pytest.mark.parametrize("end", [["drop"], []])
def test_a_server_that_drops_in_the_middle(session: Begin, mouth: Any, end: list[Any]) -> None:
    """What was said so far stays, with a line that says so, and the model is told that it was interrupted."""
    mouth.whole = False
    mouth.say(mouth.text("William")[0], *end)
    asker = session()
    reply = asker.respond(ASKED)
    assert reply.text.startswith("William\nThe language model at http://127.0.0.1:")
    assert " broke off: " in reply.text
    goes_on(asker, mouth)
    assert mouth.requests[-1]["messages"][2]["content"] == "William (interrupted)"


@pytest.mark.parametrize("said", [[], [": still here\n\n", 0.2] * 40])
def test_a_server_that_hangs(session: Begin, mouth: Any, said: list[Any]) -> None:
    """Is waited for as long as the settings say, also where it only says that it is still there."""
    mouth.say(*said, 8.0)
    asker = session(patience="0.3")
    started = time.monotonic()
    reply = asker.respond(ASKED)
    assert time.monotonic() - started < 8
    assert reply.text.endswith("has said nothing for 0.3 seconds; I wait no longer.")
    goes_on(asker, mouth)


def test_nobody_at_the_address(session: Begin, mouth: Any, configured: Callable[..., None]) -> None:
    """Is told at once."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        free = door.getsockname()[1]
    asker = session()
    configured(address=f"http://127.0.0.1:{free}/v1", model="tiny")
    reply = asker.respond(ASKED)
    assert reply.text.startswith(f"The language model at http://127.0.0.1:{free}/v1 cannot be reached: ")
    configured(address=mouth.address, model="tiny")
    goes_on(asker, mouth)


def test_an_answer_without_end(session: Begin, mouth: Any) -> None:
    """Is cut, whether it is said or only thought."""
    asker = session()
    mouth.say(*mouth.text(*["and so on " * 100] * 40))
    reply = asker.respond(ASKED)
    assert reply.text.endswith("The language model does not come to an end; I stop here.")
    assert len(reply.text) < 21_000
    mouth.say(*[{"choices": [{"delta": {"reasoning_content": "hm " * 100_000}}]}] * 20)
    assert asker.respond(ASKED).text == "The language model does not come to an end; I stop here."
    goes_on(asker, mouth)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"adress": "http://127.0.0.1/v1"}, "[options.chat] has no 'adress'; it has address, model, "),
        ({"address": "http://127.0.0.1/v1"}, "[options.chat] has to name an address and a model, or a folder."),
        ({"address": "127.0.0.1:80", "model": "m"}, "'127.0.0.1:80' is no address of a language model: "),
        ({"address": "ftp://127.0.0.1/v1", "model": "m"}, "'ftp://127.0.0.1/v1' is no address of a language model: "),
        ({"address": "http://127.0.0.1/v1", "model": "m", "folder": "x"}, "names both an address and a folder"),
        ({"address": "http://127.0.0.1/v1", "model": "m", "patience": "soon"}, "not 'soon'."),
        ({"address": "http://127.0.0.1/v1", "model": "m", "patience": "inf"}, "not 'inf'."),
        ({"address": "http://127.0.0.1/v1", "model": "m", "key_from": "NO_SUCH"}, "variable NO_SUCH, which is not set"),
        ({"folder": "/nowhere/at/all"}, "/nowhere/at/all holds no language model: there is no config.json."),
    ],
)
def test_wrong_settings(session: Begin, mouth: Any, configured: Any, options: dict[str, str], words: str) -> None:
    """Say what is wrong with them."""
    asker = session()
    configured(**options)
    reply = asker.respond(ASKED)
    assert (reply.status, words in reply.text) == ("rejected", True), reply.text
    configured(address=mouth.address, model="tiny")
    goes_on(asker, mouth)

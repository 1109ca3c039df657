"""Talking with a language model behind an address, as its users notice it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.interpreter import Interpreter
from bot.runner import Listener

Begin = Callable[..., Interpreter]
pytestmark = pytest.mark.loopback
ASKED = "who wrote hamlet"
LEFT = [{"action": "robot.turn", "args": {"direction": "left"}}]


def test_an_answer_comes_in_pieces(session: Begin, mouth: Any) -> None:
    """Each is told as it comes; together they are the reply, which no action gave."""
    told: list[str] = []
    mouth.say(*mouth.text("William", " Shake", "speare."))
    reply = session(listener=Listener(on_text=told.append)).respond(ASKED)
    assert told == ["William", " Shake", "speare."]
    assert (reply.status, reply.text, reply.to_json()["program"]) == ("rejected", "William Shakespeare.", [])


def test_the_protocol(session: Begin, mouth: Any, monkeypatch: pytest.MonkeyPatch, configured: Any) -> None:
    """A question goes to /chat/completions, streamed, with the actions as tools, and the key from the environment."""
    asker = session()
    monkeypatch.setenv("MY_KEY", "secret")
    configured(address=mouth.address, model="tiny", key_from="MY_KEY")
    mouth.say(*mouth.text("Shakespeare."))
    asker.respond(ASKED)
    request = mouth.requests[0]
    assert (request["path"], request["model"], request["stream"]) == ("/v1/chat/completions", "tiny", True)
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert mouth.headers[0]["Authorization"] == "Bearer secret"
    turn = next(tool["function"] for tool in request["tools"] if tool["function"]["name"] == "robot-turn")
    assert turn["parameters"]["properties"]["direction"]["enum"] == ["left", "right", "around"]
    assert turn["parameters"]["required"] == ["direction"]
    assert not [tool for tool in request["tools"] if tool["function"]["name"].startswith(("bot-", "chat-"))]


def test_what_actions_do_is_not_told(session: Begin, mouth: Any) -> None:
    """No request is sent where an action fits, and what was done then is no part of a later one."""
    asker = session()
    asker.respond("turn left")
    mouth.say(*mouth.text("Shakespeare."))
    asker.respond(ASKED)
    assert len(mouth.requests) == 1
    assert "turn left" not in json.dumps(mouth.requests[0]["messages"])


def test_the_conversation_is_kept_until_the_session_is_forgotten(session: Begin, mouth: Any) -> None:
    """The next question comes with the ones before it and their answers."""
    asker = session()
    for answer in ("Shakespeare.", "In 1600.", "Who?"):
        mouth.say(*mouth.text(answer))
    asker.respond(ASKED)
    asker.respond("and when did he write that play")
    said = [message["content"] for message in mouth.requests[1]["messages"]]
    assert said[1:] == [ASKED, "Shakespeare.", "and when did he write that play"]
    asker.session.reset()
    asker.respond(ASKED)
    assert len(mouth.requests[2]["messages"]) == 2


def test_a_dry_run_asks_nobody(session: Begin, mouth: Any) -> None:
    """It says what would be said without a language model."""
    assert session().respond(ASKED, dry_run=True).text == "I have no action for that."
    assert mouth.requests == []


def test_a_proposal_is_shown_and_done_like_a_typed_one(session: Begin, mouth: Any) -> None:
    """With the reply, the outcomes and the program of what was done; the model hears of it and goes on."""
    asker = session()
    mouth.say(*mouth.text("Let me see."), *mouth.call("robot-turn", '{"direction": "left"}'))
    mouth.say(*mouth.text("There you are."))
    reply = asker.respond(ASKED)
    assert reply.text == "Let me see.\nProposed: robot.turn(left).\nI turned left.\nThere you are."
    assert (reply.status, reply.to_json()["program"], reply.outcomes[0].text) == ("done", LEFT, "I turned left.")
    assert mouth.requests[1]["messages"][-1] == {"role": "tool", "tool_call_id": "c0", "content": "I turned left."}
    assert asker.respond("again").text == "I turned left."
    assert "Undone: robot.turn(left)" in asker.respond("undo that").text


def test_what_a_proposal_named_is_it(session: Begin, mouth: Any) -> None:
    """The focus is what was proposed last, as it would be what was typed last."""
    asker = session()
    mouth.say(*mouth.call("robot-go_to", '{"target": "the red ball"}'))
    mouth.say(*mouth.text("Here it is."))
    assert asker.respond(ASKED).status == "done"
    assert asker.respond("pick it up").text == "I picked up the red ball."


def test_several_calls_are_one_program(session: Begin, mouth: Any) -> None:
    """In the order of the model; a default that it leaves out is filled in, and a number may be said in words."""
    mouth.say(
        *mouth.call("robot-move", '{"distance": "two"}'),
        *mouth.call("robot-turn", '{"direction": "Left", "x": null}', at=1),
    )
    reply = session().respond(ASKED)
    assert "robot.turn has no argument 'x'" in reply.text
    mouth.say(
        *mouth.call("robot-move", '{"distance": "two"}'), *mouth.call("robot-turn", '{"direction": "Left"}', at=1)
    )
    mouth.say(*mouth.text("Done."))
    moves = [{"action": "robot.move", "args": {"direction": "forward", "distance": 2}}, *LEFT]
    assert session().respond(ASKED).to_json()["program"] == moves


@pytest.mark.parametrize(("agreed", "status"), [(True, "done"), (False, "denied")])
def test_the_policy_asks_about_a_proposal(session: Begin, mouth: Any, agreed: bool, status: str) -> None:  # noqa: FBT001
    """As about a typed one: what the settings want to be asked about runs only with a yes."""
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        return agreed

    asker = session('[policy]\n"robot.turn" = "ask"', confirm=confirm)
    mouth.say(*mouth.call("robot-turn", '{"direction": "left"}'))
    mouth.say(*mouth.text("Good."))
    reply = asker.respond(ASKED)
    assert (len(asked), reply.status, bool(reply.outcomes)) == (1, status, agreed)
    assert len(mouth.requests) == (2 if agreed else 1)


def test_nobody_to_ask_is_a_question_for_later(session: Begin, mouth: Any) -> None:
    """A script is told what is proposed; the next line may be the yes."""
    asker = session('[policy]\n"robot.turn" = "ask"')
    mouth.say(*mouth.call("robot-turn", '{"direction": "left"}'))
    reply = asker.respond(ASKED)
    assert (reply.status, reply.to_json()["program"]) == ("needs_confirmation", LEFT)
    assert "Proposed: robot.turn(left)." in reply.text
    assert asker.respond("yes").text == "I turned left."


def test_what_is_denied_is_not_done(session: Begin, mouth: Any) -> None:
    """Whoever proposes it."""
    mouth.say(*mouth.call("robot-turn", '{"direction": "left"}'))
    reply = session('[policy]\n"robot.turn" = "deny"').respond(ASKED)
    assert (reply.status, reply.outcomes) == ("denied", ())


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("format-disk", "{}", "'format-disk', which it was not offered"),
        ("bot-quit", "{}", "'bot-quit', which it was not offered"),
        ("robot-turn", '{"direction": "up"}', "'up' is not one of left, right, around"),
        ("robot-turn", "{}", "robot.turn needs direction"),
        ("robot-turn", '{"direction": ["left"]}', "refused"),
        ("robot-turn", '{"direction": "left"', "arguments that cannot be read"),
        ("robot-turn", '["left"]', "arguments that cannot be read"),
        ("robot-turn", '{"direction": "left", "speed": 3}', "robot.turn has no argument 'speed'"),
        ("robot-turn", "[" * 100_000, "comes to an end|cannot be read|come to an end"),
        ("robot-move", '{"distance": true}', "refused"),
    ],
)
def test_what_cannot_be_done_is_refused(session: Begin, mouth: Any, name: str, arguments: str, words: str) -> None:
    """In one line; nothing runs, and the next question is answered."""
    asker = session()
    mouth.say(*mouth.call(name, arguments))
    reply = asker.respond(ASKED)
    assert (reply.status, reply.outcomes, reply.text.count("\n")) == ("rejected", (), 0)
    assert any(each in reply.text for each in words.split("|")), reply.text
    mouth.say(*mouth.text("Shakespeare."))
    assert asker.respond(ASKED).text == "Shakespeare."
    roles = [message["role"] for message in mouth.requests[-1]["messages"]]
    assert roles.count("tool") == sum(len(each.get("tool_calls", ())) for each in mouth.requests[-1]["messages"])


def test_a_model_that_only_proposes_comes_to_an_end(session: Begin, mouth: Any) -> None:
    """After a few times the user has a say again."""
    for _ in range(9):
        mouth.say(*mouth.call("robot-turn", '{"direction": "left"}'))
    reply = session().respond(ASKED)
    assert reply.text.endswith("The language model goes on proposing actions; I stop here.")
    assert len(reply.outcomes) == 4


def test_a_model_without_tools_only_talks(session: Begin, mouth: Any) -> None:
    """Servers refuse the whole question where the model cannot call tools: then it is asked without them."""
    mouth.status = 400
    mouth.say('{"error": {"message": "tiny does not support tools"}}')
    mouth.say('{"error": {"message": "no"}}')
    session().respond(ASKED)
    assert ["tools" in request for request in mouth.requests] == [True, False]


def test_no_control_character_is_told(session: Begin, mouth: Any) -> None:
    """Neither in what is said nor in what is proposed."""
    told: list[str] = []
    mouth.say(
        *mouth.text("a\x1b[2Jb", "\x9b\r\nc\x07"),
        *mouth.call("clock-timer", '{"duration": 60, "label": "te\\u001b]0;a\\nb"}'),
    )
    mouth.say(*mouth.text("x"))
    reply = session(listener=Listener(on_text=told.append)).respond(ASKED)
    assert "".join(told) == reply.text
    assert not [letter for letter in reply.text if letter < " " and letter != "\n"]
    assert reply.outcomes[0].call.args["label"] == "te?]0;a b"


def test_thoughts_are_not_told(session: Begin, mouth: Any) -> None:
    """What some models think aloud between two marks, wherever these are cut."""
    mouth.say(*mouth.text("<thi", "nk>who ", "was it</th", "ink>\n\nShake", "speare <3"))
    assert session().respond(ASKED).text == "Shakespeare <3"


def test_an_answer_can_be_stopped(session: Begin, mouth: Any) -> None:
    """At once, also between two pieces; what was said so far stays, and the model is told that it was interrupted."""
    stop = threading.Event()
    asker = session(patience="30", listener=Listener(on_text=lambda _: stop.set(), is_cancelled=stop.is_set))
    mouth.say(mouth.text("William")[0], *[0.2, mouth.text("Shake")[0]] * 50)
    reply = asker.respond(ASKED)
    assert (reply.status, reply.text) == ("cancelled", "William\nStopped.")
    stop.clear()
    mouth.say(*mouth.text("Yes."))
    asker.respond(ASKED)
    assert mouth.requests[1]["messages"][2]["content"] == "William (interrupted)"
    assert mouth.gone.wait(5), "the server still talks to nobody"

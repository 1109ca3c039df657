"""Conversations in Chinese: what is said in it is answered in it, what is said in English stays English."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.interpretation import NOTHING_FITS, Interpretation
from bot.interpreter import Interpreter
from bot.policy import Policy, Verdict
from bot.program import JSON, Call, Repeat
from bot.questions import NO, YES
from bot.runner import Listener
from bot.settings import Settings

Talk = Callable[..., Interpreter]
BALL: JSON = {"kind": "ball", "color": "red"}
TURN = Call("robot.turn", {"direction": "left"})


def _sure(*program: Call | Repeat) -> Interpretation:
    return Interpretation(program, 0.9)


KNOWN = {
    "左转": _sure(TURN),
    "turn left": _sure(TURN),
    "转两次": _sure(Repeat(2, (Call("robot.turn", {"direction": "around"}),))),
    "往前走两步": _sure(Call("robot.move", {"direction": "forward", "distance": 2})),
    "往前走二十步": _sure(Call("robot.move", {"direction": "forward", "distance": 20})),
    "看看": _sure(Call("robot.look")),
    "红球在哪": _sure(Call("robot.locate", {"target": BALL})),
    "捡起红色的球": _sure(Call("robot.pick_up", {"target": BALL})),
    "把它放下": _sure(Call("robot.put_down")),
    "撤销": _sure(Call("bot.undo")),
    "再来一次": _sure(Call("bot.again")),
    "今天几号": _sure(Call("clock.date")),
    "帮助": _sure(Call("bot.help")),
    "你会做什么": _sure(Call("chat.capabilities")),
    "马上提醒我泡茶": _sure(Call("clock.timer", {"duration": 0.05, "label": "泡茶"})),
    "种子是多少": Interpretation((Call("dice.roll"),), 0.9, "input", ("seed",)),
    "过去": Interpretation((Call("robot.go_to"),), 0.9, "input", ("target",)),
    "左转再做个三明治": Interpretation((TURN,), 0.9, "confirmation", unread=("做个三明治",), reason=NOTHING_FITS),
    "嘟囔": Interpretation((TURN,), 0.1),
    "飞": Interpretation((), 0.9, "rejection", reason=NOTHING_FITS),
}


@pytest.fixture
def talk(parrot: Talk) -> Talk:
    """Return a function that makes a session that knows some Chinese by heart."""
    return lambda **options: parrot(KNOWN, languages=frozenset({"en", "zh"}), **options)


def test_a_session_in_chinese(talk: Talk) -> None:
    """Line by line."""
    session = talk()
    said = {
        "左转": "我向左转了。",
        "转两次": "我掉头了。（共2次）",
        "撤销": "已撤销：2 x [robot.turn(around)]。机器人和它的世界都恢复原样了。",
        "往前走两步": "我往前走了两步。",
        "捡起红色的球": "我捡起了红色的球。",
        "红球在哪": "我拿着一个红色的球。",
        "把它放下": "我放下了红色的球。",
        "左转再做个三明治": "我做不了“做个三明治”。这个我不会做。要做其余的吗：robot.turn(left)？",
        "好的。": "我向左转了。",
        "过去": "目标是什么？（走到一个物体跟前）",
        "飞": "这个我不会做。",
        "嘟囔": "我不太明白你的意思。我知道的最接近的是robot.turn(left)。",
    }
    assert {line: session.respond(line).text for line in said} == said


def test_english_is_answered_in_english_between(talk: Talk) -> None:
    """Each line in its own language."""
    session = talk()
    said = [session.respond(line).text for line in ("左转", "turn left", "左转")]
    assert said == ["我向左转了。", "I turned left.", "我向左转了。"]


def test_what_failed_is_said_in_chinese(talk: Talk) -> None:
    """The reason as well, with how far it got."""
    reply = talk().respond("往前走二十步")
    assert reply.status == "failed"
    assert reply.text == reply.outcomes[0].reason == "前面是墙。20步里我走了五步。"


def test_outcomes_are_told_in_chinese_as_they_come(talk: Talk) -> None:
    """Whoever listens gets words, not templates."""
    told: list[str] = []
    talk(listener=Listener(on_outcome=lambda outcome: told.append(outcome.text))).respond("左转")
    assert told == ["我向左转了。"]
    assert type(told[0]) is str


def test_a_timer_announces_its_end_in_the_language_it_was_set_in(talk: Talk) -> None:
    """Later, when something else may have been said."""
    over = threading.Event()
    said: list[str] = []

    def announce(text: str) -> None:
        said.append(text)
        over.set()

    session = talk(listener=Listener(announce=announce))
    assert session.respond("马上提醒我泡茶").text == "计时器开始了，不到一秒后提醒你：泡茶。"
    session.respond("turn left")
    assert over.wait(20)
    assert said == ["时间到了：泡茶。"]


def test_the_date_is_written_as_in_chinese(talk: Talk) -> None:
    """Year, month, day, weekday."""
    assert re.fullmatch(r"今天是\d{4}年\d{1,2}月\d{1,2}日，星期[一二三四五六日]。", talk().respond("今天几号").text)


@pytest.mark.parametrize("line", ["帮助", "你会做什么"])
def test_help_holds_no_english_but_examples(talk: Talk, line: str) -> None:
    """What each plugin can do; sentences are quoted in the language that there are any in."""
    text = re.sub("“[^”]*”", "", talk().respond(line).text)
    assert "机器人：" in text
    assert not re.search("[A-Za-z]", text)


def test_what_is_asked_first_is_asked_in_chinese(talk: Talk) -> None:
    """With what it touches; a no is answered in Chinese too."""
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        return False

    settings = Settings(policy=Policy(names={"robot.turn": Verdict.ASK}))
    assert talk(settings=settings, confirm=confirm).respond("左转").text == "好，那就不做。"
    assert asked == ["向左转、向右转或者掉头。这会用到：运动。要做吗？"]
    denying = Settings(policy=Policy(names={"robot.turn": Verdict.DENY}))
    assert talk(settings=denying).respond("左转").text == "你的设置不允许robot.turn。"


@pytest.mark.parametrize("words", [word for word in sorted(YES) if not word.isascii()])
def test_yes_in_chinese_runs_what_was_understood(talk: Talk, words: str) -> None:
    """In any of the words for it."""
    session = talk()
    session.respond("左转再做个三明治")
    assert session.respond(f"{words}！").text == "我向左转了。"


@pytest.mark.parametrize("words", [word for word in sorted(NO) if not word.isascii()])
def test_no_in_chinese_drops_it(talk: Talk, words: str) -> None:
    """Nothing of it is done."""
    session = talk()
    session.respond("左转再做个三明治")
    assert session.respond(f"{words}。").text == "好的，不做了。"


DICE = '''
from bot import ActionFailed, action, hookimpl, message

@action("dice.roll")
def roll(seed: int) -> str:
    """Roll the dice."""
    if seed > 6:
        raise ActionFailed(message("{seed} is too much", seed=seed))
    return message("You rolled {seed}.", seed=seed)

@hookimpl
def bot_actions():
    return [roll]
'''
DICE_ZH = {"You rolled {seed}.": "你掷了{seed}。", "{seed} is too much": "{seed}太大了", "Roll the dice.": "掷骰子。"}


def test_a_plugin_file_brings_its_own_words(plugin_file: Callable[..., Path], talk: Talk) -> None:
    """A number alone is an answer in the language of the question."""
    plugin_file("dice", DICE).with_name("dice.zh.json").write_text(json.dumps(DICE_ZH), encoding="utf-8")
    session = talk()
    assert session.respond("种子是多少").text == "种子是什么？（掷骰子）"
    assert session.respond("3").text == "你掷了3。"
    session.respond("种子是多少")
    assert session.respond("7").text == "7太大了。"


def test_a_plugin_without_chinese_answers_in_english(plugin_file: Callable[..., Path], talk: Talk) -> None:
    """And one whose catalogue is broken is told of, once."""
    told: list[str] = []
    path = plugin_file("dice", DICE).with_name("dice.zh.json")
    path.write_text("{", encoding="utf-8")
    session = talk(listener=Listener(announce=told.append))
    session.respond("种子是多少")
    assert session.respond("3").text == "You rolled 3."
    assert [line.partition(": ")[0] for line in told] == [str(path)]

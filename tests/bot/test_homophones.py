"""What was typed for a word that sounds like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.homophones import homophones
from bot.traditional import simplified_words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("打开红们", "打开红门"), ("去黄色的香子那里", "去黄色的箱子那里"), ("向佑转", "向右转"),
        ("把绿色的要是捡起来", "把绿色的钥匙捡起来"),
        ("检起球", "捡起球"), ("既时五分钟", "计时五分钟"),
    ],
)  # fmt: skip
def test_commands_are_meant(typed: str, meant: str) -> None:
    """By their sound, in words of commands alone."""
    assert homophones("zh").meant(typed) == meant


@pytest.mark.parametrize(
    "said",
    [
        "我们走吧",
        "要是下雨就打伞",
        "我想右转",
        "再左转又转身",
        "先在门口等",
        "黄河有多长",
        "红和蓝哪个好",
        "她一定是生病了",
        "手机号多少",
        "打篮球",
    ],
)  # fmt: skip
def test_what_means_itself_stays(said: str) -> None:
    """However much it sounds like a command."""
    assert homophones("zh").meant(said) == said


@given(st.text())
def test_nothing_moves(text: str) -> None:
    """A text stays as long as it was, and what is meant once is meant the second time."""
    meant = homophones("zh").meant(text)
    assert len(meant) == len(text)
    assert homophones("en").meant(text) == text


def test_words_keep_what_was_typed() -> None:
    """Beside what was meant: free text is taken as it stands."""
    words = simplified_words("打開紅們")
    assert "".join(word.text for word in words) == "打開紅們"
    assert "".join(word.spelled or word.text for word in words) == "打开红门"

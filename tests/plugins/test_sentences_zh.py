"""The Chinese sentences of the small plugins and of the core."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

import bot.builtin
import bot_chat
import bot_clock
from bot.errors import PluginError
from bot.sentences.files import SentenceFile, read_sentence_file, spelled_out
from bot.sentences.sampler import Sampler
from bot.slots.base import SlotType
from bot.slots.quantities import DURATION

FOLDERS = [Path(str(module.__file__)).parent / "sentences" for module in (bot.builtin, bot_chat, bot_clock)]
ALONE = {"chat.greet", "chat.thank"}
ROUNDS = 40


def files(language: str) -> list[SentenceFile]:
    """Return the sentence files in a language."""
    return [read_sentence_file(folder / f"{language}.yaml") for folder in FOLDERS]


@pytest.fixture(scope="module")
def said() -> list[tuple[str, str]]:
    """What the templates say, with the action."""
    types: dict[str, dict[str, SlotType]] = {"clock.timer": {"duration": DURATION}}
    random = Random(1)
    found = []
    for file in files("zh"):
        sampler = Sampler(file, types)
        samples = [sampler.sample(template, random) for template in file.templates for _ in range(ROUNDS)]
        samples += [sampler.negative(negative, random) for negative in file.negatives for _ in range(ROUNDS)]
        found += [(s.text, s.label) for s in samples if all(slot.name != "duration" for slot in s.slots)]
    return found


def test_each_action_is_said_in_as_many_ways_as_in_english() -> None:
    """So that Chinese is read no worse."""
    english, chinese = (Counter(t.action for file in files(code) for t in file.templates) for code in ("en", "zh"))
    assert {action for action, count in english.items() if chinese[action] < count} == set()
    assert set(chinese) == set(english)


def test_what_is_often_asked_for_next_is_the_same_in_each_language() -> None:
    """And an action that has sentences."""
    plugins = Path(str(bot_chat.__file__)).parents[1].glob("bot_*/sentences")
    actions = {each.action for folder in plugins for each in read_sentence_file(folder / "en.yaml").templates}
    for folder in FOLDERS:
        english, chinese = (read_sentence_file(folder / f"{code}.yaml") for code in ("en", "zh"))
        assert english.followed_by == chinese.followed_by
        named = {name for action, names in english.followed_by.items() for name in (action, *names)}
        assert named <= actions | {template.action for template in english.templates}


def test_chinese_has_no_spaces(said: list[tuple[str, str]]) -> None:
    """Nor marks that join clauses."""
    assert [text for text, _ in said if set(text) & set(" ,;?!，。；？！、")] == []


def test_no_sentence_means_two_things(said: list[tuple[str, str]]) -> None:
    """Two actions, or an action and none."""
    labels: dict[str, set[str]] = {}
    for text, label in said:
        labels.setdefault(text, set()).add(label)
    assert {text: found for text, found in labels.items() if len(found) > 1} == {}


def test_greetings_and_thanks_stand_alone() -> None:
    """Beside a command they are politeness, in Chinese as in English."""
    for file in files("zh"):
        assert {template.alone for template in file.templates if template.action in ALONE} <= {True}
        assert {template.alone for template in file.templates if template.action not in ALONE} <= {False}


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("再见", "chat.goodbye"), ("退出", "bot.quit"), ("算了", "bot.cancel"), ("再来一次", "bot.again"), ("撤销", "bot.undo"),
        ("几点了", "clock.time"), ("星期几", "clock.date"), ("你好", "chat.greet"), ("辛苦了", "chat.thank"),
        ("帮助", "bot.help"), ("唔该", "chat.thank"), ("撤回", "bot.undo"),
        ("再见啦", "chat.goodbye"), ("调出帮助", "bot.help"), ("计时", "clock.timer"), ("晚安", "chat.goodbye"),
    ],
)  # fmt: skip
def test_what_is_said_most_is_among_them(text: str, action: str) -> None:
    """With the meaning that the contract gives it."""
    found = set()
    for file in files("zh"):
        for template in file.templates:
            with suppress(PluginError):  # templates with slots and rules cannot be spelled out
                found |= {template.action} if text in spelled_out(template.expression) else set()
    assert found == {action}

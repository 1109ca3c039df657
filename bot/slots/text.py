"""Slot types whose value is the user's own words: text, and paths of files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bot.messages import message
from bot.program import JSON
from bot.slots.base import SlotContext, SlotType, Unreadable
from bot.slots.choices import ChoiceSlot
from bot.words import random_character

_ARTICLE = re.compile(r"^(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_QUOTES = "\"'“”‘’«»「」『』《》【】"
_DOUBLE = '"“”«»「」『』'
_FOLDERS = (
    "notes docs Documents Desktop Downloads Music essays letters papers projects reports work src data tmp var log srv home me "
    "anna jo backup mails books recipes photos archive 2023 2024 diary todo readme budget tax talk memo take rec001 ep12 v2"
)
_FOLDERS_IN_CHINESE = (
    "文档 桌面 笔记 下载 音乐 录音 图书馆 報告 菜谱 旧照片 资料 日记 会议 采访 客户电话 面试题 歌词 清单 圖書"
)
_SUFFIXES = "md txt pdf html docx pptx csv log log.1 py org epub json tar.gz".split()
_CHINESE = "茶 面条 洗衣服 开会 散步 花园 报告 打电话 面包 窗户 安静 早上 蓝色 河边"


@dataclass(frozen=True, slots=True)
class TextSlot:
    """Keeps the user's own words and case; drops quotes and, unless `verbatim`, a leading article."""

    name: str = "text"
    verbatim: bool = False

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the words; raises Unreadable where there are none."""
        del context
        text = " ".join(surface.split()).strip(" ,;:，；：、").rstrip(".!?。！？")
        quoted = len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES
        if quoted and not set(text[1:-1]) & set(_DOUBLE):  # what begins with one quotation may end with another
            text = text[1:-1]
        if not self.verbatim:
            text = _ARTICLE.sub("", text)
        if not text:
            raise Unreadable(message("there are no words"))
        return text

    def write(self, random: Random, language: str) -> str:
        """Return some words; sentence files list better ones."""
        if language == "zh":
            return random.choice(_CHINESE.split()) + random.choice(["", random.choice(_CHINESE.split())])
        words = ("tea pasta laundry meeting walk garden report call bread window quiet morning blue river").split()
        return " ".join(random.sample(words, random.randint(1, 3)))

    def value(self, json: JSON) -> str:
        """Return the words; raises Unreadable for another type."""
        if not isinstance(json, str):
            raise Unreadable(message("'{surface}' is not a {kind}", surface=json, kind=message("text")))
        return json


@dataclass(frozen=True, slots=True)
class PathSlot:
    """Reads the path of a file or folder, with `~`, quoted or not."""

    name: str = "path"

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the path as written."""
        del context
        text = surface.strip().strip(_QUOTES)
        if not text:
            raise Unreadable(message("there is no path"))
        return text

    def write(self, random: Random, language: str) -> str:
        """Return a path: some folders and often a file, of Unix or of Windows, now and then with a space in a name."""
        names = [_folder(random, language) for _ in range(random.choice((1, 1, 2, 2, 3)))]
        if random.random() < 0.2:  # noqa: PLR2004 - "old mails", "Tax 2023"
            names[-1] += random.choice([" ", " ", "-", "_"]) + random.choice(
                [_folder(random, language), str(random.randint(1, 2030))]
            )
        if random.random() < 0.5:  # noqa: PLR2004
            names[-1] += "." + random.choice(_SUFFIXES)
        root, sign = random.choice(
            (("~", "/"), ("~", "/"), ("", "/"), ("", ""), (".", "/"), ("..", "/"), ("C:", "\\"), ("E:", "\\"))
        )
        return root + sign + (sign or "/").join(names)

    def value(self, json: JSON) -> Path:
        """Return the path with `~` expanded."""
        if not isinstance(json, str):
            raise Unreadable(message("'{surface}' is not a {kind}", surface=json, kind=message("path")))
        return Path(json).expanduser()


def _folder(random: Random, language: str) -> str:
    """Return what a folder or a file may be called; in Chinese a third are any characters."""
    if language != "zh":
        return random.choice(_FOLDERS.split())
    if random.random() < 0.35:  # noqa: PLR2004
        return "".join(random_character(random) for _ in range(random.randint(2, 5)))
    return random.choice(f"{_FOLDERS} {_FOLDERS_IN_CHINESE}".split())


@dataclass(frozen=True, slots=True)
class NamedText:
    """Text some of whose surfaces have a proper name."""

    name: str
    named: ChoiceSlot
    free: SlotType

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the proper name of a surface, or the words themselves."""
        try:
            return self.named.read(surface, context)
        except Unreadable:
            return self.free.read(surface, context)

    def write(self, random: Random, language: str) -> str:
        """Return one of the named surfaces."""
        return self.named.write(random, language)

    def value(self, json: JSON) -> Any:
        """Return the words."""
        return self.free.value(json)

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

_ARTICLE = re.compile(r"^(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_QUOTES = "\"'“”‘’«»「」『』《》"
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
        if len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
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
        """Return a path."""
        if language == "zh" and random.random() < 0.4:  # noqa: PLR2004
            return random.choice(["~/文档", "~/桌面", "./笔记"]) + random.choice(["", "/报告.pdf", "/清单.txt"])
        folder = random.choice(["~/notes", "docs", "/tmp/report", "./data", "~/Documents/letters", "src"])  # noqa: S108
        return folder + random.choice(["", "/todo.md", "/readme.txt", "/2024.pdf"])

    def value(self, json: JSON) -> Path:
        """Return the path with `~` expanded."""
        if not isinstance(json, str):
            raise Unreadable(message("'{surface}' is not a {kind}", surface=json, kind=message("path")))
        return Path(json).expanduser()


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

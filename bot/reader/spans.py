"""Spans of texts and paths, put right by what stands around them: quotation marks bound a text, spaces a path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.reading import Clause, SlotSpan
from bot.words import CHINESE_MARKS, HAN, QUOTED, has_han

if TYPE_CHECKING:
    from bot.catalog import Catalog

_OF_A_PATH = rf"[^\s\"“”‘’«»「」『』,;{HAN}{CHINESE_MARKS.replace('…', '')}]"
_BEHIND = re.compile(rf"{_OF_A_PATH}*")
_CHINESE_BEHIND = re.compile(rf"[{HAN}]*(?=\s)|")
"""In Chinese a path may end in characters, before a space; where none follows, nobody can tell from without."""
_BEFORE = re.compile(rf"{_OF_A_PATH}*$")
_ENDS = ".,;:!?。，；：！？"
_ASKED = re.compile(
    "(?:到底|究竟|现在|一般|应该|该|要)?(?:是?(?:怎么|咋)回事|怎么样|怎么办|怎么弄|怎么修|怎么治|咋样|咋办|咋弄|(?:要|得|是)?多少钱|"
    "(?:讲|说|写)(?:了|的是?)(?:啥|什么)|好不好|行不行|难不难|贵不贵|靠谱吗)(?=[了呢啊呀]?(?:[，。？！,?!]|$))"
)
"""What is asked of something in Chinese, behind its name: who looks that up looks the question up."""


def with_whole_texts(utterance: str, clause: Clause, catalog: Catalog) -> Clause:
    """Return a clause whose texts and paths are whole: all that is quoted where they stand in quotation marks, all of a path.

    What is quoted is also the text, or the path, that the clause cannot do without and does not say otherwise.
    """
    kinds = {slot.name: _kind(clause, slot.name, catalog) for slot in clause.slots}
    slots = tuple(_whole(utterance, slot, kinds[slot.name]) for slot in clause.slots)
    for match in _quoted(utterance, clause):
        free = [name for name in _lacking(clause, catalog) if name not in kinds]
        if free and not any(slot.start < match.end() and match.start() < slot.end for slot in slots):
            slots += (SlotSpan(free[0], match.group(), match.start(), match.end()),)
            kinds[free[0]] = "text"
    return replace(clause, slots=slots)


def _kind(clause: Clause, name: str, catalog: Catalog) -> str:
    slot = catalog.slot(clause.action, name)
    return slot.name if slot is not None and slot.name in ("text", "path") else ""


def _lacking(clause: Clause, catalog: Catalog) -> Iterator[str]:
    """Yield the slots of texts and paths that a clause cannot do without."""
    action = catalog.actions.get(clause.action)
    for parameter in action.parameters if action else ():
        if parameter.required and parameter.name not in clause.fixed and _kind(clause, parameter.name, catalog):
            yield parameter.name


def _quoted(utterance: str, clause: Clause) -> Iterator[re.Match[str]]:
    """Yield what is quoted in a clause; its end may have been taken for that of the clause."""
    return (match for match in QUOTED.finditer(utterance) if clause.start <= match.start() < clause.end)


def _whole(utterance: str, slot: SlotSpan, kind: str) -> SlotSpan:
    if not kind:
        return slot
    start, end = slot.start, slot.end
    quoted = [match.span() for match in QUOTED.finditer(utterance) if match.start() < end and start < match.end()]
    inside = [(first, last) for first, last in quoted if first <= start and end <= last]
    if inside:
        start, end = inside[0]
    elif kind == "path":
        chinese = has_han(utterance[end - 1 : end]) and utterance[start - 1 : start].isspace()
        behind = (_CHINESE_BEHIND if chinese else _BEHIND).match(utterance, end)
        before = _BEFORE.search(utterance[:start])
        start, end = start - len(before[0] if before else ""), end + len(behind[0] if behind else "")
        end = start + len(utterance[start:end].rstrip(_ENDS))
    elif slot.name == "query" and (asked := _ASKED.match(utterance, end)):
        end = asked.end()
    elif quoted:  # no text begins or ends amid a quotation
        start, end = min(start, quoted[0][0]), max(end, quoted[-1][1])
    return (
        slot
        if (start, end) == (slot.start, slot.end)
        else replace(slot, text=utterance[start:end], start=start, end=end, spelled="")
    )

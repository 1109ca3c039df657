"""Slot values of a clause: surfaces to JSON, with what `it` stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from bot.messages import message, words_of
from bot.program import JSON, Call
from bot.reading import COUNT, Clause, SlotSpan
from bot.slots.base import NothingToReferTo, SlotContext, Unreadable
from bot.slots.chinese import chinese_number
from bot.slots.numbers import read_number, whole
from bot.slots.text import PathSlot, TextSlot
from bot.traditional import simplified
from bot.words import has_han

if TYPE_CHECKING:
    from bot.backend import Context
    from bot.slots.base import SlotType

T = TypeVar("T")

_ADDED = {"more", "again"}
_CHINESE_NUMBER = "[0-9〇零一二三四五六七八九十百千两兩俩仨几幾]+"
_CHINESE_COUNT = re.compile(
    f"(?P<more>再|又|多)?[^再又]*?(?P<number>{_CHINESE_NUMBER})[个個]?(?:[次遍回趟轮輪下遭声聲]|$)"
)
"""`再` before the number adds it to the once that was said: "turn, and again two times" turns three times."""
_ARTICLES = {"a", "an", "the", "some", "any", "my", "your", "那", "这", "一"}
"""Alone, as in "go to the", they name nothing."""
_NUMBERS = ("int", "float", "ordinal", "percent")
_RESULT_WORDS = {
    "it", "that", "this", "the result", "the answer", "the translation", "them", "what you found",
    "它", "它们", "这个", "那个", "这", "那", "这些", "那些", "结果", "这个结果", "那个结果", "答案", "译文", "翻译",
    "文字", "那段文字", "这段文字", "那段话", "这段话", "刚才的内容", "我说的话", "我说的",
    "what i say", "what i said", "what you heard", "the text", "the transcript", "the words",
    "内容", "里面的内容", "里面的话", "全文", "原文", "这些内容", "那些内容", "转写的文字", "转写结果", "听写的内容",
    "the contents", "what it says", "what they say", "what you wrote down",
    "翻译结果", "搜索结果", "上面的内容", "刚才的结果", "前面的结果",
}  # fmt: skip
"""What may stand for what an earlier call of the sentence gave."""
_RESULT_IN_CHINESE = re.compile(
    "(刚才?|刚刚|你|我)?(看|听|查|搜|找|问|翻译?|译|转写?|转录|识别|记)"
    "((到|好|出来|完|下来)了?的(东西|文字|内容|话|结果|句子|消息|[那这][句段个](话|文字|内容)?)?|的?(文字|内容|结果))"
)
"""The same in Chinese, made of what was done: 看到的, 转写好的文字."""
MOST_REPEATS = 1000
"""More is a slip of the tongue, not a wish."""


@dataclass(slots=True)
class Values:
    """What the slots of a clause say."""

    given: dict[str, JSON] = field(default_factory=dict)
    count: int = 1
    """How often the clause is to be done."""
    unreadable: str = ""
    """Why a surface could not be read; empty where all could."""
    notes: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    """Slots whose surface stands for the text that an earlier call gave."""


def read_values(clause: Clause, context: Context, focus: dict[str, JSON]) -> Values:
    """Return the values of a clause's slots; what is named becomes the focus."""
    values = Values(given=dict(clause.fixed))
    for span in clause.slots:
        try:
            if span.name == COUNT:
                values.count = _tolerant(span, lambda text: read_count(text, context.language))
            else:
                _read_slot(clause, span, context, focus, values)
        except NothingToReferTo as error:
            values.notes.append(str(error))
        except Unreadable as error:
            values.unreadable = words_of(error)
    return values


def _read_slot(clause: Clause, span: SlotSpan, context: Context, focus: dict[str, JSON], values: Values) -> None:
    slot = context.catalog.slot(clause.action, span.name)
    if slot is None or span.name in values.given or _is_article(span, slot):
        return
    if slot.name == "text" and is_result(span.text):
        values.references.append(span.name)
        return
    last = focus.get(slot.name)
    if has_han(span.spelled) and not isinstance(slot, TextSlot | PathSlot):
        # Any character names some thing of its colour, 红们 as well as 红门: what was meant is better than what was typed.
        span = replace(span, text=span.spelled)
    value = _tolerant(span, lambda text: slot.read(text, SlotContext(context.language, last)))
    values.given[span.name] = value
    if last is not None and value == last and _refers(slot, span, context.language):
        values.notes.append(f"'{span.text}' stands for what was named last")
    focus[slot.name] = value


def is_result(surface: str) -> bool:
    """Return whether a surface of a text slot stands for what an earlier call of the sentence gave."""
    surface = simplified(surface).casefold().strip()
    return surface in _RESULT_WORDS or _RESULT_IN_CHINESE.fullmatch(surface) is not None


def _is_article(span: SlotSpan, slot: SlotType) -> bool:
    """Return whether a span is an article alone; 一 is a number where one is asked for."""
    return span.text.casefold() in _ARTICLES and not (has_han(span.text) and slot.name in _NUMBERS)


def _refers(slot: SlotType, span: SlotSpan, language: str) -> bool:
    """Return whether a span says nothing by itself, as `it` does; one may also name once more what was named last."""
    try:
        _tolerant(span, lambda text: slot.read(text, SlotContext(language, None)))
    except NothingToReferTo:
        return True
    return False


def _tolerant(span: SlotSpan, read: Callable[[str], T]) -> T:
    """Return what a span says, read as it was typed or else as it was most likely meant; raises Unreadable."""
    try:
        return read(span.text)
    except NothingToReferTo:
        raise
    except Unreadable:
        if span.spelled in ("", span.text):
            raise
        return read(span.spelled)


def read_count(surface: str, language: str) -> int:
    """Return how often: `twice` is 2, `a total of three times` is 3; raises Unreadable for none or too often."""
    text = " ".join(surface.casefold().replace("×", "x").split()).strip(" .,!")
    text = re.sub(r"^x\s*(?=\d)|(?<=\d)\s*x$", "", text)
    if has_han(text):
        return _chinese_count(text, surface)
    words = text.split()
    more = int(words[:1] == ["and"] and bool(_ADDED & set(words)))  # "turn left and then once more" turns twice
    for length in range(len(words), 0, -1):  # the longest stretch that is a number: "twenty five", not "five"
        for first in range(len(words) - length + 1):
            stretch = " ".join(words[first : first + length])
            if stretch in ("a", "an"):  # a word of its own in "a total of three times"
                continue
            try:
                count = whole(read_number(stretch, language), surface) + more
            except Unreadable:
                continue
            if not 1 <= count <= MOST_REPEATS:
                raise Unreadable(message("I cannot do that {surface}", surface=surface))
            return count
    raise Unreadable(message("'{surface}' does not say how often", surface=surface))


def _chinese_count(text: str, surface: str) -> int:
    found = _CHINESE_COUNT.search(text.replace(" ", ""))
    number = chinese_number(found["number"]) if found else None
    if found is None or number is None:
        raise Unreadable(message("'{surface}' does not say how often", surface=surface))
    count = whole(number, surface) + bool(found["more"])
    if not 1 <= count <= MOST_REPEATS:
        raise Unreadable(message("I cannot do that {surface}", surface=surface))
    return count


def result_reference(before: Sequence[Call | None], gives_text: Mapping[str, bool]) -> JSON | None:
    """Return `{"result_of": n}` for the last call before that gives a text, or None; None stands for a call in a repeat."""
    for back, call in enumerate(reversed(before), start=1):
        if call is not None and gives_text.get(call.action):
            return {"result_of": back}
    return None

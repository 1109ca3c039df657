"""Messages: what the user is told, in English, with what it takes to say the same in another language.

English is the key, as in gettext: a translation is a catalogue from English templates to those of its language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Self

from bot.words import has_han

Change = Callable[[str], str]

_HOLE = re.compile(r"\{(\w+)\}")


class Message(str):
    """A text in English that keeps its template and values; whatever takes a text takes it."""

    __slots__ = ("change", "template", "values")

    template: str
    values: Mapping[str, object]
    change: Change | None
    """What is done to the words when they are filled in, in any language."""

    def __new__(cls, template: str, values: Mapping[str, object], change: Change | None = None) -> Self:
        """Fill in the English words."""
        text = filled(template, values)
        made = super().__new__(cls, change(text) if change else text)
        made.template, made.values, made.change = template, values, change
        return made

    def __reduce__(self) -> tuple[type[Message], tuple[object, ...]]:
        """Copy and pickle it with all that it keeps."""
        return Message, (self.template, self.values, self.change)


def message(template: str, /, **values: object) -> Message:
    """Return a message: `message("The {what} is locked.", what=name)`; values that are messages are translated too."""
    return Message(str(template), values)


def filled(template: str, values: Mapping[str, object]) -> str:
    """Return a template with its holes filled; a hole without a value stays."""
    return _HOLE.sub(lambda hole: str(values.get(hole[1], hole[0])), template) if values else template


def changed(text: str, change: Change) -> str:
    """Return a text whose words go through a function, in whatever language they are said."""
    return Message("{words}", {"words": text}, change) if isinstance(text, Message) else change(text)


IN_A_ROW = message("{before} {next}")
"""Sentences one after the other: English wants a space between them, Chinese does not."""


def joined(parts: Sequence[str], between: str = IN_A_ROW) -> str:
    """Return texts in a row; `between` is a template with the holes `before` and `next`. Empty ones are left out."""
    found = [part for part in parts if part]
    if len(found) < 2:  # noqa: PLR2004 - one is not several
        return found[0] if found else ""
    half = len(found) // 2  # in halves, since there may be ten thousand
    return message(between, before=joined(found[:half], between), next=joined(found[half:], between))


def listed(parts: Sequence[str]) -> str:
    """Return parts as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:  # noqa: PLR2004 - one is not several
        return parts[0] if parts else ""
    return message("{before} and {last}", before=joined(parts[:-1], message("{before}, {next}")), last=parts[-1])


def as_sentence(text: str) -> str:
    """Return a text with a capital in front and a full stop behind, where it has none."""
    return changed(text, _finished)


def _finished(text: str) -> str:
    chinese = has_han(text[-1:]) or text.endswith(("）", "”"))
    end = "" if text.endswith((".", "!", "?", "。", "！", "？")) else "。" if chinese else "."
    return text[:1].upper() + text[1:] + end


def words_of(error: BaseException) -> str:
    """Return the text of an error, as the message that it was raised with where it was one."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Message) else str(error)


def translated(text: str, table: Mapping[str, str]) -> str:
    """Return the words of a text by a catalogue; what the catalogue lacks, and what is no message, stays English."""
    if not table or not isinstance(text, Message):
        return str(text)
    values = {
        name: translated(value, table) if isinstance(value, str) else value for name, value in text.values.items()
    }
    words = filled(table.get(text.template, text.template), values)
    return text.change(words) if text.change else words

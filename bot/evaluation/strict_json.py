"""JSON as data sets may hold it: every key once in its object, every number finite, and no nesting that nobody writes."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.evaluation.textfile import fail

_DEEPEST = 100
"""Brackets within each other; whatever takes such data apart is far from the end of Python's stack."""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def parse_json(path: Path, text: str, line: int = 1) -> Any:
    """Return what a text of a file holds, its first line the given one; raises BotError that names the line."""
    brackets = ((letter in "[{") - (letter in "]}") for letter in _STRING.sub("", text))
    if max(accumulate(brackets), default=0) > _DEEPEST:
        fail(path, line, "the JSON is nested too deeply")
    try:
        return json.loads(
            text, object_pairs_hook=partial(_once_each, text), parse_float=_finite, parse_constant=_finite
        )
    except json.JSONDecodeError as error:
        fail(path, line + error.lineno - 1, f"this is no JSON: {error.msg}")
    except ValueError as error:  # a number that is none, or has thousands of digits
        fail(path, line, f"this is no JSON: {error}")


def _once_each(text: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; where a key stands in it twice, of which json would drop one in silence, says so with the place."""
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            written = re.escape(json.dumps(key, ensure_ascii=False))
            places = [found.start() for found in re.finditer(rf"{written}\s*:", text)]
            second = places[1] if places[1:] else 0  # a key with an escape in it is not found
            raise json.JSONDecodeError(f"the key '{key}' stands in it {count} times", text, second)
    return dict(pairs)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number")
    return number

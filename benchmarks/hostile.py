"""Hostile input: whether a backend reads anything that can be typed, and how long the worst takes.

    python benchmarks/hostile.py --backend seq2seq --count 10000

Hypothesis makes the texts: emoji, writing from right to left, control characters, halves of characters, words of both
languages in any order, up to 10,000 of them. What is read has to be well formed: known actions, slots that they have, values
of their types. Exit status 1 where anything is not.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.backend import Backend, Context
from bot.interpretation import Interpretation
from bot.plugins import load_plugins
from bot.program import calls, program_from_json, program_to_json
from bot.services import Models
from bot.settings import load_settings

WORDS = [
    *"turn left go to it twice and after before do that not if three 7 red ball key the no wait , . ! ? ' \"".split(),
    *"往 前 走 三 步 然 后 左 转 捡 起 红 色 的 球 之 前 别 如 果 再 两 次 它 ， 。 ；".split(),
    *(
        "\u202e",
        "\u200b",
        "\x00",
        "\x1b[31m",
        "😀",
        "👩\u200d👩\u200d👧",
        "שמאלה",
        "اتجه",
        "[END]",
        "</s>",
        "{target}",
        "\ud800",
    ),
]
TEXTS = (
    st.text(max_size=80)
    | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
    | st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
    | st.tuples(st.sampled_from(WORDS), st.integers(1, 10_000)).map(lambda drawn: " ".join([drawn[0]] * drawn[1]))
    | st.tuples(st.text(min_size=1, max_size=3), st.integers(1, 10_000)).map(lambda drawn: drawn[0] * drawn[1])
)


def main() -> None:
    """Read the texts and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--backend", default="")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found_settings = load_settings()
    plugins = load_plugins(found_settings)
    backend = Models(plugins, found_settings, options.backend).backend()
    context = Context(plugins.catalog, {"object": {"kind": "ball", "color": "red"}})
    seconds: list[float] = []
    wrong: list[str] = []

    @settings(
        max_examples=options.count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(TEXTS)
    def read(text: str) -> None:
        if problem := problem_of(backend, text, context, seconds):
            wrong.append(f"{text[:60]!r}: {problem}")

    read()
    figures = {"texts": len(seconds), "wrong": len(wrong), "slowest_ms": max(seconds) * 1000}
    print(json.dumps(figures) if options.json else f"{len(seconds)} texts, {len(wrong)} read wrong, ", end="")
    print("" if options.json else f"the slowest in {figures['slowest_ms']:.0f} ms")
    for line in wrong[:20]:
        print(line, file=sys.stderr)
    sys.exit(bool(wrong))


def problem_of(backend: Backend, text: str, context: Context, seconds: list[float]) -> str:
    """Return what is wrong with how a text is read, or nothing; how long it took is added to `seconds`."""
    began = time.perf_counter()
    try:
        found = backend.interpret([text], context)[0]
    except Exception as error:  # noqa: BLE001 - that none comes is what is measured
        return f"{type(error).__name__}: {error}"
    finally:
        seconds.append(time.perf_counter() - began)
    return next(filter(None, (malformed(each, context) for each in found)), "" if found else "nothing was said of it")


def malformed(found: Interpretation, context: Context) -> str:
    """Return what is malformed in an interpretation, or nothing."""
    if program_from_json(program_to_json(found.program)) != found.program:
        return "its program is not what its JSON says"
    if not 0 <= found.confidence <= 1:
        return f"confidence {found.confidence}"
    for call in calls(found.program):
        for name, value in call.args.items():
            slot = context.catalog.slot(call.action, name)
            if slot is None:
                return f"{call.action} has no argument {name}"
            if not (isinstance(value, dict) and "result_of" in value):
                slot.value(value)
    return ""


if __name__ == "__main__":
    main()

"""How many sentences of a golden file are read exactly, and how many negatives are accepted.

    python benchmarks/sentences.py tests/golden/en.yaml [--negatives tests/golden/negatives.yaml] [--backend NAME]
        [--misses] [--json]

A golden file is a list of `utterance`, `program` and, where it is not a plain reading, `status`; a file of negatives is
a list of sentences. A development file holds both under `sentences` and `negatives`. A file whose name begins with a
language (`zh.yaml`, `zh_negatives.yaml`) is read as somebody who has set that language; others by the user's settings.
BOT_MODEL names a model folder to read with.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BotError
from bot.interpreter import Interpreter
from bot.languages import guess_language
from bot.plugins import load_plugins
from bot.services import Models
from bot.settings import Settings, load_settings

LANGUAGES = ("en", "zh")


def main() -> None:
    """Print the figures, and with --misses every sentence that was read wrong."""
    options = parsed()
    settings = load_settings()
    sentences: list[tuple[dict[str, Any], str]] = []
    negatives: list[tuple[str, str]] = []
    for path in options.golden:
        data, language = listed(path), language_of(path, settings.language)
        both = data if isinstance(data, dict) else {"sentences": data}
        sentences += [(item, language) for item in both.get("sentences") or []]
        negatives += [(text, language) for text in both.get("negatives") or []]
    if options.negatives:
        language = language_of(options.negatives, settings.language)
        negatives += [(text, language) for text in listed(options.negatives)]
    interpreter = opened(settings, options.backend)
    wrong = [miss for item, language in sentences if (miss := read_wrong(interpreter, item, language))]
    accepted = [line for text, language in negatives if (line := accepted_as(interpreter, text, language))]
    figures: dict[str, float] = {"sentences": len(sentences), "negatives": len(negatives)}
    if sentences:
        figures["exact"] = 1 - len(wrong) / len(sentences)
    if negatives:
        figures["accepted"] = len(accepted) / len(negatives)
    if options.misses:
        for line in (*wrong, *(f"accepted: {text}" for text in accepted)):
            print(line, file=sys.stderr if options.json else sys.stdout)
    if options.json:
        print(json.dumps(figures))
        return
    print(f"exact programs: {figures.get('exact', 0):.1%} of {len(sentences)}")
    print(f"negatives accepted: {figures.get('accepted', 0):.1%} of {len(negatives)}")


def parsed() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("golden", type=Path, nargs="+")
    parser.add_argument("--negatives", type=Path)
    parser.add_argument("--backend", default="", help="the backend that reads; the one of the settings if not given")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def opened(settings: Settings, backend: str) -> Interpreter:
    """Return an interpreter that reads with a backend; ends the script with a line where there is none of that name."""
    plugins = load_plugins(settings)
    try:
        return Interpreter(plugins, settings, models=Models(plugins, settings, backend))
    except BotError as error:
        sys.exit(str(error))


def listed(path: Path) -> Any:
    """Return what a file holds; an empty one holds an empty list."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) or []


def language_of(path: Path, default: str) -> str:
    """Return the language that a file's name begins with, or the default."""
    named = path.stem.partition("_")[0]
    return named if named in LANGUAGES else default


def answer(interpreter: Interpreter, text: str, language: str) -> dict[str, Any]:
    """Return the reply to the first sentence of a session, its language guessed as for one who has set `language`."""
    interpreter.session.reset()
    return interpreter.respond(text, dry_run=True, language=guess_language(text, language)).to_json()


def read_wrong(interpreter: Interpreter, item: dict[str, Any], language: str) -> str:
    """Return how a sentence was read wrong, or nothing."""
    reply = answer(interpreter, item["utterance"], language)
    status = item.get("status", "dry_run")
    if reply["program"] == item["program"] and reply["status"] == status:
        return ""
    return (
        f"{item['utterance']}\n    is   {plain(item['program'])} {status}\n"
        f"    read {plain(reply['program'])} {reply['status']} {reply['confidence']} {reply['unread'] or ''}"
    )


def accepted_as(interpreter: Interpreter, text: str, language: str) -> str:
    """Return what a sentence that should be rejected was read as, or nothing."""
    reply = answer(interpreter, text, language)
    if reply["status"] == "rejected":
        return ""
    return f"{text} -> {plain(reply['program'])} {reply['status']} {reply['confidence']}"


def plain(program: Any) -> str:
    """Return a program as JSON that people can read in any script."""
    return json.dumps(program, ensure_ascii=False)


if __name__ == "__main__":
    main()

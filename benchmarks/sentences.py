"""How many sentences of a golden file are read exactly, and how many negatives are accepted.

    python benchmarks/sentences.py tests/golden/en.yaml [--negatives tests/golden/negatives.yaml] [--misses] [--json]

A golden file is a list of `utterance`, `program` and, where it is not a plain reading, `status`; a file of negatives is
a list of sentences. A development file holds both under `sentences` and `negatives`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import yaml

from bot.interpreter import Interpreter
from bot.plugins import load_plugins
from bot.settings import load_settings


def main() -> None:
    """Print the figures, and with --misses every sentence that was read wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("golden", type=Path, nargs="+")
    parser.add_argument("--negatives", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sentences: list[dict[str, Any]] = []
    negatives: list[str] = listed(options.negatives) if options.negatives else []
    for path in options.golden:
        data = listed(path)
        sentences += data.get("sentences") or [] if isinstance(data, dict) else data
        negatives += data.get("negatives") or [] if isinstance(data, dict) else []
    settings = load_settings()
    interpreter = Interpreter(load_plugins(settings), settings)
    wrong = [miss for item in sentences if (miss := read_wrong(interpreter, item))]
    accepted = [line for text in negatives if (line := accepted_as(interpreter, text))]
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


def listed(path: Path) -> Any:
    """Return what a file holds; an empty one holds an empty list."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) or []


def read_wrong(interpreter: Interpreter, item: dict[str, Any]) -> str:
    """Return how a sentence was read wrong, or nothing; each is the first of a session of its own."""
    interpreter.session.reset()
    reply = interpreter.respond(item["utterance"], dry_run=True).to_json()
    status = item.get("status", "dry_run")
    if reply["program"] == item["program"] and reply["status"] == status:
        return ""
    return (
        f"{item['utterance']}\n    is   {json.dumps(item['program'])} {status}\n"
        f"    read {json.dumps(reply['program'])} {reply['status']} {reply['confidence']} {reply['unread'] or ''}"
    )


def accepted_as(interpreter: Interpreter, text: str) -> str:
    """Return what a sentence that should be rejected was read as, or nothing."""
    interpreter.session.reset()
    reply = interpreter.respond(text, dry_run=True).to_json()
    if reply["status"] == "rejected":
        return ""
    return f"{text} -> {json.dumps(reply['program'])} {reply['status']} {reply['confidence']}"


if __name__ == "__main__":
    main()

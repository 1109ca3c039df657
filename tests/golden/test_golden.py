"""Sentences written apart from the templates: what is read right, and what must be rejected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.interpreter import Interpreter
from bot.plugins import Plugins
from bot.program import calls, program_from_json
from bot.reply import Reply
from bot.services import Models
from bot.settings import load_settings

HERE = Path(__file__).parent
RIGHT = 0.97
"""Share of the golden sentences that have to give exactly their program."""
ACCEPTED = 0.05
"""Share of the negatives that may be taken for a command."""


@dataclass(frozen=True)
class Result:
    """A golden sentence and what became of it."""

    utterance: str
    miss: str
    """What is wrong, in a line; empty where nothing is."""


def load(name: str) -> list[Any]:
    """Return what a file beside this one lists."""
    listed: list[Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return listed


def known_failures() -> set[str]:
    """Return the utterances that are known to fail."""
    return set(load("known_failures.yaml"))


@pytest.fixture(scope="module")
def replies(plugins: Plugins, models: Models) -> Any:
    """Return a function that answers an utterance in a dry run, in a session of its own."""

    def reply(utterance: str) -> Reply:
        return Interpreter(plugins, load_settings(), models=models).respond(utterance, dry_run=True)

    return reply


@pytest.fixture(scope="module")
def golden(replies: Any) -> list[Result]:
    """What became of every golden sentence."""
    return [Result(entry["utterance"], miss_of(entry, replies(entry["utterance"]))) for entry in load("en.yaml")]


def miss_of(entry: dict[str, Any], reply: Reply) -> str:
    """Return what is wrong with a reply, or nothing."""
    got = reply.to_json()
    wanted = {"status": entry.get("status", "dry_run"), "program": entry["program"]}
    listed = {key: entry[key] for key in ("missing", "unread") if key in entry}
    wanted |= {key: [value] if isinstance(value, str) else value for key, value in listed.items()}
    wrong = [f"{key} {got[key]} instead of {value}" for key, value in wanted.items() if got[key] != value]
    return f"{entry['utterance']!r}: {'; '.join(wrong)} ({reply.text})" if wrong else ""


def test_golden_sentences_are_read(golden: list[Result]) -> None:
    """Nearly all give exactly their program, status, missing slots and unread words."""
    misses = [result.miss for result in golden if result.miss and result.utterance not in known_failures()]
    share = 1 - len(misses) / len(golden)
    assert share >= RIGHT, f"{len(misses)} of {len(golden)} misread ({share:.1%} right):\n" + "\n".join(misses)


def test_negatives_are_rejected(replies: Any) -> None:
    """Hardly any sentence that no action fits is taken for one."""
    negatives = load("negatives.yaml")
    found = [(utterance, replies(utterance)) for utterance in negatives]
    accepted = [
        f"{utterance!r}: {reply.status}, {reply.text}" for utterance, reply in found if reply.status != "rejected"
    ]
    share = len(accepted) / len(negatives)
    assert share <= ACCEPTED, f"{len(accepted)} of {len(negatives)} accepted ({share:.1%}):\n" + "\n".join(accepted)


@pytest.mark.parametrize("keys", ["zzzzzz", "asdf jkl", "qwerty", "fghfgh", "lkjlkj ;;", "dsf sdfg wer"])
def test_mashed_keys_are_rejected(replies: Any, keys: str) -> None:
    """A cat on the keyboard drives no robot."""
    assert replies(keys).status == "rejected"


@pytest.mark.parametrize("word", ["ok", "why", "tomorrow", "sure", "pizza"])
def test_words_that_command_nothing_are_rejected(replies: Any, word: str) -> None:
    """One word said alone is no command unless it names one."""
    assert replies(word).status == "rejected"


@pytest.mark.parametrize(
    ("utterance", "actions"),
    [
        ("go forward turn left", ["robot.move", "robot.turn"]),
        ("turn left turn right turn left", ["robot.turn", "robot.turn", "robot.turn"]),
        ("turn around, look around then undo", ["robot.turn", "robot.look", "bot.undo"]),
    ],
)
def test_commands_with_little_between_them_are_all_read(replies: Any, utterance: str, actions: list[str]) -> None:
    """Nobody needs to say "and"."""
    assert [call.action for call in calls(replies(utterance).program)] == actions


def test_known_failures_still_fail(golden: list[Result], replies: Any) -> None:
    """One that is right by now is no known failure any more: its line has to go."""
    known = known_failures()
    right = {result.utterance for result in golden if not result.miss}
    right |= {utterance for utterance in known & set(load("negatives.yaml")) if replies(utterance).status == "rejected"}
    assert not known & right, f"read right by now; take out of known_failures.yaml: {sorted(known & right)}"
    assert known <= {result.utterance for result in golden} | set(load("negatives.yaml")), (
        "known_failures.yaml names others"
    )


@pytest.mark.parametrize("file", ["en.yaml", "development.yaml", "everyday.yaml", "held_back.yaml"])
def test_golden_programs_are_programs_of_installed_actions(plugins: Plugins, file: str) -> None:
    """Each is well formed, names actions that are there, and has values that their slots accept."""
    listed: Any = load(file)
    for entry in listed["sentences"] if isinstance(listed, dict) else listed:
        program = program_from_json(entry["program"])
        assert bool(program) == (entry.get("status") != "rejected"), entry["utterance"]
        for call in calls(program):
            assert call.action in plugins.catalog.actions, entry["utterance"]
            for name, value in call.args.items():
                slot = plugins.catalog.slot(call.action, name)
                assert slot is not None, entry["utterance"]
                slot.value(value)


def test_every_action_has_golden_sentences(plugins: Plugins) -> None:
    """At least three each, so that none is unwatched."""
    counts = dict.fromkeys(plugins.catalog.actions, 0)
    for entry in load("en.yaml"):
        for name in {call.action for call in calls(program_from_json(entry["program"]))}:
            counts[name] += 1
    assert not {name: count for name, count in counts.items() if count < 3}


def test_no_golden_sentence_stands_twice() -> None:
    """Nor in both files: it could not be right in both."""
    utterances = [entry["utterance"].casefold() for entry in load("en.yaml")]
    utterances += [utterance.casefold() for utterance in load("negatives.yaml")]
    twice = sorted({utterance for utterance in utterances if utterances.count(utterance) > 1})
    assert twice == []

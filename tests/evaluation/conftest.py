"""Made-up data sets in each format, small enough to be read at a glance."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

Row = tuple[str, str, str]
"""Words, a tag for each, and the label."""
WriteSlu = Callable[..., Path]

PLANTS, ROOMS, GUESTS = ("fern", "old cactus", "lily", "palm"), ("hall", "attic", "tea room"), ("ada", "karl heinz")
HOURS = ("noon", "six", "half past nine")


def _row(label: str, template: str, **slots: str) -> Row:
    """Return a row of a template whose words in capitals are slots."""
    words: list[str] = []
    tags: list[str] = []
    for word in template.split():
        surface = slots[word.lower()].split() if word.isupper() else [word]
        words += surface
        tags += [f"{'I' if at else 'B'}-{word.lower()}" if word.isupper() else "O" for at in range(len(surface))]
    return " ".join(words), " ".join(tags), label


def _single() -> list[Row]:
    """Return 50 rows of four intents, each with one label."""
    rows = [_row("WaterPlant", f"{verb} the PLANT", plant=plant) for verb in ("water", "soak") for plant in PLANTS]
    rows += [_row("WaterPlant", "give the PLANT in the ROOM a drink", plant=p, room=r) for p in PLANTS for r in ROOMS]
    rows += [_row("SweepRoom", f"{verb} the ROOM", room=room) for verb in ("sweep", "dust", "mop") for room in ROOMS]
    rows += [_row("InviteGuest", "invite GUEST for HOUR", guest=guest, hour=hour) for guest in GUESTS for hour in HOURS]
    rows += [_row("InviteGuest", "ask GUEST to come at HOUR", guest=g, hour=h) for g in GUESTS for h in HOURS]
    rows += [_row("ToldJoke", f"tell me {what}") for what in ("a joke", "something funny", "a riddle")]
    rows += [_row("ToldJoke", f"make me {what}") for what in ("laugh", "smile", "grin", "laugh out loud")]
    rows += [_row("WaterPlant", "the PLANT and the other are thirsty", plant=plant) for plant in PLANTS[:2]]
    return rows


def _mixed() -> list[Row]:
    """Return rows of one, two and three labels, joined by words that are tagged O."""
    single = _single()
    rows = list(single)
    joiners = ("and", "and then", ",")
    for at, first in enumerate(single):
        second, third = single[(at * 7 + 11) % len(single)], single[(at * 5 + 23) % len(single)]
        rows.append(_joined(joiners[at % 3], first, second))
        if at % 4 == 0:
            rows.append(_joined("and then", _joined(",", first, second), third))
    return rows


def _joined(joiner: str, first: Row, second: Row) -> Row:
    outside = " ".join("O" for _ in joiner.split())
    return f"{first[0]} {joiner} {second[0]}", f"{first[1]} {outside} {second[1]}", f"{first[2]}#{second[2]}"


def _dealt(rows: Sequence[Any]) -> dict[str, list[Any]]:
    """Return rows in splits: of every six, four to train, one to valid, one to test."""
    rows = Random(4).sample(rows, len(rows))
    return {
        "train": [row for at, row in enumerate(rows) if at % 6 < 4],
        "valid": [row for at, row in enumerate(rows) if at % 6 == 4],
        "test": [row for at, row in enumerate(rows) if at % 6 == 5],
    }


@pytest.fixture
def write_slu(tmp_path: Path) -> WriteSlu:
    """Return a function that writes splits of rows as seq.in, seq.out and label; `packed` files are gzipped."""

    def write(splits: Mapping[str, Sequence[Row]], folder: Path | None = None, *, packed: bool = False) -> Path:
        folder = folder or tmp_path / "slu"
        for split, rows in splits.items():
            (folder / split).mkdir(parents=True, exist_ok=True)
            for at, name in enumerate(("seq.in", "seq.out", "label")):
                text = "".join(f"{row[at]}\n" for row in rows).encode()
                path = folder / split / (f"{name}.gz" if packed else name)
                path.write_bytes(gzip.compress(text) if packed else text)
        return folder

    return write


@pytest.fixture
def slu_folder(write_slu: WriteSlu, tmp_path: Path) -> Path:
    """50 sentences of four intents (WaterPlant, SweepRoom, InviteGuest, ToldJoke) and four slots, one intent each."""
    return write_slu(_dealt(_single()), tmp_path / "single")


@pytest.fixture
def mixed_folder(write_slu: WriteSlu, tmp_path: Path) -> Path:
    """The same sentences, alone and two or three of them joined."""
    return write_slu(_dealt(_mixed()), tmp_path / "mixed")


@pytest.fixture
def clinc_folder(tmp_path: Path) -> Path:
    """Four intents without slots, and sentences that none of them fits, as `data_full.json`."""
    asked = {
        "opening_hours": "when do you open", "lost_card": "my card is gone",
        "change_address": "i have moved", "thanks": "thank you",
    }  # fmt: skip
    tails = (
        "today",
        "now",
        "again",
        "for good",
        "as ever",
        "at last",
        "after lunch",
        "on sunday",
        "it seems",
        "so much",
    )
    rows = [[f"{line} {tail}", intent] for tail in tails for intent, line in asked.items()]
    strange = [[f"why is the {thing} so {how}", "oos"] for thing in ("moon", "soup", "cat") for how in ("big", "odd")]
    data: dict[str, Any] = dict(zip(("train", "val", "test"), _dealt(rows).values(), strict=True))
    data |= {"oos_train": strange[:2], "oos_val": strange[2:3], "oos_test": strange[3:]}
    folder = tmp_path / "clinc"
    folder.mkdir()
    (folder / "data_full.json").write_text(json.dumps(data, indent=1), encoding="utf-8")
    return folder


@pytest.fixture
def programs_folder(tmp_path: Path) -> Path:
    """Programs of installed actions, one to three calls long, and sentences that no action fits."""
    numbers = {"two": 2, "three": 3, "five": 5}
    turns = [(f"turn {way}", [_call("robot.turn", direction=way)]) for way in ("left", "right", "around")]
    moves = [
        (f"go {way} {word} steps", [_call("robot.move", direction=way, distance=number)])
        for word, number in numbers.items()
        for way in ("forward", "backward")
    ]
    takes = [
        (f"pick up the {color} {kind}", [_call("robot.pick_up", target={"kind": kind, "color": color})])
        for kind in ("ball", "key")
        for color in ("red", "green", "blue")
    ]
    single = [*turns, *moves, *takes]
    rows: list[tuple[str, list[Any]]] = list(single)
    rows += [(f"{a} and then {b}", [*x, *y]) for (a, x), (b, y) in zip(single, single[4:], strict=False)]
    rows += [(f"{a} after you {b}", [*y, *x]) for (a, x), (b, y) in zip(moves, takes, strict=True)]
    rows += [(f"{a} twice", [{"repeat": 2, "body": x}]) for a, x in (*turns, *takes[:2])]
    rows += [("paint the fence", []), ("who wrote hamlet", []), ("the soup is cold", []), ("boil an egg", [])]
    folder = tmp_path / "programs"
    folder.mkdir()
    for split, dealt in _dealt(rows).items():
        lines = "".join(json.dumps({"utterance": said, "program": program}) + "\n" for said, program in dealt)
        (folder / f"{split}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def _call(action: str, **args: Any) -> dict[str, Any]:
    return {"action": action, "args": args}

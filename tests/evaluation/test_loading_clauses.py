"""Cutting sentences with several intents into clauses, and finding the words that say a program."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.aligning import Aligner
from bot.evaluation.cutting import Cutter, Uncut, cut_evenly
from bot.evaluation.loading import load_dataset
from bot.evaluation.suspects import is_slip
from bot.evaluation.tags import tag_spans
from bot.plugins import Plugins
from bot.program import JSON, program_from_json
from bot.sentences.labelled import Labelled
from bot.sentences.sampler import Span

ALONE = [
    Uncut("water the fern and the lily", (), ("Water",)), Uncut("water the palm", (), ("Water",)),
    Uncut("soak the fern", (), ("Water",)), Uncut("sweep the hall", (), ("Sweep",)),
    Uncut("sweep the attic", (), ("Sweep",)), Uncut("mop the hall and the attic", (), ("Sweep",)),
    Uncut("invite ada", (), ("Invite",)), Uncut("invite karl and ada", (), ("Invite",)),
]  # fmt: skip
TOGETHER = [
    Uncut("water the fern and sweep the hall", (), ("Water", "Sweep")),
    Uncut("invite ada and then soak the fern", (), ("Invite", "Water")),
    Uncut("mop the attic , water the palm and invite karl", (), ("Sweep", "Water", "Invite")),
]


def clauses(said: Labelled | None) -> list[str]:
    """Return the words of each clause."""
    return [said.text[span.start : span.end] for span in said.clauses] if said else []


def words(said: Labelled | None, name: str) -> list[str]:
    """Return the stretches of the structure that have a name."""
    return [said.text[span.start : span.end] for span in said.structure if span.name == name] if said else []


@pytest.mark.parametrize(
    ("text", "labels", "cut"),
    [
        ("water the fern and the lily and sweep the hall", "Water Sweep", "water the fern and the lily|sweep the hall"),
        ("sweep the hall and water the fern and the palm", "Sweep Water", "sweep the hall|water the fern and the palm"),
        ("invite karl and ada and then mop the hall", "Invite Sweep", "invite karl and ada|mop the hall"),
        ("mop the hall and invite ada , soak the lily", "Sweep Invite Water", "mop the hall|invite ada|soak the lily"),
        ("mop the hall, water the palm", "Sweep Water", "mop the hall|water the palm"),
        ("water the fern and water the palm", "Water Water", "water the fern|water the palm"),
    ],
)
def test_clauses_are_cut_where_their_intents_meet(text: str, labels: str, cut: str) -> None:
    """An `and` within a clause stays in it, since the words on both sides tell."""
    said = Cutter([*ALONE, *TOGETHER]).cut(Uncut(text, (), tuple(labels.split())))
    assert clauses(said) == cut.split("|")
    assert words(said, "B") == cut.split("|")
    assert said is not None
    assert [span.name for span in said.clauses] == labels.split()


def test_intents_that_never_stand_alone_are_told_apart() -> None:
    """From the sentences in which they stand beside others."""
    said = Cutter(TOGETHER * 3).cut(
        Uncut("invite the band and the choir and then soak the palm", (), ("Invite", "Water"))
    )
    assert clauses(said) == ["invite the band and the choir", "soak the palm"]


def test_what_joins_clauses_is_named_by_its_meaning() -> None:
    """`And` adds, `then` says an order, a comma says nothing."""
    cutter = Cutter([*ALONE, *TOGETHER])
    text = "mop the hall , water the palm and invite ada and then soak the lily"
    said = cutter.cut(Uncut(text, (), ("Sweep", "Water", "Invite", "Water")))
    assert [words(said, name) for name in ("O", "and", "then")] == [[","], ["and"], ["and then"]]


def test_no_clause_ends_within_a_slot() -> None:
    """Whatever the words of the slot are."""
    text = "invite ada and karl and water the fern"
    slots = (Span(7, 19, "guests"),)
    said = Cutter([*ALONE, *TOGETHER]).cut(Uncut(text, slots, ("Invite", "Water")))
    assert clauses(said) == ["invite ada and karl", "water the fern"]


def test_a_sentence_without_joiners_is_not_cut_but_keeps_its_intents() -> None:
    """It cannot teach where clauses end; its figures are about intents and slots."""
    sentence = Uncut("water the fern sweep the hall", (Span(10, 14, "plant"),), ("Water", "Sweep"))
    assert Cutter(ALONE).cut(sentence) is None
    said = cut_evenly(sentence)
    assert [span.name for span in said.clauses] == ["Water", "Sweep"]
    assert said.slots == sentence.slots


@given(st.text(alphabet="ab ,", min_size=1).filter(str.strip), st.integers(1, 5))
def test_even_cuts_never_fail(text: str, count: int) -> None:
    """Even where there are fewer words than labels."""
    said = cut_evenly(Uncut(text, (), tuple("ABCDE"[:count])))
    assert "".join(span.name for span in said.clauses) == "ABCDE"[:count]
    assert all(0 <= span.start <= span.end <= len(text) for span in said.clauses)


def test_a_whole_data_set_is_cut(mixed_folder: Path, slu_folder: Path) -> None:
    """Each clause of the joined sentences is one of those that stand alone."""
    alone = load_dataset(slu_folder)
    texts = {sentence.text for split in (alone.train, alone.valid, alone.test) for sentence in split}
    mixed = load_dataset(mixed_folder)
    assert mixed.notes == ()
    assert max(len(sentence.said.clauses) for sentence in mixed.train) == 3
    for sentence in (*mixed.train, *mixed.valid, *mixed.test):
        assert set(clauses(sentence.said)) <= texts


def call(action: str, **args: JSON) -> JSON:
    """Return a call as JSON."""
    return {"action": action, "args": args}


LEFT, MOVE = call("robot.turn", direction="left"), call("robot.move", direction="forward", distance=3)
TAKE, OPEN = call("robot.pick_up", target={"kind": "key"}), call("robot.open", target={"kind": "box", "color": "red"})


@pytest.mark.parametrize(
    ("text", "program", "cut", "slots"),
    [
        ("turn left", [LEFT], "turn left", {"direction": "left"}),
        ("go forward three steps", [MOVE], "go forward three steps", {"direction": "forward", "distance": "three steps"}),
        ("go three steps", [MOVE], "go three steps", {"distance": "three steps"}),
        ("take the key and open the red box", [TAKE, OPEN], "take the key|open the red box", {"target": "the red box"}),
        ("open the red box after you take the key", [TAKE, OPEN], "open the red box|take the key", {"target": "the key"}),
        ("after you take the key, open the red box", [TAKE, OPEN], "take the key|open the red box", {}),
        ("turn left three times", [{"repeat": 3, "body": [LEFT]}], "turn left three times", {"@count": "three times"}),
        ("take the key, turn left and do that twice", [{"repeat": 2, "body": [TAKE, LEFT]}],
         "take the key|turn left|do that twice", {"@count": "twice"}),
        ("find the key and go to it", [call("robot.locate", target={"kind": "key"}),
         call("robot.go_to", target={"kind": "key"})], "find the key|go to it", {"target": "it"}),
        ("remind me in ten minutes to call ada and karl", [call("clock.timer", duration=600, label="call ada and karl")],
         "remind me in ten minutes to call ada and karl", {"label": "call ada and karl", "duration": "ten minutes"}),
        ("boil an egg", [], "boil an egg", {}),
    ],
)  # fmt: skip
def test_the_words_of_a_program_are_found(
    plugins: Plugins, text: str, program: list[JSON], cut: str, slots: dict[str, str]
) -> None:
    """Clauses in the order of the words, the words of slots as slot types write them."""
    said = Aligner(plugins.catalog).align(text, program_from_json(program))
    assert said is not None
    assert clauses(said) == cut.split("|")
    assert slots.items() <= {span.name: text[span.start : span.end] for span in said.slots}.items()


def test_many_commands_in_a_row_are_found(plugins: Plugins) -> None:
    """Though each of the words between them could be cut in several ways."""
    said = Aligner(plugins.catalog).align(", and then ".join(["turn left"] * 12), program_from_json([LEFT] * 12))
    assert clauses(said) == ["turn left"] * 12
    assert words(said, "then") == ["and then"] * 11


def test_an_argument_that_the_words_carry_as_a_whole_is_part_of_the_label(plugins: Plugins) -> None:
    """Where its values are a closed set: no stretch of `back up two tiles` is a direction by itself."""
    program = program_from_json([call("robot.move", direction="left", distance=2)])
    said = Aligner(plugins.catalog).align("sidle portwards two tiles", program)
    assert said is not None
    assert [span.name for span in said.clauses] == ['robot.move {"direction": "left"}']


@pytest.mark.parametrize("text", ["turn left", "take the ball", "take the key and hop"])
def test_words_that_do_not_say_the_program_are_not_aligned(plugins: Plugins, text: str) -> None:
    """Better no lesson than a wrong one."""
    assert Aligner(plugins.catalog).align(text, program_from_json([TAKE, OPEN])) is None


def test_a_further_word_without_a_first_begins_a_slot() -> None:
    """As conlleval reads it; so does one of another slot."""
    spans, begun = tag_spans("a b c d e".split(), "I-x I-x B-x I-y O".split())
    assert [(span.start, span.end, span.name) for span in spans] == [(0, 3, "x"), (4, 5, "x"), (6, 7, "y")]
    assert begun == 2


@pytest.mark.parametrize(
    ("name", "other", "slip"),
    [
        ("artst", "artist", True), ("atrist", "artist", True), ("artisto", "artist", True), ("arti", "artist", True),
        ("artist", "artist", False), ("artists", "artist", False), ("artist2", "artist", False), ("art", "car", False),
        ("flight", "flight_time", False), ("Play", "PlayMusic", False), ("album", "artist", False),
    ],
)  # fmt: skip
def test_a_slip_is_told_from_another_name(name: str, other: str, slip: bool) -> None:  # noqa: FBT001 - a column of the table
    """One letter, two swapped, or cut off within a word."""
    assert is_slip(name, other) is slip

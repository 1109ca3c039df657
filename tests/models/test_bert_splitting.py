"""Clauses that run into one another are cut where a slot comes again."""

from __future__ import annotations

from dataclasses import replace

from bot import Clause, SlotSpan
from bot_bert.splitting import rejoined, shifted, stretches

TEXT = "forward two left forward one"


def clause() -> Clause:
    """One clause that holds three, as a tagger may see it."""
    found = []
    for name, text in (("direction", "forward"), ("distance", "two"), ("direction", "left")):
        start = TEXT.index(text)
        found.append(SlotSpan(name, text, start, start + len(text)))
    found += [SlotSpan("direction", "forward", 17, 24), SlotSpan("distance", "one", 25, 28)]
    return Clause("robot.move", 0, len(TEXT), "then", tuple(found))


def test_each_slot_that_comes_again_begins_a_clause() -> None:
    """The words between two slots go with the later one."""
    assert [TEXT[start:end].strip() for start, end in stretches(clause())] == ["forward two", "left", "forward one"]


def test_a_slot_that_may_stand_twice_cuts_nothing() -> None:
    """As training saw it do; another one that comes again still cuts."""
    assert stretches(clause(), frozenset({"direction", "distance"})) == [(0, len(TEXT))]
    parts = stretches(clause(), frozenset({"direction"}))
    assert [TEXT[start:end].strip() for start, end in parts] == ["forward two left forward", "one"]


def test_a_clause_without_doubled_slots_stays_whole() -> None:
    """One stretch, the clause itself."""
    whole = Clause("robot.turn", 3, 12, slots=(SlotSpan("direction", "left", 8, 12),))
    assert stretches(whole) == [(3, 12)]


def test_parts_stand_where_they_stood_in_the_whole() -> None:
    """Spans of a part count from the beginning of the utterance."""
    part = shifted(Clause("robot.turn", 1, 5, slots=(SlotSpan("direction", "left", 1, 5),)), 11)
    assert (part.start, part.end, part.slots[0].start, part.slots[0].end) == (12, 16, 12, 16)


def test_the_first_part_hangs_where_the_whole_did() -> None:
    """What joins the whole to the words before it joins its first part."""
    left, right = Clause("robot.turn", 0, 4), Clause("robot.turn", 5, 9)
    assert [part.join for part in rejoined([[left], [right]], clause())] == ["then", "start"]


def test_parts_that_make_no_sense_leave_the_whole() -> None:
    """A part that no action fits, or that has no words, is no reason to lose the clause."""
    none = Clause("@none", 5, 9)
    assert rejoined([[Clause("robot.turn", 0, 4)], [none]], clause()) == [clause()]
    assert rejoined([[Clause("robot.turn", 0, 4)], []], clause()) == [clause()]


def test_what_no_action_fits_stays_whole() -> None:
    """Its slots only say why it does not fit."""
    whole = replace(clause(), action="@none")
    assert stretches(whole) == [(0, len(TEXT))]

"""Clauses that run into one another are cut where a slot comes again, or where another one may begin."""

from __future__ import annotations

from dataclasses import replace

from bot import Clause, Reading, SlotSpan
from bot_bert.splitting import Seams, shifted, split

TEXT = "forward two left forward one"


def clause() -> Clause:
    """One clause that holds three, as a tagger may see it."""
    found = []
    for name, text in (("direction", "forward"), ("distance", "two"), ("direction", "left")):
        start = TEXT.index(text)
        found.append(SlotSpan(name, text, start, start + len(text)))
    found += [SlotSpan("direction", "forward", 17, 24), SlotSpan("distance", "one", 25, 28)]
    return Clause("robot.move", 0, len(TEXT), "then", tuple(found))


def said(*clauses: Clause, score: float = 1.0, scope: float | None = None) -> Reading:
    """A reading of a part."""
    return Reading(clauses, score, scope)


def test_each_slot_that_comes_again_begins_a_clause() -> None:
    """The words between two slots go with the later one."""
    stretches = Seams().stretches(clause())
    assert [TEXT[start:end].strip() for start, end in stretches] == ["forward two", "left", "forward one"]


def test_a_slot_that_may_stand_twice_cuts_nothing() -> None:
    """As training saw it do; another one that comes again still cuts."""
    assert Seams(frozenset({"direction", "distance"})).stretches(clause()) == [(0, len(TEXT))]
    parts = Seams(frozenset({"direction"})).stretches(clause())
    assert [TEXT[start:end].strip() for start, end in parts] == ["forward two left forward", "one"]


def test_a_clause_without_doubled_slots_stays_whole() -> None:
    """One stretch, the clause itself, wherever another might begin: it is read already."""
    whole = Clause("robot.turn", 3, 12, slots=(SlotSpan("direction", "left", 8, 12),))
    assert Seams(begins={3: 0.9, 8: 0.4}).stretches(whole) == [(3, 12)]


def test_what_no_action_fits_is_cut_where_a_clause_most_likely_begins() -> None:
    """Inside it, and not where that is next to impossible; its slots only say why it does not fit."""
    whole = replace(clause(), action="@none")
    assert Seams().stretches(whole) == [(0, len(TEXT))]
    assert Seams(begins={0: 0.99, 8: 0.001, 17: 0.004}).stretches(whole) == [(0, len(TEXT))]
    assert Seams(begins={0: 0.99, 8: 0.08, 12: 0.3, 17: 0.2, 40: 0.9}).stretches(whole) == [(0, 12), (12, len(TEXT))]


def test_what_is_not_to_be_done_stays_whole() -> None:
    """In parts, one of them would be done."""
    for mark in ("@negation", "@condition"):
        assert Seams(begins={12: 0.4}).stretches(replace(clause(), action=mark)) == [(0, len(TEXT))]


def test_parts_stand_where_they_stood_in_the_whole() -> None:
    """Spans of a part count from the beginning of the utterance."""
    part = shifted(said(Clause("robot.turn", 1, 5, slots=(SlotSpan("direction", "left", 1, 5),))), 11).clauses[0]
    assert (part.start, part.end, part.slots[0].start, part.slots[0].end) == (12, 16, 12, 16)


TURN, LOOK, BOTH = Clause("robot.turn", 0, 9), Clause("robot.look", 10, 14), Clause("@none", 0, 14, "then")
BEGINS = Seams(begins={0: 1.0, 10: 0.1})


def test_what_is_two_is_read_in_parts() -> None:
    """They hang where the whole did and are as sure as the least sure one; what stands beside them stays."""
    beside = Clause("robot.stop", 20, 24, "and", score=0.8)
    parts = {(0, 10): said(TURN, score=0.9, scope=0.7), (10, 14): said(LOOK, score=0.6, scope=0.9)}
    read = split(Reading((BOTH, beside), 0.1, 0.5), BEGINS, lambda start, end: parts[start, end])
    assert [clause.action for clause in read.clauses] == ["robot.turn", "robot.look", "robot.stop"]
    assert [clause.join for clause in read.clauses] == ["then", "start", "and"]
    assert (read.score, read.scope) == (0.6, 0.9)


def test_a_part_may_hold_several() -> None:
    """It has been split itself."""
    parts = {(0, 10): said(TURN, TURN), (10, 14): said(LOOK)}
    assert len(split(said(BOTH), BEGINS, lambda start, end: parts[start, end]).clauses) == 3


def test_parts_that_make_no_sense_leave_the_whole() -> None:
    """A part that no action fits, or that has no words, is no reason to lose the clause, nor to be less sure of it."""
    whole = said(BOTH, score=0.7, scope=0.1)
    for strange in (said(Clause("@none", 10, 14), scope=0.9), said(Clause("@negation", 10, 14)), None):
        parts = {(0, 10): said(TURN), (10, 14): strange}
        assert split(whole, BEGINS, lambda start, end, parts=parts: parts[start, end]) is whole  # type: ignore[misc]

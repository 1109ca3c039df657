"""Labelled utterances: what a backend learns from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.sentences.edits import closed
from bot.sentences.sampler import Sample, Span
from bot.words import COMMAS, MARKS, gap, joined

OUTSIDE, BEGIN, INSIDE, SCRAP = "O", "B", "I", "scrap"
STRUCTURE = (OUTSIDE, BEGIN, INSIDE, SCRAP, "and", "then", "after", "before")
"""What a word is to the sentence: outside of any clause, the first or a further word of one, words taken back (and
fillers), or what joins two clauses."""
_NO_CLOSE = f"{COMMAS}-"
_BEFORE, _BEHIND = f"{_NO_CLOSE}.;!。；！", f"{COMMAS}.;。； "
"""Marks in front of a connective, those of them that close no group, and what is cut off behind it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An utterance with what its words are; spans count characters."""

    text: str
    structure: tuple[Span, ...]
    """Stretches named by STRUCTURE; BEGIN stretches are whole clauses, whose first word begins it."""
    slots: tuple[Span, ...]
    clauses: tuple[Span, ...]
    """Clauses named by their label."""


@dataclass(slots=True)
class Draft:
    """An utterance as it is put together from left to right."""

    text: str = ""
    language: str = "en"
    structure: list[Span] = field(default_factory=list)
    slots: list[Span] = field(default_factory=list)
    clauses: list[Span] = field(default_factory=list)

    def add(self, text: str, tag: str) -> None:
        """Append words that belong to no clause."""
        text = joined(text.split()) if self._closes else " ".join(text.split())
        if text:
            start = self._space(text)
            self.text += text
            self.structure.append(Span(start, len(self.text), tag))

    def join(self, words: str, tag: str) -> None:
        """Append a connective; a comma at its ends is outside, any other mark before it closes the group."""
        words = words.strip()
        while words and words[0] in _BEFORE:
            self.add(words[0], OUTSIDE if words[0] in _NO_CLOSE or tag == OUTSIDE else "then")
            words = words[1:].strip()
        body = words.rstrip(_BEHIND)
        self.add(body, tag)
        self.add(words[len(body) :], OUTSIDE)

    def clause(self, sample: Sample, scraps: Iterable[Span] = ()) -> None:
        """Append a clause; `scraps` are stretches of it that the speaker took back."""
        if self._closes:
            sample, scraps = closed(sample, scraps)
        start = self._space(sample.text)
        self.text += sample.text
        self.structure.append(Span(start, len(self.text), BEGIN))
        self.structure.extend(Span(start + scrap.start, start + scrap.end, SCRAP) for scrap in scraps)
        self.slots.extend(Span(start + slot.start, start + slot.end, slot.name) for slot in sample.slots)
        self.clauses.append(Span(start, len(self.text), sample.label))

    def extend(self, other: Draft) -> None:
        """Append another draft."""
        if not other.text:
            return
        start = self._space(other.text)
        self.text += other.text
        for mine, theirs in (
            (self.structure, other.structure),
            (self.slots, other.slots),
            (self.clauses, other.clauses),
        ):
            mine.extend(Span(start + span.start, start + span.end, span.name) for span in theirs)

    def done(self) -> Labelled:
        """Return the utterance."""
        return Labelled(self.text, tuple(self.structure), tuple(self.slots), tuple(self.clauses))

    @property
    def _closes(self) -> bool:
        """Whether words stand without spaces: also in English somebody may quote Chinese, but between spaces."""
        return self.language == "zh"

    def _space(self, text: str) -> int:
        if self._closes:
            self.text += gap(self.text, text)
        elif self.text and text[0] not in MARKS:
            self.text += " "
        return len(self.text)

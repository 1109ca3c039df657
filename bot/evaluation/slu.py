"""Data sets of words, tags and labels: `seq.in`, `seq.out` and `label` in a folder for each split."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field
from functools import reduce
from pathlib import Path

from bot.errors import BotError
from bot.evaluation.cutting import Cutter, Uncut, cut_evenly
from bot.evaluation.dataset import Dataset, Sentence
from bot.evaluation.intents import intent_catalog, intent_name
from bot.evaluation.notes import contradictions, unknown_names
from bot.evaluation.suspects import Names
from bot.evaluation.tags import is_tag, tag_spans
from bot.evaluation.textfile import SPLITS, fail, find_file, read_lines, stand_ins
from bot.reading import NONE
from bot.sentences.sampler import Span

_NAMES = ("seq.in", "seq.out", "label")


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a split."""

    words: Path
    tags: Path | None
    labels: Path


@dataclass(slots=True)
class _Split:
    """The sentences of a split as its files give them."""

    name: str
    sentences: list[Uncut] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    intents: Names = field(default_factory=lambda: Names("intent"))
    slots: Names = field(default_factory=lambda: Names("slot"))
    begun: int = 0
    """How many slots begin with an `I-`."""


def load_slu(folder: Path, language: str = "en", *, allow_unknown: bool = False) -> Dataset:
    """Return the data set in a folder; raises BotError that names the file and the line.

    `allow_unknown`: the other splits may have intents and slots that train does not know.
    """
    files = {name: _files(folder, name, places) for name, places in SPLITS.items()}
    tagged = {name for name, found in files.items() if found and found.tags}
    untagged = sorted({name for name, found in files.items() if found} - tagged)
    if tagged and untagged:
        raise BotError(f"{folder}: there is a seq.out in {', '.join(sorted(tagged))} but none in {', '.join(untagged)}")
    splits = [_read(name, found) for name, found in files.items() if found]
    return _dataset(folder, splits, files.values(), language, allow_unknown=allow_unknown)


def _files(folder: Path, split: str, places: Sequence[str]) -> _Files | None:
    """Return the files of a split, or None where there is no valid split; raises BotError for one that is missing."""
    for place in places:
        inside = folder / place
        words, tags, labels = (find_file(inside, name) for name in _NAMES)
        if words and labels:
            return _Files(words, tags, labels)
        if words or labels:
            raise BotError(f"{inside}: there is no {'label' if words else 'seq.in'}")
    if split == "valid":
        return None
    raise BotError(f"{folder}: there is no {split}/seq.in")


def _read(name: str, files: _Files) -> _Split:
    words, labels = read_lines(files.words), read_lines(files.labels)
    tags = read_lines(files.tags) if files.tags else None
    _same_length(files.words, words, files.labels, labels)
    if tags is not None and files.tags:
        _same_length(files.words, words, files.tags, tags)
    split = _Split(name)
    for at, line in enumerate(words):
        tokens = _tokens(line)
        if not line.strip():
            fail(files.words, at + 1, "the line is empty")
        slots = _slots(split, files, at + 1, tokens, _tokens(tags[at])) if tags is not None else ()
        split.sentences.append(Uncut(" ".join(tokens), slots, _intents(split, files.labels, at + 1, labels[at])))
        split.places.append(f"{files.words.parent.name}/{files.words.name}:{at + 1}")
    return split


def _tokens(line: str) -> list[str]:
    """Return what spaces and tabs part; a space of another kind is a letter of its token."""
    return [token for token in line.replace("\t", " ").split(" ") if token]


def _same_length(path: Path, lines: list[str], other: Path, others: list[str]) -> None:
    if len(lines) == len(others):
        return
    short, long = (path, other) if len(lines) < len(others) else (other, path)
    few, many = sorted((len(lines), len(others)))
    fail(short, few + 1, f"the file ends after {few} lines, but {long.name} has {many}")


def _slots(split: _Split, files: _Files, line: int, tokens: list[str], tags: list[str]) -> tuple[Span, ...]:
    path = files.tags or files.words
    if len(tags) != len(tokens):
        fail(path, line, f"{len(tags)} tags, but {len(tokens)} words in {files.words.name}")
    for tag in tags:
        if not is_tag(tag):
            fail(path, line, f"'{tag}' is no tag: it is neither O nor B- or I- with a slot")
    slots, begun = tag_spans(tokens, tags)
    split.begun += begun
    for slot in slots:
        split.slots.add(slot.name, path, line)
    return slots


def _intents(split: _Split, path: Path, line: int, text: str) -> tuple[str, ...]:
    """Return the intents of a line; out of scope stands alone."""
    labels = [label.strip() for label in text.split("#")]
    for label in labels:
        if intent_name(label) != NONE:
            split.intents.add(intent_name(label), path, line, label)
        elif len(labels) > 1:
            fail(path, line, f"'{label}' stands beside other intents")
    return tuple(intent_name(label) for label in labels)


def _suspects(splits: Sequence[_Split], *, allowed: bool) -> list[str]:
    """Return notes on names that look like damage, in whichever split; raises BotError where that is not allowed."""
    kinds = ((split.intents for split in splits), (split.slots for split in splits))
    return [note for names in kinds for note in reduce(Names.merged, names).check(allowed=allowed)]


def _dataset(
    folder: Path, splits: Sequence[_Split], files: Iterable[_Files | None], language: str, *, allow_unknown: bool
) -> Dataset:
    notes = _suspects(splits, allowed=allow_unknown)
    notes += [note for found in files if found for note in stand_ins(folder, astuple(found), *_NAMES)]
    train = splits[0]
    cutter = Cutter(train.sentences, language)
    made: dict[str, tuple[Sentence, ...]] = {"valid": ()}
    for split in splits:
        made[split.name], more = _made(split, cutter)
        notes += more + contradictions(split.name, made[split.name])
        if split is not train:
            notes += unknown_names(split.name, train.intents, split.intents, allowed=allow_unknown)
            notes += unknown_names(split.name, train.slots, split.slots, allowed=allow_unknown)
    catalog = intent_catalog(sentence.said for sentence in made["train"])
    splits_made = (made["train"], made["valid"], made["test"])
    return Dataset(folder.resolve().name, "slu", catalog, *splits_made, tuple(notes), language)


def _made(split: _Split, cutter: Cutter) -> tuple[tuple[Sentence, ...], list[str]]:
    """Return the sentences of a split with their clauses, and what there is to note about them."""
    cut = [cutter.cut(sentence) for sentence in split.sentences]
    notes = []
    if split.begun:
        notes.append(f"{split.name}: {split.begun} slots begin with I-, and are read as if they began with B-")
    if lost := sum(said is None for said in cut):
        what = (
            "is left out of training"
            if split.name == "train"
            else "counts by intents and slots alone: where its clauses end is not known"
        )
        notes.append(f"{split.name}: {lost} of {len(cut)} sentences cannot be cut into clauses; each {what}")
    made = [
        Sentence(said or cut_evenly(sentence), place=place)
        for said, sentence, place in zip(cut, split.sentences, split.places, strict=True)
        if said or split.name != "train"
    ]
    return tuple(made), notes

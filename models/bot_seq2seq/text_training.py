"""Training a text-to-text model on pairs of texts. Needs the extra `train`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from bot import ALONE, BotError, Hosts, ModelFolder, RunFolder, need_replaceable
from bot_seq2seq.candidates import CandidateCollate
from bot_seq2seq.dataset import Collate, Row, collate, text_row
from bot_seq2seq.exporting import export
from bot_seq2seq.fitting import Progress, Task
from bot_seq2seq.network import Network, Sizes
from bot_seq2seq.presets import TEXT_PRESETS, Preset, named_preset
from bot_seq2seq.pretrained import read_start
from bot_seq2seq.runs import run
from bot_seq2seq.text_tokens import MAX_TOKENS, TextTokenizer

_HELD_BACK, _MOST_HELD_BACK, _ENOUGH = 0.03, 1_000, 60
"""Share of the pairs that is not learned from where nobody held any back, at most so many, and from how many pairs on."""
_LEAST_STEPS, _MOST_EPOCHS = 400, 60
"""A few pairs are read in so many steps at least, and no pair is read oftener than so many times, unless they are few."""


def train_text(
    pairs: Sequence[tuple[str, str]],
    out: Path,
    *,
    held_back: Sequence[tuple[str, str]] = (),
    preset: str = "default",
    seed: int = 0,
    init: Path | None = None,
    hosts: Hosts = ALONE,
    report: Callable[[str], None] = print,
) -> ModelFolder | None:
    """Train a model that writes the second of each pair for the first, and write it as a model folder; raises BotError.

    `init` is a pretrained model to begin with. Of several `hosts` the first one writes, the others return None.
    """
    settings, out, began = named_preset(preset, TEXT_PRESETS), hosts.own(out.resolve()), time.time()
    need_replaceable(out)
    if not pairs:
        raise BotError("there is nothing to learn: no pair of texts")
    learned, valid = (pairs, held_back) if held_back else _apart(pairs)
    report(f"{len(learned)} pairs to learn from, {len(valid)} held back")
    start = read_start(init, settings, "whole")
    told = [repr(settings), *(f"{source}\t{target}" for source, target in pairs), *start.marks]
    folder = RunFolder.of(out, preset, seed, told)
    tokenizer = start.tokenizer(TextTokenizer, (text for pair in learned for text in pair), settings.vocabulary)
    rows, held = (_rows(each, tokenizer, report) for each in (learned, valid))
    if not rows:
        raise BotError("there is nothing to learn: no source has a word")
    sizes = Sizes(len(tokenizer), len(tokenizer), pointing=False)
    settings = long_enough(settings if hosts.count == 1 else replace(settings, candidates=0), len(rows))
    task = Task(
        settings, sizes, lambda _: rows, held, seed, folder, began - folder.spent(), start.weights, hosts=hosts,
        collate=_collate(settings, sizes), by_loss=bool(settings.candidates),
    )  # fmt: skip
    data = _described(settings, rows, seed)

    def write(into: Path, networks: Sequence[Network], progress: Progress) -> dict[str, float]:
        tokenizer.save(into / "tokenizer.json")
        export(networks, into)
        return {"held-back pairs written exactly": round(max(progress.figures["val_exact"]), 4)} if held else {}

    return run(task, out, data, write, report)


def _collate(preset: Preset, sizes: Sizes) -> Collate:
    """Return what makes batches for a preset."""
    return CandidateCollate(sizes.symbols, preset.candidates) if preset.candidates else collate


def _described(preset: Preset, rows: Sequence[Row], seed: int) -> dict[str, Any]:
    """Return what the model folder says of itself before anything is measured."""
    return {
        "backend": "seq2seq",
        "kind": "text",
        "name": f"plugbot text to text, {preset.name}",
        "description": "Writes a text for a text: an encoder-decoder with attention and copying, trained from scratch.",
        "languages": [],
        "longest": max(len(row.symbol) for row in rows),
        "ratio": round(max(len(row.symbol) / len(row.ids) for row in rows), 4),
        "training_data": f"{len(rows)} pairs, seed {seed}",
    }


def long_enough(preset: Preset, count: int) -> Preset:
    """Return a preset that reads so many pairs neither too seldom nor far too often."""
    batch = min(preset.batch, count)
    return replace(preset, batch=batch, read=max(_LEAST_STEPS * batch, min(preset.read, _MOST_EPOCHS * count)))


def _rows(pairs: Sequence[tuple[str, str]], tokenizer: TextTokenizer, report: Callable[[str], None]) -> list[Row]:
    """Return the rows of pairs; those whose source has no words have none."""
    cut = [(tokenizer.cut(source), tokenizer.cut(target)) for source, target in pairs]
    if too_long := sum(bool(source[1] or target[1]) for source, target in cut):
        report(f"of {too_long} pairs only the first {MAX_TOKENS} tokens of a text are learned")
    return [text_row(source, target) for (source, _), (target, _) in cut if source]


def _apart(pairs: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return pairs to learn from and pairs to validate with; those of one source stay together."""
    sources = sorted({source for source, _ in pairs})
    if len(sources) < _ENOUGH:
        return [*pairs], []
    held = set(Random(0).sample(sources, min(_MOST_HELD_BACK, round(len(sources) * _HELD_BACK))))
    return [pair for pair in pairs if pair[0] not in held], [pair for pair in pairs if pair[0] in held]

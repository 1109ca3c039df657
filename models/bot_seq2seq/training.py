"""Training the reader of programs on a corpus of labelled utterances. Needs the extra `train`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bot import (
    ALONE,
    NONE,
    BotError,
    Catalog,
    Corpus,
    Hosts,
    Labelled,
    LiteModel,
    ModelFolder,
    RunFolder,
    Varier,
    held_back,
    load_furniture,
    need_replaceable,
    repeated_slots,
    write_arrays,
)
from bot_seq2seq.calibrating import Calibration, calibrate
from bot_seq2seq.dataset import Row, program_row
from bot_seq2seq.decoding import Decoder
from bot_seq2seq.exporting import export
from bot_seq2seq.fitting import Progress, Task
from bot_seq2seq.network import Network, Sizes
from bot_seq2seq.presets import Preset, named_preset
from bot_seq2seq.pretrained import read_start
from bot_seq2seq.reader import LEARNED, LiteReader
from bot_seq2seq.runs import run
from bot_seq2seq.scheme import Scheme
from bot_seq2seq.tokens import Tokenizer

_OFTEN = 30
"""Where utterances are so few that each is read more often than this, what was pretrained learns more slowly: at the whole
rate it would be forgotten."""


def train(
    make: Callable[[int], Corpus],
    catalog: Catalog,
    out: Path,
    *,
    preset: str = "default",
    languages: Sequence[str] = ("en",),
    seed: int = 0,
    init: Path | None = None,
    hosts: Hosts = ALONE,
    report: Callable[[str], None] = print,
    **_: Any,
) -> ModelFolder | None:
    """Train a reader and write it as a model folder; raises BotError.

    `make` returns the corpus, of about so many utterances where they are made and not given; `init` is a pretrained
    encoder to begin with. A run that was interrupted goes on where its last round ended. Of several `hosts` the first one
    writes, the others return None.
    """
    settings, out, began = named_preset(preset), hosts.own(out.resolve()), time.time()
    need_replaceable(out)
    corpus = held_back(make(settings.made))
    if set(corpus.labels) <= {NONE}:
        raise BotError("there is nothing to learn: no utterance has an action")
    report(f"{len(corpus.utterances)} utterances to learn from, {len(corpus.held_back)} held back")
    start = read_start(init, settings, "encoder")
    learned = [repr(settings), *corpus.labels, *corpus.slots, *map(repr, corpus.utterances), *start.marks]
    folder = RunFolder.of(out, preset, seed, learned)
    scheme = Scheme(corpus.labels, corpus.slots)
    tokenizer = start.tokenizer(Tokenizer, (said.text for said in corpus.utterances), settings.vocabulary)
    rows = _Rows(corpus, tokenizer, scheme, languages[0], seed)
    sizes, valid = Sizes(len(tokenizer), scheme.size, tags=scheme.tags), rows.made(corpus.held_back)
    gentle = settings.read > _OFTEN * len(corpus.utterances)
    task = Task(
        settings, sizes, rows.of, valid, seed, folder, began - folder.spent(), start.weights, hosts=hosts, gentle=gentle
    )
    data = _described(corpus, catalog, settings, languages, seed)

    def write(into: Path, networks: Sequence[Network], _: Progress) -> dict[str, float]:
        tokenizer.save(into / "tokenizer.json")
        export(networks, into)
        report("calibrating on what was held back")
        scores = _calibrated(into, corpus, scheme, catalog, frozenset(data["repeated"])).scores
        report(", ".join(f"{name}: {value:.1%}" for name, value in scores.items()) or "nothing was held back")
        return scores

    return run(task, out, data, write, report)


class _Rows:
    """Gives the rows of each epoch: the same, or given utterances varied anew."""

    def __init__(self, corpus: Corpus, tokenizer: Tokenizer, scheme: Scheme, language: str, seed: int) -> None:
        self._corpus, self._tokenizer, self._scheme, self._seed = corpus, tokenizer, scheme, seed
        self._varier = Varier(corpus.utterances, load_furniture(language)) if corpus.given else None
        self._same: Sequence[Row] = ()

    def of(self, epoch: int) -> Sequence[Row]:
        if self._varier is not None:
            random = Random(f"{self._seed} {epoch}")
            return self.made([self._varier.vary(said, random) for said in self._corpus.utterances])
        self._same = self._same or self.made(self._corpus.utterances)
        return self._same

    def made(self, utterances: Sequence[Labelled]) -> list[Row]:
        """Return the rows of utterances; those without words have none."""
        rows = (program_row(said, self._tokenizer, self._scheme) for said in utterances)
        return [row for row in rows if len(row.ids)]


def _described(corpus: Corpus, catalog: Catalog, preset: Preset, languages: Sequence[str], seed: int) -> dict[str, Any]:
    """Return what the model folder says of itself before anything is measured."""
    return {
        "backend": "seq2seq",
        "kind": "programs",
        "name": f"plugbot seq2seq, {preset.name}",
        "description": "Writes the program of a command step by step: an encoder-decoder trained from scratch.",
        "languages": list(languages),
        "labels": list(corpus.labels),
        "slots": list(corpus.slots),
        "repeated": repeated_slots(corpus.utterances),
        "words": dict(corpus.words),
        "actions": sorted(catalog.actions),
        "fingerprint": catalog.fingerprint,
        "training_data": f"{len(corpus.utterances)} utterances {'given' if corpus.given else 'made'}, seed {seed}",
    }


def _calibrated(
    folder: Path, corpus: Corpus, scheme: Scheme, catalog: Catalog, repeated: frozenset[str]
) -> Calibration:
    """Return how sure the reader of a folder is, and write that beside it."""
    reader = LiteReader(LiteModel(folder / "encoder.tflite"), LiteModel(folder / "step.tflite"), scheme.size)
    tokenizer = Tokenizer.load(folder / "tokenizer.json", corpus.words)
    found = calibrate(corpus.held_back, tokenizer, reader, lambda judge: Decoder(scheme, catalog, repeated, judge))
    write_arrays(folder / LEARNED, {name: np.asarray(value) for name, value in found.arrays().items()})
    return found

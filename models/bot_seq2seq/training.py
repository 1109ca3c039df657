"""Training the reader of programs on a corpus of labelled utterances. Needs the extra `train`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bot import (
    NONE,
    BotError,
    Catalog,
    Corpus,
    Labelled,
    LiteModel,
    ModelFolder,
    RunFolder,
    Varier,
    held_back,
    is_replaceable,
    load_furniture,
    repeated_slots,
    write_arrays,
    write_model_folder,
)
from bot_seq2seq.calibrating import Calibration, calibrate
from bot_seq2seq.dataset import Row, program_row
from bot_seq2seq.decoding import Decoder
from bot_seq2seq.exporting import export
from bot_seq2seq.fitting import Task, fit
from bot_seq2seq.network import Sizes
from bot_seq2seq.presets import Preset, named_preset
from bot_seq2seq.reader import LEARNED, LiteReader
from bot_seq2seq.scheme import Scheme
from bot_seq2seq.tokens import Tokenizer


def train(
    make: Callable[[int], Corpus],
    catalog: Catalog,
    out: Path,
    *,
    preset: str = "default",
    languages: Sequence[str] = ("en",),
    seed: int = 0,
    report: Callable[[str], None] = print,
    **_: Any,
) -> ModelFolder:
    """Train a reader and write it as a model folder; raises BotError.

    `make` returns the corpus, of about so many utterances where they are made and not given. A run that was interrupted
    goes on where its last round ended.
    """
    settings, out, began = named_preset(preset), out.resolve(), time.time()
    if out.exists() and not is_replaceable(out):
        raise BotError(f"{out} is there already and is no model folder: name another place")
    corpus = held_back(make(settings.made))
    if set(corpus.labels) <= {NONE}:
        raise BotError("there is nothing to learn: no utterance has an action")
    report(f"{len(corpus.utterances)} utterances to learn from, {len(corpus.held_back)} held back")
    learned = [repr(settings), *corpus.labels, *corpus.slots, *map(repr, corpus.utterances)]
    folder = RunFolder.of(out, preset, seed, learned)
    scheme = Scheme(corpus.labels, corpus.slots)
    tokenizer = Tokenizer.learn((said.text for said in corpus.utterances), settings.vocabulary)
    rows = _Rows(corpus, tokenizer, scheme, languages[0], seed)
    sizes = Sizes(len(tokenizer), scheme.size, tags=scheme.tags)
    valid = rows.made(corpus.held_back)
    task = Task(settings, sizes, rows.of, valid, seed, folder, began - folder.spent())
    data = _described(corpus, catalog, settings, languages, seed)

    def write(into: Path) -> None:
        tokenizer.save(into / "tokenizer.json")
        export(network, into)
        report("calibrating on what was held back")
        found = _calibrated(into, corpus, scheme, catalog, frozenset(data["repeated"]))
        data["scores"] = found.scores
        report(", ".join(f"{name}: {value:.1%}" for name, value in found.scores.items()) or "nothing was held back")
        data["training"] = {**asdict(settings), "seconds": round(time.time() - task.begun)}

    with folder.alone():
        network, _progress = fit(task, report)
        written = write_model_folder(out, data, write)
        folder.remove()
    return written


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
        "actions": sorted(catalog.actions),
        "fingerprint": catalog.fingerprint,
        "training_data": f"{len(corpus.utterances)} utterances {'given' if corpus.given else 'made'}, seed {seed}",
        "scores": {},
        "training": {},
    }


def _calibrated(
    folder: Path, corpus: Corpus, scheme: Scheme, catalog: Catalog, repeated: frozenset[str]
) -> Calibration:
    """Return how sure the reader of a folder is, and write that beside it."""
    reader = LiteReader(LiteModel(folder / "encoder.tflite"), LiteModel(folder / "step.tflite"), scheme.size)
    tokenizer, decoder = Tokenizer.load(folder / "tokenizer.json"), Decoder(scheme, catalog, repeated)
    found = calibrate(corpus.held_back, tokenizer, reader, decoder)
    write_arrays(folder / LEARNED, {name: np.asarray(value) for name, value in found.arrays().items()})
    return found

"""Training the reader on a corpus of labelled utterances. Needs the extra `train`."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot import (
    NONE,
    BotError,
    Catalog,
    Corpus,
    LiteModel,
    ModelFolder,
    RunFolder,
    choose_examples,
    fit_members,
    held_back,
    need_replaceable,
    open_model_folder,
    repeated_slots,
    save_examples,
    write_model_folder,
)
from bot_bert.calibrating import Calibration, Calibrator
from bot_bert.chain import Chains
from bot_bert.converting import ENCODER_FILES, export
from bot_bert.devices import has_gpu, use_threads
from bot_bert.encoder import BertEncoder
from bot_bert.fitting import Task, fit, read_fitted
from bot_bert.presets import PRESETS, Preset
from bot_bert.priors import ordered
from bot_bert.reader import LEARNED, LiteReader
from bot_bert.scheme import Scheme, allowed_tags
from bot_bert.tokens import Tokenizer


def train(
    make: Callable[[int], Corpus],
    catalog: Catalog,
    out: Path,
    *,
    base: Path,
    preset: str = "default",
    languages: Sequence[str] = ("en",),
    seed: int = 0,
    report: Callable[[str], None] = print,
) -> ModelFolder:
    """Train a reader and write it as a model folder; raises BotError.

    `make` returns the corpus, of about so many utterances where they are made and not given. `base` is the model folder
    whose encoder is tuned. A run that was interrupted goes on where its last round ended.
    """
    if preset not in PRESETS:
        raise BotError(f"there is no preset '{preset}'; there are {', '.join(PRESETS)}")
    out = out.resolve()  # "." has no name to put anything beside
    need_replaceable(out)
    if len(languages) != 1:
        raise BotError(f"the backend bert learns one language, not {', '.join(languages) or 'none'}: say which")
    settings, began = PRESETS[preset], time.time()
    encoder = open_model_folder(base, "bert")
    corpus = held_back(make(settings.made))
    if set(corpus.labels) <= {NONE}:
        raise BotError("there is nothing to learn: no utterance has an action")
    report(f"{len(corpus.utterances)} utterances to learn from, {len(corpus.held_back)} held back")
    allowed = allowed_tags(Scheme(corpus.labels, corpus.slots), catalog)
    kept = run_folder(out, settings, corpus, encoder, seed)
    task = Task(settings, corpus, allowed, base, languages[0], seed, kept, began - kept.spent())
    tasks = [replace(task, number=number) for number in range(settings.members)]

    def write(folder: Path) -> None:
        fitted = read_fitted(tasks)
        for name in ENCODER_FILES:
            shutil.copyfile(base / name, folder / name)
        export(fitted.network.exported_model(), folder / "reader.tflite", quantize=True)
        chains, said = fitted.network.chains(), np.mean([len(each.clauses) > 1 for each in corpus.utterances])
        chains["order_transitions"] = ordered(chains["order_transitions"], fitted.follows, float(said), fitted.several)
        report("calibrating on what was held back")
        data["scores"] = dict(_calibrated(folder, task, chains, catalog).scores)
        told = ", ".join(f"{name}: {value:.1%}" for name, value in data["scores"].items())
        report(told or "nothing was held back: how sure readings are is not weighed")
        if not corpus.given:
            save_examples(folder, choose_examples(corpus.utterances), BertEncoder(base).encode)
        data["training"] = {**asdict(settings), "seconds": round(time.time() - task.begun)}

    data = _described(encoder, task, catalog)
    with kept.alone():
        fit_members(fit, tasks, report, begin=use_threads, alone=has_gpu())
        written = write_model_folder(out, data, write)
        kept.remove()
    return written


def run_folder(out: Path, preset: Preset, corpus: Corpus, encoder: ModelFolder, seed: int) -> RunFolder:
    """Return where a run leaves what it has; another corpus or encoder begins anew."""
    files = repr(sorted(encoder.data["hashes"].items()))
    learned = [repr(preset), files, *corpus.labels, *corpus.slots, *map(repr, corpus.utterances)]
    return RunFolder.of(out, preset.name, seed, learned)


def _described(encoder: ModelFolder, task: Task, catalog: Catalog) -> dict[str, Any]:
    """Return what the model folder says of itself before anything is measured."""
    corpus = task.corpus
    return {
        **{key: encoder.data[key] for key in ("encoder", "derived_from", "license") if key in encoder.data},
        "backend": "bert",
        "name": f"plugbot bert, {task.preset.name}",
        "description": "Reads commands: a sentence encoder with a reader trained on labelled utterances.",
        "languages": [task.language],
        "labels": list(corpus.labels),
        "slots": list(corpus.slots),
        "repeated": repeated_slots(corpus.utterances),
        "words": dict(corpus.words),
        "actions": sorted(catalog.actions),
        "fingerprint": catalog.fingerprint,
        "training_data": f"{len(corpus.utterances)} utterances {'given' if corpus.given else 'made'}, seed {task.seed}",
        "scores": {},
        "training": {},
    }


def _calibrated(folder: Path, task: Task, chains: dict[str, Any], catalog: Catalog) -> Calibration:
    """Return how sure the reader of a folder is, and write that beside it with the chains of tags."""
    lower = None if task.preset.tuned == "whole" else LiteModel(folder / "lower.tflite")
    reader = LiteReader(LiteModel(folder / "reader.tflite"), lower)
    tokenizer = Tokenizer(folder / "tokenizer.json", task.corpus.words)
    held_back, learned = task.corpus.held_back, Chains.learned(chains)
    found = Calibrator(held_back, reader.scores, tokenizer, task.scheme, catalog, learned).calibrate()
    np.savez(folder / LEARNED, **{**chains, **found.arrays()})
    return found

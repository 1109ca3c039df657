"""Learning from unlabelled text: the encoder by guessing hidden words, or the whole network by mending texts.

Needs the extra `train`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bot import ALONE, BotError, Hosts, ModelFolder, RunFolder, need_replaceable
from bot_seq2seq.dataset import Collate, collate, text_row
from bot_seq2seq.fitting import Progress, Task
from bot_seq2seq.guessing import HEAD, collate_hidden, guessing_model
from bot_seq2seq.network import Network, Sizes
from bot_seq2seq.noising import Hider, damaged
from bot_seq2seq.presets import PRESETS, TEXT_PRESETS, Preset, named_preset
from bot_seq2seq.pretrained import KIND, TOKENIZER, Part, write_start
from bot_seq2seq.runs import run
from bot_seq2seq.text_tokens import TextTokenizer
from bot_seq2seq.text_training import long_enough
from bot_seq2seq.tokens import Tokenizer

_HELD_BACK, _MOST_HELD_BACK = 0.02, 1_000
"""Share of the sentences that is not learned from, and at most so many."""
_ABOUT: dict[Part, str] = {
    "encoder": "An encoder that learned to guess hidden words; models that read programs begin with it.",
    "whole": "An encoder-decoder that learned to mend damaged texts; text-to-text models begin with it.",
}


_SCORE: dict[Part, str] = {
    "encoder": "hidden tokens of held-back sentences guessed right",
    "whole": "held-back texts mended exactly",
}


@dataclass(frozen=True, slots=True)
class _Exercises:
    """What is learned from texts, and how."""

    tokenizer: Tokenizer | TextTokenizer
    sizes: Sizes
    rows: Callable[[int], Sequence[Any]]
    """Rows of an epoch: each has other words hidden."""
    valid: Sequence[Any]
    model_of: Callable[[Network], Any]
    collate: Collate


def pretrain(
    texts: Sequence[str],
    out: Path,
    *,
    whole: bool = False,
    preset: str = "default",
    read: int | None = None,
    seed: int = 0,
    hosts: Hosts = ALONE,
    report: Callable[[str], None] = print,
) -> ModelFolder | None:
    """Train on unlabelled sentences, and write what was learned as a model folder that training begins with.

    `read`: how many are read in all, as many as the preset reads where it is not said. Raises BotError. A run that was
    interrupted goes on where its last round ended. Of several `hosts` the first one writes, the others return None.
    """
    presets = TEXT_PRESETS if whole else PRESETS  # those of what begins with it
    named, out, began = named_preset(preset, presets), hosts.own(out.resolve()), time.time()
    settings = replace(named, members=1, read=read or named.read)
    need_replaceable(out)
    part: Part = "whole" if whole else "encoder"
    folder = RunFolder.of(out, preset, seed, [part, repr(settings), *texts])
    drawn = Random(seed).sample(texts, min(len(texts), settings.read))  # more would not be read
    held = min(_MOST_HELD_BACK, round(len(drawn) * _HELD_BACK))
    made = (_mending if whole else _guessing)(drawn[held:], drawn[:held], settings, seed)
    report(f"{len(drawn) - held} sentences to learn from, {held} held back")
    settings = long_enough(settings, len(drawn) - held)
    task = Task(
        settings, made.sizes, made.rows, made.valid, seed, folder, began - folder.spent(), model_of=made.model_of,
        collate=made.collate, hosts=hosts, by_loss=True,
    )  # fmt: skip
    data: dict[str, Any] = {
        "backend": "seq2seq",
        "kind": KIND,
        "part": part,
        "name": f"plugbot seq2seq pretrained, {preset}",
        "description": _ABOUT[part],
        "languages": [],
        "sizes": asdict(made.sizes),
        "training_data": f"{len(drawn) - held} sentences without labels, seed {seed}",
    }

    def write(into: Path, networks: Sequence[Network], progress: Progress) -> dict[str, float]:
        made.tokenizer.save(into / TOKENIZER)
        learned = made.model_of(networks[0]).trainable_variables
        write_start(into, [each for each in learned if not each.path.startswith(f"{HEAD}/")])
        return {_SCORE[part]: round(max(progress.figures["val_exact"]), 4)} if held else {}

    return run(task, out, data, write, report)


def _guessing(texts: Sequence[str], held: Sequence[str], preset: Preset, seed: int) -> _Exercises:
    """Return exercises of guessing hidden words, for the encoder of models that read programs."""
    tokenizer = Tokenizer.learn(texts, preset.vocabulary)
    learned, valid = ([cut for cut in map(tokenizer.tokens, each) if cut.words] for each in (texts, held))
    if not learned:
        raise BotError("there is nothing to learn: no text has a word")
    hider = Hider(learned)

    def rows(epoch: int) -> Sequence[Any]:
        random = np.random.default_rng((seed, epoch))
        return [hider.hidden(each, random) for each in learned]

    always = np.random.default_rng(0)
    known = [hider.hidden(each, always) for each in valid]
    sizes = Sizes(len(tokenizer), symbols=len(tokenizer))
    return _Exercises(tokenizer, sizes, rows, known, guessing_model, collate_hidden)


def _mending(texts: Sequence[str], held: Sequence[str], preset: Preset, seed: int) -> _Exercises:
    """Return exercises of mending damaged texts, for text-to-text models."""
    tokenizer = TextTokenizer.learn(texts, preset.vocabulary)
    learned, valid = ([ids for ids in map(tokenizer.ids, each) if ids] for each in (texts, held))
    if not learned:
        raise BotError("there is nothing to learn: no text has a word")

    def rows(epoch: int) -> Sequence[Any]:
        random = np.random.default_rng((seed, epoch))
        return [text_row(damaged(ids, random), ids) for ids in learned]

    always = np.random.default_rng(0)
    known = [text_row(damaged(ids, always), ids) for ids in valid]
    sizes = Sizes(len(tokenizer), len(tokenizer), pointing=False)
    return _Exercises(tokenizer, sizes, rows, known, Network.training_model, collate)

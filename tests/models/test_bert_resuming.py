"""What a training run leaves behind when it is interrupted: for the same task alone, and all that it had seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.model_folder import open_model_folder
from bot.sentences.corpus import Corpus


def test_other_labels_begin_anew(converted: Path, commands: Corpus, tmp_path: Path) -> None:
    """Who mends a tag and trains again does not go on with what was learned from the wrong one."""
    from bot_bert.fitting import folder_of
    from bot_bert.presets import PRESETS

    first = commands.utterances[0]
    mended = replace(commands, utterances=(replace(first, slots=()), *commands.utterances[1:]))
    assert first.slots
    encoder = open_model_folder(converted, "bert")
    folders = {folder_of(tmp_path / "out", PRESETS["tiny"], each, encoder, 0) for each in (commands, mended)}
    assert len(folders) == 2


def test_what_was_seen_survives_an_interruption(converted: Path, commands: Corpus, tmp_path: Path) -> None:
    """Else the same seed would make another model where the run went on."""
    from bot_bert.dataset import Rows
    from bot_bert.scheme import Scheme
    from bot_bert.seen import Seen
    from bot_bert.tokens import Tokenizer

    whole, begun = Seen(), Seen()
    tokenizer = Tokenizer(converted / "tokenizer.json", commands.words)
    rows = Rows(tokenizer, Scheme(commands.labels, commands.slots), None).make(commands.utterances)
    epochs = [rows[:2], rows[2:5], rows[5:]]
    for epoch, part in enumerate(epochs):
        whole.add(epoch, part)
    begun.add(0, epochs[0])
    begun.add(1, epochs[1])
    begun.write(tmp_path / "seen.npz")
    later = Seen.read(tmp_path / "seen.npz")
    later.add(0, epochs[0])  # before it is known that there is something to go on with
    later.add(2, epochs[2])
    assert (later.follows == whole.follows).all()
    assert later.several == whole.several

"""The `seq2seq` backend: an encoder-decoder that writes the program, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot import Backend, BackendSpec, TextModel, hookimpl


def _load(folder: Path) -> Backend:
    # Imported here: saying that there is a backend costs nothing, loading it does.
    from bot_seq2seq.backend import Seq2SeqBackend

    return Seq2SeqBackend(folder)


def _load_text(folder: Path) -> TextModel:
    from bot_seq2seq.text_model import TextModel as LiteTextModel

    return LiteTextModel(folder)


@hookimpl
def bot_backends() -> Sequence[BackendSpec]:
    """Return the backend `seq2seq` with the weights that ship."""
    folder = Path(__file__).parent / "weights" / "commands"
    return (
        BackendSpec(
            "seq2seq", frozenset({"en", "zh"}), folder, _load, load_text=_load_text,
            trainer="bot_seq2seq.training:train", text_trainer="bot_seq2seq.text_training:train_text",
            pretrainer="bot_seq2seq.pretraining:pretrain",
        ),
    )  # fmt: skip

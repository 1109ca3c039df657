"""The `bert` backend: a pretrained BERT encoder with heads for structure, slots and actions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot import Backend, BackendSpec, Encoder, hookimpl


def _load(folder: Path) -> Backend:
    # Imported here: saying that there is a backend costs nothing, loading it does.
    from bot_bert.backend import BertBackend

    return BertBackend(folder)


def _load_encoder(folder: Path) -> Encoder:
    from bot_bert.encoder import BertEncoder

    return BertEncoder(folder)


@hookimpl
def bot_backends() -> Sequence[BackendSpec]:
    """Return the backend `bert` with the weights that ship."""
    folder = Path(__file__).parent / "weights" / "minilm"
    return (
        BackendSpec(
            "bert", frozenset({"en"}), folder, _load, load_encoder=_load_encoder, trainer="bot_bert.training:train",
            converter="bot_bert.converting:convert",
        ),
    )  # fmt: skip

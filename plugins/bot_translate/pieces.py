"""Sentences cut into the pieces that a model knows, and put together again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from bot import BotError, message


class Pieces:
    """A SentencePiece model, or a tokenizer.json of Hugging Face's tokenizers; loaded on first use."""

    def __init__(self, path: Path) -> None:
        """Read nothing yet."""
        self._path = path

    def split(self, text: str) -> list[str]:
        """Return the pieces of a text; raises BotError where the file cannot be read."""
        if self._is_json:
            return list(self._model.encode(text, add_special_tokens=False).tokens)
        return list(self._model.encode(text, out_type=str))

    def join(self, pieces: Sequence[str]) -> str:
        """Return the text of pieces."""
        if self._is_json:
            ids = [self._model.token_to_id(piece) for piece in pieces]
            return str(self._model.decode([number for number in ids if number is not None])).strip()
        return str(self._model.decode(list(pieces))).strip()

    @property
    def _is_json(self) -> bool:
        return self._path.suffix == ".json"

    @cached_property
    def _model(self) -> Any:
        try:
            return self._loaded()
        except Exception as error:  # both libraries raise what is no more than an Exception
            raise BotError(message("{file} is damaged", file=str(self._path))) from error

    def _loaded(self) -> Any:
        # Imported here: only a translation by a model that has such a file needs them.
        if self._is_json:
            from tokenizers import Tokenizer

            return Tokenizer.from_file(str(self._path))
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(self._path))

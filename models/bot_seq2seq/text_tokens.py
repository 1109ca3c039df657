"""Tokens of plain text, from which the text can be put together again."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bot import ModelError, encodable

STOP = 0
"""The token that ends a text; nothing else is called so."""
SPECIAL = ("[STOP]", "[UNK]", "[MASK]")
MAX_TOKENS = 256
"""Longer texts are cut."""
_MOST_LETTERS = 64 * MAX_TOKENS
"""No more of a text is cut into tokens: however long it is, reading it takes no longer."""
_SPACE = "\u2581"
_ALONE = r"^\u2581[^\p{L}\p{N}\p{M}_\u2581][^\p{L}]*$|\p{Han}|[^\p{L}\p{N}\p{M}_\u2581]"
"""What is no part of a longer subword: signs between spaces ("->", "*2("), a Chinese character, any other sign."""
_BYTES = tuple(f"<0x{byte:02X}>" for byte in range(256))
"""What no subword covers is written byte by byte, so that any text can be."""


class TextTokenizer:
    """Subwords learned by byte-pair encoding (Sennrich et al. 2016), marked where a space stands before them (Kudo 2018).

    Chinese is cut by character.
    """

    def __init__(self, fast: Any) -> None:
        """Take a tokenizer of the library `tokenizers`."""
        self._fast = fast

    @classmethod
    def load(cls, path: Path) -> TextTokenizer:
        """Load a tokenizer.json; raises ModelError."""
        from tokenizers import Tokenizer as Fast

        try:
            return cls(Fast.from_file(str(path)))
        except Exception as error:  # noqa: BLE001 - the library raises plain Exception
            raise ModelError(f"{path} is damaged: {error}") from None

    @classmethod
    def learn(cls, texts: Iterable[str], most: int) -> TextTokenizer:
        """Learn at most so many subwords from texts, beside the bytes."""
        from tokenizers import Regex, decoders, models, pre_tokenizers, trainers
        from tokenizers import Tokenizer as Fast

        fast = Fast(models.BPE(unk_token=SPECIAL[1], byte_fallback=True))
        fast.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Metaspace(_SPACE, prepend_scheme="always"),
                pre_tokenizers.Split(Regex(_ALONE), "isolated"),
            ]
        )
        fast.decoder = decoders.Sequence(
            [decoders.Replace(_SPACE, " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
        )
        trainer = trainers.BpeTrainer(
            vocab_size=most + len(_BYTES), min_frequency=1, special_tokens=[*SPECIAL, *_BYTES], show_progress=False
        )
        fast.train_from_iterator(map(tidied, texts), trainer)
        written = json.loads(fast.to_str())
        written["added_tokens"] = []  # or somebody who types "[STOP]" would end the text
        return cls(Fast.from_str(json.dumps(written)))

    def save(self, path: Path) -> None:
        """Write a tokenizer.json."""
        self._fast.save(str(path))

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return int(self._fast.get_vocab_size())

    def ids(self, text: str) -> list[int]:
        """Return the tokens of a text, at most MAX_TOKENS; none for no text."""
        return self.cut(text)[0]

    def cut(self, text: str) -> tuple[list[int], str]:
        """Return the tokens of a text, at most MAX_TOKENS, and the end of the text that they leave out."""
        whole = tidied(text)
        found = self._fast.encode(whole[:_MOST_LETTERS], add_special_tokens=False)
        end = found.offsets[MAX_TOKENS][0] if len(found.ids) > MAX_TOKENS else _MOST_LETTERS
        return found.ids[:MAX_TOKENS], whole[end:].strip()

    def text(self, ids: Sequence[int]) -> str:
        """Return the text of some tokens."""
        return str(self._fast.decode([int(each) for each in ids if each >= len(SPECIAL)])).strip()

    def surface(self, token: int) -> str:
        """Return a token as people read it."""
        return str(self._fast.id_to_token(token)).replace(_SPACE, " ").strip() or "_"


def tidied(text: str) -> str:
    """Return a text as it is read: composed letters, single spaces (or what marks one), nothing that cannot be encoded."""
    return " ".join(unicodedata.normalize("NFC", encodable(text)).replace(_SPACE, " ").split())

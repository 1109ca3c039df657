"""The `seq2seq` backend on LiteRT and NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot import (
    NONE,
    Catalog,
    Clause,
    Context,
    Interpretation,
    LiteModel,
    ModelError,
    Reading,
    interpret_readings,
    open_model_folder,
)
from bot_seq2seq.decoding import BEAM, Decoder
from bot_seq2seq.reader import LEARNED, LiteReader, read_judge
from bot_seq2seq.scheme import Scheme
from bot_seq2seq.tokens import Tokenizer


class Seq2SeqBackend:
    """Reads utterances by writing their programs, step by step."""

    name = "seq2seq"

    def __init__(self, folder: Path) -> None:
        """Load a model folder; raises ModelError."""
        model = open_model_folder(folder, self.name)
        if model.data.get("kind") != "programs":
            raise ModelError(f"{folder} is no reader of commands but a model of text: see `bot complete`")
        with model.listing() as listing:
            self.languages = frozenset(listing["languages"])
            self.fingerprint: str = listing.get("fingerprint", "")
            self.actions: frozenset[str] = frozenset(listing.get("actions", ()))
            self._repeated = frozenset(listing.get("repeated", ()))
            words = {word: int(count) for word, count in listing.get("words", {}).items()}
            self._scheme = Scheme(tuple(listing["labels"]), tuple(listing["slots"]))
        self._tokenizer = Tokenizer.load(model.file("tokenizer.json"), words)
        encoder, step = LiteModel(model.file("encoder.tflite")), LiteModel(model.file("step.tflite"))
        self._reader = LiteReader(encoder, step, self._scheme.size)
        self._judge = read_judge(model.file(LEARNED))
        self._decoder: tuple[Catalog, Decoder] | None = None

    def interpret(self, utterances: Sequence[str], context: Context) -> list[list[Interpretation]]:
        """Return the interpretations of each utterance, best first."""
        decoder = self._decoder_for(context.catalog)
        return [interpret_readings(text, self._readings(text, decoder), context) for text in utterances]

    def _readings(self, text: str, decoder: Decoder) -> list[Reading]:
        tokens = self._tokenizer.tokens(text)
        if not tokens.words:
            return []
        step, state = self._reader.begin(tokens, BEAM)
        found = decoder.readings(tokens, step, state, step.tags)
        if tokens.cut is None:
            return found
        rest = Clause(NONE, tokens.cut, len(text))  # what the network never saw is unread, not done
        return [replace(reading, clauses=(*reading.clauses, rest)) for reading in found]

    def _decoder_for(self, catalog: Catalog) -> Decoder:
        if self._decoder is None or self._decoder[0] is not catalog:
            self._decoder = (catalog, Decoder(self._scheme, catalog, self._repeated, self._judge))
        return self._decoder[1]

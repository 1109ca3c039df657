"""The `bert` backend on LiteRT and NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot import NONE, Catalog, Clause, Context, Interpretation, Reading, interpret_readings, open_model_folder
from bot_bert.decoding import Decoder
from bot_bert.reader import Reader
from bot_bert.splitting import Seams, shifted, split
from bot_bert.tokens import Tokenizer


class BertBackend:
    """Reads utterances with the encoder's lower layers and the trained reader on top of them."""

    name = "bert"

    def __init__(self, folder: Path) -> None:
        """Load a model folder; raises ModelError."""
        model = open_model_folder(folder, self.name)
        with model.listing() as listing:
            self.languages = frozenset(listing["languages"])
            self.fingerprint: str = listing.get("fingerprint", "")
            self.actions: frozenset[str] = frozenset(listing.get("actions", ()))
            self._repeated = frozenset(listing.get("repeated", ()))
            words = {word: int(count) for word, count in listing.get("words", {}).items()}
        self._tokenizer = Tokenizer(model.file("tokenizer.json"), words)
        self._reader = Reader(model)
        self._chains = self._reader.chains()
        self._decoder: tuple[Catalog, Decoder] | None = None

    def interpret(self, utterances: Sequence[str], context: Context) -> list[list[Interpretation]]:
        """Return the interpretations of each utterance, best first."""
        decoder = self._decoder_for(context.catalog)
        return [interpret_readings(text, self._readings(text, decoder), context) for text in utterances]

    def _readings(self, text: str, decoder: Decoder) -> list[Reading]:
        pieces = self._tokenizer.pieces(text)
        if not pieces.words:
            return []
        scores = self._reader.scores(pieces)
        best, *others = decoder.readings(pieces.words, scores)
        if self._chains.meet:
            unread = any(clause.action == NONE for clause in best.clauses)
            seams = Seams(self._repeated, decoder.begins(pieces.words, scores) if unread else {})
            best = split(best, seams, lambda start, end: self._part(text, start, end, decoder))
        if pieces.cut is None:
            return [best, *others]
        rest = Clause(NONE, pieces.cut, len(text))  # what the network never saw is unread, not done
        return [replace(reading, clauses=(*reading.clauses, rest)) for reading in (best, *others)]

    def _part(self, text: str, start: int, end: int, decoder: Decoder) -> Reading | None:
        found = self._readings(text[start:end], decoder)  # a part may hold several yet
        return shifted(found[0], start) if found else None

    def _decoder_for(self, catalog: Catalog) -> Decoder:
        if self._decoder is None or self._decoder[0] is not catalog:
            self._decoder = (catalog, Decoder(self._reader.scheme, catalog, self._chains, self._reader.judge()))
        return self._decoder[1]

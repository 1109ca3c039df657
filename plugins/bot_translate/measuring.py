"""How well texts are translated, measured on pairs that people wrote."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot import BotError, overlap, read_lines, simplified
from bot_translate.detecting import detect
from bot_translate.engines import Route
from bot_translate.texts import tidied
from bot_translate.translating import DOUBTFUL, Translator

_LOOKED_AT = 200
"""So many lines tell which language a column is in."""

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """What translating a file of pairs gave."""

    source: str
    target: str
    sentences: int
    references: int
    """How many right translations there are in all; a sentence may have several."""
    bleu: float
    """0 to 100, as sacreBLEU prints it."""
    chrf: float
    """0 to 100, as sacreBLEU prints it."""
    doubtful: float
    """Share of the translations that say they may be wrong."""
    p50_ms: float
    """Milliseconds that half of the sentences took at most."""
    signature: str


def read_table(path: Path) -> list[tuple[str, str]]:
    """Return the first two columns of a table with tabs between, gzipped or not; raises BotError."""
    if not path.is_file():
        raise BotError(f"{path}: there is no such file")
    pairs = []
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip():
            continue
        first, tab, rest = line.partition("\t")
        second = rest.partition("\t")[0]
        if not tab or not first.strip() or not second.strip():
            raise BotError(f"{path}:{number}: a text, a tab and its translation are wanted")
        pairs.append((first.strip(), second.strip()))
    if not pairs:
        raise BotError(f"{path}: there are no pairs in it")
    return pairs


def language_of(texts: Sequence[str], among: frozenset[str]) -> str:
    """Return the language that most of some texts are in."""
    found = Counter(detect(text, among, "") for text in texts[:: max(1, len(texts) // _LOOKED_AT)])
    return found.most_common(1)[0][0]


def measure(pairs: Pairs, route: Route, advance: Callable[[int], None] = lambda _: None) -> Measured:
    """Return how well the first text of each pair is translated; lines of one text are its several translations."""
    source, target = route[0].source, route[-1].target
    right = _references(pairs, source, target)
    translator, told, took, doubtful = Translator([hop.engine for hop in route]), [], [], 0
    for text in right:
        began = time.perf_counter()
        found = translator.translate(text, target, source)
        took.append(time.perf_counter() - began)
        told.append(found.text)
        doubtful += found.certainty < DOUBTFUL
        advance(1)
    scores = overlap(told, list(right.values()))
    count = len(right)
    return Measured(
        source, target, count, sum(map(len, right.values())), scores.bleu, scores.chrf, doubtful / count,
        1000 * sorted(took)[count // 2], scores.signature,
    )  # fmt: skip


def _references(pairs: Iterable[tuple[str, str]], source: str, target: str) -> Mapping[str, list[str]]:
    """Return each text with its right translations; Chinese ones in the script that the engine writes."""
    right: dict[str, list[str]] = {}
    for text, translation in pairs:
        told = tidied(simplified(translation) if target == "zh" else translation, target)
        right.setdefault(tidied(text, source), []).append(told)
    return right

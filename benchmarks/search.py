"""Search measured: indexing and asking, and how good the rankings are on a labelled set.

    python benchmarks/search.py speed [--passages 10000] [--short] [--json]
    python benchmarks/search.py quality FOLDER [--split test] [--json]

`speed` indexes passages of words at random, whose frequencies fall as those of a language do (Zipf 1949): some 80 words
each, or with `--short` some 10. `quality` takes a labelled set in the layout of BEIR (Thakur et al. 2021): corpus.jsonl,
queries.jsonl and qrels/SPLIT.tsv; each document is indexed as a file is, and counts by its best passage.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

import bot_bert
from bot.errors import BotError
from bot_search.common import find_common
from bot_search.finding import Finder, Ranking
from bot_search.index import Document, Index
from bot_search.passages import Part, Passage, cut
from bot_search.vectors import encode_missing

RANKINGS: tuple[Ranking, ...] = ("words", "vectors", "hybrid")
QUERIES, WORDS = 200, 50_000
LENGTHS = (1, 2, 3, 4, 5)
"""Words of a question, so many questions of each; drawn as those of the passages are, so that common ones are common."""
AT, DEEP = 10, 100
"""nDCG is told of the first so many documents, recall of the first so many."""
_DRAWN = 100_000
"""So many words are drawn at once."""
_CHANGE = 2_000
"""So many documents are indexed in one change."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    kinds = parser.add_subparsers(dest="kind", required=True)
    speed = kinds.add_parser("speed")
    speed.add_argument("--passages", type=int, default=10_000)
    speed.add_argument("--short", action="store_true", help="some 10 words each in place of 80")
    quality = kinds.add_parser("quality")
    quality.add_argument("folder", type=Path)
    quality.add_argument("--split", default="test")
    for each in (speed, quality):
        each.add_argument("--json", action="store_true")
    options = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory() as folder, Index(Path(folder) / "index.db") as index:
            measure = measured_speed if options.kind == "speed" else measured_quality
            found = measure(index, options)
    except (BotError, OSError) as error:
        sys.exit(f"{error}")
    print(json.dumps(found) if options.json else table(found))


def table(found: Mapping[str, Any]) -> str:
    """Return figures in lines, and those of rankings in a row each."""
    lines = [f"{name:24} {value:>12,.3f}" for name, value in found.items() if not isinstance(value, dict)]
    for name, figures in found.items():
        if isinstance(figures, dict):
            lines.append(f"{name:24} " + "  ".join(f"{key} {value:.3f}" for key, value in figures.items()))
    return "\n".join(lines)


def indexed(index: Index, documents: Iterator[tuple[str, Sequence[Passage]]]) -> dict[str, float]:
    """Index documents; return how long that took, in all and for vectors, and how large the index is."""
    started = time.perf_counter()
    held: list[tuple[str, Sequence[Passage]]] = []

    def write() -> None:
        with index.change():
            for path, passages in held:
                index.put(path, Document(path), passages)
        held.clear()

    for document in documents:
        held.append(document)
        if len(held) == _CHANGE:
            write()
    write()
    find_common(index)
    words = time.perf_counter() - started
    encode_missing(index, lambda *_: None)
    taken = time.perf_counter() - started
    index.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    size = index.path.stat().st_size / 1e6
    return {"passages": index.count("passages"), "index_s": taken, "words_s": words, "size_mb": size}


def measured_speed(index: Index, options: argparse.Namespace) -> dict[str, Any]:
    """Return what indexing and asking cost."""
    texts = spoken_texts(np.random.default_rng(0))
    length = 10 if options.short else 80
    lengths = np.random.default_rng(1).poisson(length, options.passages).clip(3)
    made = ((f"{number}.txt", (Passage(texts(words), "line", 1),)) for number, words in enumerate(lengths))
    found: dict[str, Any] = indexed(index, made)
    finder = Finder(index)
    finder.find("warm", AT)
    taken = {f"of {words} words": [asked_ms(finder, texts(words)) for _ in range(QUERIES)] for words in LENGTHS}
    for name, every in {"queries": list(chain(*taken.values())), **taken}.items():
        p50, p99 = np.percentile(every, [50, 99])
        found[name] = {"p50_ms": float(p50), "p99_ms": float(p99)}
    return found


def asked_ms(finder: Finder, query: str) -> float:
    """Return how many milliseconds an answer takes."""
    started = time.perf_counter()
    finder.find(query, AT)
    return (time.perf_counter() - started) * 1000


def spoken_texts(random: np.random.Generator) -> Callable[[int], str]:
    """Return what makes texts of so many words each, the most frequent ones as often as in a language."""
    names = vocabulary()
    reached = np.cumsum(1 / np.arange(1, WORDS + 1))
    held: list[str] = []

    def text(words: int) -> str:
        if len(held) < words:
            held.extend(names[at] for at in np.searchsorted(reached, random.random(_DRAWN) * reached[-1]))
        taken, held[-words:] = held[-words:], []
        return " ".join(taken)

    return text


def vocabulary() -> list[str]:
    """Return the words that the encoder knows, which stand in the order of their frequency, and made-up ones to follow."""
    tokenizer = Path(bot_bert.__file__).parent / "weights" / "minilm" / "tokenizer.json"
    numbers = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    known = [
        word for word in sorted(numbers, key=numbers.__getitem__) if word.isalpha() and word.isascii() and word[1:]
    ]
    return [*known, *spoken(WORDS)][:WORDS]


def spoken(count: int) -> list[str]:
    """Return so many made-up words of syllables, the first ones shorter."""
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
    words: list[str] = []
    for number in range(1, count + 1):
        word, rest = "", number
        while rest:
            rest, at = divmod(rest, len(syllables))
            word += syllables[at]
        words.append(word)
    return words


def measured_quality(index: Index, options: argparse.Namespace) -> dict[str, Any]:
    """Return nDCG and recall of each ranking on a labelled set."""
    judged = judgements(options.folder / "qrels" / f"{options.split}.tsv")
    asked = {each["_id"]: each["text"] for each in lines(options.folder / "queries.jsonl") if each["_id"] in judged}

    def documents() -> Iterator[tuple[str, Sequence[Passage]]]:
        for each in lines(options.folder / "corpus.jsonl"):
            title = each.get("title") or ""
            yield each["_id"], tuple(cut([Part(f"{title}\n\n{each['text']}", "line", 1, title)]))

    found: dict[str, Any] = indexed(index, documents())
    rows = index.rows("SELECT p.id, d.path FROM passages p JOIN documents d ON d.id = p.document")
    document_of = dict(rows)
    finder = Finder(index)
    for ranking in RANKINGS:
        gains, recalls = [], []
        for number, query in asked.items():
            ranked = finder.ranked(query, ranking, 3 * DEEP)
            best = list(dict.fromkeys(document_of[row] for row in ranked))
            gains.append(ndcg(best[:AT], judged[number]))
            relevant = {name for name, grade in judged[number].items() if grade > 0}
            recalls.append(len(relevant & set(best[:DEEP])) / max(1, len(relevant)))
        found[ranking] = {f"ndcg_at_{AT}": float(np.mean(gains)), f"recall_at_{DEEP}": float(np.mean(recalls))}
    return {"queries": len(asked), **found}


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return the normalised discounted cumulative gain of documents in their order (Järvelin and Kekäläinen 2002)."""
    gain = sum(grades.get(name, 0) / math.log2(rank + 2) for rank, name in enumerate(ranked))
    ideal = sorted(grades.values(), reverse=True)[:AT]
    best = sum(grade / math.log2(rank + 2) for rank, grade in enumerate(ideal))
    return gain / best if best else 0.0


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return the grades of documents for each query, of a file of BEIR's: query, document, grade, under a heading."""
    found: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, document, grade = line.split("\t")
        found.setdefault(query, {})[document] = int(grade)
    return found


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


if __name__ == "__main__":
    main()

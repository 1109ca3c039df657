"""A labelled set for `benchmarks/search.py quality`, in the layout of BEIR, made of pairs of sentences.

    python benchmarks/paraphrases.py FOLDER FILE ... [--documents 40000] [--queries 1000]

FILE is a table of pairs, gzipped or not: a sentence, a tab, its translation. What shares a translation is taken to say the
same in other words (Bannard and Callison-Burch 2005): one of such sentences is asked for, the others are to be found among
all first halves. Two splits are written, `dev` to decide by and `test` to report.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

SPLITS = ("dev", "test")
FEWEST_WORDS = 4


def main() -> None:
    """Write a labelled set."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--documents", type=int, default=40_000)
    parser.add_argument("--queries", type=int, default=1_000, help="of each split")
    options = parser.parse_args()
    alike = paraphrases(options.files)
    drawn = random.Random(0)
    able = sorted(text for text, others in alike.items() if others and len(text.split()) >= FEWEST_WORDS)
    asked = drawn.sample(able, len(SPLITS) * options.queries)
    relevant = {query: sorted(alike[query] - set(asked)) for query in asked}
    wanted = {text for texts in relevant.values() for text in texts}
    rest = sorted(set(alike) - wanted - set(asked))
    documents = [*sorted(wanted), *drawn.sample(rest, min(len(rest), max(0, options.documents - len(wanted))))]
    write(options.folder, documents, {query: texts for query, texts in relevant.items() if texts})


def pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a table."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            first, _, second = line.rstrip("\n").partition("\t")
            yield first, second.partition("\t")[0]


def paraphrases(paths: Sequence[Path]) -> dict[str, set[str]]:
    """Return the first halves, each with those that say the same in other words: not only in other letters or marks."""
    said: dict[tuple[Path, str], set[str]] = defaultdict(set)
    for path in paths:
        for first, second in pairs(path):
            said[path, second].add(first)
    alike: dict[str, set[str]] = defaultdict(set)
    for texts in said.values():
        for text in texts:
            alike[text] |= {other for other in texts if bare(other) != bare(text)}
    return alike


def bare(text: str) -> str:
    """Return the letters of a text."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def write(folder: Path, documents: Sequence[str], relevant: Mapping[str, Sequence[str]]) -> None:
    """Write the three files of BEIR's layout, each split with every other query."""
    numbers = {text: f"d{number}" for number, text in enumerate(documents)}
    (folder / "qrels").mkdir(parents=True, exist_ok=True)
    corpus = ({"_id": number, "title": "", "text": text} for text, number in numbers.items())
    queries = ({"_id": f"q{number}", "text": text} for number, text in enumerate(relevant))
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for at, split in enumerate(SPLITS):
        asked = [(number, texts) for number, texts in enumerate(relevant.values()) if number % len(SPLITS) == at]
        judged = [f"q{number}\t{numbers[text]}\t1" for number, texts in asked for text in texts]
        (folder / "qrels" / f"{split}.tsv").write_text("\n".join(["query-id\tcorpus-id\tscore", *judged]) + "\n")


if __name__ == "__main__":
    main()

"""How well the translator that ships translates, beside a word-for-word dictionary and greedy search.

    python benchmarks/translation.py DATA [--split dev] [--language fr] [--limit N] [--json]

DATA holds en-LANGUAGE.train.tsv and en-LANGUAGE.dev.tsv, gzipped or not: English, a tab, its translation. The dictionary is
learned from the former (IBM model 1, Brown et al. 1993) and translates each word alone, in the order in which it stands.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot import load_text_model, need_sacrebleu, simplified
from bot_translate.engines import Hop, Translation
from bot_translate.measuring import Measured, measure, read_table
from bot_translate.shipped import FROM_ENGLISH, INTO_ENGLISH, OTHERS, Shipped
from bot_translate.texts import tidied

_ROUNDS = 5
_WORD = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[^\W\u3400-\u4dbf\u4e00-\u9fff]+(?:'\w+)?|[^\w\s]")

Pairs = Sequence[tuple[str, str]]


def main() -> None:
    """Print a table: BLEU and chrF of each language and direction, by each way of translating."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="dev", help="the end of the files' names that are translated")
    parser.add_argument("--language", action="append", choices=sorted(OTHERS), help="all where none is named")
    parser.add_argument("--limit", type=int, default=0, help="so many lines at most; 0: all")
    parser.add_argument("--json", action="store_true")
    wish = parser.parse_args()
    need_sacrebleu()
    told = []
    for language in wish.language or sorted(OTHERS):
        train = _table(wish.data, language, "train")
        pairs = _table(wish.data, language, wish.split)[: wish.limit or None]
        for reverse in (False, True):
            source, target = (language, "en") if reverse else ("en", language)
            for name, engine in _engines(_turned(train, reverse=reverse), source, target):
                found = measure(_turned(pairs, reverse=reverse), (Hop(engine, source, target),))
                told.append({"how": name, **asdict(replace(found, signature=""))})
                if not wish.json:
                    _print(name, found)
    if wish.json:
        print(json.dumps(told))


def _engines(train: Pairs, source: str, target: str) -> Sequence[tuple[str, Any]]:
    models = {name: load_text_model(name) for name in (FROM_ENGLISH, INTO_ENGLISH)}
    greedy = {name: load_text_model(name) for name in models}
    for model in greedy.values():
        model.beam = 1  # type: ignore[attr-defined]  # only the model of this project has it
    return (
        ("dictionary", Dictionary(train, source, target)),
        ("greedy", Shipped(greedy)),
        ("beam", Shipped(models)),
    )


def _print(name: str, found: Measured) -> None:
    print(
        f"{found.source} -> {found.target}  {name:<10}  BLEU {found.bleu:5.1f}  chrF {found.chrf:5.1f}  "
        f"p50 {found.p50_ms:6.1f} ms  doubtful {found.doubtful:4.0%}  of {found.sentences}",
        flush=True,
    )


def _table(folder: Path, language: str, split: str) -> list[tuple[str, str]]:
    path = next(path for end in ("", ".gz") if (path := folder / f"en-{language}.{split}.tsv{end}").is_file())
    return [(tidied(english, "en"), tidied(simplified(other), language)) for english, other in read_table(path)]


def _turned(pairs: Pairs, *, reverse: bool) -> list[tuple[str, str]]:
    return [(second, first) if reverse else (first, second) for first, second in pairs]


class Dictionary:
    """Translates each word by the one that it most likely stands for."""

    name = "dictionary"

    def __init__(self, pairs: Pairs, source: str, target: str) -> None:
        """Learn from pairs of sentences of two languages."""
        self._way = (source, target)
        self._words = _likeliest([(_words(first), _words(second)) for first, second in pairs])

    def translates(self, source: str, target: str) -> bool:
        """Return whether it learned that way."""
        return (source, target) == self._way

    def sources(self) -> frozenset[str]:
        """Return the one language."""
        return frozenset(self._way[:1])

    def targets(self) -> frozenset[str]:
        """Return the other one."""
        return frozenset(self._way[1:])

    def translate(self, sentences: Sequence[str], source: str, target: str) -> list[Translation]:
        """Return each sentence word by word; what it has not seen stays as it is."""
        del source
        space = "" if target == "zh" else " "
        return [Translation(self._one(sentence, space), 1.0) for sentence in sentences]

    def _one(self, sentence: str, space: str) -> str:
        text = space.join(self._words.get(word, word) for word in _words(sentence))
        return re.sub(r" (?=[.,!?;:])", "", text[:1].upper() + text[1:])


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence.lower())


def _likeliest(pairs: Sequence[tuple[list[str], list[str]]]) -> dict[str, str]:
    """Return for each source word the target word that likeliest stands for it."""
    sources, targets = (_numbered(pair[side] for pair in pairs) for side in (0, 1))
    links = [
        (sources[first], targets[second], sentence, at)
        for sentence, (source, target) in enumerate(pairs)
        for at, second in enumerate(target)
        for first in source
    ]
    source_of, target_of, sentence_of, place_of = np.array(links, np.int64).T
    pair_of, kinds = _coded(source_of, target_of)
    place, _ = _coded(sentence_of, place_of)
    share = np.ones(len(kinds))
    for _ in range(_ROUNDS):
        weight = share[pair_of]
        weight /= np.bincount(place, weight)[place]  # which of the sentence's words is behind a target word
        counted = np.bincount(pair_of, weight)
        share = counted / np.bincount(kinds[:, 0], counted)[kinds[:, 0]]
    best: dict[int, tuple[float, int]] = {}
    for (first, second), each in zip(kinds.tolist(), share.tolist(), strict=True):
        best[first] = max(best.get(first, (0.0, 0)), (each, second))
    from_word, to_word = list(sources), list(targets)
    return {from_word[first]: to_word[second] for first, (_, second) in best.items()}


def _numbered(sentences: Iterable[Sequence[str]]) -> dict[str, int]:
    return {word: at for at, word in enumerate(dict.fromkeys(word for words in sentences for word in words))}


def _coded(first: Any, second: Any) -> tuple[Any, Any]:
    """Return the number of each pair of numbers, and the pairs by their numbers."""
    width = int(second.max()) + 1
    codes, numbers = np.unique(first * width + second, return_inverse=True)
    return numbers, np.stack([codes // width, codes % width], axis=-1)


if __name__ == "__main__":
    main()

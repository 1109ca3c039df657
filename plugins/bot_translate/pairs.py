"""Training data of the models that ship: sentence pairs of several languages, as they stand and as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random

from bot import BotError, simplified
from bot_translate.lexicon import lexicon
from bot_translate.measuring import read_table
from bot_translate.shipped import OTHERS, asked
from bot_translate.texts import tidied, without_stop

_TYPED = 0.35
"""Share of the pairs whose source has no full stop, nor its translation; some have no capital and no other sign either."""
_FEW, _COPIES = 60_000, 3
"""Of a language with fewer pairs each is written so many times, typed differently."""
_SHORT, _SHORT_COPIES = 3, 8
"""Pairs of so few English words are what people ask for most and what the data have least: so many times, too."""
_PHRASE_COPIES = 60
"""Phrases that everybody asks for stand so often, each time typed anew."""

Pair = tuple[str, str]


def write_pairs(folder: Path, out: Path, held_back: int, seed: int = 0) -> dict[str, int]:
    """Write from-english.tsv, into-english.tsv and, for each language, tune-<language>.tsv; return their sizes.

    Single words, which the sentences tell of, are among them. `folder` holds en-<language>.train.tsv, gzipped or not.
    Raises BotError where it holds none, or a damaged one.
    """
    random = Random(seed)
    learned: list[tuple[str, str, str]] = []
    written: dict[str, int] = {}
    out.mkdir(parents=True, exist_ok=True)
    for language, path in _tables(folder).items():
        rows = _rows(path, language)
        tuned = _held_back(rows, held_back, Random(seed))
        written |= _write(out / f"tune-{language}.tsv", [row for row in rows if _key(row[0]) in tuned])
        kept = [row for row in rows if _key(row[0]) not in tuned]
        usual = _COPIES if len(kept) < _FEW else 1
        learned += [(language, *row) for row in kept for _ in range(max(usual, _copies(row[0])))]
        phrases, words = _told(kept, language)
        learned += [(language, *phrase) for phrase in phrases for _ in range(_PHRASE_COPIES)]
        learned += [(language, *word) for word in words for _ in range(_SHORT_COPIES)]
    random.shuffle(learned)
    ahead = [(language, *_typed(random, english, other)) for language, english, other in learned]
    written |= _write(out / "from-english.tsv", [(asked(x, "en", language), y) for language, x, y in ahead])
    back = [(language, *_typed(random, other, english)) for language, english, other in learned]
    return written | _write(out / "into-english.tsv", [(asked(x, language, "en"), y) for language, x, y in back])


def _tables(folder: Path) -> Mapping[str, Path]:
    """Return the tables of a folder by their languages."""
    names = {language: (f"en-{language}.train.tsv", f"en-{language}.train.tsv.gz") for language in sorted(OTHERS)}
    found = {language: folder / name for language, each in names.items() for name in each if (folder / name).is_file()}
    if not found:
        raise BotError(f"{folder}: there is no en-LANGUAGE.train.tsv in it, gzipped or not")
    return found


def _rows(path: Path, language: str) -> list[Pair]:
    pairs = ((tidied(english, "en"), tidied(other, language)) for english, other in read_table(path))
    return list(dict.fromkeys((english, simplified(other)) for english, other in pairs))


def _told(pairs: Sequence[Pair], language: str) -> tuple[list[Pair], list[Pair]]:
    """Return phrases that everybody asks for, and words: what the sentences tell of them where no phrase is such a word."""
    rows = [line.split("\t") for line in (Path(__file__).parent / "phrases.tsv").read_text("utf-8").splitlines()]
    column = rows[0].index(language)
    phrases = [(tidied(row[0], "en"), tidied(row[column], language)) for row in rows[1:]]
    known = {_key(english) for english, _ in phrases}
    return phrases, [word for word in lexicon(pairs, language) if _key(word[0]) not in known]


def _copies(english: str) -> int:
    return _SHORT_COPIES if len(english.split()) <= _SHORT else 1


def _key(english: str) -> str:
    return re.sub(r"\W+", " ", english.casefold()).strip()


def _held_back(rows: Iterable[Pair], count: int, random: Random) -> set[str]:
    keys = sorted({_key(english) for english, _ in rows})
    return set(random.sample(keys, min(count, len(keys) // 10)))


def _typed(random: Random, source: str, target: str) -> Pair:
    """Return a pair as it stands or, now and then, as people type: without a full stop, a capital, a question mark."""
    if random.random() >= _TYPED:
        return source, target
    source, target = without_stop(source) or source, without_stop(target) or target
    if random.random() < 0.6:  # noqa: PLR2004 - most people who leave out the one leave out the other
        source = source.lower()
    if random.random() < 0.5:  # noqa: PLR2004
        source = source.strip("¿¡?!？！ ") or source
    return source, target


def _write(path: Path, rows: Iterable[Pair]) -> dict[str, int]:
    lines = [f"{source}\t{target}\n" for source, target in rows]
    path.write_text("".join(lines), encoding="utf-8")
    return {str(path): len(lines)}

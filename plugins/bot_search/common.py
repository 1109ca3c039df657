"""Which words stand in so many passages that they find nothing: a question leaves them out where it has others.

Only large collections need it (in Lucene: the common terms query): ranking a tenth of a million passages takes long.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot_search.index import Index
from bot_search.terms import TOKENIZER

_LARGE = 20_000
"""Of fewer passages every word is asked for."""
_SHARE = 0.01
"""A word of more than this share of all passages is common."""


def find_common(index: Index) -> None:
    """Note the common words anew; none are in a small collection."""
    count = index.count("passages")
    index.connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)")
    with index.change():
        index.connection.execute("DELETE FROM common")
        if count >= _LARGE:
            index.connection.execute(
                "INSERT INTO common SELECT term, doc FROM temp.vocabulary WHERE doc > ?", (count * _SHARE,)
            )


def rare_terms(index: Index, terms: Sequence[str]) -> list[str]:
    """Return the terms of a question that find something: those that are not common, or the rarest one."""
    if not terms or not index.rows("SELECT 1 FROM common LIMIT 1"):
        return list(terms)
    stems = _stems(index, terms)
    marks = ", ".join("?" * len(stems))
    common = dict(index.rows(f"SELECT word, passages FROM common WHERE word IN ({marks})", stems))  # noqa: S608
    counts = [common.get(stem, 0) for stem in stems]
    rare = [term for term, count in zip(terms, counts, strict=True) if not count]
    return rare or [min(zip(counts, terms, strict=True))[1]]


def _stems(index: Index, terms: Sequence[str]) -> list[str]:
    """Return each term as the index's tokenizer makes it; of several words nothing, since together they are rare."""
    run = index.connection.execute
    run(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.asked USING fts5 (term, tokenize = '{TOKENIZER}')")
    run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.stems USING fts5vocab(temp, asked, instance)")
    run("DELETE FROM temp.asked")
    index.connection.executemany("INSERT INTO temp.asked (rowid, term) VALUES (?, ?)", list(enumerate(terms, 1)))
    stems: dict[int, list[str]] = {}
    for stem, row in run("SELECT term, doc FROM temp.stems"):
        stems.setdefault(row, []).append(stem)
    return [stems[row][0] if len(stems.get(row, ())) == 1 else "" for row in range(1, len(terms) + 1)]

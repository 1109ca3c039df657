"""Which words stand in so many passages that ranking those takes long: a question is ranked by its other words.

Lucene called it the common terms query. A question that has no others is ranked among what was indexed last.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot_search.index import Index
from bot_search.terms import TOKENIZER

MOST_RANKED = 10_000
"""A word that stands in more passages is common. So many are ranked in some 15 ms."""


def find_common(index: Index) -> None:
    """Note the common words anew."""
    index.connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)")
    with index.change():
        index.connection.execute("DELETE FROM common")
        if index.count("passages") > MOST_RANKED:
            index.connection.execute(
                "INSERT INTO common SELECT term FROM temp.vocabulary WHERE doc > ?", (MOST_RANKED,)
            )


def rare_terms(index: Index, terms: Sequence[str]) -> list[str]:
    """Return the terms of a question that are not common."""
    common = {word for (word,) in index.rows("SELECT word FROM common")}
    if not common:
        return list(terms)
    return [term for term, stem in zip(terms, _stems(index, terms), strict=True) if stem not in common]


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

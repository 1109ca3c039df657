"""Finding: passages ranked by their words and by their meaning, both rankings fused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot_search.common import MOST_RANKED, rare_terms
from bot_search.index import Index
from bot_search.terms import SEPARATOR, terms
from bot_search.vectors import Vectors, encoded

Ranking = Literal["hybrid", "words", "vectors"]

_DEEP = 100
"""So many passages of each ranking are fused."""
_FLAT = 5
"""What is added to ranks before they are fused: the less, the more the first ones count (Cormack et al. 2009 have 60)."""
_MEANING = 2.0
"""Weight of the ranking by meaning against that by words. Both were chosen on halves of the labelled sets of docs/search.md."""
_OF_ONE = 2
"""So many passages of one document are shown."""
_TITLE = 2.0
"""Weight of a word in a heading or file name, against one in the text."""
_RERANKED, _RERANKED_LETTERS = 16, 2_000
"""In a large collection so many of the passages that the words found are ranked by meaning too, of so many letters in all."""
_BEST = f"""
    SELECT row FROM (
        SELECT rowid AS row, bm25(words, {_TITLE}, 1.0) AS score FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?
    ) ORDER BY score LIMIT ?
"""  # noqa: S608
"""The passages that match best, of so many at most that were indexed last."""
_BEGINS, _ENDS = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Result:
    """A passage that was found."""

    rank: int
    """From 1."""
    path: str
    unit: str
    number: int
    """Where it begins in the file, in units."""
    title: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Where words that were asked for stand in the text: first character, and one past the last."""


class Finder:
    """Finds passages of one index; keeps its vectors between questions."""

    def __init__(self, index: Index) -> None:
        """Take the index."""
        self.index = index
        """Where it finds."""
        self._vectors = Vectors(index)

    def find(self, query: str, count: int = 10) -> list[Result]:
        """Return the best passages for a question, at most two of a document; raises BotError."""
        asked = terms(query)
        found: list[Result] = []
        of: dict[str, int] = {}
        for row in self.ranked(query):
            result = self._result(row, len(found) + 1, asked)
            of[result.path] = of.get(result.path, 0) + 1
            if of[result.path] <= _OF_ONE:
                found.append(result)
            if len(found) == count:
                break
        return found

    def ranked(self, query: str, ranking: Ranking = "hybrid", deep: int = _DEEP) -> list[int]:
        """Return the numbers of passages, best first."""
        by_words = [] if ranking == "vectors" else self._by_words(terms(query), deep)
        if ranking == "words":
            return by_words
        by_meaning = self._vectors.nearest(query, deep) if self._vectors else self._reranked(query, by_words)
        return fused(by_meaning, by_words)

    def _by_words(self, asked: Sequence[str], deep: int) -> list[int]:
        if not asked:
            return []
        rare = rare_terms(self.index, asked)
        sought = (" OR ".join(rare), -1) if rare else (" AND ".join(asked), MOST_RANKED)
        return [row for (row,) in self.index.rows(_BEST, (*sought, deep))]

    def _reranked(self, query: str, rows: Sequence[int]) -> list[int]:
        """Return the first of some passages, those first whose meaning is nearest to the question's."""
        texts: dict[int, str] = {}
        for row in rows[:_RERANKED]:
            ((text,),) = self.index.rows("SELECT title || char(10) || text FROM passages WHERE id = ?", (row,))
            texts[row] = text
            if sum(map(len, texts.values())) > _RERANKED_LETTERS:
                break
        if not texts:
            return []
        asked, *vectors = encoded([query, *texts.values()])
        likeness = {row: float(vector @ asked) for row, vector in zip(texts, vectors, strict=True)}
        return sorted(texts, key=lambda row: -likeness[row])

    def _result(self, row: int, rank: int, asked: Sequence[str]) -> Result:
        ((path, unit, number, title, text),) = self.index.rows(
            "SELECT d.path, p.unit, p.number, p.title, p.text FROM passages p JOIN documents d ON d.id = p.document"
            " WHERE p.id = ?",
            (row,),
        )
        return Result(rank, path, unit, number, title, text, self._marks(row, text, asked))

    def _marks(self, row: int, text: str, asked: Sequence[str]) -> tuple[tuple[int, int], ...]:
        """Return where words of a passage match, as SQLite tells it of the text that it indexed."""
        if not asked:
            return ()
        shown = self.index.rows(
            "SELECT highlight(words, 1, ?, ?) FROM words WHERE words MATCH ? AND rowid = ?",
            (_BEGINS, _ENDS, f"text : ({' OR '.join(asked)})", row),
        )
        if not shown:
            return ()
        marks, at, began = [], 0, 0
        for letter in shown[0][0]:
            if letter == _BEGINS:
                began = at
            elif letter == _ENDS:
                marks.append((began, at))
            elif letter != SEPARATOR:
                at += 1
        return tuple(marks) if at == len(text) else ()


def fused(by_meaning: Sequence[int], by_words: Sequence[int]) -> list[int]:
    """Return what two rankings hold, best first, by the weighted sum of the inverses of its ranks."""
    scores: dict[int, float] = {}
    for weight, ranking in ((_MEANING, by_meaning), (1.0, by_words)):
        for rank, row in enumerate(ranking, 1):
            scores[row] = scores.get(row, 0.0) + weight / (_FLAT + rank)
    return sorted(scores, key=lambda row: -scores[row])

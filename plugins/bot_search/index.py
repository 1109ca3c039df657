"""The index: one SQLite file with documents, their passages, the words in them and their vectors.

Every change is a transaction of its own under write-ahead logging, so that a killed program loses at most the document it
was at, and several programs may read and write at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import apsw

from bot import BotError, message
from bot_search.passages import Passage
from bot_search.terms import TOKENIZER, indexed

_VERSION = 1
"""Of the tables below; another one is indexed anew."""
_PATIENCE = 30_000
"""So many milliseconds a change waits for that of another program."""
_TABLES = f"""
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, problem TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE folders (path TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY, document INTEGER NOT NULL, unit TEXT NOT NULL, number INTEGER NOT NULL,
        title TEXT NOT NULL, text TEXT NOT NULL
    );
    CREATE INDEX passages_of ON passages (document);
    CREATE VIRTUAL TABLE words USING fts5 (title, text, tokenize = '{TOKENIZER}');
    CREATE TABLE vectors (passage INTEGER PRIMARY KEY, vector BLOB NOT NULL);
    CREATE TABLE common (word TEXT PRIMARY KEY) WITHOUT ROWID;
    PRAGMA user_version = {_VERSION};
"""


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of a file that was indexed, or that could not be."""

    hash: str
    problem: str = ""
    """Why it could not be read; empty where it could."""


class Index:
    """An open index; it is closed at the end of a `with`."""

    def __init__(self, path: Path) -> None:
        """Open or begin the index of a file; raises BotError where that cannot be."""
        self.path = path
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = apsw.Connection(str(path))
            self.connection.set_busy_timeout(_PATIENCE)
            self.connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
            self._begin()
            self._file = path.stat()

    def _begin(self) -> None:
        version = self._one("PRAGMA user_version")
        if version == _VERSION:
            return
        if version:
            told = message("{file} is of another version: `bot search remove --all` begins it anew", file=self.path)
            raise BotError(told)
        with self.change():
            if self._one("PRAGMA user_version") == 0:  # no other program was faster
                self.connection.execute(_TABLES)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @property
    def is_gone(self) -> bool:
        """Whether another program has removed the file, or put another one in its place."""
        try:
            return not os.path.samestat(self._file, self.path.stat())
        except OSError:
            return True

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Raise BotError for what SQLite and the disk have to say, in a line."""
        try:
            yield
        except (apsw.Error, OSError) as error:
            raise BotError(self._words(error)) from error

    def _words(self, error: Exception) -> str:
        match error:
            case apsw.CorruptError() | apsw.NotADBError():
                return message("the index {file} is damaged: `bot search remove --all` begins it anew", file=self.path)
            case apsw.FullError():
                return message("the disk is full: what was indexed before is kept in {file}", file=self.path)
            case apsw.BusyError():
                return message("another program is still writing the index {file}: try again", file=self.path)
        return message("the index {file} cannot be used: {error}", file=self.path, error=error)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Make all changes inside, or none of them; raises BotError."""
        with self._told():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:  # on a full disk SQLite has rolled back by itself
                    self.connection.execute("ROLLBACK")
                raise

    def _one(self, query: str, *values: object) -> int:
        return int(self.connection.execute(query, values).get)

    def documents(self, below: Path | None = None) -> dict[str, Document]:
        """Return what is known of the files at or below a path, of all where none is named, by their paths."""
        where, values = _below(below)
        with self._told():
            rows = self.connection.execute(f"SELECT path, hash, problem FROM documents WHERE {where}", values)  # noqa: S608
            return {path: Document(hash_, problem) for path, hash_, problem in rows}

    def put(self, path: str, document: Document, passages: Iterable[Passage]) -> None:
        """Index a document in place of what was known of it, within a `change`."""
        self.drop([path])
        self.connection.execute(
            "INSERT INTO documents (path, hash, problem) VALUES (?, ?, ?)", (path, document.hash, document.problem)
        )
        row = self.connection.last_insert_rowid()
        for each in passages:
            self.connection.execute(
                "INSERT INTO passages (document, unit, number, title, text) VALUES (?, ?, ?, ?, ?)",
                (row, each.unit, each.number, each.title, each.text),
            )
            words = (indexed(f"{each.title} {Path(path).stem}"), indexed(each.text))
            self.connection.execute("INSERT INTO words (rowid, title, text) VALUES (last_insert_rowid(), ?, ?)", words)

    def drop(self, paths: Iterable[str]) -> None:
        """Forget documents, within a `change`."""
        for path in paths:
            known = self.connection.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
            if known is None:
                continue
            for table, key in (("words", "rowid"), ("vectors", "passage"), ("passages", "id")):
                gone = f"DELETE FROM {table} WHERE {key} IN (SELECT id FROM passages WHERE document = ?)"  # noqa: S608
                self.connection.execute(gone, known)
            self.connection.execute("DELETE FROM documents WHERE id = ?", known)

    def remember(self, folder: Path) -> None:
        """Note that a folder or file was indexed, within a `change`."""
        self.connection.execute("INSERT OR IGNORE INTO folders VALUES (?)", (str(folder),))

    def forget(self, folder: Path) -> int:
        """Drop all that lies at or below a path; return how many documents that were."""
        known = self.documents(folder)
        where, values = _below(folder)
        with self.change():
            self.drop(known)
            self.connection.execute(f"DELETE FROM folders WHERE {where}", values)  # noqa: S608
        return len(known)

    def folders(self) -> list[str]:
        """Return the folders and files that were indexed."""
        with self._told():
            return [path for (path,) in self.connection.execute("SELECT path FROM folders ORDER BY path")]

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """Return the rows of a query; raises BotError."""
        with self._told():
            return self.connection.execute(query, values).fetchall()

    def state(self) -> object:
        """Return what is another thing once anybody has changed the index."""
        with self._told():
            return self._one("PRAGMA data_version"), self.connection.total_changes()

    def count(self, table: str) -> int:
        """Return how many documents, passages or vectors there are."""
        with self._told():
            return self._one(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name of ours


def _below(path: Path | None) -> tuple[str, Sequence[object]]:
    """Return a condition on paths, and its values."""
    if path is None:
        return "1", ()
    inside = f"{str(path).rstrip(os.sep)}{os.sep}"
    return "(path = ? OR substr(path, 1, ?) = ?)", (str(path), len(inside), inside)

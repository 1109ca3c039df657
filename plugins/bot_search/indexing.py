"""Indexing folders: what is new is read, what is unchanged is left, what is gone is forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot import BotError, message
from bot_search.common import find_common
from bot_search.extracting import UnreadableError, extract, read
from bot_search.index import Document, Index
from bot_search.passages import cut
from bot_search.vectors import encode_missing
from bot_search.walking import files_in


@dataclass(slots=True)
class Report:
    """What indexing did."""

    added: int = 0
    """Files that were new or changed."""
    unchanged: int = 0
    removed: int = 0
    """Files that are gone."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Files that could not be read, and why."""


Progress = Callable[[str, int, int], None]
"""Told what is counted (`files`, then `passages` as they are encoded), how many are done, and how many there are."""


def index_folder(index: Index, folder: Path, progress: Progress = lambda *_: None) -> Report:
    """Index what lies below a folder, or one file; raises BotError.

    Each file is a change of its own: a run that is killed has lost nothing, and the next one goes on.
    """
    folder = folder.expanduser().absolute()
    known, report = index.documents(folder), Report()
    paths = _listed(folder, known)
    for done, path in enumerate(paths):
        progress("files", done, len(paths))
        try:
            _index_file(index, path, known.get(str(path)), report)
        except FileNotFoundError:  # gone since it was listed
            if not folder.exists():
                _listed(folder, known)
    gone = sorted(set(known) - set(map(str, paths)))
    with index.change():
        index.drop(gone)
        index.remember(folder)
    report.removed = len(gone)
    if report.added or gone:
        find_common(index)
    encode_missing(index, progress)
    return report


def _listed(folder: Path, known: Mapping[str, Document]) -> list[Path]:
    """Return the files of a folder; raises BotError where it is not there or cannot be read."""
    try:
        return list(files_in(folder))
    except FileNotFoundError:
        if not known:
            raise BotError(
                message("there is no {folder}: name a file or folder that is there", folder=folder)
            ) from None
        told = message("{folder} is not there; what was indexed of it before is kept", folder=folder)
    except OSError as error:
        told = message("{folder} cannot be read: {error}", folder=folder, error=error.strerror)
    raise BotError(told)


def _index_file(index: Index, path: Path, known: Document | None, report: Report) -> None:
    try:
        data = read(path)
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        if known is not None and known.hash == digest:
            report.unchanged += 1
            return
        parts = extract(path, data)
        passages = [] if parts is None else list(cut(parts))
        document = Document(digest)
    except UnreadableError as error:
        passages, document = [], Document("", str(error))
        report.problems.append((str(path), document.problem))
    else:
        report.added += bool(passages)
    with index.change():
        index.put(str(path), document, passages)

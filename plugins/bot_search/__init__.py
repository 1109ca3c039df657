"""Search: one's own files, indexed on this machine, and the web where one has named a search engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot import (
    Action,
    ActionFailed,
    Call,
    CallContext,
    Ordinal,
    Touch,
    Verdict,
    action,
    data_folder,
    hookimpl,
    message,
    options,
)

if TYPE_CHECKING:
    import click

    from bot_search.finding import Finder, Result

NAME = "search"
_SHOWN = 5


class Search:
    """What a session keeps of searching: the open index, and what was found last."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._finder: Finder | None = None
        self.last: Sequence[Result] = ()

    def finder(self) -> Finder:
        """Return what finds passages; raises ActionFailed where nothing was indexed, BotError where that is damaged."""
        # Imported here: only a search needs the database and NumPy.
        from bot_search.finding import Finder
        from bot_search.index import Index

        if self._finder is not None and self._finder.index.is_gone:
            self._finder.index.close()
            self._finder = None
        if self._finder is None:
            if not index_file().is_file():
                raise ActionFailed(message("nothing is indexed yet: say `index ~/notes`"))
            self._finder = Finder(Index(index_file()))
        return self._finder


def index_file() -> Path:
    """Return where the index lies."""
    return data_folder() / NAME / "index.db"


@action("search.find", gives_text=True)
def find(context: CallContext, query: str, source: Literal["notes", "web"] = "notes") -> str:
    """Find something in your notes and files, or on the web."""
    if source == "web":
        from bot_search.web import search_web

        address = options(NAME).get("web", "")
        if not address:
            told = message(
                'no search engine is named: put `web = "https://..."` under [options.search] in the settings'
            )
            raise ActionFailed(told)
        return search_web(address, query)
    from bot_search.wording import listing

    search = context.keep(Search)
    search.last = search.finder().find(query, _SHOWN)
    if not search.last:
        return message("I find nothing on {query} in what is indexed.", query=query)
    return listing(search.last)


@action("search.open", gives_text=True)
def open_result(context: CallContext, result: Ordinal) -> str:
    """Show a result of the last search as a whole."""
    from bot_search.showing import page_of
    from bot_search.wording import place, short

    last = context.keep(Search).last
    if not last:
        raise ActionFailed(message("there are no results yet: search for something first"))
    if not 1 <= result <= len(last):
        raise ActionFailed(
            message("there are {count} results; there is no number {number}", count=len(last), number=result)
        )
    found = last[result - 1]
    context.note(message("{path}, {place}", path=short(found.path), place=place(found)))
    context.page(lambda: page_of(found))
    return found.text


@action("search.add", touches=(Touch.FILES,), undoable=False)
def add(context: CallContext, path: Path) -> str:
    """Index a folder or a file, so that it is found."""
    from bot_search.index import Index
    from bot_search.indexing import index_folder
    from bot_search.wording import told

    def progress(counted: str, done: int, count: int) -> None:
        context.check()
        words = (
            message("{done} of {count} files read")
            if counted == "files"
            else message("{done} of {count} passages weighed")
        )
        context.progress(message(words, done=done, count=count))

    with Index(index_file()) as index:
        report = index_folder(index, path, progress)
    return told(report, path.expanduser().absolute())


@hookimpl
def bot_actions() -> list[Action]:
    """Return the actions of search."""
    return [find, open_result, add]


@hookimpl
def bot_before_call(call: Call, action: Action) -> Verdict | None:
    """Have the web asked about, whatever notes are."""
    return Verdict.ASK if action.name == find.name and call.args.get("source") == "web" else None


@hookimpl
def bot_cli() -> list[click.Command]:
    """Return `bot search`."""
    from bot_search.command import search

    return [search]

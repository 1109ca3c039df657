"""`bot search`: index, find, look after the index, for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot import BotError
from bot_search import index_file

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group()
def search() -> None:
    """Index folders, and find what stands in them."""


@search.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_JSON
def add(*, paths: tuple[Path, ...], as_json: bool) -> None:
    """Index folders or files; without any, those again that were indexed before."""
    # Imported here: `bot --help` shows this command's help too.
    from bot_search.index import Index
    from bot_search.indexing import index_folder
    from bot_search.wording import told

    reports = {}
    with Index(index_file()) as index:
        for path in paths or map(Path, index.folders()):
            with _bar() as progress:
                reports[str(path)] = index_folder(index, path, progress)
            if not as_json:
                click.echo(told(reports[str(path)], path.expanduser().absolute()))
    if as_json:
        click.echo(json.dumps({path: asdict(report) for path, report in reports.items()}))
    elif not reports:
        click.echo("nothing is indexed yet: name a folder")


@contextmanager
def _bar() -> Iterator[Any]:
    """Yield what shows progress on the terminal, a bar for files and one for passages; nothing where there is none."""
    bars: dict[str, Any] = {}

    def show(counted: str, done: int, count: int) -> None:
        if counted not in bars:
            bars[counted] = click.progressbar(
                length=count, label=counted, file=sys.stderr, hidden=not sys.stderr.isatty()
            )
        bars[counted].update(done - bars[counted].pos)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.render_finish()


@search.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--count", default=10, show_default=True, type=click.IntRange(1, 100), help="How many passages at most.")
@_JSON
def find(*, words: tuple[str, ...], count: int, as_json: bool) -> None:
    """Find passages, best first."""
    from bot_search.finding import Finder
    from bot_search.index import Index
    from bot_search.wording import excerpt, place, short

    if not index_file().is_file():
        raise BotError("nothing is indexed yet: `bot search add FOLDER`")
    query = " ".join(words)
    with Index(index_file()) as index:
        results = Finder(index).find(query, count)
    if as_json:
        click.echo(json.dumps({"query": query, "results": [asdict(each) for each in results]}))
        return
    if not results:
        click.echo(f"nothing on {query}")
    for each in results:
        click.echo(f"{each.rank}. {click.style(short(each.path), bold=True)}, {place(each)}")
        click.echo(f"   {excerpt(each, _marked)}")


def _marked(words: str) -> str:
    return click.style(words, fg="yellow", bold=True) if sys.stdout.isatty() else f"«{words}»"


@search.command()
@_JSON
def status(*, as_json: bool) -> None:
    """Say what is indexed, how large that is, and which files could not be read."""
    from bot_search.index import Index
    from bot_search.wording import short

    if not index_file().is_file():
        click.echo(json.dumps({"files": 0}) if as_json else "nothing is indexed yet: `bot search add FOLDER`")
        return
    with Index(index_file()) as index:
        known = index.documents()
        counts = {table: index.count(table) for table in ("passages", "vectors")}
        folders = index.folders()
    size = sum(path.stat().st_size for path in _files())
    problems = {path: each.problem for path, each in known.items() if each.problem}
    if as_json:
        told = {"files": len(known), **counts, "bytes": size, "folders": folders, "problems": problems}
        click.echo(json.dumps({**told, "index": str(index_file())}))
        return
    click.echo(f"{len(known)} files, {counts['passages']} passages, {counts['vectors']} of them with a vector")
    click.echo(f"{size / 1e6:.1f} MB in {short(str(index_file()))}")
    for folder in folders:
        click.echo(
            f"folder: {short(folder)}{'' if Path(folder).exists() else ' (gone; what was indexed of it is kept)'}"
        )
    for path, problem in problems.items():
        click.echo(f"not indexed: {short(path)}: {problem}")


@search.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Remove the whole index, a damaged one too.")
def remove(*, path: Path | None, everything: bool) -> None:
    """Forget what was indexed at or below a path; the files themselves stay."""
    from bot_search.index import Index

    if everything == (path is not None):
        raise click.UsageError("name a path, or say --all")
    if path is None:
        for each in _files():
            try:
                each.unlink(missing_ok=True)
            except OSError as error:  # on Windows, where another program has it open
                raise BotError(f"{each} cannot be removed: {error.strerror}") from None
        click.echo("the index is removed")
        return
    if not index_file().is_file():
        raise BotError("nothing is indexed yet")
    with Index(index_file()) as index:
        count = index.forget(path.expanduser().absolute())
    click.echo(f"{count} files are forgotten")


def _files() -> list[Path]:
    """Return the files of the index, with those of its write-ahead log."""
    every = (index_file().with_name(index_file().name + end) for end in ("", "-wal", "-shm"))
    return [path for path in every if path.exists()]

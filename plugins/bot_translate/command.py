"""`bot translate`: translate, measure, make training data, look after models, for scripts."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from bot import need_sacrebleu
from bot_translate.managing import install, list_models, remove

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_FILE = click.Path(path_type=Path)


@click.group("translate")
def translate_command() -> None:
    """Translate texts, and look after the models that do."""


for _command in (install, list_models, remove):
    translate_command.add_command(_command)


@translate_command.command()
@click.argument("words", nargs=-1)
@click.option("--to", required=True, help="ISO 639-1 code of the language that the text is to be in.")
@click.option("--from", "source", default="", help="Of the language that it is in; found out where it is left out.")
@_JSON
def text(*, words: tuple[str, ...], to: str, source: str, as_json: bool) -> None:
    """Translate a text, or what comes in from standard input."""
    # Imported here: `bot --help` shows this command's help too.
    from bot_translate.translating import Translator

    said = " ".join(words) if words else sys.stdin.read()
    found = Translator().translate(said, to, source)
    if as_json:
        told = {"text": found.text, "from": found.source, "to": to, "certainty": round(found.certainty, 4)}
        click.echo(json.dumps({**told, "doubtful": found.is_doubtful}, ensure_ascii=False))
        return
    click.echo(found.text)
    if found.is_doubtful:
        click.echo("not sure of this translation", err=True)


@translate_command.command("eval")
@click.option("--pairs", "path", required=True, type=_FILE, help="Lines of text, tab, translation; may be gzipped.")
@click.option("--reverse", is_flag=True, help="Translate the second text of each line into the first.")
@click.option("--from", "source", default="", help="ISO 639-1 code of the texts; found out where it is left out.")
@click.option("--to", "target", default="", help="The same of their translations.")
@_JSON
def evaluate(*, path: Path, reverse: bool, source: str, target: str, as_json: bool) -> None:
    """Measure how well the sentences of a file are translated: BLEU and chrF."""
    from bot_translate.measuring import language_of, measure, read_table
    from bot_translate.translating import Translator

    need_sacrebleu()
    pairs = [(second, first) if reverse else (first, second) for first, second in read_table(path)]
    translator = Translator()
    known = frozenset().union(*(engine.sources() | engine.targets() for engine in translator.engines))
    source = source or language_of([first for first, _ in pairs], known)
    target = target or language_of([second for _, second in pairs], known)
    route = translator.route(source, target)
    with _bar(len({first for first, _ in pairs})) as advance:
        found = measure(pairs, route, advance)
    if as_json:
        click.echo(json.dumps(asdict(found)))
        return
    click.echo(f"{found.source} -> {found.target}: {found.sentences} sentences, {found.references} translations")
    click.echo(f"BLEU {found.bleu:.1f}, chrF {found.chrf:.1f}; p50 {found.p50_ms:.1f} ms a sentence")
    click.echo(f"{found.doubtful:.1%} say that they may be wrong")
    click.echo(f"BLEU as {found.signature}")


@contextlib.contextmanager
def _bar(length: int) -> Iterator[Callable[[int], None]]:
    """Yield what shows progress on standard error, where that is a terminal."""
    with click.progressbar(length=length, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update


@translate_command.command()
@click.argument("folder", type=_FILE)
@click.argument("out", type=_FILE)
@click.option("--held-back", default=500, show_default=True, help="English sentences of each language to tune with.")
@click.option(
    "--seed", default=0, show_default=True, help="Draws what is held back, and what is written as people type."
)
def pairs(*, folder: Path, out: Path, held_back: int, seed: int) -> None:
    """Make training data of tables `en-LANGUAGE.train.tsv` for `bot train --pairs`, for either way."""
    from bot_translate.pairs import write_pairs

    for path, count in write_pairs(folder, out, held_back, seed).items():
        click.echo(f"{path}: {count} pairs")

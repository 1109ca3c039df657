"""`bot ask`: one-shot answers, and many lines on standard input for scripts."""

from __future__ import annotations

import click

from bot.answering import answer_lines
from bot.cli.input import given_lines


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--backend", default="", help="The backend that reads the languages it knows.")
@click.option("--lang", default="", help="The language of the utterance, as an ISO 639-1 code.")
@click.argument("utterance", nargs=-1)
@click.pass_context
def ask(
    context: click.Context, utterance: tuple[str, ...], *, as_json: bool, dry_run: bool, backend: str, lang: str
) -> None:
    """Read an utterance and do what it says.

    Without one, reads standard input, one utterance a line, all in one session: the fast way for scripts, since the
    model is loaded once. Exit status: 0 done, 1 failed or cancelled, 2 wrong usage, 3 rejected or incomplete,
    4 denied or to be confirmed; of several lines, the first that is not 0.
    """
    debug = bool((context.obj or {}).get("debug"))
    lines = given_lines(utterance)
    context.exit(answer_lines(lines, as_json=as_json, dry_run=dry_run, backend=backend, language=lang, debug=debug))

"""Options of the commands that read a data set."""

from __future__ import annotations

import click

from bot.evaluation.loading import FORMATS
from bot.evaluation.pairs.loading import FORMATS as PAIRS_FORMATS

FORMAT = click.option("--format", "kind", type=click.Choice(FORMATS), default=None, help="Found out if not said.")
PAIRS_TOO = click.option(
    "--format",
    "kind",
    type=click.Choice((*FORMATS, *PAIRS_FORMATS)),
    default=None,
    help="Found out if not said; pairs of texts have to be.",
)
"""The same for a command that reads pairs of texts too."""
SPLIT = click.option(
    "--split", type=click.Choice(["test", "valid"]), default="test", show_default=True, help="What is read."
)
LANGUAGE = click.option("--lang", default="en", show_default=True, help="The language of the sentences.")
ALLOW_UNKNOWN = click.option(
    "--allow-unknown", is_flag=True, help="Names that train lacks, or that look misspelt, are no damage."
)

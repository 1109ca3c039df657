"""Curves of how a training run went, as a picture. Needs the extra `train`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

CURVES = "curves.png"


def draw_curves(figures: Mapping[str, Sequence[float]], folder: Path) -> None:
    """Draw loss and exact match, round by round, of what is learned from and what is held back, into a folder."""
    if find_spec("matplotlib") is None:  # a model without its picture is as good
        return
    # Imported here: it takes a second. Its figures draw themselves, without a window and without pyplot's globals.
    from matplotlib.figure import Figure

    picture = Figure(figsize=(9, 3.6), layout="constrained")
    for axes, name, title in zip(picture.subplots(1, 2), ("loss", "exact"), ("loss", "exact match"), strict=True):
        for key, label in ((name, "learned from"), (f"val_{name}", "held back")):
            rounds = [(at, value) for at, value in enumerate(figures[key], 1) if value == value]  # noqa: PLR0124 - no NaN
            if rounds:
                axes.plot(*zip(*rounds, strict=True), marker=".", label=label)
        axes.set(title=title, xlabel="round")
        axes.grid(alpha=0.3)
        axes.legend()
    picture.savefig(folder / CURVES, dpi=100)

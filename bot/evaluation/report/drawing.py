"""Drawings: shapes and words, with a title and a description that can be read out."""

from __future__ import annotations

from collections.abc import Iterable

from bot.evaluation.report.html import Html, element


def drawing(shapes: Iterable[str], width: int, height: int, title: str, about: str) -> Html:
    """Return a drawing with the title and the description that are read out in its place."""
    words = (element("title", title), element("desc", about))
    return element("svg", *words, *shapes, viewBox=f"0 0 {width} {height}", role="img", aria_label=f"{title}. {about}")


def words_at(x: float, y: float, words: str, anchor: str = "start", kind: str | None = None) -> Html:
    """Return words in a drawing; `anchor` is what stands at x: their start, middle or end."""
    return element("text", words, x=_short(x), y=_short(y), text_anchor=anchor, class_=kind)


def box(x: float, y: float, width: float, height: float, kind: str, title: str = "") -> Html:
    """Return a rectangle in a drawing, with the words shown when one points at it."""
    inside = [element("title", title)] if title else []
    sizes = {"width": _short(max(width, 0)), "height": _short(max(height, 0))}
    return element("rect", *inside, x=_short(x), y=_short(y), **sizes, class_=kind)


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Html:
    """Return a line in a drawing."""
    return element("path", d=f"M{_short(x1)} {_short(y1)}L{_short(x2)} {_short(y2)}", class_=kind)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

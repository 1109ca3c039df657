"""Parts of a page: sections, and tables that can be sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.report.html import Html, element, join, row


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page that has a title."""

    anchor: str
    title: str
    body: Html

    def html(self) -> Html:
        """Return the section as markup."""
        title = element("h2", self.title, id=f"{self.anchor}-title")
        return element("section", title, self.body, id=self.anchor, aria_labelledby=f"{self.anchor}-title")


def note(*words: str) -> Html:
    """Return a paragraph that explains what stands beside it."""
    return element("p", *words, class_="note")


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "") -> Html:
    """Return a table in a box that scrolls where the window is too narrow; `kind` holds classes of the table."""
    inside = join(
        element("caption", caption),
        element("thead", row(*head, head=True)),
        element("tbody", *(row(*cells) for cells in rows)),
    )
    return element(
        "div", element("table", inside, class_=kind or None),
        class_="scroll tall" if "sortable" in kind else "scroll", tabindex=0, role="region", aria_label=caption,
    )  # fmt: skip


def cell(shown: str, value: float | None) -> Html:
    """Return a cell with a number, and the number that it is sorted by; one without a number is sorted last."""
    return element("td", shown, class_="number", data_value=None if value is None else f"{value:.6g}")

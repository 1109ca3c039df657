"""HTML, put together so that a text can never become markup."""

from __future__ import annotations

from html import escape

EMPTY = {"meta", "path"}
"""Elements that hold nothing."""


class Html(str):
    """Markup; any other text is escaped before it gets among it."""

    __slots__ = ()


def element(name: str, /, *inside: str, **attributes: str | float | None) -> Html:
    """Return an element; an attribute's `_` is written `-`, one behind its name is dropped, and None leaves it out."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{shown}/>") if name in EMPTY else Html(f"<{name}{shown}>{join(*inside)}</{name}>")


def join(*parts: str) -> Html:
    """Return markup and texts one after the other, texts escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def row(*cells: str, head: bool = False) -> Html:
    """Return a row of a table, its first cell the row's name; cells that are elements already stay as they are."""
    if head:
        return element("tr", *(_cell("th", cell, scope="col") for cell in cells))
    first, *others = cells
    return element("tr", _cell("th", first, scope="row"), *(_cell("td", cell) for cell in others))


def _cell(name: str, cell: str, scope: str | None = None) -> Html:
    if isinstance(cell, Html) and cell.startswith(("<td", "<th")):
        return cell
    return element(name, cell, scope=scope)

"""What a clause leaves unsaid because the sentence says it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.program import JSON, Call
from bot.reader.draft import Draft
from bot.reader.slots import Values
from bot.reading import Clause
from bot.slots.base import SlotContext, Unreadable

if TYPE_CHECKING:
    from bot.backend import Context

TEXT = "text"
"""What a parameter is called that takes what was said before, where nothing else is said; a query is asked for."""
DROPPED = {"zh": "它"}
"""Languages that leave unsaid what was just named, with the word that could be said for it: 把门打开再（把它）关上."""


def fill_text(clause: Clause, values: Values, draft: Draft, context: Context) -> None:
    """Give a clause that takes a `text` and says none what the sentence gave before: "... and read aloud".

    A clause that asks for something else of the same kind takes the text of the one before: "... into French and into German".
    """
    if not takes_text(clause.action, context) or TEXT in values.given or TEXT in values.references:
        return
    before = [piece for _, piece in draft.pieces if piece.step]
    if clause.slots and before and before[-1].clause.action == clause.action and TEXT in before[-1].given:
        values.given[TEXT] = before[-1].given[TEXT]
    elif any(context.catalog.actions[piece.clause.action].gives_text for piece in before):
        values.references.append(TEXT)
    else:
        return
    draft.notes.append("the text was left unsaid: it is what the sentence gave or named before")


def takes_text(action: str, context: Context) -> bool:
    """Return whether an action takes a text that an earlier call may have given."""
    slot = context.catalog.slot(action, TEXT)
    return slot is not None and slot.name == "text"


def is_alike(draft: Draft, clause: Clause, values: Values) -> bool:
    """Return whether a clause asks for one more thing of the text of the one before: "... into French and German"."""
    said = any(slot.name == TEXT for slot in clause.slots)
    before = draft.pieces[-1][1] if draft.pieces else None
    same = before is not None and before.clause.action == clause.action and TEXT in before.references
    return same and not said and clause.join == "and" and bool(clause.slots) and TEXT in values.references


def lend(draft: Draft, clause: Clause, values: Values, context: Context) -> None:
    """Give the clauses before, of which only one value was said, what they lack and this one says: 猫和狗用法语分别怎么说."""
    for join, piece in reversed(draft.pieces):
        said = set(piece.given) - set(piece.clause.fixed)
        lent = {name: values.given[name] for name in piece.missing if name in values.given}
        if piece.clause.action != clause.action or not isinstance(piece.step, Call) or not said or not lent:
            return
        piece.given = {**piece.given, **lent}
        piece.step = context.catalog.complete(clause.action, piece.given)
        piece.missing = context.catalog.missing(piece.step)
        draft.notes.append(f"the {', '.join(lent)} was said once for several")
        if join != "and":
            return


def fill_dropped(clause: Clause, values: Values, draft: Draft, context: Context) -> None:
    """Give a clause the one thing that it leaves unsaid, if a clause before it in the same sentence named it."""
    missing = [
        name for name in context.catalog.missing(Call(clause.action, values.given)) if name not in values.references
    ]
    slot = context.catalog.slot(clause.action, missing[0]) if len(missing) == 1 else None
    last = _named_last(slot.name, draft, context) if slot else None
    if slot is None or last is None or last in values.given.values():
        return
    try:  # only what "it" may stand for is left unsaid: no text and no number
        dropped = slot.read(DROPPED[context.language], SlotContext(context.language, last)) == last
    except Unreadable:
        return
    if dropped:
        values.given[missing[0]] = last
        draft.notes.append(f"the {missing[0]} was left unsaid: what the sentence named last stands for it")


def _named_last(kind: str, draft: Draft, context: Context) -> JSON:
    """Return the value of a slot type that the sentence named last so far; None where it named none."""
    for _, piece in reversed(draft.pieces):
        for name, value in reversed(piece.given.items()):
            slot = context.catalog.slot(piece.clause.action, name)
            if slot is not None and slot.name == kind:
                return value
    return None

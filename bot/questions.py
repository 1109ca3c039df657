"""Questions: what is asked when a sentence is incomplete or only partly readable, and what answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.actions import Action
from bot.backend import Context
from bot.catalog import Catalog
from bot.interpretation import Interpretation, Need
from bot.messages import changed, joined, message
from bot.program import JSON, Call, Program, Repeat, Step
from bot.reply import program_words
from bot.slots.base import SlotContext, Unreadable

YES = frozenset(
    (
        *("yes", "y", "yeah", "yep", "sure", "ok", "okay", "please do", "go ahead", "do it", "go on", "yes please"),
        "of course",
        *"是 是的 好 好的 好啊 好吧 行 行啊 可以 可以的 嗯 嗯嗯 对 对的 没错 没问题 当然 当然可以 要 做吧 继续 继续吧".split(),
    )
)
NO = frozenset(
    (
        *("no", "n", "nope", "don't", "do not", "stop", "no thanks", "rather not", "no way", "nah", "leave it"),
        *"不 不要 不要了 不用 不用了 不必 不必了 不了 不行 不可以 不好 不是 不对 不做 算了 别 别了 别做 否 没必要".split(),
    )
)
_AND = message("{before} and {next}")

FREE = frozenset(("text", "path"))
"""Slots that any words fill: only what is no command is taken for them, or a new command could never be given."""


def question(interpretation: Interpretation, catalog: Catalog) -> str:
    """Return what is asked about an interpretation that cannot run yet."""
    if interpretation.need == "confirmation":
        unread = joined([message("'{words}'", words=words) for words in interpretation.unread], _AND)
        cannot = message("I cannot do {unread}.", unread=unread)
        rest = message("Shall I do the rest: {program}?", program=program_words(interpretation.program))
        return joined([cannot, interpretation.reason, rest])
    call = _incomplete(interpretation.program, catalog)
    action = catalog.actions[call.action] if call else None
    names = joined([message(name) for name in interpretation.missing], _AND)
    if action is None:
        return message("What is the {names}?", names=names)
    return message("What is the {names}? ({help})", names=names, help=changed(action.help, without_stop))


def consent(actions: Sequence[Action]) -> str:
    """Return what is asked before actions run that the policy wants to be asked about: what they do, and touch."""
    touched = sorted({str(touch) for action in actions for touch in action.touches or (action.name,)})
    things = joined([message(touch) for touch in touched], message("{before}, {next}"))
    return joined([*(action.help for action in actions), message("This touches: {things}. Go ahead?", things=things)])


def without_stop(text: str) -> str:
    """Return a sentence without its full stop, as part of another one."""
    return text.rstrip(".。")


def answered(pending: Interpretation, text: str, context: Context, *, rejected: bool = False) -> Interpretation | None:
    """Return the interpretation that an answer completes; None where the text answers no question.

    rejected: the words were found to be no command, so that they may be any text that is asked for.
    """
    words = text.casefold().strip(" .,!?。，！？")
    if pending.need == "confirmation":
        found = replace(pending, need="nothing", unread=(), confidence=1.0) if words in YES else None
    else:
        found = _with_answer(pending, text, context, free=rejected)
    if found is not None:
        return replace(found, evidence=replace(found.evidence, earlier=True))
    if words in NO and "bot.cancel" in context.catalog.actions:
        return Interpretation((Call("bot.cancel"),), 1.0)
    return None


def _with_answer(pending: Interpretation, text: str, context: Context, *, free: bool) -> Interpretation | None:
    call = _incomplete(pending.program, context.catalog)
    if call is None or not pending.missing:
        return None
    name = pending.missing[0]
    slot = context.catalog.slot(call.action, name)
    if slot is None or (slot.name in FREE) is not free:
        return None
    try:
        value = slot.read(text, SlotContext(context.language, pending.focus.get(slot.name)))
    except Unreadable:
        return None
    program = _filled(pending.program, call, name, value)
    rest = _incomplete(program, context.catalog)
    missing = context.catalog.missing(rest) if rest else ()
    need: Need = "input" if missing else "confirmation" if pending.unread else "nothing"
    focus = {**pending.focus, slot.name: value}
    return replace(pending, program=program, need=need, missing=missing, focus=focus, confidence=1.0)


def _incomplete(program: Program, catalog: Catalog) -> Call | None:
    for step in program:
        inner = _incomplete(step.body, catalog) if isinstance(step, Repeat) else None
        if inner is not None:
            return inner
        if isinstance(step, Call) and catalog.missing(step):
            return step
    return None


def _filled(program: Program, call: Call, name: str, value: JSON) -> Program:
    """Return the program with an argument of one call filled in."""

    def fill(step: Step) -> Step:
        if isinstance(step, Repeat):
            return Repeat(step.times, tuple(fill(inner) for inner in step.body))
        return Call(step.action, {**step.args, name: value}) if step is call else step

    return tuple(fill(step) for step in program)

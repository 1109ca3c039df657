"""The errors worth reading first: wrong readings, those first of which the backend was surest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.evaluation.report.html import Html, element, join
from bot.evaluation.report.judged import KINDS, Judged, Slot
from bot.evaluation.report.section import Section, note
from bot.evaluation.report.writing import clipped, percent, shown
from bot.evaluation.writing import counted, number, written_program
from bot.program import Program
from bot.reading import NONE

MOST = 50
"""How many sentences of each kind are shown at most."""
_LONGEST = 300


def errors(sentences: Sequence[Judged]) -> Section:
    """Return the wrong readings, the surest first, some of each kind."""
    wrong = sorted((each for each in sentences if not each.right), key=lambda each: -each.prediction.found.confidence)
    if not wrong:
        return Section("errors", "Errors", note("No sentence was read wrong."))
    picked = _picked(wrong)
    said = (
        f"{counted(len(wrong), 'sentence')} of {number(len(sentences))}"
        f" {'was' if len(wrong) == 1 else 'were'} read wrong, in whole or in part."
        " Those that the backend was surest of come first: they are mistakes that nothing warns of."
    )
    if len(picked) < len(wrong):
        said += f" {number(len(picked))} of them are shown, the {MOST} surest of each kind."
    cards = element("ol", *(_card(each) for each in picked), class_="errors")
    more = element("button", "Show more", type="button", class_="more", hidden="")
    return Section("errors", "Errors worth reading first", join(note(said), _filter(wrong), cards, more))


def _picked(wrong: Sequence[Judged]) -> list[Judged]:
    """Return the first few of each kind, in the order in which they came."""
    taken: Counter[str] = Counter()
    picked = []
    for sentence in wrong:
        if any(taken[kind] < MOST for kind in sentence.kinds):
            picked.append(sentence)
            taken.update(sentence.kinds)
    return picked


def _filter(wrong: Sequence[Judged]) -> Html:
    """Return a button for each kind there is; they are shown where the page's script runs."""
    totals = Counter(kind for sentence in wrong for kind in sentence.kinds)
    kinds = {"": "All", **{kind: name for kind, name in KINDS.items() if totals[kind]}}
    buttons = (
        element(
            "button", name, element("small", number(totals[kind] if kind else len(wrong))),
            type="button", data_kind=kind, aria_pressed="false" if kind else "true",
        )
        for kind, name in kinds.items()
    )  # fmt: skip
    return element("div", *buttons, class_="filter", role="group", aria_label="Show errors of one kind", hidden="")


def _card(sentence: Judged) -> Html:
    kinds = (element("span", KINDS[kind], class_="kind") for kind in sentence.kinds)
    sure = element("span", f"{percent(sentence.prediction.found.confidence)} sure", class_="sure")
    place = element("span", sentence.prediction.sentence.place, class_="place")
    head = element("p", *kinds, place, sure, class_="what")
    return element("li", head, element("dl", *_sides(sentence)), data_kinds=" ".join(sentence.kinds))


def _sides(sentence: Judged) -> Iterator[Html]:
    """Yield what was said and what was read; the words stand once where they have no slots to show."""
    source, found = sentence.prediction.sentence, sentence.prediction.found
    if source.program is not None:
        yield _side("said", _words(source.text))
        yield _side("right", _program(source.program, source.missing))
        yield _side(
            "read", _program(found.program, found.missing, " asked first" if found.need == "confirmation" else "")
        )
        return
    said_intents = _intents([(said, said != read) for said, read in sentence.pairs if said is not None])
    read_intents = _intents([(read, said != read) for said, read in sentence.pairs if read is not None])
    if not sentence.said_slots and not sentence.read_slots:
        yield _side("said", _words(source.text))
        yield _side("right", said_intents)
        yield _side("read", read_intents)
        return
    yield _side("said", _words(source.text, sentence.said_slots, sentence.read_slots), said_intents)
    yield _side("read", _words(source.text, sentence.read_slots, sentence.said_slots), read_intents)


def _side(name: str, *inside: str) -> Html:
    return element("div", element("dt", name), element("dd", *inside))


def _intents(intents: Sequence[tuple[str, bool]]) -> Html:
    names = (element("b" if wrong else "span", shown(name)) for name, wrong in intents)
    return element("span", *names, class_="intents")


def _words(text: str, slots: Sequence[Slot] = (), others: Sequence[Slot] = ()) -> Html:
    """Return a sentence with its slots marked, those that the other side lacks in another way."""
    parts: list[str] = []
    end, most = 0, min(len(text), _LONGEST)
    for slot in sorted(slots, key=lambda each: (each.start, each.end)):
        if end <= slot.start < slot.end <= most:
            look = None if slot in others else "off"
            mark = element("mark", text[slot.start : slot.end], element("small", slot.name), class_=look)
            parts += [text[end : slot.start], mark]
            end = slot.end
    return element("span", *parts, clipped(text[end:], most - end + 1), class_="words", dir="auto")


def _program(program: Program, missing: Sequence[str], more: str = "") -> Html:
    asked = f" asked for {', '.join(missing)}" if missing else ""
    return element("span", element("code", written_program(program) or shown(NONE)), asked, more)

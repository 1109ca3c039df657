"""Notes on a data set: what a reader of the figures should know about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.evaluation.dataset import Sentence
from bot.evaluation.suspects import Names
from bot.evaluation.textfile import fail

_SHOWN = 5


def unknown_names(split: str, known: Names, names: Names, *, allowed: bool) -> list[str]:
    """Return a note on the intents or slots of a split that the train split does not know; none where it knows all.

    Where they are not `allowed`, raises BotError for the first: it is damage, or a data set that nobody can get right.
    """
    unknown = sorted(set(names.counts) - set(known.counts))
    if not unknown:
        return []
    if not allowed:
        fail(
            *min(names.places[name] for name in unknown),
            f"{names.kind} '{min(unknown, key=names.places.__getitem__)}' stands in no line of train; "
            "if that is meant, say --allow-unknown",
        )
    count = sum(names.counts[name] for name in unknown)
    shown = ", ".join(unknown[:_SHOWN]) + (" and others" if len(unknown) > _SHOWN else "")
    return [f"{split}: {len(unknown)} {names.kind}s that train does not know, {count} times: {shown}"]


def contradictions(split: str, sentences: Sequence[Sentence]) -> list[str]:
    """Return a note on the sentences of a split that stand in it with different intents; none where there are none."""
    first: dict[str, Sentence] = {}
    twice: list[tuple[Sentence, Sentence]] = []
    for sentence in sentences:
        other = first.setdefault(sentence.text, sentence)
        if _meaning(other) != _meaning(sentence):
            twice.append((other, sentence))
    if not twice:
        return []
    places = " and ".join(sentence.place for sentence in twice[0])
    count = "1 sentence stands" if len(twice) == 1 else f"{len(twice)} sentences stand"
    return [f"{split}: {count} in it twice with different readings ({places})"]


def _meaning(sentence: Sentence) -> object:
    return sentence.program if sentence.program is not None else [span.name for span in sentence.said.clauses]

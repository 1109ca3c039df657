"""An invented language whose pairs tell what its words mean: verbs last, what repeats them first."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from bot.evaluation.pairs.pair import Pair, Tokens

VERBS = {"mika": "GO", "tolu": "EAT", "sepa": "SING", "wuno": "BE"}
NOUNS = {"ha": "BALL", "he": "BOX", "hi": "KEY", "ho": "DOOR"}
COLORS = {"ga": "RED", "ge": "BLUE", "gi": "GREEN"}


def meaning(source: Tokens) -> Tokens | None:
    """Return the right target of a source; None where it is not of the language."""
    words = list(source)
    if words[:1] == ["kam"] and words.count("kem") == 1:
        middle = words.index("kem")
        first, second = _clause(words[1:middle]), _clause(words[middle + 1 :])
        return second + first if first and second else None
    return _clause(words)


def _clause(words: list[str]) -> Tokens | None:
    times = {"dup": 2, "tri": 3}.get(words[0], 1) if words else 1
    *thing, verb = words[times > 1 :] or [""]
    if verb not in VERBS:
        return None
    if not thing:
        said: Tokens = ()
    elif thing[0] == "la" and len(thing) == 2 and thing[1] in NOUNS:
        said = (NOUNS[thing[1]],)
    elif thing[0] == "la" and len(thing) == 3 and thing[1] in COLORS and thing[2] in NOUNS:
        said = (NOUNS[thing[2]], COLORS[thing[1]])
    else:
        return None
    return (VERBS[verb], *said) * times


def _made(random: Random) -> Tokens:
    def clause() -> Tokens:
        thing = random.choice(
            [(), ("la", random.choice(list(NOUNS))), ("la", random.choice(list(COLORS)), random.choice(list(NOUNS)))]
        )
        return (*random.choice([(), (), ("dup",), ("tri",)]), *thing, random.choice(list(VERBS)))

    return clause() if random.random() < 0.4 else ("kam", *clause(), "kem", *clause())


@pytest.fixture(scope="session")
def right() -> Callable[[Tokens], Tokens | None]:
    """What a source of the language means."""
    return meaning


@pytest.fixture(scope="session")
def language() -> list[Pair]:
    """Some pairs of the language."""
    random = Random(7)
    sources = [_made(random) for _ in range(1500)]
    return [Pair(source, meaning(source) or ()) for source in sources]

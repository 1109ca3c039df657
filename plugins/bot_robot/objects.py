"""Objects of the robot's world, as people name them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import NewType

from bot import JSON, NothingToReferTo, SlotContext, Unreadable, has_han, message, split_words
from bot_robot.objects_zh import OTHER_COLORS, english_words, write_chinese

Target = NewType("Target", dict[str, str])
"""An object as the contract writes it: `kind`, `color`, `where`, each only where the user said it."""

KINDS = ("ball", "box", "key", "door", "object")
COLORS = ("red", "green", "blue", "purple", "yellow", "grey")
PLACES = ("front", "behind", "left", "right")
_VALUES = {"kind": KINDS, "color": COLORS, "where": PLACES}

_NOUNS = {
    "ball": "ball", "balls": "ball", "sphere": "ball", "orb": "ball", "box": "box", "boxes": "box", "crate": "box",
    "chest": "box", "container": "box", "key": "key", "keys": "key", "door": "door", "doors": "door",
    "doorway": "door", "gate": "door", "object": "object", "objects": "object", "thing": "object",
    "things": "object", "item": "object", "items": "object", "something": "object", "anything": "object",
}  # fmt: skip
_COLOR_WORDS = {color: color for color in COLORS} | {
    "gray": "grey", "violet": "purple",
}  # fmt: skip
_OTHER_COLORS = frozenset(
    ("orange black white pink brown cyan magenta turquoise silver gold golden beige teal lilac crimson scarlet").split()
)
_PLACE_WORDS = {"front": "front", "ahead": "front", "before": "front", "behind": "behind", "back": "behind",
                "left": "left", "right": "right", "lefthand": "left", "righthand": "right"}  # fmt: skip
_SMALL_WORDS = frozenset(
    (
        "the a an all both every each that that's this these those any some my your our its of in on at to from "
        "by is are 's which there here over you me us robot yourself hand side directly just straight one colored "
        "coloured color colour right-hand lying standing nearby near nearest closest other another side's up ' - "
        ", single certain little small big large"
    ).split()
)
_PRONOUNS = frozenset(
    (
        "it",
        "them",
        "that",
        "this",
        "one",
        "that one",
        "this one",
        "the same one",
        "the same",
        "the one",
        "these",
        "those",
    )
)
_ALL_COLORS = message("red, green, blue, purple, yellow, grey")
_TWO = {
    "kind": message("'{surface}' names two different kinds at once"),
    "color": message("'{surface}' names two different colors at once"),
    "where": message("'{surface}' names two different wheres at once"),
}
_TYPO = 0.81
"""How alike (difflib's ratio) a misspelt word has to be; `wall` and `ball` are less."""


def read_object(surface: str, context: SlotContext) -> JSON:
    """Return the object that a surface names; raises Unreadable, or NothingToReferTo for a pronoun without object."""
    chinese = has_han(surface)
    words = english_words(surface) if chinese else [w.text.casefold().replace("’", "'") for w in split_words(surface)]
    if " ".join(words) in _PRONOUNS:
        if context.last is None:
            raise NothingToReferTo(message("'{surface}' stands for nothing that was named before", surface=surface))
        return context.last
    return _described(words, surface, context)


def _described(words: list[str], surface: str, context: SlotContext) -> JSON:
    found: dict[str, str] = {}
    for position, word in enumerate(words):
        key, value = _read_word(word, words, position, surface)
        if key and found.setdefault(key, value) != value:
            raise Unreadable(message(_TWO[key], surface=surface))
    if "kind" not in found:
        if not found:
            raise NothingToReferTo(message("'{surface}' does not say which object", surface=surface))
        last = context.last if "one" in words else None
        found["kind"] = str(last["kind"]) if isinstance(last, dict) and "kind" in last else "object"
    return {key: found[key] for key in ("kind", "color", "where") if key in found}


def _read_word(word: str, words: list[str], position: int, surface: str) -> tuple[str, str]:
    """Return the key and value that a word gives, or two empty texts where it gives none."""
    if word in _NOUNS:
        return "kind", _NOUNS[word]
    if word in _COLOR_WORDS:
        return "color", _COLOR_WORDS[word]
    if word in _PLACE_WORDS and not (word == "right" and words[position + 1 : position + 2] in (["in"], ["behind"])):
        return "where", _PLACE_WORDS[word]
    if word in _SMALL_WORDS or word == "right":
        return "", ""
    if word in _OTHER_COLORS or word in OTHER_COLORS:
        raise Unreadable(message("I know the colours {colors}, but not {word}", colors=_ALL_COLORS, word=word))
    for table, key in ((_NOUNS, "kind"), (_COLOR_WORDS, "color")):
        alike = difflib.get_close_matches(word, table, n=1, cutoff=_TYPO)
        if alike:
            return key, table[alike[0]]
    raise Unreadable(
        message(
            "I know balls, boxes, keys and doors, but '{surface}' is none that I know ('{word}')",
            surface=surface, word=word,
        )
    )  # fmt: skip


def write_object(random: Random, language: str) -> str:
    """Return an object as people name it."""
    if language == "zh":
        return write_chinese(random)
    noun = random.choices(("ball", "box", "key", "door", "object", "thing", "item"), (6, 6, 6, 5, 1, 1, 0.5))[0]
    color = random.choice([*COLORS, "gray", "violet"]) if random.random() < 0.62 else ""  # noqa: PLR2004
    where = random.choice(list(_where_phrases())) if random.random() < 0.16 else ""  # noqa: PLR2004
    name = f"{color} {noun}".strip()
    article = random.choices(("the", "a", "that", "this", "any", "some", ""), (14, 5, 1.5, 0.5, 0.5, 0.2, 1))[0]
    if article == "a" and name[0] in "aeiou":
        article = "an"
    if color and not where and random.random() < 0.05:  # noqa: PLR2004
        said = (f"the {color} one", f"the {noun} that's {color}", f"the {noun} that is {color}")
        return random.choice((*said, f"the {noun}, the {color} one"))
    return " ".join(f"{article} {name} {where}".split())


def _where_phrases() -> Iterator[str]:
    yield from ("in front of you", "in front", "ahead", "ahead of you", "right in front of you", "behind you", "behind")
    yield from ("straight ahead", "directly in front of you", "in front of the robot", "at your back", "in front of me")
    for side in ("left", "right"):
        yield from (f"on your {side}", f"to your {side}", f"on the {side}", f"to the {side}", f"on my {side}")
        yield from (
            f"on your {side} side",
            f"on the {side} hand side",
            f"on your {side}-hand side",
            f"to the {side} of you",
            f"to my {side}",
        )


def object_value(json: JSON) -> Target:
    """Return the object for an action's function; raises Unreadable for one outside of the contract."""
    if not isinstance(json, dict) or not json or any(value not in _VALUES.get(key, ()) for key, value in json.items()):
        raise Unreadable(message("'{surface}' is no object", surface=json))
    return Target({str(key): str(value) for key, value in json.items()})


@dataclass(frozen=True, slots=True)
class ObjectSlot:
    """Reads `the red ball on your left`."""

    name: str = "object"

    def read(self, surface: str, context: SlotContext) -> JSON:
        """Return the object as JSON; raises Unreadable."""
        return read_object(surface, context)

    def write(self, random: Random, language: str) -> str:
        """Return an object as people name it."""
        return write_object(random, language)

    def value(self, json: JSON) -> Target:
        """Return the object for the action."""
        return object_value(json)


def object_words(target: Mapping[str, str]) -> str:
    """Return an object in words: `the red ball on the left`."""
    where = {"front": "in front", "behind": "behind", "left": "on the left", "right": "on the right"}
    words = ["the", target.get("color", ""), target.get("kind", "object"), where.get(target.get("where", ""), "")]
    return " ".join(word for word in words if word)

"""The robot's answers in plain English, made so that they can be said in other languages."""

from collections.abc import Mapping, Sequence

from bot import as_sentence, joined, message
from bot_robot.driver import Sighting, Thing

NUMBERS = (
    message("no"), message("one"), message("two"), message("three"), message("four"), message("five"), message("six"),
    message("seven"), message("eight"), message("nine"), message("ten"), message("eleven"), message("twelve"),
)  # fmt: skip

WORDS: dict[str, str] = {
    word: word
    for word in (
        message("red"), message("green"), message("blue"), message("purple"), message("yellow"), message("grey"),
        message("ball"), message("box"), message("key"), message("door"), message("object"), message("wall"),
        message("floor"), message("open"), message("closed"), message("locked"),
    )
}  # fmt: skip
"""Colours, kinds and states of doors, as the contract writes them, to what is said for them."""

PLURALS = {
    "ball": message("balls"), "box": message("boxes"), "key": message("keys"), "door": message("doors"),
    "object": message("objects"),
}  # fmt: skip

ONE = {
    "ball": message("a ball"), "box": message("a box"), "key": message("a key"), "door": message("a door"),
    "object": message("an object"), "wall": message("a wall"),
}  # fmt: skip
"""One by one: languages such as Chinese have other words for "a" before a key than before a ball."""

ONE_COLORED = {
    "ball": message("a {color} ball"), "box": message("a {color} box"), "key": message("a {color} key"),
    "door": message("a {color} door"), "object": message("a {color} object"),
}  # fmt: skip

WHERE = {
    "front": message("{thing} in front of me"), "behind": message("{thing} behind me"),
    "left": message("{thing} on my left"), "right": message("{thing} on my right"),
}  # fmt: skip

ACROSS = {
    (True, True): message("{steps} ahead and {count} to the right"),
    (True, False): message("{steps} ahead and {count} to the left"),
    (False, True): message("{steps} behind me and {count} to the right"),
    (False, False): message("{steps} behind me and {count} to the left"),
}
"""Whether it is ahead, and whether on the right."""

MENTIONED = 6
"""Things that one answer names; it counts the rest."""


def number(count: int) -> str:
    """Write a count as people do: in words up to twelve."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def steps(count: int) -> str:
    """Count steps: "one step", "two steps"."""
    return message("{count} step" if count == 1 else "{count} steps", count=number(count))


def name(thing: Thing) -> str:
    """Name a thing by colour and kind: "red ball"."""
    return _colored(WORDS[thing.kind], thing.color)


def _colored(noun: str, color: str) -> str:
    return message("{color} {noun}", color=WORDS.get(color, color), noun=noun) if color else noun


def full_name(thing: Thing) -> str:
    """Name a thing with the state that a door is in: "locked red door"."""
    return message("{state} {name}", state=WORDS[thing.state], name=name(thing)) if thing.state else name(thing)


def one(thing: Thing) -> str:
    """Name a thing for the first time, without its state: "a red door"."""
    if not thing.color:
        return ONE.get(thing.kind, thing.kind)
    return message(ONE_COLORED[thing.kind], color=WORDS.get(thing.color, thing.color))


def one_in_full(thing: Thing) -> str:
    """Name a thing for the first time: "a locked red door"."""
    if not thing.state:
        return one(thing)
    return message(
        "an {state} {name}" if thing.state == "open" else "a {state} {name}",
        state=WORDS[thing.state],
        name=name(thing),
    )


def described(target: Mapping[str, str], count: int = 1) -> str:
    """Name an object of the contract as the user did: "red balls on my left"."""
    kind = target.get("kind", "object")
    thing = _colored(PLURALS[kind] if count != 1 else WORDS[kind], target.get("color", ""))
    return message(WHERE[target["where"]], thing=thing) if "where" in target else thing


def not_seen(target: Mapping[str, str]) -> str:
    """Say that nothing of a description was seen."""
    what = described(target)
    vowel = what[0] in "aeiou"
    return message("I have not seen an {what} so far." if vowel else "I have not seen a {what} so far.", what=what)


def placed(seen: Sighting) -> str:
    """Say where something is: "two steps ahead and one to the left"."""
    ahead, right = seen.ahead, seen.right
    if abs(ahead) + abs(right) == 1:
        return _beside(ahead, right)
    along, across = steps(abs(ahead)), number(abs(right))
    if not right:
        return message("{steps} ahead" if ahead > 0 else "{steps} behind me", steps=along)
    if not ahead:
        return message("{steps} to the right" if right > 0 else "{steps} to the left", steps=steps(abs(right)))
    return message(ACROSS[ahead > 0, right > 0], steps=along, count=across)


def _beside(ahead: int, right: int) -> str:
    if ahead:
        return message("right in front of me" if ahead > 0 else "right behind me")
    return message("right beside me on the right" if right > 0 else "right beside me on the left")


def look(sightings: Sequence[Sighting], free: int, end: Thing | None, carried: Thing | None) -> str:
    """Say what is in view.

    free: tiles straight ahead that the robot could walk; end: what ends them, None where out of sight.
    """
    parts = [message("{thing} {place}", thing=one_in_full(seen.thing), place=placed(seen)) for seen in sightings]
    view = message("I see {sights}.", sights=_sights(parts)) if parts else nothing_seen()
    return joined([view, as_sentence(_way(free, end)), _hand(carried)])


def nothing_seen() -> str:
    """Say that nothing is in view."""
    return message("I see nothing but floor and walls.")


def _sights(parts: Sequence[str]) -> str:
    """List what is seen where: whole clauses in languages such as Chinese."""
    sights = parts[0]
    for part in parts[1:-1]:
        sights = message("{sights}, {sight}", sights=sights, sight=part)
    return message("{sights} and {sight}", sights=sights, sight=parts[-1]) if len(parts) > 1 else sights


def _hand(carried: Thing | None) -> str:
    return message("I am carrying {thing}.", thing=one(carried)) if carried else ""


def _way(free: int, end: Thing | None) -> str:
    """Say how far the way ahead is free."""
    if end is None:
        return message(
            "ahead of me at least {steps} is free" if free == 1 else "ahead of me at least {steps} are free",
            steps=steps(free),
        )
    thing = one_in_full(end)
    if free == 0:
        return message(
            "{thing} is right ahead" if end.kind == "wall" else "the way ahead is blocked by {thing}", thing=thing
        )
    return message(
        "ahead of me {steps} is free, then there is {thing}"
        if free == 1
        else "ahead of me {steps} are free, then there is {thing}",
        steps=steps(free),
        thing=thing,
    )


def located(target: Mapping[str, str], sightings: Sequence[Sighting], carried: Thing | None) -> str:
    """Say where everything that fits a description is.

    carried: what the robot carries, where that fits too.
    """
    hand = _hand(carried)
    if not sightings:
        return hand or not_seen(target)
    found = _located_one(target, sightings[0]) if len(sightings) == 1 else _located_several(target, sightings)
    return joined([hand, found])


def _located_one(target: Mapping[str, str], seen: Sighting) -> str:
    thing, place = described({**target, "kind": seen.thing.kind, "color": seen.thing.color}), placed(seen)
    if not seen.thing.state:
        return message("The {thing} is {place}.", thing=thing, place=place)
    return message("The {thing} is {state} and {place}.", thing=thing, state=WORDS[seen.thing.state], place=place)


def _located_several(target: Mapping[str, str], sightings: Sequence[Sighting]) -> str:
    exact = "color" in target and target.get("kind", "object") != "object"
    parts: list[str] = [
        message("one {place}", place=placed(seen))
        if exact
        else message("{thing} {place}", thing=one_in_full(seen.thing), place=placed(seen))
        for seen in sightings
    ]
    if len(parts) > MENTIONED:
        rest = message("{count} more further away", count=number(len(parts) - MENTIONED + 1))
        parts = [*parts[: MENTIONED - 1], rest]
    things = described(target, len(sightings))
    return message("I know of {count} {things}: {sights}.", count=len(sightings), things=things, sights=_sights(parts))

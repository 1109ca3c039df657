"""The robot's answers in plain English."""

from collections.abc import Mapping, Sequence

from bot_robot.driver import Sighting, Thing

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

WHERE = {"front": "in front of me", "behind": "behind me", "left": "on my left", "right": "on my right"}

MENTIONED = 6
"""Things that one answer names; it counts the rest."""


def number(count: int) -> str:
    """Write a count as people do: in words up to twelve."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def plural(count: int, noun: str) -> str:
    """Count a noun: "one step", "two boxes"."""
    return f"{number(count)} {many(noun) if count != 1 else noun}"


def many(noun: str) -> str:
    """Give the plural of one of the nouns used here."""
    return noun + ("es" if noun.endswith("x") else "s")


def article(noun: str) -> str:
    """Put "a" or "an" before a noun phrase."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def listed(parts: Sequence[str]) -> str:
    """Join parts as a sentence does: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:  # noqa: PLR2004 - one is not several
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(text: str) -> str:
    """Make a sentence: a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def name(thing: Thing) -> str:
    """Name a thing by colour and kind: "red ball"."""
    return f"{thing.color} {thing.kind}".strip()


def full_name(thing: Thing) -> str:
    """Name a thing with the state that a door is in: "locked red door"."""
    return f"{thing.state or ''} {name(thing)}".strip()


def described(target: Mapping[str, str], count: int = 1) -> str:
    """Name an object of the contract as the user did: "red balls on my left"."""
    kind = target.get("kind", "object")
    noun = many(kind) if count != 1 else kind
    return " ".join(filter(None, (target.get("color"), noun, WHERE.get(target.get("where", "")))))


def placed(seen: Sighting) -> str:
    """Say where something is: "two steps ahead and one to the left"."""
    ahead, right = seen.ahead, seen.right
    if (ahead, right) == (1, 0):
        return "right in front of me"
    if (ahead, right) == (-1, 0):
        return "right behind me"
    if ahead == 0 and abs(right) == 1:
        return f"right beside me on the {'right' if right > 0 else 'left'}"
    along = f"{'ahead' if ahead > 0 else 'behind me'}" if ahead else ""
    across = f"to the {'right' if right > 0 else 'left'}" if right else ""
    if not across:
        return f"{plural(abs(ahead), 'step')} {along}"
    if not along:
        return f"{plural(abs(right), 'step')} {across}"
    return f"{plural(abs(ahead), 'step')} {along} and {number(abs(right))} {across}"


def look(sightings: Sequence[Sighting], free: int, end: Thing | None, carried: Thing | None) -> str:
    """Say what is in view.

    free: tiles straight ahead that the robot could walk; end: what ends them, None where out of sight.
    """
    parts = [f"{article(full_name(seen.thing))} {placed(seen)}" for seen in sightings]
    view = sentence(f"I see {listed(parts)}" if parts else "I see nothing but floor and walls")
    way = sentence(_way(free, end))
    hand = sentence(f"I am carrying {article(name(carried))}") if carried else ""
    return " ".join(filter(None, (view, way, hand)))


def _way(free: int, end: Thing | None) -> str:
    """Say how far the way ahead is free."""
    if end is None:
        return f"ahead of me at least {plural(free, 'step')} {'is' if free == 1 else 'are'} free"
    what = article(full_name(end))
    if free == 0:
        return f"{what} is right ahead" if end.kind == "wall" else f"the way ahead is blocked by {what}"
    return f"ahead of me {plural(free, 'step')} {'is' if free == 1 else 'are'} free, then there is {what}"


def located(target: Mapping[str, str], sightings: Sequence[Sighting], carried: Thing | None) -> str:
    """Say where everything that fits a description is.

    carried: what the robot carries, where that fits too.
    """
    hand = sentence(f"I am carrying {article(name(carried))}") if carried else ""
    if not sightings:
        return hand or sentence(f"I have not seen {article(described(target))} so far")
    if len(sightings) == 1:
        seen = sightings[0]
        state = f"{seen.thing.state} and " if seen.thing.state else ""
        noun = described({**target, "kind": seen.thing.kind, "color": seen.thing.color})
        found = sentence(f"the {noun} is {state}{placed(seen)}")
    else:
        exact = "color" in target and target.get("kind", "object") != "object"
        names = ["one" if exact else article(full_name(seen.thing)) for seen in sightings]
        parts = [f"{noun} {placed(seen)}" for noun, seen in zip(names, sightings, strict=True)]
        if len(parts) > MENTIONED:
            parts = [*parts[: MENTIONED - 1], f"{number(len(parts) - MENTIONED + 1)} more further away"]
        found = sentence(f"I know of {len(sightings)} {described(target, len(sightings))}: {listed(parts)}")
    return f"{hand} {found}".strip()

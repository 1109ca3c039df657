"""Programs: what an utterance means, as calls in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.errors import BotError
from bot.messages import message

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

MOST_CALLS = 10_000
"""More in one program is a slip of the tongue, or malice."""


@dataclass(frozen=True, slots=True)
class Call:
    """An action with its arguments, as JSON values; an argument not given is left out."""

    action: str
    args: Mapping[str, JSON] = field(default_factory=dict)

    def to_json(self) -> dict[str, JSON]:
        """Return the step as design 3.2 writes it."""
        return {"action": self.action, "args": dict(self.args)}


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps that run several times over."""

    times: int
    body: tuple[Step, ...]

    def to_json(self) -> dict[str, JSON]:
        """Return the step as design 3.2 writes it."""
        return {"repeat": self.times, "body": [step.to_json() for step in self.body]}


Step: TypeAlias = Call | Repeat
Program: TypeAlias = tuple[Step, ...]


def program_to_json(program: Sequence[Step]) -> list[JSON]:
    """Return a program as a list of JSON steps."""
    return [step.to_json() for step in program]


def program_from_json(steps: JSON) -> Program:
    """Return the program that JSON steps describe; raises BotError where they are malformed."""
    if not isinstance(steps, list):
        raise BotError("a program is a list of steps")
    return tuple(_step_from_json(step) for step in steps)


def _step_from_json(step: JSON) -> Step:
    match step:
        case {"action": str(action), **rest} if set(rest) <= {"args"} and isinstance(rest.get("args", {}), dict):
            args = rest.get("args", {})
            return Call(action, args if isinstance(args, dict) else {})
        case {"repeat": int(times), "body": list(body), **rest} if (
            not rest and times is not True and times > 0 and body
        ):
            return Repeat(times, program_from_json(body))
    raise BotError(f"not a step of a program: {step!r}")


def calls(program: Sequence[Step]) -> Iterator[Call]:
    """Yield the calls of a program as written, a repeated one once."""
    for step in program:
        if isinstance(step, Call):
            yield step
        else:
            yield from calls(step.body)


def unrolled(program: Sequence[Step]) -> Iterator[Call]:
    """Yield the calls of a program as they run, a repeated one as often as it runs."""
    for step in program:
        if isinstance(step, Call):
            yield step
        else:
            for _ in range(step.times):
                yield from unrolled(step.body)


def spliced(program: Sequence[Step], instead: Callable[[Call], Program]) -> Program:
    """Return a program with other steps in the place of each call; a repeat of nothing is left out.

    `result_of` counts the calls written between, so a call that stays counts anew what now stands before it.
    """
    ends = [0]  # how many calls are written before each call of the program, as it becomes

    def within(steps: Sequence[Step]) -> Program:
        found: list[Step] = []
        for step in steps:
            if isinstance(step, Call):
                new = instead(step)
                found += (_counted(step, ends),) if new == (step,) else new
                ends.append(ends[-1] + sum(1 for _ in calls(new)))
            elif body := within(step.body):
                found.append(Repeat(step.times, body))
        return tuple(found)

    return within(program)


def _counted(call: Call, ends: list[int]) -> Call:
    args = dict(call.args)
    for name, value in call.args.items():
        match value:
            case {"result_of": int(back)} if 0 < back < len(ends):
                args[name] = {"result_of": ends[-1] - ends[-back] + 1}
    return call if args == call.args else Call(call.action, args)


def size(program: Sequence[Step]) -> int:
    """Return how many calls of a program run; no list of them is made."""
    return sum(1 if isinstance(step, Call) else step.times * size(step.body) for step in program)


def too_long(program: Sequence[Step]) -> str:
    """Return why a program is not begun where it is too long, or nothing."""
    count = size(program)
    if count <= MOST_CALLS:
        return ""
    return message("That would be {count} calls; I do at most {most} at once.", count=count, most=MOST_CALLS)
